// SPDX-License-Identifier: MIT
// A kernel whose tasks can be parked: at each point that proposals share, and what may happen to them there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NR } from '../../harness/protocol/nr.ts';
import type { Op, Shim } from '../../harness/protocol/types.ts';
import type { Guest } from '../../kernel/boot/boot.ts';
import { bootShim } from '../fixtures/guest.ts';
import { CLONE, call, runOps, SIGCHLD, spawn, text } from '../fixtures/ops.ts';
import {
  address,
  arm,
  disarm,
  exchange,
  kill,
  listener,
  open,
  release,
  releases,
  streamSocket,
  trace,
} from '../fixtures/points.ts';

const SIGUSR1 = 10;
const ENOENT = -2;
const CREATE = 0o101;
/** A file in a folder, and another folder without one. */
const FOLDERS: readonly Op[] = [
  spawn(0),
  call(0, NR.mkdir, text('a'), 0o755),
  call(0, NR.mkdir, text('b'), 0o755),
  open(0, 'a/f', CREATE),
];
const FOLDERS_SEEN = ['', '0=0', '0=0', '0=0'];

let guest: Guest;
let shim: Shim;
beforeAll(async () => {
  ({ guest, shim } = await bootShim());
});
afterAll(() => guest.kill());

/** Runs it, and gives what was seen after the first operations, of which nothing is to be told. */
async function seen(before: readonly Op[], ...ops: Op[]): Promise<string[]> {
  return trace(await runOps(shim, ...before, ...ops)).slice(before.length);
}

describe('what is refused', () => {
  it('says what it can', () => {
    expect(shim.hello).toMatchObject({ grade: 'proved' });
    expect(shim.hello.capabilities).toContain('points');
  });

  it.each<[string, Op, string]>([
    ['a point that is none', arm(0, 'kernel.nowhere'), 'no-point: op 1, task 0'],
    ['the beginning of a name', arm(0, 'kernel.path'), 'no-point: op 1, task 0'],
    ['to release a task that is not parked', release(0), 'not-parked: op 1, task 0'],
    ['to release a task that is not there', release(1), 'unknown-task: op 1, task 1'],
    ['to arm a task that is not there', arm(1, '*'), 'unknown-task: op 1, task 1'],
  ])('%s', async (_, op, fault) => {
    expect(await seen([spawn(0)], op)).toEqual([fault]);
  });

  it('to arm a dead task, or one for more points than there is room for', async () => {
    expect(await seen([spawn(0), kill(0)], arm(0, '*'))).toEqual(['dead: op 2, task 0']);
    const many = Array.from({ length: 33 }, (_, nth) => arm(0, '*', nth + 1));
    expect((await seen([spawn(0)], ...many)).at(-1)).toBe('armed: op 33, task 0');
    // To say it twice takes no more room.
    expect(await seen([spawn(0)], ...Array(40).fill(arm(0, '*')))).toEqual(Array(40).fill(''));
  });

  it('to call with a task that is parked', async () => {
    const ops = [arm(0, 'kernel.path_init'), open(0, 'a'), open(0, 'a')];
    expect(await seen([spawn(0)], ...ops)).toEqual(['', '0@kernel.path_init', 'busy: op 3, task 0']);
  });
});

describe('a walk', () => {
  it('parks in front of each step, and goes on by one step at a time', async () => {
    const ops = [arm(0, '*'), open(0, 'a/f'), ...releases(0, 4)];
    expect(await seen(FOLDERS, ...ops)).toEqual([
      '',
      '0@kernel.sys_enter',
      '0@kernel.path_init',
      '0@kernel.walk_component',
      '0@kernel.walk_component',
      '0=1',
    ]);
  });

  it('parks at a passage that is counted, once', async () => {
    const ops = [arm(0, 'kernel.walk_component', 2), open(0, 'a/f'), release(0), open(0, 'a/f')];
    expect(await seen(FOLDERS, ...ops)).toEqual(['', '0@kernel.walk_component', '0=1', '0=2']);
    // Each counts for itself, and every point counts for `*`.
    const both = [arm(0, '*', 2), arm(0, 'kernel.walk_component', 1), arm(0, '*', 4), open(0, 'a/f')];
    expect(await seen(FOLDERS, ...both, ...releases(0, 3))).toEqual([
      ...['', '', ''],
      '0@kernel.path_init',
      '0@kernel.walk_component',
      '0@kernel.walk_component',
      '0=1',
    ]);
  });

  it('goes where a folder is that was swapped in front of a component, and not behind it', async () => {
    const inside = [spawn(1), arm(1, 'kernel.walk_component'), open(1, 'a/f')];
    const before = [...FOLDERS, ...inside];
    expect(await seen(before, exchange(0, 'a', 'b'), ...releases(1, 2))).toEqual([
      '0=0, 1@kernel.walk_component',
      '1@kernel.walk_component',
      `1=${ENOENT}`,
    ]);
    expect(await seen([...before, release(1)], exchange(0, 'a', 'b'), release(1))).toEqual([
      '0=0, 1@kernel.walk_component',
      '1=0',
    ]);
  });

  it('parks nowhere once it is disarmed, but stays where it is', async () => {
    const ops = [arm(0, '*'), open(0, 'a/f'), disarm(0), release(0), open(0, 'a/f')];
    const at = '0@kernel.sys_enter';
    expect(await seen(FOLDERS, ...ops)).toEqual(['', at, at, '0=1', '0=2']);
  });

  it('does not hand its points to what it clones', async () => {
    const child = [
      arm(0, '*'),
      spawn(1, { parent: 0, flags: CLONE.vm | CLONE.fs | SIGCHLD }),
      open(1, 'a/f'),
    ];
    expect((await seen(FOLDERS, ...child)).at(-1)).toBe('1=1');
  });
});

