// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { System } from '../kernel/objects/fixtures/system.ts';
import { AT_FDCWD } from '../kernel/objects/path/index.ts';
import type { TaskId } from '../kernel/system/index.ts';
import { CONNECT, FCONNECTAT } from './system-connect.ts';

const stream = { family: 'unix', type: 'stream', nonblock: false };
const RULES = { connect: CONNECT, fconnectat: FCONNECTAT };
const path = (text: string) => ({ kind: 'path', path: text });

/** t0 listens at s (descriptor 0); t1 and t2 have a socket at 0. */
function system(): System {
  const made = new System([0, 0, 0], RULES);
  made.listener('t0', 's');
  for (const task of ['t1', 't2'] as const) made.call(task, 'socket', stream);
  return made;
}

const to = (made: System, task: TaskId, args: object) =>
  made.call(task, 'fconnectat', { dirfd: AT_FDCWD, fd: 0, address: path('s'), ...args });

describe('what a path leads to', () => {
  test('starts at the descriptor, wherever that directory is by now', () => {
    const made = system();
    made.call('t0', 'mkdir', { path: 'd', mode: 0o777 });
    made.listener('t0', 'd/s');
    expect(made.call('t1', 'open', { path: 'd', how: 'path' })).toBe(1);
    made.call('t0', 'rename', { from: 'd', to: 'e', how: 'replace' });
    expect(to(made, 't1', { dirfd: 1 })).toBe(0);
    expect(made.call('t1', 'getpeername', { fd: 0 })).toBe('d/s');
  });

  test.each([
    ['a descriptor that is not open', { dirfd: 7 }, 'EBADF'],
    ['one that is no directory', { dirfd: 0 }, 'ENOTDIR'],
    ['a slash after what is no directory', { address: path('s/') }, 'ENOTDIR'],
    ['a slash after a link, under NOFOLLOW', { address: path('l/'), nofollow: true }, 'ENOTDIR'],
    ['a link under NOFOLLOW', { address: path('l'), nofollow: true }, 'ELOOP'],
    ['an empty path without the flag', { address: { kind: 'unnamed' } }, 'ENOENT'],
    [
      'the inode of a socket in sockfs',
      { dirfd: 0, address: { kind: 'unnamed' }, empty: true },
      'ECONNREFUSED',
    ],
    ['an unknown flag', { fd: 9, bit: 30 }, 'EINVAL'],
  ])('%s', (_, args, errno) => {
    const made = system();
    made.call('t0', 'symlink', { target: '/s', path: 'l' });
    expect(to(made, 't1', args)).toBe(errno);
  });

  test('an absolute path needs no descriptor', () => {
    expect(to(system(), 't1', { dirfd: 7, address: path('/s') })).toBe(0);
  });
});

describe('one that was woken and does not take the slot', () => {
  test('hands it on, also to a connect(2)', () => {
    const made = system();
    made.connectionAt('t0', 0);
    made.fork('t1', 't3');
    expect(to(made, 't1', {})).toBe('sleeps');
    expect(to(made, 't3', {})).toBe('sleeps');
    expect(made.call('t2', 'connect', { fd: 0, address: path('s') })).toBe('sleeps');
    made.call('t0', 'accept', { fd: 0 });
    made.call('t0', 'accept', { fd: 0 });
    // t3 shares t1's socket: EISCONN, and its slot is t2's.
    expect(made.happened).toEqual(expect.arrayContaining(['t3 returned EISCONN', 't2 returned 0']));
  });

  test('is not restarted by a handler', () => {
    const made = system();
    made.connectionAt('t0', 0);
    to(made, 't1', {});
    expect(made.signal('t1', 'restart')).toEqual(['t1 handled restart', 't1 returned EINTR']);
  });
});

test('a datagram socket is sent elsewhere, but not to one that has another peer', () => {
  const made = new System([0, 0], RULES);
  const dgram = { ...stream, type: 'dgram' };
  for (const [fd, at] of ['g', 'h'].entries()) {
    made.call('t0', 'socket', dgram);
    made.call('t0', 'bind', { fd, address: path(at) });
  }
  made.call('t1', 'socket', dgram);
  expect(to(made, 't1', { address: path('g') })).toBe(0);
  expect(to(made, 't1', { address: path('h') })).toBe(0);
  expect(made.call('t1', 'getpeername', { fd: 0 })).toBe('h');
  expect(to(made, 't0', { fd: 1, address: path('g') })).toBe(0);
  expect(to(made, 't1', { address: path('h') })).toBe('EPERM');
});
