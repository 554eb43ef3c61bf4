// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseLog } from './output.ts';
import { type Report, ReportBuilder } from './report.ts';

function report(text: string): Report {
  const builder = new ReportBuilder();
  for (const event of parseLog(text)) builder.add(event);
  return builder.report;
}

function recorded(name: string): Report {
  return report(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.log`), 'utf8'));
}

test('a violation carries its own behaviour, with canonical values', () => {
  const [violation] = recorded('Safety').violations;
  expect(violation!.trace.steps.map(({ action }) => action)).toEqual([
    'Initial predicate',
    'Check',
    'Swap',
    'Use',
  ]);
  expect(violation!.trace.steps.at(-1)!.state).toEqual({
    seen: '"used"',
    file: '[inode |-> 2, kind |-> "symlink"]',
    log: '<<"symlink">>',
  });
});

test('two violations do not share their states', () => {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', 'SafetyContinue.log'), 'utf8');
  const lengths = report(text + text).violations.map(({ trace }) => trace.steps.length);
  expect(lengths).toEqual([4, 4]);
});

test('a lasso', () => {
  expect(recorded('Liveness').violations[0]!.trace.loop).toEqual({ to: 1, action: 'Retry' });
});

test('an error carries the behaviour that led to it, and its places', () => {
  const [error] = recorded('EvalAction').errors;
  expect(error!.trace.steps.map(({ state }) => state.n)).toEqual(['0', '1']);
  expect(error!.positions).toHaveLength(3);
});

test('the depth is the last that is known', () => {
  expect(recorded('Safety').depth).toBe(4);
  expect(recorded('Liveness').depth).toBe(4);
  expect(recorded('ParseError').depth).toBeNull();
});

test('a value that cannot be read keeps its text', () => {
  const text = `@!@!@STARTMSG 2114:1 @!@!@
Deadlock reached.
@!@!@ENDMSG 2114 @!@!@
@!@!@STARTMSG 2217:4 @!@!@
1: <Initial predicate>
/\\ f = [Nat -> BOOLEAN]
/\\ n = 1

@!@!@ENDMSG 2217 @!@!@
`;
  expect(report(text).violations[0]!.trace.steps[0]!.state).toEqual({ f: '[Nat -> BOOLEAN]', n: '1' });
});

test('of many lines outside of messages the last are kept', () => {
  const lines = Array.from({ length: 200 }, (_, i) => `line ${i}`);
  const { output } = report(lines.join('\n'));
  expect(output.length).toBeLessThan(100);
  expect(output.at(-1)).toBe('line 199');
});
