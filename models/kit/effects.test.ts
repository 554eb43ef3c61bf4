// SPDX-License-Identifier: MIT
// What others see of an action, and what a process can come back to, in a graph small enough to be read.
import { expect, test } from 'vitest';
import {
  BLOCKED,
  changesSeen,
  defineModel,
  enumOf,
  int,
  mapOf,
  record,
  repeatable,
  transitionsOf,
} from './index.ts';

const WALKERS = ['p', 'q'] as const;

/** Each opens, tries while the door is shut, and leaves; whoever leaves tells the others. A porter opens the door once. */
const model = defineModel({
  name: 'door',
  state: {
    door: enumOf('shut', 'open'),
    task: mapOf(WALKERS, record({ at: enumOf('enter', 'try', 'done'), told: int(0, 1), tries: int(0, 1) })),
  },
  init() {},
  actions: {
    Enter: {
      params: [WALKERS],
      run(s, p) {
        if (s.task[p].at !== 'enter') return BLOCKED;
        s.task[p].at = 'try';
        return undefined;
      },
    },
    Try: {
      params: [WALKERS],
      run(s, p) {
        if (s.task[p].at !== 'try') return BLOCKED;
        if (s.door === 'shut') {
          s.task[p].tries = 1;
          return undefined;
        }
        s.task[p].at = 'done';
        for (const q of WALKERS) if (q !== p) s.task[q].told = 1;
        return undefined;
      },
    },
    Open: {
      params: [['porter']],
      run(s) {
        if (s.door === 'open') return BLOCKED;
        s.door = 'open';
        return undefined;
      },
    },
  },
});

const graph = transitionsOf(model);

test('what a step changes of its own is not seen by others, and a field of another is', () => {
  expect(Object.fromEntries(changesSeen([graph]))).toEqual({
    Enter: new Set(),
    Try: new Set(['told']),
    Open: new Set(['door']),
  });
});

test('a step from a place to itself repeats, and one of nobody who is in a call does not', () => {
  const standings = ({
    task,
  }: Parameters<Parameters<typeof repeatable<ReturnType<typeof graph.state>>>[1]>[0]) =>
    Object.fromEntries(
      WALKERS.map((p) => [p, task[p].at === 'done' ? undefined : { call: 'walk', at: task[p].at }]),
    );
  expect(repeatable([graph], standings)).toEqual(new Set(['Try']));
});
