// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { System } from '../objects/fixtures/system.ts';
import { filesOf } from '../objects/path/index.ts';
import { SOCKETS, socksOf } from '../objects/unix-socket/index.ts';
import {
  beginExit,
  cloneWorld,
  fdsOf,
  type Kind,
  keep,
  type Rules,
  settle,
  taskOf,
  type World,
  worldKey,
} from './index.ts';
import { exitStep } from './task.ts';

/** t1 and t2, forks of t0, sleep in accept of descriptor 0. */
function twoAsleep(): System {
  const system = new System([0]);
  const fd = system.listener('t0', 's', 1);
  for (const task of ['t1', 't2'] as const) {
    system.fork('t0', task);
    system.call(task, 'accept', { fd });
  }
  return system;
}

/** What a call keeps: some words. */
const NOTES: Kind<string[]> = { name: 'notes', copy: (notes) => [...notes] };

/** A call that does the same two things over and over. */
const round: Rules = {
  round: {
    step(_world, _task, frame) {
      frame.at = frame.at === 'a' ? 'b' : 'a';
    },
  },
};

describe('settle', () => {
  test('two that are woken at once return in either order', () => {
    const system = twoAsleep();
    system.issue('t0', 'shutdown', { fd: 0, how: 0 });
    const one = ['t1 returned EINVAL', 't2 returned EINVAL'].join(', ');
    const outcomes = system.outcomes();
    expect(outcomes).toContain(`t0 returned 0, ${one}`);
    expect(outcomes).toContain('t0 returned 0, t2 returned EINVAL, t1 returned EINVAL');
    expect(new Set(outcomes).size).toBe(outcomes.length);
  });

  test('two for one connection: either gets it, and the other sleeps on', () => {
    const system = twoAsleep();
    const socks = socksOf(system.world);
    const [sock] = socks.values();
    // Woken by a shutdown for writing, both look again.
    system.issue('t0', 'shutdown', { fd: 0, how: 1 });
    system.step('t0');
    sock!.queue.push('k99');
    socks.set('k99', { ...sock!, state: 'connected', queue: [], waiters: [], accepters: [] });
    const got = system.outcomes().map((line) => line.replace('t0 returned 0, ', ''));
    expect(new Set(got)).toEqual(new Set(['t1 returned 1, t2 sleeps', 't2 returned 1, t1 sleeps']));
  });

  test('nothing to run is one world, the same', () => {
    const { world } = new System([0]);
    expect(settle(world)).toEqual([world]);
  });

  test('a call that goes round for ever is an error, and so is one without a rule', () => {
    const system = new System([0], round);
    system.issue('t0', 'round', {});
    expect(() => system.outcomes()).toThrow('goes round for ever');
    system.issue('t0', 'absent', {});
    expect(() => system.outcomes()).toThrow('no rule for the call absent');
  });

  test('two that go round for ever side by side are an error, though their states come again', () => {
    const system = new System([0, 0], round);
    for (const task of ['t0', 't1'] as const) system.issue(task, 'round', {});
    expect(() => system.outcomes()).toThrow('goes round for ever');
  });
});

describe('the end of a task', () => {
  /** The sockets behind t0's descriptors 0 to 2, in the order in which they are released. */
  function released(prepare: (system: System) => void): number[] {
    const system = new System([0, 0]);
    for (const path of ['a', 'b', 'c']) system.listener('t0', path);
    prepare(system);
    const socks = [...socksOf(system.world).values()];
    const order: number[] = [];
    const { world } = system;
    for (beginExit(world, taskOf(world, 't0')); taskOf(world, 't0').life !== 'dead'; ) {
      exitStep(world, taskOf(world, 't0'));
      for (const [at, { dead }] of socks.entries()) if (dead && !order.includes(at)) order.push(at);
    }
    return order;
  }

  test('releases what it had open one by one, the last descriptor first', () => {
    expect(released(() => {})).toEqual([2, 1, 0]);
  });

  test('by the last descriptor of each', () => {
    expect(released((system) => system.call('t0', 'dup', { fd: 0 }))).toEqual([0, 2, 1]);
  });

  test('and not what another task has too', () => {
    expect(
      released((system) => {
        system.fork('t0', 't2');
        for (const fd of [0, 2]) system.call('t2', 'close', { fd });
      }),
    ).toEqual([2, 0]);
  });
});

describe('worldKey', () => {
  const key = (change: (world: World) => unknown) => {
    const { world } = twoAsleep();
    change(world);
    return worldKey(world);
  };

  test('is the same for what was done in the same way', () => {
    expect(key(() => {})).toBe(key(() => {}));
  });

  const file = (world: World) => [...world.files.values()][0]!;
  const sock = (world: World) => [...socksOf(world).values()][0]!;

  test.each<[string, (world: World) => unknown]>([
    ['a mode', (world) => Object.assign(filesOf(world).inodes.get('i0')!, { mode: 0 })],
    ['a name', (world) => delete filesOf(world).entry.i0!.s],
    ['a link', (world) => Object.assign(filesOf(world).links, { i0: ['a'] })],
    ['a flag of a file', (world) => Object.assign(file(world), { nonblock: true })],
    ['a socket', (world) => SOCKETS.release(world, [...socksOf(world).keys()][0]!)],
    ['the order of a queue', (world) => sock(world).accepters.reverse()],
    ['a descriptor', (world) => fdsOf(world, taskOf(world, 't0')).pop()],
    ['who sleeps', (world) => Object.assign(taskOf(world, 't1').frame!, { asleep: false })],
    ['a pending signal', (world) => taskOf(world, 't1').pending.push('restart')],
    ['what is to be released', (world) => taskOf(world, 't1').works.push('f1')],
    ['what a call keeps', (world) => keep(taskOf(world, 't1').frame!, NOTES, ['find'])],
    ['what has happened', ({ events }) => events.push({ kind: 'died', task: 't0' })],
  ])('tells %s', (_, change) => {
    expect(key(change)).not.toBe(key(() => {}));
  });
});

describe('cloneWorld', () => {
  /** Every object and array in a world that is not immutable, by where it is. */
  function parts(value: unknown, at: string, found: Map<object, string>): Map<object, string> {
    if (typeof value !== 'object' || value === null || found.has(value)) return found;
    if (/^events\.|^system$|\.links\.|\.(?:args|peerCred|kind|object)$|^tasks\.t\d\.parts$/.test(at))
      return found;
    found.set(value, at);
    const entries = value instanceof Map ? value.entries() : Object.entries(value);
    for (const [key, inner] of entries) parts(inner, at === '' ? String(key) : `${at}.${key}`, found);
    return found;
  }

  test('is equal, and shares nothing that can change', () => {
    const { world } = twoAsleep();
    keep(taskOf(world, 't1').frame!, NOTES, ['find']);
    filesOf(world).links.i9 = ['a'];
    taskOf(world, 't1').works.push('f9');
    const clone = cloneWorld(world);
    expect(clone).toEqual(world);
    const own = parts(world, '', new Map());
    const shared = [...parts(clone, '', new Map()).keys()].filter((part) => own.has(part));
    expect(shared.map((part) => own.get(part))).toEqual([]);
    expect(own.size).toBeGreaterThan(25);
  });
});
