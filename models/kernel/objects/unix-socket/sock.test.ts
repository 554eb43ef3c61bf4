// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { taskOf } from '../../system/index.ts';
import { results, System } from '../fixtures/system.ts';
import { filesOf, LONG_NAME } from '../path/index.ts';
import { SOCKET_CALLS } from './calls.ts';
import { socksOf } from './index.ts';

const stream = { family: 'unix', type: 'stream', nonblock: false };
const socket = ['socket', stream] as const;
const bind = (fd: number, path: string) => ['bind', { fd, address: { kind: 'path', path } }] as const;
const bindTo = (fd: number, kind: string) => ['bind', { fd, address: { kind } }] as const;
const listen = (fd: number, backlog = 0) => ['listen', { fd, backlog }] as const;

test.each(['bind', 'listen', 'accept', 'shutdown', 'getpeername', 'peercred'])(
  '%s: EBADF, also of O_PATH, then ENOTSOCK',
  (call) => {
    const system = new System([0]);
    const open = (how: string) => ['open', { path: '/', how }] as const;
    results(system, 't0', [open('path'), open('read')]);
    const args = { backlog: 0, how: 9, address: { kind: 'fault' } };
    const values = [7, 0, 1].map((fd) => system.call('t0', call, { ...args, fd }));
    expect(values).toEqual(['EBADF', 'EBADF', 'ENOTSOCK']);
  },
);

describe('bind', () => {
  test('the address is looked at before the path', () => {
    const system = new System([0]);
    const odd = ['huge', 'fault', 'family'].map((kind) => bindTo(0, kind));
    expect(results(system, 't0', [socket, ...odd])).toEqual([0, 'EINVAL', 'EFAULT', 'EINVAL']);
  });

  test('makes an inode of mode 0755 that is found by it', () => {
    const system = new System([0]);
    results(system, 't0', [socket, bind(0, 's')]);
    const { inode, hashed, address } = [...socksOf(system.world).values()][0]!;
    expect([hashed, address, filesOf(system.world).entry.i0!.s]).toEqual([true, 's', inode]);
    expect(filesOf(system.world).inodes.get(inode!)).toMatchObject({ kind: 'socket', mode: 0o755 });
  });

  test('of a bound socket: EADDRINUSE and the rest of the path before EINVAL, and nothing is left behind', () => {
    const system = new System([0, 1000]);
    system.call('t0', 'chmod', { path: '/', mode: 0o777 });
    results(system, 't1', [socket, bind(0, 's')]);
    system.call('t0', 'mkdir', { path: 'd', mode: 0o755 });
    const again = ['s', 'absent/s', LONG_NAME, 'd/s', 'new'].map((path) => bind(0, path));
    expect(results(system, 't1', again)).toEqual([
      ...['EADDRINUSE', 'ENOENT', 'ENAMETOOLONG', 'EACCES', 'EINVAL'],
    ]);
    expect(Object.keys(filesOf(system.world).entry.i0!).sort()).toEqual(['d', 's']);
  });

  test('to no name lets the kernel choose one, once', () => {
    const system = new System([0]);
    const [, auto, again, named] = results(system, 't0', [
      ...[socket, bindTo(0, 'unnamed'), bindTo(0, 'unnamed'), bind(0, 's')],
    ]);
    expect([auto, again, named]).toEqual([0, 0, 'EINVAL']);
    expect(socksOf(system.world).values().next().value).toMatchObject({ address: '@', hashed: false });
  });

  test('to an abstract name, or of another family, is not covered', () => {
    const system = new System([0]);
    results(system, 't0', [socket, ['socket', { ...stream, family: 'inet' }]]);
    const { world } = system;
    const covers = (fd: number, address: object) =>
      SOCKET_CALLS.bind!.covers!(world, taskOf(world, 't0'), { fd, address });
    const s = { kind: 'path', path: 's' };
    expect([covers(0, s), covers(1, s), covers(0, { kind: 'abstract' })]).toEqual([true, false, false]);
    expect(covers(0, { kind: 'path', path: '/' })).toBe(false);
  });
});

describe('listen', () => {
  test('EOPNOTSUPP of a datagram socket, then EINVAL of one without an address', () => {
    const system = new System([0]);
    const dgram = ['socket', { ...stream, type: 'dgram' }] as const;
    expect(
      results(system, 't0', [dgram, listen(0), socket, listen(1), bindTo(1, 'unnamed'), listen(1)]),
    ).toEqual([...[0, 'EOPNOTSUPP', 1, 'EINVAL', 0, 0]]);
  });

  test('EINVAL of one that is connected, though it has an address', () => {
    const system = new System([0]);
    const fd = system.listener('t0', 's');
    system.connectionAt('t0', fd);
    expect(results(system, 't0', [['accept', { fd }], listen(1)])).toEqual([1, 'EINVAL']);
  });

  test('again by another names that one as the peer', () => {
    const system = new System([0]);
    const fd = system.listener('t0', 's');
    system.fork('t0', 't1');
    expect(system.call('t1', 'peercred', { fd })).toBe('t0 0 0');
    system.call('t1', ...listen(fd));
    expect(system.call('t0', 'peercred', { fd })).toBe('t1 0 0');
  });

  test.each([
    [1, 1, []],
    [1, 2, ['t9']],
  ])('with a backlog of %i and then %i: those who wait for room', (first, second, woken) => {
    const system = new System([0, 0]);
    const fd = system.listener('t0', 's', first);
    const [sock] = socksOf(system.world).values();
    sock!.waiters.push('t1');
    system.call('t0', ...listen(fd, second));
    expect(sock!.waiters).toEqual(woken.length === 0 ? ['t1'] : []);
  });
});

