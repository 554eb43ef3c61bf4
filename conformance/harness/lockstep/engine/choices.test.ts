// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { type Choices, choicesOf, chosenIn, chosenItems, FLAG, kind, word } from './choices.ts';
import { Coverage } from './coverage.ts';
import { makeOutcome } from './outcome.ts';
import type { SeqOp } from './sequence.ts';

const SEND: Choices = { urgent: FLAG, mode: word(['all', 'some']), to: kind(['peer', 'nobody']) };
const MOVES = [{ choices: { send: SEND } }, { choices: { wait: { times: word([0, 1]) } } }, {}];

test('each value that a move declares is to be met', () => {
  expect(chosenItems(MOVES)).toEqual([
    ...['send urgent', 'send mode all', 'send mode some', 'send peer', 'send nobody'],
    ...['wait times 0', 'wait times 1'],
  ]);
});

test('two moves of one call declare more of it together', () => {
  const more = [{ choices: { send: { how: FLAG } } }, { choices: { send: { when: FLAG } } }];
  expect(choicesOf(more)).toEqual({ send: { how: FLAG, when: FLAG } });
});

describe('of a call', () => {
  test.each([
    [{ urgent: true, mode: 'all', to: { kind: 'peer', id: 3 } }, ['urgent', 'mode all', 'peer', 'peer id 3']],
    [{ urgent: false, mode: 'some', fd: 4 }, ['mode some']],
    [{ mode: 'none' }, ['mode none']],
    [{ forgotten: true, name: 'x', kind: { kind: 'y' } }, ['forgotten']],
  ])('%j: %j', (args, chosen) => {
    expect(chosenIn(SEND, args)).toEqual(chosen);
  });
});

/** A coverage that has seen calls of `send`, each of which succeeded. */
function seenOf(...calls: readonly Readonly<Record<string, unknown>>[]): Coverage {
  const coverage = new Coverage(choicesOf(MOVES));
  const ops = calls.map((args, id): SeqOp => ({ id, op: 'call', task: 't0', call: 'send', args }));
  const returned = ops.map(({ id }) => [{ task: 't0' as const, op: id, value: 0 }]);
  coverage.add(
    ops,
    returned.map((one) => makeOutcome({ returned: one, blocked: [], died: [], handled: [] })),
  );
  return coverage;
}

test('a value that nobody met is missing, and one that nobody declares is told', () => {
  const expected = ['send OK', ...chosenItems(MOVES).filter((item) => item.startsWith('send'))];
  const all = [
    { urgent: true, mode: 'all', to: { kind: 'peer' } },
    { urgent: false, mode: 'some', to: { kind: 'nobody' } },
  ];
  expect(seenOf(...all).report({ expected, gaps: [] }, '6.12')).toMatchObject({
    missing: [],
    undeclared: [],
  });
  expect(seenOf(all[0]!, { mode: 'none' }).report({ expected, gaps: [] }, '6.12')).toMatchObject({
    missing: ['send mode some', 'send nobody'],
    undeclared: ['send mode none'],
  });
});

test.each([
  ['6.12.48', []],
  ['7.2.9', []],
  ['7.3.0-rc1', ['send EPERM']],
  ['7.10', ['send EPERM']],
  ['10.0', ['send EPERM']],
])('on Linux %s the gaps that came with 7.3 are %j', (release, left) => {
  const gap = { item: 'send EPERM', why: 'needs a hook', since: '7.3' } as const;
  const { gaps, total } = seenOf().report({ expected: [], gaps: [gap] }, release);
  expect([gaps.map(({ item }) => item), total]).toEqual([left, left.length]);
});
