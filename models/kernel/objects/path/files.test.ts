// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { fdsOf, objectOf, taskOf } from '../../system/index.ts';
import type { Args } from '../../system/types.ts';
import { results, System } from '../fixtures/system.ts';
import { PATH_CALLS } from './calls.ts';
import { filesOf, LONG_NAME, PATHS } from './index.ts';
import { staysBelow } from './walk.ts';

/** t0 of user 0 and t1 of user 1000, in a root directory that all may write. */
function open(): System {
  const system = new System([0, 1000]);
  system.call('t0', 'chmod', { path: '/', mode: 0o777 });
  return system;
}

const mkdir = (path: string, mode = 0o777) => ['mkdir', { path, mode }] as const;
const create = (path: string) => ['open', { path, how: 'create' }] as const;
const rename = (from: string, to: string, how = 'replace') => ['rename', { from, to, how }] as const;

/** The modes of what is at these names in the root directory. */
function modes(system: System, ...names: string[]): (number | undefined)[] {
  return names.map((name) => filesOf(system.world).inodes.get(filesOf(system.world).entry.i0![name]!)?.mode);
}

test('what is made has its mode under umask 022; a symbolic link has 0777', () => {
  const system = open();
  expect(results(system, 't1', [mkdir('d'), create('f'), ['symlink', { target: '/d', path: 'l' }]])).toEqual([
    0, 0, 0,
  ]);
  expect(modes(system, 'd', 'f', 'l')).toEqual([0o755, 0o644, 0o777]);
});

describe('making a name', () => {
  const makers = [
    ['mkdir', (path: string) => mkdir(path)],
    ['symlink', (path: string) => ['symlink', { target: '/', path }] as const],
    ['open', (path: string) => create(path)],
  ] as const;

  test.each(makers)('%s: the walk, then the name, then EEXIST, then permission', (_, make) => {
    const system = open();
    results(system, 't0', [
      mkdir('closed', 0o700),
      mkdir('readonly', 0o755),
      mkdir('readonly/there'),
      create('file'),
      ['symlink', { target: '/loop', path: 'loop' }],
    ]);
    expect(
      results(system, 't1', [
        make('absent/a'),
        make('file/a'),
        make('closed/a'),
        make('loop/a'),
        make(`readonly/${LONG_NAME}`),
        make('readonly/there'),
        make('readonly/a'),
      ]),
    ).toEqual(['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENAMETOOLONG', 'EEXIST', 'EACCES']);
  });

  test('a final symbolic link is not followed, also where it leads nowhere', () => {
    const system = open();
    system.call('t1', 'symlink', { target: '/absent', path: 'l' });
    expect(results(system, 't1', [mkdir('l'), create('l')])).toEqual(['EEXIST', 'EEXIST']);
  });

  test.each(['mkdir', 'symlink', 'unlink', 'rename', 'open'])('%s of the root is not covered', (call) => {
    const { world } = open();
    const covers = (path: string) =>
      PATH_CALLS[call]!.covers!(world, taskOf(world, 't1'), {
        ...{ path, target: '/', from: path, to: 'a', mode: 0 },
        how: call === 'rename' ? 'replace' : 'create',
      });
    expect([covers('/'), covers('a')]).toEqual([false, true]);
  });
});

describe('permission bits', () => {
  test.each<[number, number, number | string, string]>([
    [0o300, 1000, 0, 'the owner by the first three'],
    [0o077, 1000, 'EACCES', 'and by no others'],
    [0o003, 2000, 0, 'others by the last three'],
    [0o001, 2000, 'EACCES', 'search alone does not make'],
    [0o002, 2000, 'EACCES', 'write alone does not search'],
    [0o000, 0, 0, 'user 0 by none'],
  ])('%o for user %i: %s (%s)', (mode, user, value) => {
    const system = new System([0, 1000, user]);
    system.call('t0', 'chmod', { path: '/', mode: 0o777 });
    results(system, 't1', [mkdir('d'), ['chmod', { path: 'd', mode }]]);
    expect(system.call('t2', ...mkdir('d/e'))).toBe(value);
  });

  test('the group by the middle three', () => {
    const system = open();
    system.fork('t1', 't2');
    system.world.tasks.set('t2', {
      ...taskOf(system.world, 't2'),
      cred: { ...taskOf(system.world, 't2').cred, fsuid: 3000 },
    });
    results(system, 't1', [mkdir('d'), ['chmod', { path: 'd', mode: 0o707 }]]);
    expect(system.call('t2', 'chdir', { path: 'd' })).toBe('EACCES');
    system.call('t1', 'chmod', { path: 'd', mode: 0o010 });
    expect(system.call('t2', 'chdir', { path: 'd' })).toBe(0);
  });

  test('only the owner and user 0 change them', () => {
    const system = new System([0, 1000, 2000]);
    results(system, 't0', [['chmod', { path: '/', mode: 0o777 }]]);
    system.call('t1', ...mkdir('d'));
    const chmod = ['chmod', { path: 'd', mode: 0o700 }] as const;
    expect(['t2', 't1', 't0'].map((task) => system.call(task as 't0', ...chmod))).toEqual(['EPERM', 0, 0]);
  });
});

