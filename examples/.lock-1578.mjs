// SPDX-License-Identifier: MIT
// A lock that is looked at in one step and taken in another, so that both tasks come to hold it.
// To be run by: syspec check --model examples/lock.ts
import { always, BLOCKED, defineModel, enumOf, mapOf, reachable } from 'file:///tmp/w/wt/int/index.ts';
const TASKS = ['a', 'b'];
/** A step of one task, from one place of its program to the next. */
const step = (from, to) => ({
  params: [TASKS],
  run(s, p) {
    const taken = TASKS.some(q => s.pc[q] === 'in');
    if (s.pc[p] !== from || from === 'out' && taken) return BLOCKED;
    s.pc[p] = to;
    return undefined;
  }
});
export const model = defineModel({
  name: 'lock',
  state: {
    pc: mapOf(TASKS, enumOf('out', 'saw', 'in'))
  },
  init() {},
  actions: {
    Look: step('out', 'saw'),
    Take: step('saw', 'in'),
    Leave: step('in', 'out')
  }
});
export const properties = [always('one holder', s => TASKS.filter(p => s.pc[p] === 'in').length < 2), reachable('somebody holds it', s => s.pc.a === 'in')];