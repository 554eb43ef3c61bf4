// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { results, System } from '../fixtures/system.ts';

const mkdir = (path: string) => ['mkdir', { path, mode: 0o777 }] as const;
const create = (path: string) => ['open', { path, how: 'create' }] as const;
const look = (path: string) => ['open', { path, how: 'path' }] as const;
const mount = (path: string) => ['mount', { path }] as const;
const detach = (path: string) => ['detach', { path }] as const;

/** d has f, and then something is mounted on d, which has g. */
function mounted(): System {
  const system = new System([0, 1000]);
  const made = results(system, 't0', [mkdir('d'), create('d/f'), mount('d'), create('d/g')]);
  expect(made).toEqual([0, 0, 0, 1]);
  return system;
}

describe('a file system that is mounted', () => {
  test('hides what is below, until it is taken away', () => {
    expect(results(mounted(), 't0', [look('d/f'), detach('d'), look('d/f'), look('d/g')])).toEqual([
      ...['ENOENT', 0, 2, 'ENOENT'],
    ]);
  });

  test('is left by two dots, and nothing is renamed out of it', () => {
    expect(
      results(mounted(), 't0', [
        look('d/../d/g'),
        ['rename', { from: 'd/g', to: 'g', how: 'replace' }],
        ['rename', { from: 'd/g', to: 'd/h', how: 'replace' }],
      ]),
    ).toEqual([2, 'EXDEV', 0]);
  });

  test('goes on for who stands in it when it is taken away, and has nothing above it', () => {
    const system = mounted();
    expect(results(system, 't0', [['chdir', { path: 'd' }], detach('/d'), look('g'), look('../g')])).toEqual([
      ...[0, 0, 2, 3],
    ]);
    expect(system.call('t0', ...detach('/d'))).toBe('EINVAL');
  });

  test('takes a capability, which is asked for after the lookup', () => {
    const system = mounted();
    expect(results(system, 't1', [mount('absent'), mount('d/..'), mkdir('d/e')])).toEqual([
      ...['ENOENT', 'EPERM', 'EACCES'],
    ]);
  });
});

test('a socket that is mounted on another is found in its place', () => {
  const system = new System([0]);
  system.listener('t0', 's');
  system.listener('t0', 't');
  system.call('t0', 'socket', { family: 'unix', type: 'stream', nonblock: false });
  const connect = (path: string) => system.call('t0', 'connect', { fd: 2, address: { kind: 'path', path } });
  expect(system.call('t0', 'bindmount', { from: 't', to: 's' })).toBe(0);
  expect([connect('s'), system.call('t0', 'getpeername', { fd: 2 })]).toEqual([0, 't']);
});

describe('a root directory', () => {
  test('is where absolute paths and links begin, and two dots end', () => {
    const system = new System([0]);
    const made = [
      mkdir('d'),
      create('f'),
      create('d/g'),
      ['symlink', { target: '/g', path: 'd/l' }] as const,
    ];
    results(system, 't0', made);
    expect(
      results(system, 't0', [
        ['chroot', { path: 'd' }],
        look('/g'),
        look('/../g'),
        look('d/l'),
        look('f'),
        look('/f'),
      ]),
    ).toEqual([0, 2, 3, 4, 5, 'ENOENT']);
  });

  test('is changed by who has the capability', () => {
    const system = new System([0, 1000]);
    results(system, 't0', [mkdir('d')]);
    const chroot = (path: string) => system.call('t1', 'chroot', { path });
    expect([chroot('absent'), chroot('d')]).toEqual(['ENOENT', 'EPERM']);
  });
});

test('a directory that is removed leads to where it was, and holds nothing', () => {
  const system = new System([0]);
  expect(
    results(system, 't0', [
      ...[mkdir('d'), create('f'), ['chdir', { path: 'd' }] as const, ['rmdir', { path: '/d' }] as const],
      ...[look('../f'), look('f'), mkdir('e'), look('.')],
    ]),
  ).toEqual([0, 0, 0, 0, 1, 'ENOENT', 'ENOENT', 2]);
});