describe('a parked task', () => {
  const PARKED = [...FOLDERS, arm(0, 'kernel.walk_component', 1), open(0, 'a/f')];

  it('dies at once of SIGKILL, in a process of its own and as a thread', async () => {
    expect(await seen(PARKED, kill(0))).toEqual(['0 died']);
    const flags = CLONE.vm | CLONE.files | CLONE.fs | CLONE.sighand | CLONE.thread;
    const thread = [spawn(1, { parent: 0, flags }), arm(1, '*'), open(1, 'a/f')];
    expect((await seen(FOLDERS, ...thread, kill(1))).slice(2)).toEqual([
      '1@kernel.sys_enter',
      '0 died, 1 died',
    ]);
  });

  it('leaves other signals pending', async () => {
    const handler: Op = { op: 'handler', task: 0, signal: SIGUSR1, restart: false };
    const ops = [arm(0, 'kernel.walk_component', 1), open(0, 'a/f'), kill(0, SIGUSR1), release(0)];
    const at = '0@kernel.walk_component';
    expect(await seen([...FOLDERS, handler], ...ops)).toEqual(['', at, at, `0=1, 0 handles ${SIGUSR1}`]);
  });

  it('is told from one that is blocked', async () => {
    const ops = [spawn(1), call(1, NR.pipe, { out: 8 }), call(1, NR.read, 0, { out: 1 }, 1)];
    expect((await seen(PARKED, ...ops)).at(-1)).toBe('0@kernel.walk_component, 1 blocks');
  });

  it('is killed at the end of a sequence, and nothing of it is left to the next', async () => {
    const results = await shim.run([
      ...Array(50).fill({ ops: PARKED }),
      { ops: [...FOLDERS, open(0, 'a/f')] },
    ]);
    expect(results.map(({ fault }) => fault)).toEqual(Array(51).fill(undefined));
    expect(results.slice(0, 50).map((result) => trace(result).at(-1))).toEqual(
      Array(50).fill('0@kernel.walk_component'),
    );
    expect(trace(results[50]!)).toEqual([...FOLDERS_SEEN, '0=1']);
  });

  it('exits without a stop, whatever it has to close', async () => {
    const ops = [spawn(0), ...listener(0, 0, 'l'), arm(0, '*'), call(0, NR.exit, 0)];
    expect((await seen(ops.slice(0, 4), ...ops.slice(4))).slice(1)).toEqual(['0 died']);
  });
});

describe('the points of sockets and names', () => {
  const CONNECTED = [
    spawn(0),
    ...listener(0, 0, 'l'),
    spawn(1),
    streamSocket(1),
    call(1, NR.connect, 0, ...address('l')),
  ];

  it('are those of an accept', async () => {
    const ops = [arm(0, '*'), call(0, NR.accept, 0, 0, 0), ...releases(0, 2)];
    const stops = ['', '0@kernel.accept_dequeue', '0@kernel.accept_wake', '0=1'];
    expect(await seen(CONNECTED, ...ops)).toEqual(stops);
  });

  it('are those of a close, for the socket itself and not for what waits in its queue', async () => {
    const ops = [arm(0, '*'), call(0, NR.close, 0), ...releases(0, 2)];
    const stops = ['', '0@kernel.release_unhash', '0@kernel.release_dead', '0=0'];
    expect(await seen(CONNECTED, ...ops)).toEqual(stops);
  });

  it('are that of a swap', async () => {
    const ops = [arm(0, 'kernel.rename_exchange'), exchange(0, 'a', 'b'), release(0)];
    expect(await seen(FOLDERS, ...ops)).toEqual(['', '0@kernel.rename_exchange', '0=0']);
  });
});
