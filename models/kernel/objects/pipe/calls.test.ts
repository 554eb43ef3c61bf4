// SPDX-License-Identifier: MIT
// FIFOs, ends that are opened again, sizes and splices: what fifo(7), fcntl(2) and splice(2) say, and fs/pipe.c does.
import { describe, expect, test } from 'vitest';
import { stateOf, taskOf, usableFile } from '../../system/index.ts';
import { System } from '../fixtures/system.ts';
import { PATH } from '../path/index.ts';
import { endIn, PAGE, PIPE, PIPES, PROC } from './index.ts';

/** t0 has as many pipes. */
function piped(count = 1, flags: { nonblock?: boolean; packets?: boolean } = {}): System {
  const system = new System([0], {}, [PATH, PIPE]);
  const given = { nonblock: true, cloexec: false, packets: false, ...flags };
  for (let i = 0; i < count; i++) system.call('t0', 'pipe2', given);
  return system;
}

const read = (system: System, count: number, fd = 0) => system.call('t0', 'read', { fd, count });
const write = (system: System, data: string, fd = 1) => system.call('t0', 'write', { fd, data });
const splice = (system: System, fd: number, to: number, count: number) =>
  system.call('t0', 'splice', { fd, to, count });

/** The pipes, in the order in which they were made. */
const pipes = (system: System) => [...stateOf(system.world, PIPES).pipes.values()];
const slotsOf = (system: System) => pipes(system).map(({ slots }) => slots.length);

/** The first pipe has one slot, of no bytes. */
function hollow(system: System): void {
  pipes(system)[0]!.slots = [{ off: 0, data: '', kind: 'merge' }];
}

describe('fcntl', () => {
  test('F_SETFL that names O_NONBLOCK alone ends packet mode, for what is written from then on', () => {
    const system = piped(1, { packets: true });
    write(system, 'ab');
    system.call('t0', 'nonblock', { fd: 1, on: true });
    write(system, 'cd');
    write(system, 'ef');
    expect([read(system, 9), read(system, 9)]).toEqual(['ab', 'cdef']);
  });

  test('a size is rounded up to pages that are a power of two, and what is there must fit', () => {
    const system = piped();
    const resize = (size: number) => system.call('t0', 'resize', { fd: 1, size });
    expect([resize(0), resize(2 * PAGE + 1), resize(2 ** 31 + 1)]).toEqual([PAGE, 4 * PAGE, 'EINVAL']);
    write(system, 'x'.repeat(2 * PAGE));
    expect([resize(PAGE), resize(2 * PAGE), write(system, 'a')]).toEqual(['EBUSY', 2 * PAGE, 'EAGAIN']);
  });
});

describe('O_NONBLOCK that comes while a call sleeps', () => {
  test('a writer that has moved something returns that at the next wake-up; a signal is EAGAIN to one that has not', () => {
    const system = piped(1, { nonblock: false });
    system.fork('t0', 't1');
    expect(system.call('t0', 'write', { fd: 1, data: 'x'.repeat(18 * PAGE) })).toBe('sleeps');
    system.call('t1', 'nonblock', { fd: 1, on: true });
    system.call('t1', 'read', { fd: 0, count: PAGE });
    expect(system.happened).toContain(`t0 returned ${17 * PAGE}`);
  });

  test('a reader that a signal ends is EINTR all the same', () => {
    const system = piped(1, { nonblock: false });
    system.fork('t0', 't1');
    expect(system.call('t0', 'read', { fd: 0, count: 1 })).toBe('sleeps');
    system.call('t1', 'nonblock', { fd: 0, on: true });
    expect(system.signal('t0', 'interrupt')).toEqual(['t0 handled interrupt', 't0 returned EINTR']);
  });
});

describe('splice', () => {
  test('a whole slot can be written behind, a part of one cannot', () => {
    const system = piped(2);
    system.call('t0', 'resize', { fd: 3, size: PAGE });
    write(system, 'abcdef');
    expect([splice(system, 0, 3, 2), write(system, 'x', 3), read(system, 9, 2)]).toEqual([2, 'EAGAIN', 'ab']);
    expect([splice(system, 0, 3, 9), write(system, 'x', 3), read(system, 9, 2)]).toEqual([4, 1, 'cdefx']);
  });

  test('slots of no bytes go over, and it is 0 only where nobody is left to write', () => {
    const system = piped(2);
    hollow(system);
    expect([splice(system, 0, 3, 1), slotsOf(system)]).toEqual(['EAGAIN', [0, 1]]);
    hollow(system);
    system.call('t0', 'close', { fd: 1 });
    expect([splice(system, 0, 3, 1), slotsOf(system)]).toEqual([0, [0, 2]]);
  });

  test('EAGAIN, too, where the first slot fills the other pipe and has no bytes', () => {
    const system = piped(2);
    system.call('t0', 'resize', { fd: 3, size: PAGE });
    hollow(system);
    write(system, 'x'.repeat(PAGE));
    system.call('t0', 'close', { fd: 1 });
    expect([splice(system, 0, 3, PAGE), slotsOf(system)]).toEqual(['EAGAIN', [1, 1]]);
  });

  test('it takes FMODE_NOWAIT from both, also where it is refused', () => {
    const system = piped(2);
    const told = () =>
      [0, 1, 2, 3].map(
        (fd) => endIn(system.world, usableFile(system.world, taskOf(system.world, 't0'), fd))!.nowait,
      );
    expect([splice(system, 0, 3, 1), told()]).toEqual(['EAGAIN', [false, true, true, false]]);
  });
});

test('a FIFO is one pipe while somebody has it open, and what is in it goes with the last', () => {
  const system = piped(0);
  const open = (mode: string) => system.call('t0', 'openfifo', { path: 's', mode, nonblock: true });
  system.call('t0', 'mkfifo', { path: 's', mode: 0o600 });
  expect([open('write'), open('read'), open('write')]).toEqual(['ENXIO', 0, 1]);
  expect([write(system, 'ab'), read(system, 1)]).toEqual([2, 'a']);
  for (const fd of [0, 1]) system.call('t0', 'close', { fd });
  expect([open('both'), read(system, 1)]).toEqual([0, 'EAGAIN']);
});

test('what is opened again by /proc is the same pipe, and has O_NONBLOCK of its own', () => {
  const system = piped(1, { nonblock: false });
  system.call('t0', 'mkdir', { path: PROC, mode: 0o755 });
  system.call('t0', 'mountproc', {});
  expect(system.call('t0', 'reopen', { fd: 0, mode: 'both', nonblock: true })).toBe(2);
  expect([read(system, 1, 2), write(system, 'ab', 2), read(system, 9)]).toEqual(['EAGAIN', 2, 'ab']);
});
