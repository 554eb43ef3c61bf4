// SPDX-License-Identifier: MIT
// A lock that is looked at in one step and taken in another, so that both tasks come to hold it.
// To be run by: syspec check --model examples/lock.ts
import { always, BLOCKED, defineModel, reachable, type StateOf, setOf } from 'syspec';

const TASKS = ['a', 'b'] as const;
export const model = defineModel({
  name: 'lock',
  state: { saw: setOf(...TASKS), holders: setOf(...TASKS) },
  init() {},
  actions: {
    Look: { params: [TASKS], run: (s, p) => (s.holders.size > 0 ? BLOCKED : void s.saw.add(p)) },
    Take: { params: [TASKS], run: (s, p) => (s.saw.delete(p) ? void s.holders.add(p) : BLOCKED) },
    Leave: { params: [TASKS], run: (s, p) => (s.holders.delete(p) ? undefined : BLOCKED) },
  },
});

export const properties = [
  always('one holder', (s: StateOf<typeof model>) => s.holders.size < 2),
  reachable('somebody holds it', (s: StateOf<typeof model>) => s.holders.size > 0),
];
