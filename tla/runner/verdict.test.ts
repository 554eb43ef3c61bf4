// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseLog } from './output.ts';
import { type Report, ReportBuilder } from './report.ts';
import { type Ending, judge, type Verdict } from './verdict.ts';

function log(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', `${name}.log`), 'utf8');
}

function report(text: string): Report {
  const builder = new ReportBuilder();
  for (const event of parseLog(text)) builder.add(event);
  return builder.report;
}

const exited = (exit: number): Ending => ({ exit, signal: null, stop: null });

function verdict(name: string, exit: number): Verdict {
  return judge(report(log(name)), exited(exit));
}

/** Each recorded log with the exit code that TLC gave. */
const RECORDED = [
  ['Ok', 0, 'holds'],
  ['LivenessFair', 0, 'holds'],
  ['Assumption', 10, 'violated'],
  ['Deadlock', 11, 'violated'],
  ['Safety', 12, 'violated'],
  ['OkInitial', 12, 'violated'],
  ['ConstantInvariant', 151, 'violated'],
  ['SafetyContinue', 0, 'violated'],
  ['ActionProperty', 13, 'violated'],
  ['Liveness', 13, 'violated'],
  ['LivenessStuttering', 13, 'violated'],
  ['AssertAction', 14, 'violated'],
  ['AssertInvariant', 76, 'violated'],
  ['AssertInit', 75, 'violated'],
  ['Values', 11, 'violated'],
  ['ParseError', 150, 'bad-specification'],
  ['SemanticError', 150, 'bad-specification'],
  ['BadCfg', 255, 'bad-specification'],
  ['UnknownName', 151, 'bad-specification'],
  ['EvalAction', 255, 'bad-specification'],
  ['EvalInvariant', 76, 'bad-specification'],
  ['EvalAssumption', 10, 'bad-specification'],
  ['NoInitial', 0, 'bad-specification'],
  ['OutOfMemory', 3, 'environment'],
  ['OutOfMemoryCaught', 255, 'environment'],
  ['Usage', 1, 'environment'],
  ['Truncated', 1, 'environment'],
] as const;

test.each(RECORDED)('%s with exit %i is %s', (name, exit, expected) => {
  const judged = verdict(name, exit);
  expect(judged.verdict).toBe(expected);
  expect(judged.violation !== null).toBe(expected === 'violated' || name === 'Truncated');
  expect(judged.message === null).toBe(expected === 'holds' || expected === 'violated');
  expect(judged.code === null).toBe(judged.message === null);
});

describe('never holds', () => {
  const exits = [...new Set(RECORDED.map(([, exit]) => exit)), 2, 77, 152, 153];

  test.each(RECORDED)('%s with the exit code of another run', (name, own, expected) => {
    for (const exit of exits.filter((code) => code !== own)) {
      const other = verdict(name, exit).verdict;
      expect(other === 'holds', `exit ${exit}`).toBe(false);
      if (expected === 'holds') expect(other, `exit ${exit}`).not.toBe('violated');
    }
  });

  test.each(RECORDED)('%s cut after any line', (name) => {
    const lines = log(name).trimEnd().split('\n');
    for (let end = 0; end < lines.length; end++) {
      const cut = judge(report(lines.slice(0, end).join('\n')), exited(0));
      expect(cut.verdict, `${end} lines`).not.toBe('holds');
    }
  });

  test('a search with states left to do', () => {
    const text = log('Ok').replaceAll('0 states left on queue', '3 states left on queue');
    expect(judge(report(text), exited(0))).toMatchObject({ verdict: 'environment', code: 'TLC_CRASHED' });
  });

  test('a run that was stopped, even if it had just finished', () => {
    for (const stop of [
      { by: 'time', limitMs: 5 },
      { by: 'abort' },
      { by: 'signal', signal: 'SIGINT' },
    ] as const) {
      const judged = judge(report(log('Ok')), { exit: 0, signal: null, stop });
      expect(judged).toMatchObject({ verdict: 'environment', code: 'INTERRUPTED' });
    }
  });
});

test('a violation before a disagreeing exit is kept beside the doubt', () => {
  const judged = verdict('Safety', 255);
  expect(judged).toMatchObject({
    verdict: 'environment',
    code: 'TLC_CRASHED',
    violation: { name: 'NeverASymlink' },
  });
  expect(judged.message).toContain('255');
});

test('a violation in a log that is cut short is not yet a verdict', () => {
  expect(verdict('Truncated', 12)).toMatchObject({
    verdict: 'environment',
    message: expect.stringContaining('cut short'),
  });
});

test('signals are told from exits', () => {
  const killed = judge(report(log('Truncated')), { exit: null, signal: 'SIGKILL', stop: null });
  expect(killed).toMatchObject({ code: 'INTERRUPTED', message: expect.stringContaining('SIGKILL') });
  expect(verdict('Truncated', 143)).toMatchObject({
    code: 'INTERRUPTED',
    message: expect.stringContaining('SIGTERM'),
  });
});

test('memory is told from other trouble, wherever Java says it', () => {
  expect(verdict('OutOfMemory', 3).code).toBe('OUT_OF_MEMORY');
  expect(verdict('OutOfMemoryCaught', 255).code).toBe('OUT_OF_MEMORY');
  const jvm =
    'Error occurred during initialization of VM\nCould not reserve enough space for 1KB object heap\n';
  expect(judge(report(jvm), exited(1)).code).toBe('OUT_OF_MEMORY');
});

test('a Java that does not get as far as TLC is quoted', () => {
  const heap = 'Error occurred during initialization of VM\nToo small maximum heap\n';
  expect(judge(report(heap), exited(1))).toMatchObject({
    verdict: 'environment',
    code: 'TLC_CRASHED',
    message: 'Java did not start TLC: Error occurred during initialization of VM; Too small maximum heap',
  });
  const jar = 'Picked up JAVA_TOOL_OPTIONS: -Xss1m\nError: Could not find or load main class tlc2.TLC\n';
  expect(judge(report(jar), exited(1)).message).toBe(
    'Java did not start TLC: Error: Could not find or load main class tlc2.TLC',
  );
});

test('a specification that prints Java words is not taken for Java', () => {
  const printed = `"java.lang.OutOfMemoryError"\n${log('Safety')}`;
  expect(judge(report(printed), exited(12)).verdict).toBe('violated');
});

test('a parse failure without a message still blames the specification', () => {
  expect(judge(report(''), exited(150))).toMatchObject({ verdict: 'bad-specification', code: 'BAD_INPUT' });
});

test('without behaviours no state is wanted: the assumptions hold', () => {
  const constants = { ...report(log('Ok')), distinct: 0, generated: 0, initial: 0 };
  expect(judge(constants, exited(0), { behaviours: false }).verdict).toBe('holds');
  expect(judge(constants, exited(0)).verdict).toBe('bad-specification');
});
