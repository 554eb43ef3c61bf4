// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { System } from '../kernel/objects/fixtures/system.ts';
import { socksOf } from '../kernel/objects/unix-socket/index.ts';
import { fdsOf, sendSignal, type TaskId, taskOf } from '../kernel/system/index.ts';
import { CONNECT, CONNECT_FIXED } from './system-connect.ts';

const stream = { family: 'unix', type: 'stream', nonblock: false };
const RULES = { connect: CONNECT };

const to = (path: string, fd = 0) => ({ fd, address: { kind: 'path', path } });

/** t0 listens at s (descriptor 0) and t (1), with a backlog of 0; each of `clients` has a socket at 0. */
function system(clients = 2, rules = RULES): System {
  const made = new System([0, ...Array<number>(clients).fill(0)], rules);
  for (const path of ['s', 't']) made.listener('t0', path);
  for (let n = 1; n <= clients; n += 1) made.call(`t${n}`, 'socket', stream);
  return made;
}

/** The same, with s full of a connection of nobody and each client asleep in a connect to it. */
function asleep(clients = 2, rules = RULES): System {
  const made = system(clients, rules);
  made.connectionAt('t0', 0);
  for (let n = 1; n <= clients; n += 1) expect(made.call(`t${n}`, 'connect', to('s'))).toBe('sleeps');
  return made;
}

const exchange = (made: System) => made.call('t0', 'rename', { from: 's', to: 't', how: 'exchange' });
const unlink = (made: System) => made.call('t0', 'unlink', { path: 's' });
const interrupt = ({ world }: System) => sendSignal(world, taskOf(world, 't1'), 'interrupt');
const nothing = () => undefined;
const peerOf = (made: System, task: TaskId) => made.call(task, 'getpeername', { fd: 0 });
const queued = (made: System, at: number) => [...socksOf(made.world).values()][at]!.queue.length;

describe('a connection', () => {
  test('has two ends, each with its peer', () => {
    const made = new System([0, 1000], RULES);
    made.listener('t0', 's');
    made.call('t0', 'chmod', { path: 's', mode: 0o777 });
    made.call('t1', 'socket', stream);
    expect(made.call('t1', 'connect', to('s'))).toBe(0);
    expect([peerOf(made, 't1'), made.call('t1', 'peercred', { fd: 0 })]).toEqual(['s', 't0 0 0']);
    expect(made.call('t0', 'accept', { fd: 0 })).toBe(1);
    expect(made.call('t0', 'getpeername', { fd: 1 })).toBe('');
    expect(made.call('t0', 'peercred', { fd: 1 })).toBe('t1 1000 1000');
  });

  test('wakes who sleeps in accept', () => {
    const made = system();
    made.call('t0', 'accept', { fd: 0 });
    made.issue('t1', 'connect', to('s'));
    const both = ['t0 returned 2', 't1 returned 0'];
    for (const outcome of made.outcomes()) expect(outcome.split(', ').sort()).toEqual(both);
  });

  test('outlives its listener as far as the peer can tell', () => {
    const made = system();
    made.call('t1', 'connect', to('s'));
    made.call('t0', 'close', { fd: 0 });
    expect(peerOf(made, 't1')).toBe('s');
  });
});

describe('what is not connected', () => {
  test.each([
    ['bad', 7, { kind: 'path', path: 's' }, 'EBADF'],
    ['huge', 0, { kind: 'huge' }, 'EINVAL'],
    ['fault', 0, { kind: 'fault' }, 'EFAULT'],
    ['abstract', 0, { kind: 'abstract' }, 'ECONNREFUSED'],
    ['absent', 0, { kind: 'path', path: 'absent' }, 'ENOENT'],
    ['directory', 0, { kind: 'path', path: 'd' }, 'ECONNREFUSED'],
  ])('%s', (_, fd, address, errno) => {
    const made = system();
    made.call('t0', 'mkdir', { path: 'd', mode: 0o777 });
    expect(made.call('t1', 'connect', { fd, address })).toBe(errno);
  });

  test('another family is not covered by another family, nor the root by anything', () => {
    const made = system();
    made.call('t1', 'socket', { ...stream, type: 'dgram' });
    made.call('t1', 'socket', { ...stream, family: 'inet' });
    const covers = (fd: number, kind = 'path', path = 's') =>
      CONNECT.covers!(made.world, taskOf(made.world, 't1'), { fd, address: { kind, path } });
    expect([covers(0), covers(1), covers(2), covers(7)]).toEqual([true, true, true, true]);
    expect([covers(2, 'family'), covers(0, 'path', '/')]).toEqual([false, false]);
  });

  test('a full backlog refuses who may not wait, and before EISCONN', () => {
    const made = system();
    made.connectionAt('t0', 0);
    made.call('t1', 'nonblock', { fd: 0, on: true });
    expect(made.call('t1', 'connect', to('s'))).toBe('EAGAIN');
    made.call('t1', 'connect', to('t'));
    expect(made.call('t1', 'connect', to('s'))).toBe('EAGAIN');
    made.call('t0', 'accept', { fd: 0 });
    expect(made.call('t1', 'connect', to('s'))).toBe('EISCONN');
  });
});

