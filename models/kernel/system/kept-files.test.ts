// SPDX-License-Identifier: MIT
// A call that sleeps keeps what its descriptors refer to, whatever becomes of them in a table that it shares.
import { expect, test } from 'vitest';
import { System } from '../objects/fixtures/system.ts';

const stream = { family: 'unix', type: 'stream', nonblock: false };

/** t1 sleeps in accept of t0's listener, whose table it shares; t2 has a socket. */
function asleep(): System {
  const system = new System([0]);
  system.listener('t0', 's');
  system.fork('t0', 't1', 'CLONE_FILES');
  system.fork('t0', 't2');
  expect(system.call('t2', 'socket', stream)).toBe(1);
  expect(system.call('t1', 'accept', { fd: 0 })).toBe('sleeps');
  return system;
}

const connect = (system: System) =>
  system.call('t2', 'connect', { fd: 1, address: { kind: 'path', path: 's' } });

test('the description, until it returns', () => {
  const system = asleep();
  system.call('t2', 'close', { fd: 0 });
  expect(system.call('t0', 'close', { fd: 0 })).toBe(0);
  expect(connect(system)).toBe(0);
  // The accepted one has the number that was free when the call began.
  expect(system.happened).toContain('t1 returned 1');
  expect(system.call('t2', 'getpeername', { fd: 1 })).toBe('s');
});

test('and the number of the descriptor that it is to open, which is neither free nor open', () => {
  const system = asleep();
  expect(system.call('t0', 'dup2', { fd: 0, to: 1 })).toBe('EBUSY');
  expect(system.call('t0', 'close', { fd: 1 })).toBe('EBADF');
  expect(system.call('t0', 'socket', stream)).toBe(2);
  // Not in a table that is copied meanwhile.
  system.fork('t0', 't3');
  expect(system.call('t3', 'socket', stream)).toBe(1);
});

test('which is free again when a signal has ended the call', () => {
  const system = asleep();
  system.signal('t1', 'interrupt');
  expect(system.call('t0', 'socket', stream)).toBe(1);
});

test('and a call that starts again looks its descriptor up anew', () => {
  const system = asleep();
  system.call('t0', 'close', { fd: 0 });
  expect(system.signal('t1', 'restart')).toEqual(['t1 handled restart', 't1 returned EBADF']);
});

test('and the last to keep it releases it', () => {
  const system = asleep();
  system.call('t0', 'close', { fd: 0 });
  system.call('t2', 'close', { fd: 0 });
  system.signal('t1', 'kill');
  expect(connect(system)).toBe('ECONNREFUSED');
});
