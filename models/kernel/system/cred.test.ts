// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { System } from '../objects/fixtures/system.ts';
import { taskOf } from './world.ts';

/** Root, and a file of user 1000 that nobody else may write. */
function system(): System {
  const made = new System([0, 1000]);
  made.call('t0', 'chmod', { path: '/', mode: 0o777 });
  made.call('t1', 'mkdir', { path: 'd', mode: 0o700 });
  return made;
}

const mayEnter = (made: System) => made.call('t0', 'chdir', { path: '/d' });
const mayWrite = (made: System) => made.call('t0', 'mkdir', { path: `/d/${made.world.next}`, mode: 0o700 });

describe('root', () => {
  test.each([
    ['all', 0, 0],
    ['search', 0, 'EACCES'],
    ['none', 'EACCES', 'EACCES'],
  ])('with %s of its capabilities', (how, enters, writes) => {
    const made = system();
    expect(made.call('t0', 'capset', { how })).toBe(0);
    expect([mayEnter(made), mayWrite(made)]).toEqual([enters, writes]);
  });

  test('as another user loses them, and gets them back', () => {
    const made = system();
    expect(made.call('t0', 'seteuid', { uid: 1001 })).toBe(0);
    expect(mayEnter(made)).toBe('EACCES');
    expect(made.call('t0', 'seteuid', { uid: 1000 })).toBe('EPERM');
    expect([made.call('t0', 'seteuid', { uid: 0 }), mayEnter(made)]).toEqual([0, 0]);
  });

  test('is judged by the user of the file system, whose number setfsuid(2) returns', () => {
    const made = system();
    expect([made.call('t0', 'setfsuid', { uid: 1001 }), mayEnter(made)]).toEqual([0, 'EACCES']);
    expect([made.call('t0', 'setfsuid', { uid: 1000 }), mayEnter(made)]).toEqual([1001, 0]);
    expect(taskOf(made.world, 't0').cred.uid).toBe(0);
  });
});

test('a user may not become another one', () => {
  const made = system();
  const calls = [
    made.call('t1', 'seteuid', { uid: 0 }),
    made.call('t1', 'setfsuid', { uid: 0 }),
    made.call('t1', 'capset', { how: 'all' }),
  ];
  expect(calls).toEqual(['EPERM', 1000, 'EPERM']);
  expect(taskOf(made.world, 't1').cred.fsuid).toBe(1000);
});
