// SPDX-License-Identifier: MIT

import { expect, test } from 'vitest';
import { inodeOf } from '../../models/kernel/objects/path/index.ts';
import {
  finish,
  type Rule,
  START,
  type System,
  type TaskId,
  withCalls,
} from '../../models/kernel/system/index.ts';
import { SHARED_SYSTEM } from '../harness/lockstep/engine/fixtures/shared-system.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { WOKEN_TOGETHER } from './fixtures/sequences.ts';
import { statesOf } from './states.ts';

const shape = (ops: readonly SeqOp[], system: System = SHARED_SYSTEM) =>
  statesOf(system, ops).map((level) =>
    level.map(({ state, edges }) => [
      state,
      ...edges.map(({ outcome, next }) => `${outcome.text} -> ${next}`),
    ]),
  );

/** As encode gives them: descriptors are numbers. */
const concrete = (ops: readonly SeqOp[]): SeqOp[] =>
  ops.map((op) => (op.op === 'call' && 'fd' in op.args ? { ...op, args: { ...op.args, fd: 0 } } : op));

test('where each op allows one outcome there is a state an op', () => {
  expect(shape(concrete(WOKEN_TOGETHER.slice(0, 2)))).toEqual([
    [[0, 'nothing -> 1']],
    [[1, 't0 returned 0 from #1 -> 2']],
  ]);
});

test('outcomes that nothing tells apart later lead to one state', () => {
  expect(shape(concrete(WOKEN_TOGETHER)).slice(-2)).toEqual([
    [
      [
        8,
        't0 returned 0 from #8, t2 returned EINVAL from #7, t1 returned EINVAL from #6 -> 9',
        't0 returned 0 from #8, t1 returned EINVAL from #6, t2 returned EINVAL from #7 -> 9',
      ],
    ],
    [[9, 't0 returned ENOTCONN from #9 -> 10']],
  ]);
});

/** Two who race for a descriptor: the first one opens the other's way, as the mode of the root shows later. */
const RACE = withCalls(SHARED_SYSTEM, {
  accept: {
    step(world, task, frame) {
      const isInterrupted = task.pending.length > 0;
      SHARED_SYSTEM.rules.accept!.step(world, task, frame);
      if (task.frame === undefined && !isInterrupted) inodeOf(world, 'i0').mode = Number(task.id.slice(1));
    },
  },
  mode: {
    step(world, task) {
      task.frame = undefined;
      const value = inodeOf(world, 'i0').mode;
      world.events.push({ kind: 'returned', task: task.id, op: 10, result: { value } });
    },
  },
});

test('outcomes with different consequences lead to different states', () => {
  const later: SeqOp = { id: 10, op: 'call', task: 't0', call: 'mode', args: {} };
  const levels = shape([...concrete(WOKEN_TOGETHER).slice(0, -1), later], RACE);
  expect(levels.at(-1)).toEqual([
    [9, 't0 returned 1 from #10 -> 11'],
    [10, 't0 returned 2 from #10 -> 11'],
  ]);
});

const SLEEP: Rule = {
  step(world, task, frame) {
    if (frame.at === START) Object.assign(frame, { at: 'woken', asleep: true });
    else finish(world, task, { value: 0 });
  },
};

const WAKE_ALL: Rule = {
  step(world, task) {
    for (const { frame } of world.tasks.values()) if (frame !== undefined) frame.asleep = false;
    finish(world, task, { value: 0 });
  },
};

test('a sequence with too many ways through it is refused', () => {
  const call = (id: number, task: TaskId, name: string): SeqOp => ({
    id,
    op: 'call',
    task,
    call: name,
    args: {},
  });
  const tasks = [0, 1, 2].map((n): SeqOp => ({ id: n, op: 'spawn', task: `t${n}`, uid: 0, gid: 0 }));
  const rounds = Array.from({ length: 15 }, (_, round): SeqOp[] => {
    const id = 3 * round + 3;
    return [call(id, 't1', 'sleep'), call(id + 1, 't2', 'sleep'), call(id + 2, 't0', 'wake')];
  });
  const system = withCalls(SHARED_SYSTEM, { sleep: SLEEP, wake: WAKE_ALL });
  expect(shape([...tasks, ...rounds.slice(0, 2).flat()], system).at(-1)![0]).toHaveLength(3);
  expect(() => shape([...tasks, ...rounds.flat()], system)).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: 'the model allows too many outcomes of this sequence',
    }),
  );
});
