// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { System } from '../objects/fixtures/system.ts';
import { type CloneFlag, exec, setAction, type TaskId, taskOf } from './index.ts';

const THREAD = ['CLONE_VM', 'CLONE_FS', 'CLONE_FILES', 'CLONE_SIGHAND', 'CLONE_THREAD'] as const;

/** t0, and t1 that was cloned off it. */
function two(...flags: CloneFlag[]): System {
  const system = new System([0]);
  system.call('t0', 'mkdir', { path: 'd', mode: 0o755 });
  system.fork('t0', 't1', ...flags);
  return system;
}

const open = (system: System, task: TaskId, path: string) => system.call(task, 'open', { path, how: 'path' });

test.each([
  ['CLONE_FS', 0],
  ['CLONE_FILES', 'ENOENT'],
] as const)('%s: a working directory is shared, or it is not', (flag, value) => {
  const system = two(flag);
  system.call('t1', 'chdir', { path: 'd' });
  expect(system.call('t1', 'mkdir', { path: 'e', mode: 0o755 })).toBe(0);
  expect(open(system, 't0', 'e')).toBe(value);
});

test.each([[THREAD], [[]]] as const)('the limit of descriptors is that of the thread group: %j', (flags) => {
  const system = two(...flags);
  system.call('t1', 'nofile', { limit: 0 });
  expect(open(system, 't0', '/')).toBe(flags.length === 0 ? 0 : 'EMFILE');
});

test.each([
  ['t0', 't1'],
  ['t1', 't0'],
] as const)('a signal that ends %s ends %s, its thread', (first, other) => {
  const system = two(...THREAD);
  system.listener(first, 's');
  system.call(other, 'accept', { fd: 0 });
  system.kill(first);
  expect(new Set(system.outcomes())).toEqual(new Set(['t0 died, t1 died', 't1 died, t0 died']));
});

test.each([[['CLONE_THREAD']], [['CLONE_SIGHAND']], [['CLONE_THREAD', 'CLONE_VM']]] as const)(
  'clone refuses %j',
  (flags) => {
    expect(() => two(...flags)).toThrow(`clone(2) refuses ${flags.join(' | ')}`);
  },
);

test('execve ends the other threads, forgets handlers, and keeps what is ignored', () => {
  const system = two(...THREAD);
  const { world } = system;
  setAction(world, taskOf(world, 't0'), 'restart', 'ignored');
  system.listener('t0', 's');
  system.call('t1', 'accept', { fd: 0 });
  world.events = [];
  exec(world, taskOf(world, 't0'));
  system.settle();
  expect(system.happened).toEqual(['t1 died']);
  expect(system.signal('t0', 'restart')).toEqual([]);
  expect(system.call('t0', 'listen', { fd: 0, backlog: 1 })).toBe(0);
  expect(system.signal('t0', 'interrupt')).toEqual(['t0 died']);
});
