// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TlcEvent } from './events.ts';
import { parseLog, TlcOutput } from './output.ts';

function log(name: string): string {
  return readFileSync(join(import.meta.dirname, 'fixtures', `${name}.log`), 'utf8');
}

type Of<T extends TlcEvent['type']> = Extract<TlcEvent, { type: T }>;

function events<T extends TlcEvent['type']>(name: string, type: T): Of<T>[] {
  return parseLog(log(name)).filter((event): event is Of<T> => event.type === type);
}

test('a run without errors, from version to finish', () => {
  expect(events('Ok', 'version')).toEqual([
    { type: 'version', version: 'Version 2.18 of 20 March 2023'.slice(8) },
  ]);
  expect(events('Ok', 'initial')).toEqual([{ type: 'initial', states: 1 }]);
  expect(events('Ok', 'progress').at(-1)).toMatchObject({ depth: 4, generated: 5, distinct: 4, queue: 0 });
  expect(events('Ok', 'stats')).toEqual([{ type: 'stats', generated: 5, distinct: 4, queue: 0 }]);
  expect(events('Ok', 'depth')).toEqual([{ type: 'depth', depth: 4 }]);
  expect(events('Ok', 'success')).toEqual([{ type: 'success', collision: 2.2e-19 }]);
  expect(events('Ok', 'coverage')).toMatchObject([
    { action: 'Init', distinct: 1, generated: 1 },
    { action: 'Tick', distinct: 3, generated: 4 },
  ]);
  expect(parseLog(log('Ok')).at(-1)).toEqual({ type: 'finished' });
});

test('counts with thousands separators', () => {
  const [progress] = events('Interrupted', 'progress');
  expect(progress!.distinct).toBeGreaterThan(1_000_000);
  expect(progress!.queue).toBeGreaterThan(1_000_000);
});

describe('violations', () => {
  test.each([
    ['Assumption', 'assumption', 'line 6, col 27 to line 6, col 35 of module Assumption'],
    ['Deadlock', 'deadlock', null],
    ['Safety', 'safety', 'NeverASymlink'],
    ['SafetyContinue', 'safety', 'NeverASymlink'],
    ['OkInitial', 'safety', 'Positive'],
    ['ActionProperty', 'action-property', 'InodeKept'],
    ['Liveness', 'liveness', null],
    ['LivenessStuttering', 'liveness', null],
    ['AssertAction', 'assert', 'n reached two'],
    ['AssertInvariant', 'assert', 'n reached two'],
    ['AssertInit', 'assert', '<<"no start", 0>>'],
  ])('%s: %s %s', (name, kind, property) => {
    expect(events(name, 'violation')).toMatchObject([{ kind, name: property }]);
    expect(events(name, 'error')).toEqual([]);
  });

  test('the behaviour has an action and a place at each state', () => {
    expect(events('Safety', 'state').map(({ index, action }) => [index, action])).toEqual([
      [1, 'Initial predicate'],
      [2, 'Check'],
      [3, 'Swap'],
      [4, 'Use'],
    ]);
    expect(events('Safety', 'state')[1]!.location).toMatch(
      /^line \d+, col 10 to line \d+, col 88 of module Safety$/,
    );
    expect(events('OkInitial', 'state')).toMatchObject([{ index: 1, text: 'n = 0' }]);
  });

  test('a lasso goes back to a state, or stutters in its last one', () => {
    expect(events('Liveness', 'loop')).toEqual([{ type: 'loop', to: 1, action: 'Retry' }]);
    expect(events('LivenessStuttering', 'loop')).toEqual([{ type: 'loop', to: 1, action: null }]);
  });
});

describe('errors', () => {
  test.each([
    ['ParseError', 'parse', { file: '/specs/ParseError.tla', line: 5, column: 15 }],
    ['SemanticError', 'semantic', { file: '/specs/SemanticError.tla', line: 5, column: 13 }],
    ['BadCfg', 'config', { line: 2 }],
    ['UnknownName', 'config', {}],
    ['EvalAction', 'evaluation', {}],
    ['EvalInvariant', 'evaluation', {}],
    ['EvalAssumption', 'evaluation', {}],
    ['OutOfMemoryCaught', 'memory', {}],
    ['Usage', 'usage', {}],
  ])('%s is one error of kind %s', (name, kind, place) => {
    expect(events(name, 'error')).toMatchObject([{ kind, ...place }]);
    expect(events(name, 'violation')).toEqual([]);
  });

  test('the message is what the user can act on', () => {
    expect(events('SemanticError', 'error')[0]!.message).toBe("Unknown operator: `Nothing'.");
    expect(events('BadCfg', 'error')[0]!.message).not.toContain('Exception');
    expect(events('EvalAssumption', 'error')[0]!.message).toContain('Head to the empty sequence');
  });

  test('an evaluation error says where, outermost first', () => {
    const [{ positions }] = events('EvalAction', 'positions') as [Of<'positions'>];
    expect(positions.at(-1)).toEqual({ module: 'EvalAction', line: 7, column: 28 });
  });
});

test('what a specification prints is output, also where it looks like a message', () => {
  expect(events('Values', 'output').map(({ text }) => text)).toContain('"@!@!@STARTMSG 2110:1 @!@!@"');
  expect(events('Values', 'violation')).toMatchObject([{ kind: 'deadlock' }]);
});

test('unknown codes stay', () => {
  const text = '@!@!@STARTMSG 9999:0 @!@!@\nnews\n@!@!@ENDMSG 9999 @!@!@\n';
  expect(parseLog(text)[0]).toEqual({ type: 'other', code: 9999, text: 'news' });
});

test('a known code with a text that is not understood stays too', () => {
  const text = '@!@!@STARTMSG 2199:0 @!@!@\n5 Zustände\n@!@!@ENDMSG 2199 @!@!@\n';
  expect(parseLog(text)[0]).toMatchObject({ type: 'other', code: 2199 });
});

test('an unknown code of severity error is an error', () => {
  const text = '@!@!@STARTMSG 9999:1 @!@!@\nbad news\n@!@!@ENDMSG 9999 @!@!@\n';
  expect(parseLog(text)[0]).toMatchObject({ type: 'error', code: 9999, message: 'bad news' });
});

test('the pieces in which output arrives do not matter', () => {
  const text = log('AssertInvariant');
  for (const size of [1, 7, 64]) {
    const output = new TlcOutput();
    const found: TlcEvent[] = [];
    for (let at = 0; at < text.length; at += size) found.push(...output.push(text.slice(at, at + size)));
    expect([...found, ...output.end()]).toEqual(parseLog(text));
  }
});

test('a log that is cut anywhere ends in truncated', () => {
  for (const name of ['Ok', 'Safety', 'AssertInvariant', 'ParseError', 'Liveness']) {
    const lines = log(name).trimEnd().split('\n');
    for (let end = 0; end < lines.length; end++) {
      const cut = parseLog(lines.slice(0, end).join('\n'));
      expect(cut.at(-1), `${name}, ${end} lines`).toEqual({ type: 'truncated' });
    }
  }
});
