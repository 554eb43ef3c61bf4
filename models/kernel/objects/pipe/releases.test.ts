// SPDX-License-Identifier: MIT
// Where releases of Linux differ: the rules of each, on the same calls.
import { describe, expect, test } from 'vitest';
import { onLinux, stateOf } from '../../system/index.ts';
import { System } from '../fixtures/system.ts';
import { DEFAULT_SLOTS, PAGE, PIPE, PIPES } from './index.ts';
import { writePipe } from './write.ts';

const ALL = 'x'.repeat(PAGE * DEFAULT_SLOTS);

/** t0 and two forks have a pipe, on a Linux. */
function shared(linux: string): System {
  const system = new System([0], {}, [PIPE]);
  system.world = { ...system.world, system: onLinux(system.world.system, linux) };
  system.call('t0', 'pipe2', { nonblock: false, cloexec: false, packets: false });
  for (const task of ['t1', 't2'] as const) system.fork('t0', task);
  return system;
}

const read = (system: System, count: number) => system.call('t0', 'read', { fd: 0, count });
const write = (system: System, task: 't0' | 't1' | 't2', data: string) =>
  system.call(task, 'write', { fd: 1, data });

describe.each([
  ['6.12', 1],
  ['6.14.9', 1],
  ['6.15', 0],
  ['7.3.4', 0],
])('Linux %s', (linux, left) => {
  test(`a write that cannot copy leaves ${left} slots`, () => {
    const { world } = shared(linux);
    const task = world.tasks.get('t0')!;
    const [pipe] = stateOf(world, PIPES).pipes.values();
    const bad = { data: 'abc', mayWait: false, packets: true, buffer: 'unmapped' } as const;
    expect(writePipe(world, task, pipe!, bad)).toBe('EFAULT');
    expect(pipe!.slots).toEqual(left === 0 ? [] : [{ off: 0, data: '', kind: 'packet' }]);
  });
});

test.each([
  ['6.12', ['t2', 't1']],
  ['6.13.12', ['t2', 't1']],
  ['6.14', ['t1', 't2']],
  ['7.3.4', ['t1', 't2']],
])(
  'Linux %s: who is woken for a byte of a page, and finds no room, waits behind the other: %s',
  (linux, order) => {
    const system = shared(linux);
    write(system, 't0', ALL);
    for (const task of ['t1', 't2'] as const) expect(write(system, task, 'y'.repeat(PAGE))).toBe('sleeps');
    read(system, 1);
    const woken = [PAGE - 1, PAGE].map((count) => {
      read(system, count);
      return system.happened.filter((event) => !event.startsWith('t0')).map((event) => event.split(' ')[0]);
    });
    expect(woken.flat()).toEqual(order);
  },
);
