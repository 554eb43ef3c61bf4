// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { System } from '../objects/fixtures/system.ts';
import { socksOf } from '../objects/unix-socket/index.ts';
import { sendSignal, taskOf } from './index.ts';

/** t0 sleeps in accept of descriptor 0, which its fork t1 has too. */
function asleep(): System {
  const system = new System([0]);
  const fd = system.listener('t0', 's');
  system.fork('t0', 't1');
  expect(system.call('t0', 'accept', { fd })).toBe('sleeps');
  return system;
}

const life = (system: System) => taskOf(system.world, 't0').life;
const accepters = (system: System) => [...socksOf(system.world).values()][0]!.accepters;

describe('a signal to one who is idle', () => {
  test.each(['interrupt', 'restart'] as const)('%s is handled at once', (signal) => {
    const system = new System([0]);
    expect(system.signal('t0', signal)).toEqual([`t0 handled ${signal}`]);
    expect(life(system)).toBe('alive');
  });

  test('kill ends it, and what it had open', () => {
    const system = new System([0]);
    system.listener('t0', 's');
    expect(system.signal('t0', 'kill')).toEqual(['t0 died']);
    expect([life(system), system.world.files.size]).toEqual(['dead', 0]);
    expect([...socksOf(system.world).values()][0]!.dead).toBe(true);
    expect(system.signal('t0', 'kill')).toEqual([]);
  });
});

describe('a signal to one who sleeps in accept', () => {
  test('interrupt is EINTR, after the handler', () => {
    const system = asleep();
    expect(system.signal('t0', 'interrupt')).toEqual(['t0 handled interrupt', 't0 returned EINTR']);
    expect(accepters(system)).toEqual([]);
  });

  test('restart begins the call again, which sleeps again', () => {
    const system = asleep();
    expect(system.signal('t0', 'restart')).toEqual(['t0 handled restart']);
    expect(accepters(system)).toEqual(['t0']);
    system.connectionAt('t1', 0);
    expect(system.happened).toEqual(['t0 returned 1']);
  });

  test('the call that begins again finds O_NONBLOCK', () => {
    const system = asleep();
    system.call('t1', 'nonblock', { fd: 0, on: true });
    expect(system.signal('t0', 'restart')).toEqual(['t0 handled restart', 't0 returned EAGAIN']);
  });

  test('kill ends it without a return', () => {
    const system = asleep();
    expect(system.signal('t0', 'kill')).toEqual(['t0 died']);
    expect(accepters(system)).toEqual([]);
    expect([...socksOf(system.world).values()][0]!.dead).toBe(false);
  });

  test('a connection that has come wins over it', () => {
    const system = asleep();
    const { world } = system;
    sendSignal(world, taskOf(world, 't0'), 'interrupt');
    system.connectionAt('t1', 0);
    expect(system.happened).toEqual(['t0 handled interrupt', 't0 returned 1']);
  });

  test('a shutdown wins over it too', () => {
    const system = asleep();
    const { world } = system;
    world.events = [];
    sendSignal(world, taskOf(world, 't0'), 'interrupt');
    [...socksOf(world).values()][0]!.shutdown = 1;
    system.settle();
    expect(system.happened).toEqual(['t0 handled interrupt', 't0 returned EINVAL']);
  });

  test('a kill stays, whatever comes after it', () => {
    const system = asleep();
    const { world } = system;
    world.events = [];
    for (const signal of ['kill', 'restart'] as const) sendSignal(world, taskOf(world, 't0'), signal);
    system.settle();
    expect(system.happened).toEqual(['t0 died']);
  });
});
