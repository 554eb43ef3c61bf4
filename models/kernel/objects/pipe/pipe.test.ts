// SPDX-License-Identifier: MIT
// Pipes at their real size: what pipe(7), read(2) and write(2) say of 65,536 bytes.
import { describe, expect, test } from 'vitest';
import { System } from '../fixtures/system.ts';
import { DEFAULT_SLOTS, PAGE, PIPE } from './index.ts';

const [READ, WRITE] = [0, 1];
const ALL = PAGE * DEFAULT_SLOTS;

/** t0 has a pipe. */
function piped(flags: { nonblock?: boolean; packets?: boolean } = {}): System {
  const system = new System([0], {}, [PIPE]);
  const given = { nonblock: false, cloexec: false, packets: false, ...flags };
  expect(system.call('t0', 'pipe2', given)).toBe('0 1');
  return system;
}

const bytes = (count: number, of = 'x'): string => of.repeat(count);
const read = (system: System, count: number, task: 't0' | 't1' = 't0') =>
  system.call(task, 'read', { fd: READ, count });
const write = (system: System, data: string, task: 't0' | 't1' = 't0') =>
  system.call(task, 'write', { fd: WRITE, data });

describe('with O_NONBLOCK', () => {
  test('it takes 65,536 bytes, and of a larger write as many', () => {
    const system = piped({ nonblock: true });
    expect([write(system, bytes(ALL + 1)), write(system, 'a')]).toEqual([ALL, 'EAGAIN']);
    expect(read(system, ALL + 1)).toHaveLength(ALL);
    expect(read(system, 1)).toBe('EAGAIN');
  });

  test('a write of at most PIPE_BUF is whole or refused, though there is room for some of it', () => {
    const system = piped({ nonblock: true });
    write(system, bytes(ALL - PAGE));
    expect([write(system, bytes(PAGE - 1)), write(system, 'ab'), write(system, 'a')]).toEqual([
      PAGE - 1,
      'EAGAIN',
      1,
    ]);
  });

  test('a byte that has been read gives no room while another one is in its page', () => {
    const system = piped({ nonblock: true });
    write(system, bytes(ALL));
    expect([read(system, PAGE - 1), write(system, 'a')]).toEqual([bytes(PAGE - 1), 'EAGAIN']);
    expect([read(system, 1), write(system, 'a')]).toEqual(['x', 1]);
  });

  test('in packet mode each write is read by itself, and what does not fit is dropped', () => {
    const system = piped({ nonblock: true, packets: true });
    write(system, 'abc');
    write(system, 'de');
    expect([read(system, 2), read(system, 9), read(system, 9)]).toEqual(['ab', 'de', 'EAGAIN']);
  });
});

describe('without', () => {
  test('a write that is too large waits with the rest, and returns the number of all', () => {
    const system = piped();
    system.fork('t0', 't1');
    expect(write(system, bytes(ALL + 3))).toBe('sleeps');
    expect(read(system, PAGE, 't1')).toBe(bytes(PAGE));
    expect(system.happened).toContain(`t0 returned ${ALL + 3}`);
    expect(read(system, ALL, 't1')).toHaveLength(ALL - PAGE + 3);
  });

  test('one that a signal ends returns what it has written, and is not started again', () => {
    for (const signal of ['interrupt', 'restart'] as const) {
      const system = piped();
      expect(write(system, bytes(ALL + 3))).toBe('sleeps');
      expect(system.signal('t0', signal)).toEqual([`t0 handled ${signal}`, `t0 returned ${ALL}`]);
    }
  });

  test('one that has written nothing is EINTR, or is started again', () => {
    const system = piped();
    write(system, bytes(ALL));
    expect(write(system, 'ab')).toBe('sleeps');
    expect(system.signal('t0', 'restart')).toEqual(['t0 handled restart']);
    expect(system.signal('t0', 'interrupt')).toEqual(['t0 handled interrupt', 't0 returned EINTR']);
  });
});
