// SPDX-License-Identifier: MIT
// The seams, by an object of its own file: what pipe(7), pipe(2), clone(2) and execve(2) say of a pipe.
import { describe, expect, test } from 'vitest';
import { System } from '../objects/fixtures/system.ts';
import { PATH } from '../objects/path/index.ts';
import { UNIX_SOCKET } from '../objects/unix-socket/index.ts';
import { PIPE } from './fixtures/pipe.ts';
import { compose, exec, setAction, type TaskId, taskOf } from './index.ts';

const [READ, WRITE] = [0, 1];
const PAGE = 'x'.repeat(4096);

/** t0 has a pipe. */
function piped(flags: { nonblock?: boolean; cloexec?: boolean } = {}): System {
  const system = new System([0], {}, [PATH, UNIX_SOCKET, PIPE]);
  expect(system.call('t0', 'pipe2', { nonblock: false, cloexec: false, ...flags })).toBe('0 1');
  return system;
}

const read = (system: System, task: TaskId, count = 9) => system.call(task, 'read', { fd: READ, count });
const write = (system: System, task: TaskId, data: string) => system.call(task, 'write', { fd: WRITE, data });
const close = (system: System, task: TaskId, fd: number) => system.call(task, 'close', { fd });

test('it stands beside the other objects, and one brought twice is refused', () => {
  const system = piped();
  expect(system.call('t0', 'socket', { family: 'unix', type: 'stream', nonblock: false })).toBe(2);
  expect(() => compose([PATH, PIPE, PIPE])).toThrow('SIGPIPE is brought twice to a system');
  expect(() => new System([0]).call('t0', 'pipe2')).toThrow('no rule for the call pipe2');
});

describe('pipe2', () => {
  test('needs two descriptors', () => {
    const system = piped();
    system.call('t0', 'nofile', { limit: 3 });
    expect(system.call('t0', 'pipe2', { nonblock: false, cloexec: false })).toBe('EMFILE');
  });

  test('an end does what it is for, and nothing else', () => {
    const system = piped();
    expect(system.call('t0', 'read', { fd: WRITE, count: 1 })).toBe('EBADF');
    expect(system.call('t0', 'write', { fd: READ, data: 'a' })).toBe('EBADF');
    expect(system.call('t0', 'fchdir', { fd: READ })).toBe('ENOTDIR');
    expect(system.call('t0', 'accept', { fd: READ })).toBe('ENOTSOCK');
  });
});

describe('read', () => {
  test('what was written, in the order of the bytes, and no more than was asked for', () => {
    const system = piped();
    expect([write(system, 't0', 'abc'), write(system, 't0', 'def')]).toEqual([3, 3]);
    expect([read(system, 't0', 4), read(system, 't0')]).toEqual(['abcd', 'ef']);
  });

  test('of an empty pipe sleeps until there is something', () => {
    const system = piped();
    system.fork('t0', 't1');
    expect(read(system, 't1')).toBe('sleeps');
    write(system, 't0', 'a');
    expect(system.happened).toContain('t1 returned 1');
  });

  test('or EAGAIN with O_NONBLOCK', () => {
    expect(read(piped({ nonblock: true }), 't0')).toBe('EAGAIN');
  });

  test('a signal ends the sleep, or begins the call again', () => {
    const system = piped();
    read(system, 't0');
    expect(system.signal('t0', 'restart')).toEqual(['t0 handled restart']);
    expect(system.signal('t0', 'interrupt')).toEqual(['t0 handled interrupt', 't0 returned EINTR']);
  });

  test('end of file when every write end is closed: also that of a fork, which has a table of its own', () => {
    const system = piped();
    system.fork('t0', 't1');
    close(system, 't0', WRITE);
    expect(read(system, 't0')).toBe('sleeps');
    close(system, 't1', WRITE);
    expect(system.happened).toEqual(['t1 returned 0', 't0 returned 0']);
    expect(read(system, 't0')).toBe('');
  });
});

