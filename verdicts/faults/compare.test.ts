// SPDX-License-Identifier: MIT
// A toy whose faults are by hand: each place asks for its number, and tells that it is run.
import { beforeEach, expect, test } from 'vitest';
import { BLOCKED, defineModel, int } from '../../models/kit/index.ts';
import { compareFaults } from './compare.ts';
import { Switches } from './switches.ts';
import { trailOf } from './trail.ts';

let switches: Switches;
beforeEach(() => {
  switches = new Switches();
});

/** Whether the fault is on, at its place. */
function at(fault: number): boolean {
  if (switches.on === fault) return switches.hit();
  if (switches.counts) switches.count(fault);
  return false;
}

const [ONE_MORE, LATER, SAME, THROWS, FOR_EVER, BUILT, FIRST, END, NEVER] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The initial state, packed. */
const ZERO = Int32Array.of(0);

/** Counts to 3. */
function build() {
  const most = at(BUILT) ? 2 : 3;
  return defineModel({
    name: 'counter',
    state: { n: int(0, 5) },
    init: (s) => {
      s.n = at(FIRST) ? 1 : 0;
    },
    actions: {
      Up: {
        params: [],
        run(s) {
          if (s.n >= (at(ONE_MORE) ? 4 : most)) return BLOCKED;
          if (s.n === 2 && at(LATER)) return BLOCKED;
          if (at(SAME) && s.n > 3) return BLOCKED;
          if (s.n === 1 && at(THROWS)) throw new Error('no');
          while (at(FOR_EVER));
          s.n += 1;
          return undefined;
        },
      },
    },
    terminal: (s) => s.n === (at(END) ? 4 : 3),
  });
}

const compared = (...faults: number[]) => compareFaults(build, switches, faults, trailOf(build()));

test('a fault differs where the steps of a state first do, or its place is run and nothing differs', () => {
  expect(compared(ONE_MORE, LATER, SAME, FIRST, END, NEVER)).toEqual({
    deviations: [
      { fault: FIRST, state: 0 },
      { fault: LATER, state: 2, initial: ZERO },
      { fault: ONE_MORE, state: 3, initial: ZERO },
      { fault: END, state: 3, initial: ZERO },
    ],
    reached: [FIRST, ONE_MORE, SAME, END, LATER],
  });
});

test('one that throws, and one that does not come to an end', () => {
  const { deviations } = compared(THROWS, FOR_EVER, LATER);
  expect(deviations).toEqual([
    { fault: FOR_EVER, limit: 'hits' },
    { fault: THROWS, crash: 'counter: Up: Error: no' },
    { fault: LATER, state: 2, initial: ZERO },
  ]);
});

test('one that takes effect while the model is built', () => {
  const { deviations, reached } = compared(BUILT, SAME);
  expect(deviations).toEqual([{ fault: BUILT, state: 2 }]);
  expect(reached).toEqual([BUILT, SAME]);
});