describe('open', () => {
  test('of what may not be read, of a link that is not followed, of a socket', () => {
    const system = open();
    system.listener('t0', 's');
    results(system, 't0', [
      create('f'),
      ['chmod', { path: 'f', mode: 0 }],
      ['symlink', { target: '/f', path: 'l' }],
    ]);
    const how = (path: string, kind: string) => ['open', { path, how: kind }] as const;
    expect(results(system, 't1', [how('l', 'read'), how('l', 'read-nofollow'), how('s', 'read')])).toEqual([
      'EACCES',
      'ELOOP',
      'ENXIO',
    ]);
    expect(results(system, 't1', [how('l', 'path'), how('l', 'path-nofollow'), how('s', 'path')])).toEqual([
      0, 1, 2,
    ]);
    const kinds = fdsOf(system.world, taskOf(system.world, 't1')).map((id) => {
      const inode = objectOf(system.world.files.get(id!), PATHS);
      return filesOf(system.world).inodes.get(inode!)!.kind;
    });
    expect(kinds).toEqual(['file', 'link', 'socket']);
  });

  test('EACCES comes before ENXIO', () => {
    const system = open();
    system.listener('t0', 's');
    system.call('t0', 'chmod', { path: 's', mode: 0 });
    expect(system.call('t1', 'open', { path: 's', how: 'read' })).toBe('EACCES');
  });
});

test('a walk follows 40 links and no more', () => {
  const system = open();
  system.call('t1', ...mkdir('l0'));
  for (let n = 1; n <= 41; n += 1) system.call('t1', 'symlink', { target: `/l${n - 1}`, path: `l${n}` });
  expect(
    results(system, 't1', [
      ['chdir', { path: 'l40' }],
      ['chdir', { path: '/l41' }],
    ]),
  ).toEqual([0, 'ELOOP']);
});

describe('chdir', () => {
  test('to what is no directory, or is closed', () => {
    const system = open();
    results(system, 't0', [create('f'), mkdir('closed', 0o700), mkdir('d')]);
    const chdir = (path: string) => ['chdir', { path }] as const;
    expect(results(system, 't1', [chdir('f'), chdir('closed'), chdir('d'), chdir('f'), chdir('/f')])).toEqual(
      ['ENOTDIR', 'EACCES', 0, 'ENOENT', 'ENOTDIR'],
    );
  });

  test('fchdir asks again whether the directory may be searched', () => {
    const system = open();
    results(system, 't1', [mkdir('d'), ['open', { path: 'd', how: 'path' }], create('f')]);
    system.call('t1', 'chmod', { path: 'd', mode: 0 });
    const fchdir = (fd: number) => ['fchdir', { fd }] as const;
    expect(results(system, 't1', [fchdir(0), fchdir(1), fchdir(2)])).toEqual(['EACCES', 'ENOTDIR', 'EBADF']);
  });
});

test('unlink: ENOENT, then permission, then EISDIR', () => {
  const system = open();
  results(system, 't0', [
    mkdir('d', 0o755),
    mkdir('d/e'),
    mkdir('w'),
    ['chmod', { path: 'w', mode: 0o777 }],
    mkdir('w/e'),
  ]);
  const unlink = (path: string) => ['unlink', { path }] as const;
  expect(results(system, 't1', [unlink('d/a'), unlink('d/e'), unlink('w/e')])).toEqual([
    'ENOENT',
    'EACCES',
    'EISDIR',
  ]);
  expect(results(system, 't1', [create('f'), unlink('f'), unlink('f')])).toEqual([0, 0, 'ENOENT']);
});

