// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { changesOf, changesOthers, spokenOf, stateLines } from './state.ts';

const STATE = {
  owner: 'none',
  cwd: 'R',
  sock: { A: 'listening', B: 'dead' },
  queue: { A: [], B: ['x'] },
  closed: new Set(),
  open: new Set(['A', 'B']),
  task: {
    c1: { pc: 'enter', peer: 'none', arg: { path: ['s'], flags: [] } },
    c2: { pc: 'enter', peer: 'none', arg: { path: ['s'], flags: [] } },
    c3: { pc: 'done', peer: 'iA', arg: { path: [], flags: [] } },
  },
};

test('what is set, a line for each variable, and records that are the same in one', () => {
  expect(stateLines(STATE)).toEqual([
    'cwd = R',
    'sock: A = listening, B = dead',
    'queue: B = [x]',
    'open = {A, B}',
    'task c1, c2: pc = enter, arg.path = [s]',
    'task c3: pc = done, peer = iA',
  ]);
});

test('what a step changes: of its own lane without its name, of others with it', () => {
  const after = {
    ...STATE,
    queue: { A: ['c1'], B: ['x'] },
    task: { ...STATE.task, c1: { ...STATE.task.c1, pc: 'done' }, c2: { ...STATE.task.c2, pc: 'woken' } },
  };
  expect(changesOf(STATE, after, 'c1')).toEqual(['queue.A = [c1]', 'pc = done', 'task.c2.pc = woken']);
  expect(changesOf(STATE, STATE, 'c1')).toEqual([]);
  expect(changesOf({ at: { mover: 1 } }, { at: { mover: 2 } }, 'mover')).toEqual(['at.mover = 2']);
});

test('what a claim speaks of: an empty queue too, and of tasks what is set', () => {
  expect(spokenOf(STATE, new Set(['queue', 'peer', 'nothing']))).toEqual([
    'queue: A = [], B = [x]',
    'c3: peer = iA',
  ]);
  expect(spokenOf(STATE, new Set(['cwd']))).toEqual(['cwd = R']);
  expect(spokenOf(STATE, new Set())).toEqual([]);
});

test("what others see is what is not the lane's own", () => {
  expect(changesOthers({ cwd: 'R' }, { cwd: 'D' }, 'c1')).toBe(true);
  expect(changesOthers({ at: { mover: 1 } }, { at: { mover: 2 } }, 'mover')).toBe(false);
  expect(changesOthers({ pc: { c1: 1, c2: 1 } }, { pc: { c1: 1, c2: 2 } }, 'c1')).toBe(true);
});