describe('two who wait', () => {
  test('are woken in turn, one by each accept', () => {
    const made = asleep();
    made.call('t0', 'accept', { fd: 0 });
    expect(made.happened).toContain('t1 returned 0');
    made.call('t0', 'accept', { fd: 0 });
    expect(made.happened).toContain('t2 returned 0');
  });

  test('are both woken by a larger backlog; there is room for one, and either has it', () => {
    const made = asleep();
    made.issue('t0', 'listen', { fd: 0, backlog: 1 });
    made.step('t0');
    expect(new Set(made.outcomes())).toEqual(
      new Set(['t0 returned 0, t1 returned 0, t2 sleeps', 't0 returned 0, t2 returned 0, t1 sleeps']),
    );
  });

  test('are both refused when the listener dies', () => {
    const made = asleep();
    made.issue('t0', 'close', { fd: 0 });
    made.step('t0');
    const refused = ['t0 returned 0', 't1 returned ECONNREFUSED', 't2 returned ECONNREFUSED'];
    for (const outcome of made.outcomes()) expect(outcome.split(', ').sort()).toEqual(refused);
  });

  test('a wake-up is lost when a signal comes with it: the other sleeps beside a free slot', () => {
    const made = asleep();
    made.issue('t0', 'accept', { fd: 0 });
    made.step('t0');
    sendSignal(made.world, taskOf(made.world, 't1'), 'interrupt');
    made.settle();
    expect(made.happened).toEqual(['t0 returned 2', 't1 handled interrupt', 't1 returned EINTR']);
    expect([queued(made, 0), taskOf(made.world, 't2').frame?.asleep]).toEqual([0, true]);
  });

  test('a wake-up is lost on one whose socket was connected meanwhile', () => {
    const made = system(1);
    made.connectionAt('t0', 0);
    // t2 has the socket of t1; t3 has one of its own.
    for (const task of ['t2', 't3'] as const) made.fork('t1', task);
    const own = made.call('t3', 'socket', stream) as number;
    const calls = [
      made.call('t1', 'connect', to('s')),
      made.call('t2', 'connect', to('s')),
      made.call('t3', 'connect', to('s', own)),
    ];
    expect(calls).toEqual(['sleeps', 'sleeps', 'sleeps']);
    made.call('t0', 'accept', { fd: 0 });
    expect(made.happened).toContain('t1 returned 0');
    made.call('t0', 'accept', { fd: 0 });
    expect(made.happened).toContain('t2 returned EISCONN');
    expect([queued(made, 0), taskOf(made.world, 't3').frame?.asleep]).toEqual([0, true]);
  });
});

describe('with the fixes', () => {
  type Deed = (made: System) => unknown;

  /** What may come of an accept that wakes t1, while t2 sleeps too: of what is done before it, and before t1 runs. */
  function outcomes(rules: typeof RULES, before: Deed, beside: Deed): readonly string[] {
    const made = asleep(2, rules);
    before(made);
    made.issue('t0', 'accept', { fd: 0 });
    made.step('t0');
    beside(made);
    return made.outcomes().flatMap((line) => line.split(', '));
  }

  test.each([
    ['comes with a signal', nothing, interrupt, 't2 returned 0'],
    ['finds the name elsewhere', exchange, nothing, 't2 returned 0'],
    ['finds no name', unlink, nothing, 't2 returned ENOENT'],
  ])('a wake-up that %s goes to who waits next, and without them to nobody', (_, before, beside, outcome) => {
    expect(outcomes({ connect: CONNECT_FIXED }, before, beside)).toContain(outcome);
    expect(outcomes(RULES, before, beside)).not.toContain(outcome);
  });
});

