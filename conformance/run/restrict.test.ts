// SPDX-License-Identifier: MIT

import { expect, test } from 'vitest';
import { SHARED_SYSTEM } from '../harness/lockstep/engine/fixtures/shared-system.ts';
import { refusedOp } from '../harness/lockstep/engine/judge.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import type { Conformance } from '../proposal.ts';
import { restrict } from './restrict.ts';

const spawn = (uid: number): SeqOp => ({ id: 0, op: 'spawn', task: 't0', uid, gid: uid });

function conformance(users: readonly number[], opening: number): Conformance {
  return {
    slug: 'none',
    variant: 'today',
    needsProposal: false,
    alphabet: { system: SHARED_SYSTEM, moves: [], openings: [], users },
    codecs: {},
    needs: [],
    small: { opening: [spawn(opening)], letters: [], depth: 3 },
    cases: [
      { name: 'of root', ops: [spawn(0)] },
      { name: 'of another', ops: [spawn(1000)] },
    ],
    outcomes: { expected: [], gaps: [] },
  };
}

test('nothing is left out where every user can be had', () => {
  const whole = conformance([0, 1000], 1000);
  expect(restrict(whole, { otherUsers: true })).toEqual({ conformance: whole, leftOut: new Map() });
});

test('what has another user is left out, and each lane says so', () => {
  const { conformance: left, leftOut } = restrict(conformance([0, 1000], 1000), { otherUsers: false });
  expect(left.cases.map(({ name }) => name)).toEqual(['of root']);
  expect(left.alphabet.users).toEqual([0]);
  expect(left.small.depth).toBe(0);
  expect(Object.fromEntries(leftOut)).toEqual({
    cases: '1 of 2 cases left out: needs CAP_SETUID and CAP_SETGID',
    random: 'left out: other users: needs CAP_SETUID and CAP_SETGID',
    small: 'all left out: needs CAP_SETUID and CAP_SETGID',
  });
});

const DENIED = [
  { calls: ['close'], capability: 'CAP_CLOSE' },
  { calls: ['mount'], capability: 'CAP_SYS_ADMIN' },
];

test('a call that is not permitted is not made, and each lane says so', () => {
  const close: SeqOp = { id: 1, op: 'call', task: 't0', call: 'close', args: { fd: 0 } };
  const one = conformance([0], 0);
  const whole = { ...one, cases: [...one.cases, { name: 'closes', ops: [spawn(0), close] }] };
  const { conformance: left, leftOut } = restrict(whole, { otherUsers: true, denied: DENIED });
  expect(left.cases.map(({ name }) => name)).not.toContain('closes');
  expect(refusedOp(left.alphabet.system, [spawn(0), close])?.op).toEqual(close);
  expect(leftOut.get('cases')).toBe('1 of 3 cases left out: needs CAP_CLOSE');
  expect(leftOut.get('random')).toBe('left out: close, mount: need CAP_CLOSE and CAP_SYS_ADMIN');
});

test('a lane of root alone is whole', () => {
  const { conformance: left, leftOut } = restrict(conformance([0], 0), { otherUsers: false });
  expect(left.small.depth).toBe(3);
  expect([...leftOut.keys()]).toEqual(['cases']);
});

test('what is left out for two reasons is counted once, and both are named', () => {
  const close: SeqOp = { id: 1, op: 'call', task: 't0', call: 'close', args: { fd: 0 } };
  const one = conformance([0, 1000], 0);
  const whole = { ...one, cases: [...one.cases, { name: 'closes', ops: [spawn(1000), close] }] };
  const { leftOut } = restrict(whole, { otherUsers: false, denied: DENIED });
  expect(leftOut.get('cases')).toBe('2 of 3 cases left out: need CAP_CLOSE and CAP_SETUID and CAP_SETGID');
});
