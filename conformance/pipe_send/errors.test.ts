// SPDX-License-Identifier: MIT
// The table of errors against the model, choice by choice; and which pairs of rows are told apart.
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { withCalls } from '../../models/kernel/system/index.ts';
import { readProposal } from '../../spec/index.ts';
import { type Answered, answers, errorCases } from '../harness/errors/cases.ts';
import { type Exclusive, rowPairs, wrongAnswer } from '../harness/errors/table.ts';
import { type Chosen, type ErrorId, everyChoice } from './error-arguments.ts';
import { ERROR_CHOICES } from './error-world.ts';
import { PROPOSED } from './proposed.ts';

const { system } = PROPOSED.alphabet;
const TABLE = new Map(
  readProposal(inRoot('spec/pipe_send.md')).errors.map(({ id, errno }) => [id as ErrorId, errno]),
);

/** Where no row applies, a number of bytes is as good as any. */
function wrong(one: Answered<Chosen>): string | undefined {
  const { answer, chosen } = one;
  const moved = answer !== 'sleeps' && typeof answer.value === 'number' ? answer.value : 0;
  return wrongAnswer(one, TABLE, chosen.rows.size === 0 ? moved : 0);
}

test('of the rows that apply, the first one is the answer; where none does, bytes are moved, or it sleeps', () => {
  const all = [...answers(system, ERROR_CHOICES)];
  expect(all.flatMap((one) => wrong(one) ?? []).slice(0, 10)).toEqual([]);
  expect(all.length).toBeGreaterThan(2000);
});

test('a rule that looks at the descriptor first is refuted', () => {
  const sendto = system.rules.sendto!;
  const swapped = withCalls(system, {
    sendto: {
      ...sendto,
      step(world, task, frame) {
        const isClosed = frame.args.fd === 99 && frame.args.buffer === 'outside';
        if (!isClosed) return sendto.step(world, task, frame);
        sendto.step(world, task, { ...frame, args: { ...frame.args, buffer: undefined } });
      },
    },
  });
  const found = [...answers(swapped, ERROR_CHOICES)].flatMap((one) => wrong(one) ?? []);
  expect(found[0]).toContain('EBADF, not EFAULT');
});

const EXCLUSIVE: readonly Exclusive<ErrorId>[] = [
  ['a descriptor is one thing', ['E2', 'E4', 'E5', 'E9', 'E12'], ['E2', 'E4', 'E5']],
  ['of what is not open nothing is asked', ['E2'], ['E6', 'E11']],
  ['an end that is not open so has no bytes', ['E4', 'E5', 'E6'], ['E9', 'E11', 'E12']],
  ['one thing is wrong with the memory', ['E1', 'E2a', 'E2e', 'E2g'], ['E1', 'E2a', 'E2e', 'E2g', 'E11']],
  ['where there is no room, no buffer is looked at', ['E11'], ['E12']],
];

test('every two rows that can apply at once do so somewhere', () => {
  const { rows: all, met, wrong: bad } = rowPairs(everyChoice(), EXCLUSIVE);
  expect(bad).toEqual([]);
  expect([all.length, met.size]).toEqual([12, 39]);
});

test('a sequence has either refusals alone or one call that changes the world', () => {
  const kinds = { group: 0, alone: 0 };
  for (const { name } of errorCases(system, ERROR_CHOICES))
    kinds[name.includes('group') ? 'group' : 'alone'] += 1;
  expect(kinds.group).toBeGreaterThan(20);
  expect(kinds.alone).toBeGreaterThan(20);
});
