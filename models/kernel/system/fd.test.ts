// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { results, System } from '../objects/fixtures/system.ts';
import { PATH } from '../objects/path/index.ts';
import { socksOf } from '../objects/unix-socket/index.ts';
import { ERRNO_NUMBERS, errnoName, fdsOf, type ObjectKind, stateOf, taskOf } from './index.ts';

const stream = { family: 'unix', type: 'stream', nonblock: false };

/** t0 has a socket at 0, an O_PATH descriptor of the root at 1, and the root at 2. */
function three(): System {
  const system = new System([0]);
  expect(
    results(system, 't0', [
      ['socket', stream],
      ['open', { path: '/', how: 'path' }],
      ['open', { path: '/', how: 'read' }],
    ]),
  ).toEqual([0, 1, 2]);
  return system;
}

const refs = (system: System) => [...system.world.files.values()].map(({ refs: count }) => count);

test('the lowest free descriptor is taken', () => {
  const system = three();
  expect(system.call('t0', 'close', { fd: 1 })).toBe(0);
  expect(system.call('t0', 'close', { fd: 0 })).toBe(0);
  expect(system.call('t0', 'dup', { fd: 2 })).toBe(0);
  expect(system.call('t0', 'socket', stream)).toBe(1);
  expect(system.call('t0', 'socket', stream)).toBe(3);
});

test('what hangs on descriptions of another kind hears when the last reference goes, of a task that dies too', () => {
  const seen: ObjectKind<string[], never> = {
    ...{ name: 'hung', initial: () => [], copy: (closed) => [...closed], queues: () => [], release() {} },
    closed: (world, file) => void stateOf(world, seen).push(file),
  };
  const system = new System([0], {}, [PATH, { kind: seen, calls: {} }]);
  const open = () => system.call('t0', 'open', { path: '/', how: 'read' });
  const closed = () => stateOf(system.world, seen).length;
  expect([open(), open(), system.call('t0', 'dup', { fd: 0 })]).toEqual([0, 1, 2]);
  system.call('t0', 'close', { fd: 0 });
  expect(closed()).toBe(0);
  system.call('t0', 'close', { fd: 2 });
  expect(closed()).toBe(1);
  system.signal('t0', 'kill');
  expect(closed()).toBe(2);
});

describe('at the limit of descriptors', () => {
  test('what is free is below it, or there is none', () => {
    const system = three();
    expect(system.call('t0', 'nofile', { limit: 3 })).toBe(0);
    expect(system.call('t0', 'socket', stream)).toBe('EMFILE');
    system.call('t0', 'close', { fd: 0 });
    expect(system.call('t0', 'socket', stream)).toBe(0);
  });

  test('EMFILE comes after EBADF, and before all else but an empty path', () => {
    const system = three();
    system.call('t0', 'nofile', { limit: 0 });
    expect(
      results(system, 't0', [
        ['dup', { fd: 7 }],
        ['dup', { fd: 0 }],
        ['accept', { fd: 7 }],
        ['accept', { fd: 1 }],
        ['accept', { fd: 2 }],
        ['open', { path: 'nothing/there', how: 'read' }],
        ['open', { path: '', how: 'read' }],
      ]),
    ).toEqual(['EBADF', 'EMFILE', 'EBADF', 'EBADF', 'EMFILE', 'EMFILE', 'ENOENT']);
  });

  test('what is open above it stays open', () => {
    const system = three();
    system.call('t0', 'nofile', { limit: 1 });
    expect(system.call('t0', 'fchdir', { fd: 2 })).toBe(0);
    expect(system.call('t0', 'dup2', { fd: 2, to: 0 })).toBe(0);
  });
});

describe('dup2', () => {
  test.each([
    ['a number below 0', 0, -1, 'EBADF'],
    ['a number at the limit', 0, 8, 'EBADF'],
    ['one that is not open, to the same', 5, 5, 'EBADF'],
    ['one that is not open', 5, 0, 'EBADF'],
    ['one that is open above the limit, to the same', 2, 2, 2],
    ['the last one below the limit', 0, 1, 1],
  ])('%s', (_, fd, to, value) => {
    const system = three();
    system.call('t0', 'nofile', { limit: fd === 2 ? 2 : to === 1 ? 2 : 8 });
    expect(system.call('t0', 'dup2', { fd, to })).toBe(value);
  });

  test('replaces, and ends what nothing else refers to', () => {
    const system = three();
    expect(system.call('t0', 'dup2', { fd: 1, to: 0 })).toBe(0);
    expect(refs(system)).toEqual([2, 1]);
    expect([...socksOf(system.world).values()].map(({ dead }) => dead)).toEqual([true]);
  });

  test('onto the same description keeps it', () => {
    const system = three();
    system.call('t0', 'dup2', { fd: 0, to: 5 });
    expect(system.call('t0', 'dup2', { fd: 0, to: 5 })).toBe(5);
    expect(system.call('t0', 'dup2', { fd: 5, to: 0 })).toBe(0);
    expect(refs(system)).toEqual([2, 1, 1]);
  });

  test('leaves a gap, which is filled from below', () => {
    const system = three();
    expect(system.call('t0', 'dup2', { fd: 0, to: 6 })).toBe(6);
    expect(system.call('t0', 'dup', { fd: 0 })).toBe(3);
  });
});

test('the last of all descriptors, over all tables, ends a socket', () => {
  const system = three();
  system.fork('t0', 't1');
  system.call('t0', 'dup', { fd: 0 });
  const dead = () => [...socksOf(system.world).values()][0]!.dead;
  expect([system.call('t0', 'close', { fd: 0 }), dead()]).toEqual([0, false]);
  expect([system.call('t0', 'close', { fd: 3 }), dead()]).toEqual([0, false]);
  expect([system.call('t0', 'close', { fd: 3 }), dead()]).toEqual(['EBADF', false]);
  expect([system.call('t1', 'close', { fd: 0 }), dead()]).toEqual([0, true]);
});

test('a fork has a table of its own, and shares what is open', () => {
  const system = three();
  system.fork('t0', 't1');
  expect(system.call('t1', 'nonblock', { fd: 0, on: true })).toBe(0);
  const [file] = system.world.files.values();
  expect(file).toMatchObject({ nonblock: true, refs: 2 });
  system.call('t1', 'close', { fd: 1 });
  expect(fdsOf(system.world, taskOf(system.world, 't0'))[1]).toBeDefined();
});

test('O_PATH descriptors are closed, duplicated and entered, and nothing else', () => {
  const system = three();
  expect(
    results(system, 't0', [
      ['nonblock', { fd: 1, on: true }],
      ['listen', { fd: 1, backlog: 0 }],
      ['peercred', { fd: 1 }],
      ['dup', { fd: 1 }],
      ['fchdir', { fd: 1 }],
      ['close', { fd: 1 }],
    ]),
  ).toEqual(['EBADF', 'EBADF', 'EBADF', 3, 0, 0]);
});

test('errors have the names of their numbers', () => {
  expect([ERRNO_NUMBERS.EMFILE, 11, 95, 114, 999].map(errnoName)).toEqual([
    ...['EMFILE', 'EAGAIN', 'EOPNOTSUPP', 'EALREADY', 'errno 999'],
  ]);
});