describe('rename', () => {
  /** d with e in it, g empty, f and h files. */
  function tree(): System {
    const system = open();
    expect(results(system, 't0', [mkdir('d'), mkdir('d/e'), mkdir('g'), create('f'), create('h')])).toEqual([
      0, 0, 0, 0, 1,
    ]);
    return system;
  }

  test.each([
    ['both parents are walked to first', rename('absent', 'f/x'), 'ENOTDIR'],
    ['the old name is looked up first', rename('absent', LONG_NAME), 'ENOENT'],
    ['then the new one', rename('f', LONG_NAME), 'ENAMETOOLONG'],
    ['noreplace wants nothing there', rename('f', 'h', 'noreplace'), 'EEXIST'],
    ['nor itself', rename('f', 'f', 'noreplace'), 'EEXIST'],
    ['exchange wants something there', rename('f', 'absent', 'exchange'), 'ENOENT'],
    ['a directory into itself', rename('d', 'd/e/x'), 'EINVAL'],
    ['a directory onto one above it', rename('d/e', 'd'), 'ENOTEMPTY'],
    ['and in exchange for it', rename('d/e', 'd', 'exchange'), 'EINVAL'],
    ['to itself', rename('f', 'f'), 0],
    ['a directory onto a file', rename('g', 'f'), 'ENOTDIR'],
    ['a file onto a directory', rename('f', 'g'), 'EISDIR'],
    ['a directory onto one that is not empty', rename('g', 'd'), 'ENOTEMPTY'],
    ['a directory onto an empty one', rename('d', 'g'), 0],
    ['a file onto a file', rename('f', 'h'), 0],
    ['a file for a directory', rename('f', 'd', 'exchange'), 0],
  ])('%s', (_, call, value) => {
    expect(tree().call('t0', ...call)).toBe(value);
  });

  test('moves, and exchanges', () => {
    const system = tree();
    const before = { ...filesOf(system.world).entry.i0! };
    system.call('t0', ...rename('f', 'h', 'exchange'));
    expect(filesOf(system.world).entry.i0).toEqual({ ...before, f: before.h, h: before.f });
    system.call('t0', ...rename('h', 'd/f'));
    expect(Object.keys(filesOf(system.world).entry.i0!).sort()).toEqual(['d', 'f', 'g']);
    expect(filesOf(system.world).entry[before.d!]).toMatchObject({ f: before.f });
  });

  test('to itself changes nothing, and needs no permission', () => {
    const system = tree();
    system.call('t0', 'chmod', { path: '/', mode: 0o755 });
    const before = { ...filesOf(system.world).entry.i0! };
    expect(results(system, 't1', [rename('f', 'f'), rename('f', 'h')])).toEqual([0, 'EACCES']);
    expect(filesOf(system.world).entry.i0).toEqual(before);
  });

  test('asks both directories for permission, the old one first', () => {
    const system = tree();
    system.call('t0', 'chmod', { path: 'd', mode: 0o755 });
    system.call('t1', ...create('mine'));
    expect(
      results(system, 't1', [rename('d/e', 'mine'), rename('mine', 'd/new'), rename('mine', 'd/e')]),
    ).toEqual(['EACCES', 'EACCES', 'EACCES']);
  });

  test('a directory that goes elsewhere must itself be writable', () => {
    const system = open();
    results(system, 't0', [mkdir('his', 0o755), mkdir('w'), ['chmod', { path: 'w', mode: 0o777 }]]);
    expect(results(system, 't1', [rename('his', 'w/his'), rename('his', 'here')])).toEqual(['EACCES', 0]);
    system.call('t1', ...create('w/f'));
    expect(system.call('t1', ...rename('w/f', 'here', 'exchange'))).toBe('EACCES');
  });

  test('what has been replaced can hold nothing', () => {
    const system = tree();
    results(system, 't0', [['chdir', { path: 'g' }], rename('/d', '/g')]);
    expect(
      results(system, 't0', [
        mkdir('x'),
        mkdir(LONG_NAME),
        create('x'),
        rename('/f', 'x'),
        ['unlink', { path: LONG_NAME }],
        ['open', { path: LONG_NAME, how: 'read' }],
        ['chdir', { path: '/g' }],
      ]),
    ).toEqual(['ENOENT', 'ENOENT', 'ENOENT', 'ENOENT', 'ENOENT', 'ENOENT', 0]);
  });
});

test('nothing is said of what is above the top, where a task comes whose root is below it', () => {
  const system = open();
  results(system, 't0', [mkdir('d'), mkdir('d/e'), ['open', { path: 'd', how: 'path' }]]);
  const isSaid = (args: Args) => staysBelow(system.world, taskOf(system.world, 't0'), args);
  expect(isSaid({ path: '../d' })).toBe(true);
  expect(system.call('t0', 'chroot', { path: 'd' })).toBe(0);
  // The working directory is the top, and the descriptor is of the root.
  expect(isSaid({ path: 'd/e' })).toBe(true);
  expect(isSaid({ path: '/../e' })).toBe(true);
  expect(isSaid({ path: 'd/../d' })).toBe(true);
  expect(isSaid({ dirfd: 0, path: '..' })).toBe(true);
  expect(isSaid({ path: 'd/../../d' })).toBe(true);
  for (const path of ['..', '../d', './../d']) {
    expect([path, isSaid({ path })]).toEqual([path, false]);
    expect(isSaid({ from: 'd', to: path })).toBe(false);
    expect(isSaid({ dirfd: -100, address: { kind: 'path', path } })).toBe(false);
  }
});