describe('accept', () => {
  const accept = (fd: number) => ['accept', { fd }] as const;

  test('EOPNOTSUPP, then EINVAL of one that does not listen', () => {
    const system = new System([0]);
    const dgram = ['socket', { ...stream, type: 'dgram' }] as const;
    expect(results(system, 't0', [dgram, accept(0), socket, bind(1, 's'), accept(1)])).toEqual([
      ...[0, 'EOPNOTSUPP', 1, 0, 'EINVAL'],
    ]);
  });

  test('takes the oldest, without its O_NONBLOCK, and wakes one who waits for room', () => {
    const system = new System([0, 0, 0]);
    const fd = system.listener('t0', 's', 1);
    system.call('t0', 'nonblock', { fd, on: true });
    system.connectionAt('t0', fd);
    system.connectionAt('t0', fd);
    const [sock] = socksOf(system.world).values();
    const [oldest] = sock!.queue;
    sock!.waiters.push('t1', 't2');
    expect(system.call('t0', ...accept(fd))).toBe(1);
    expect([...system.world.files.values()].at(-1)).toMatchObject({
      object: { to: oldest },
      nonblock: false,
    });
    expect([sock!.waiters, sock!.queue.length]).toEqual([['t2'], 1]);
  });

  test('of an empty queue: EAGAIN when it may not wait, else EINVAL after a shutdown, else it sleeps', () => {
    const system = new System([0]);
    const fd = system.listener('t0', 's');
    system.call('t0', 'nonblock', { fd, on: true });
    system.call('t0', 'shutdown', { fd, how: 0 });
    expect(system.call('t0', ...accept(fd))).toBe('EAGAIN');
    system.call('t0', 'nonblock', { fd, on: false });
    expect(system.call('t0', ...accept(fd))).toBe('EINVAL');
    const other = system.listener('t0', 't');
    expect(system.call('t0', ...accept(other))).toBe('sleeps');
  });

  test('a queued connection is taken even after a shutdown', () => {
    const system = new System([0]);
    const fd = system.listener('t0', 's');
    system.connectionAt('t0', fd);
    system.call('t0', 'shutdown', { fd, how: 2 });
    expect(results(system, 't0', [accept(fd), accept(fd)])).toEqual([1, 'EINVAL']);
  });

  test('two who sleep are woken one by one, the first first', () => {
    const system = new System([0]);
    const fd = system.listener('t0', 's');
    for (const task of ['t1', 't2'] as const) {
      system.fork('t0', task);
      expect(system.call(task, ...accept(fd))).toBe('sleeps');
    }
    system.connectionAt('t0', fd);
    expect(system.happened).toEqual(['t1 returned 1']);
    system.connectionAt('t0', fd);
    expect(system.happened).toEqual(['t2 returned 1']);
  });
});

describe('shutdown', () => {
  const shutdown = (fd: number, how: number) => ['shutdown', { fd, how }] as const;

  test.each([-1, 3])('how %i is EINVAL', (how) => {
    const system = new System([0]);
    expect(results(system, 't0', [socket, shutdown(0, how)])).toEqual([0, 'EINVAL']);
  });

  test.each([
    [0, ['t1 returned EINVAL', 't0 returned 0']],
    [1, ['t0 returned 0']],
    [2, ['t1 returned EINVAL', 't0 returned 0']],
  ])('how %i, under one who sleeps in accept', (how, happened) => {
    const system = new System([0]);
    const fd = system.listener('t0', 's');
    system.fork('t0', 't1');
    system.call('t1', 'accept', { fd });
    system.call('t0', ...shutdown(fd, how));
    expect([...system.happened].sort()).toEqual([...happened].sort());
  });

  test('O_NONBLOCK that came after the sleep began changes nothing', () => {
    const system = new System([0]);
    const fd = system.listener('t0', 's');
    system.fork('t0', 't1');
    system.call('t1', 'accept', { fd });
    system.call('t0', 'nonblock', { fd, on: true });
    system.call('t0', ...shutdown(fd, 0));
    expect(system.happened).toContain('t1 returned EINVAL');
  });

  test('wakes nobody who waits for room', () => {
    const system = new System([0, 0]);
    const fd = system.listener('t0', 's');
    const [sock] = socksOf(system.world).values();
    sock!.waiters.push('t1');
    system.call('t0', ...shutdown(fd, 2));
    expect(sock!.waiters).toEqual(['t1']);
  });
});

test('getpeername: ENOTCONN without a peer', () => {
  const system = new System([0]);
  expect(results(system, 't0', [socket, ['getpeername', { fd: 0 }]])).toEqual([0, 'ENOTCONN']);
});

test('peercred: none before there is a peer', () => {
  const system = new System([0]);
  expect(results(system, 't0', [socket, ['peercred', { fd: 0 }]])).toEqual([0, 'none']);
});

test('the end of a listener ends what it has queued, and wakes all who wait for room', () => {
  const system = new System([0, 0, 0]);
  const fd = system.listener('t0', 's');
  system.connectionAt('t0', fd);
  const [sock, queued] = socksOf(system.world).values();
  sock!.waiters.push('t1', 't2');
  system.call('t0', 'close', { fd });
  expect([sock!.dead, sock!.hashed, sock!.waiters, queued!.dead]).toEqual([true, false, [], true]);
  expect(filesOf(system.world).entry.i0!.s).toBe(sock!.inode);
});