describe('a table that is shared (CLONE_FILES)', () => {
  const shared = () => {
    const system = piped();
    system.fork('t0', 't1', 'CLONE_FILES');
    return system;
  };

  test('what one closes is closed for both', () => {
    const system = shared();
    expect(close(system, 't1', WRITE)).toBe(0);
    expect([write(system, 't0', 'a'), read(system, 't0')]).toEqual(['EBADF', '']);
  });

  test('what one opens both have', () => {
    const system = shared();
    expect(system.call('t1', 'dup', { fd: WRITE })).toBe(2);
    expect(system.call('t0', 'write', { fd: 2, data: 'a' })).toBe(1);
  });

  test('stays when one ends, and goes with the last', () => {
    const system = shared();
    system.fork('t0', 't2');
    close(system, 't2', WRITE);
    expect(read(system, 't2')).toBe('sleeps');
    expect(system.signal('t1', 'kill')).toEqual(['t1 died']);
    system.kill('t0');
    expect(new Set(system.outcomes())).toEqual(new Set(['t0 died, t2 returned 0', 't2 returned 0, t0 died']));
  });

  test('is left to the other by execve, which closes what is O_CLOEXEC', () => {
    const system = piped({ cloexec: true });
    system.call('t0', 'dup', { fd: READ });
    system.fork('t0', 't1', 'CLONE_FILES');
    exec(system.world, taskOf(system.world, 't1'));
    expect([close(system, 't1', WRITE), close(system, 't1', 2)]).toEqual(['EBADF', 0]);
    expect([close(system, 't0', WRITE), close(system, 't0', 2)]).toEqual([0, 0]);
  });
});

describe('write', () => {
  const full = (system: System) => {
    for (let page = 0; page < 16; page += 1) write(system, 't0', PAGE);
    return system;
  };

  test('into a pipe that is full sleeps until a page is free', () => {
    const system = full(piped());
    system.fork('t0', 't1');
    expect(write(system, 't0', 'a')).toBe('sleeps');
    read(system, 't1', 4095);
    expect(system.happened).toEqual(['t1 returned 4095']);
    read(system, 't1', 1);
    expect(system.happened).toContain('t0 returned 1');
  });

  test('or EAGAIN with O_NONBLOCK', () => {
    expect(write(full(piped({ nonblock: true })), 't0', 'a')).toBe('EAGAIN');
  });

  test('without a reader: SIGPIPE, which ends the process with all its threads', () => {
    const system = piped();
    system.fork('t0', 't1', 'CLONE_VM', 'CLONE_SIGHAND', 'CLONE_THREAD', 'CLONE_FILES');
    close(system, 't0', READ);
    system.issue('t0', 'write', { fd: WRITE, data: 'a' });
    expect(new Set(system.outcomes())).toEqual(new Set(['t0 died, t1 died', 't1 died, t0 died']));
  });

  test('EPIPE alone, where SIGPIPE is ignored; and both where it is handled', () => {
    const system = piped();
    close(system, 't0', READ);
    setAction(system.world, taskOf(system.world, 't0'), 'SIGPIPE', 'ignored');
    expect([write(system, 't0', 'a'), system.happened]).toEqual(['EPIPE', ['t0 returned EPIPE']]);
    setAction(system.world, taskOf(system.world, 't0'), 'SIGPIPE', 'interrupts');
    write(system, 't0', 'a');
    expect(system.happened).toEqual(['t0 handled SIGPIPE', 't0 returned EPIPE']);
  });

  test('one that sleeps gets it too, when the last reader goes', () => {
    const system = full(piped());
    system.fork('t0', 't1');
    close(system, 't0', READ);
    expect(write(system, 't0', 'a')).toBe('sleeps');
    close(system, 't1', READ);
    expect(system.happened).toEqual(['t1 returned 0', 't0 died']);
  });
});