describe('one who wakes', () => {
  test('looks the path up again: to where the name leads now', () => {
    const made = asleep(1);
    exchange(made);
    made.call('t0', 'accept', { fd: 0 });
    expect(made.happened).toEqual(['t0 returned 2', 't1 returned 0']);
    expect([queued(made, 0), queued(made, 1), peerOf(made, 't1')]).toEqual([0, 1, 't']);
  });

  test.each([
    ['is gone', 'unlink', { path: 's' }, 'ENOENT'],
    ['may not be written', 'chmod', { path: 's', mode: 0 }, 'EACCES'],
  ])('is refused when the name %s', (_, call, args, errno) => {
    const made = new System([0, 1000], RULES);
    made.listener('t0', 's');
    made.call('t0', 'chmod', { path: 's', mode: 0o777 });
    made.connectionAt('t0', 0);
    made.call('t1', 'socket', stream);
    made.call('t1', 'connect', to('s'));
    made.call('t0', call, args);
    made.call('t0', 'accept', { fd: 0 });
    expect(made.happened).toContain(`t1 returned ${errno}`);
  });

  test('is refused after a shutdown, which woke nobody', () => {
    const made = asleep(1);
    made.call('t0', 'shutdown', { fd: 0, how: 0 });
    expect(made.happened).toEqual(['t0 returned 0']);
    made.call('t0', 'accept', { fd: 0 });
    expect(made.happened).toContain('t1 returned ECONNREFUSED');
  });
});

describe('a signal to one who waits', () => {
  test('interrupt is EINTR', () => {
    const made = asleep(1);
    expect(made.signal('t1', 'interrupt')).toEqual(['t1 handled interrupt', 't1 returned EINTR']);
  });

  test('restart begins the call again, and that waits again', () => {
    const made = asleep(1);
    expect(made.signal('t1', 'restart')).toEqual(['t1 handled restart']);
    made.call('t0', 'accept', { fd: 0 });
    expect([made.happened.includes('t1 returned 0'), peerOf(made, 't1')]).toEqual([true, 's']);
  });

  test('and looks the path up again', () => {
    const made = asleep(1);
    exchange(made);
    expect(made.signal('t1', 'restart')).toEqual(['t1 handled restart', 't1 returned 0']);
    expect(peerOf(made, 't1')).toBe('t');
  });

  test('and does not find a descriptor that another one has closed', () => {
    const made = asleep(1);
    made.fork('t1', 't3', 'CLONE_FILES');
    made.call('t3', 'close', { fd: 0 });
    expect(made.signal('t1', 'restart')).toEqual(['t1 handled restart', 't1 returned EBADF']);
  });

  test('and finds O_NONBLOCK, which one that is only woken does not', () => {
    const made = asleep(2);
    // The other has the same file, and sets the flag.
    for (const task of ['t1', 't2'] as const) {
      const id = fdsOf(made.world, taskOf(made.world, task))[0]!;
      made.world.files.get(id)!.nonblock = true;
    }
    expect(made.signal('t2', 'restart')).toEqual(['t2 handled restart', 't2 returned EAGAIN']);
    made.call('t0', 'accept', { fd: 0 });
    expect(made.happened).toContain('t1 returned 0');
  });

  test('kill ends it, its place goes to the next, and what is queued stays', () => {
    const made = asleep(2);
    expect(made.signal('t1', 'kill')).toEqual(['t1 died']);
    expect([queued(made, 0), taskOf(made.world, 't1').frame]).toEqual([1, undefined]);
    made.call('t0', 'accept', { fd: 0 });
    expect(made.happened).toContain('t2 returned 0');
  });
});

describe('the death of a task that listens twice', () => {
  /** t1 waits at the listener of descriptor `at`, whose name is the other's by then. */
  function outcomes(at: 0 | 1): Set<string> {
    const made = system(1);
    made.connectionAt('t0', at);
    made.call('t1', 'connect', to(at === 0 ? 's' : 't'));
    exchange(made);
    made.world.events = [];
    sendSignal(made.world, taskOf(made.world, 't0'), 'kill');
    return new Set(made.outcomes().flatMap((line) => line.split(', ').filter((what) => what !== 't0 died')));
  }

  test('the last descriptor goes first: who waited there may still find the first', () => {
    expect(outcomes(1)).toEqual(new Set(['t1 returned 0', 't1 returned ECONNREFUSED']));
  });

  test('and who waited at the first finds neither', () => {
    expect(outcomes(0)).toEqual(new Set(['t1 returned ECONNREFUSED']));
  });
});
