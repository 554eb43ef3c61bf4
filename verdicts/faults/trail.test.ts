// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { BLOCKED, defineModel, int } from '../../models/kit/index.ts';
import { leavesAt, trailOf } from './trail.ts';

interface Shape {
  readonly first?: number;
  readonly most?: number;
  readonly down?: boolean;
  readonly ends?: number;
}

/** Counts up from `first` to `most`, and back to 0 with `down`. */
function counter({ first = 0, most = 3, down = false, ends = 3 }: Shape = {}) {
  return defineModel({
    name: 'counter',
    state: { n: int(0, 5) },
    init: (s) => {
      s.n = first;
    },
    actions: {
      Up: {
        params: [],
        run(s) {
          if (s.n >= most) return BLOCKED;
          s.n += 1;
          return undefined;
        },
      },
      Down: {
        params: [],
        run(s) {
          if (!down || s.n !== 2) return BLOCKED;
          s.n = 0;
          return undefined;
        },
      },
    },
    terminal: (s) => s.n === ends,
  });
}

test('the same model goes the same way, also one that explored before', () => {
  const trail = trailOf(counter());
  const model = counter();
  expect([leavesAt(model, trail), leavesAt(model, trail)]).toEqual([undefined, undefined]);
});

test.each([
  ['another initial state', { first: 1 }, 0],
  ['a state more', { most: 4 }, 4],
  ['a state less', { most: 2 }, 2],
  ['a step between states that are there anyway', { down: true }, 3],
  ['an end that is none', { ends: 4 }, 3],
])('%s is another way, from a state on', (_, shape, state) => {
  expect(leavesAt(counter(shape), trailOf(counter()))).toBe(state);
});

test('a model that throws does so', () => {
  const trail = trailOf(counter());
  trail[0] = 0;
  expect(leavesAt(counter(), trail)).toBe(0);
  expect(() => leavesAt(counter({ first: 9 }), trail)).toThrow('outside its domain');
});
