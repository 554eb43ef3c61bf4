// SPDX-License-Identifier: MIT
// The steps of a call in a world that is no scenario: other names, a longer backlog, more links.
import { expect, test } from 'vitest';
import { type Kernel, kernelOf } from './call.ts';
import { find, lock } from './connect.ts';
import { enterCall } from './enter.ts';
import { pathInit, walk } from './lookup.ts';
import type { Caller, Listener } from './names.ts';
import type { Scenario } from './scenarios.ts';
import type { State } from './state.ts';
import { VARIANTS } from './variants.ts';

const BACKLOG = 2;

const WORLD = {
  name: 'another world',
  fs: {
    root: '/',
    dirs: ['/', 'run'],
    names: [],
    inodes: [],
    entries: {},
    links: { l1: ['l2'], l2: ['l3'], l3: ['run', 'sock'] },
    denySearch: [],
    denyWrite: [],
    maxLinks: 3,
  },
  sockets: ['i1'],
  listeners: [{ name: 'server', inode: 'i1', type: 'stream', state: 'listening', queued: 0 }],
  hasProc: true,
  fullAt: 1,
  callers: [],
  loopers: [],
  args: {},
  opened: {},
  rivals: [],
} as unknown as Scenario;

const CLIENT = 'client' as Caller;
const SERVER = 'server' as Listener;

/** A task before its call. */
function task() {
  const fields = ['nd', 'rest', 'links', 'ino', 'fd', 'other', 'owes', 'sig', 'ret', 'slept', 'peer'];
  return {
    ...Object.fromEntries(fields.map((name) => [name, 'none'])),
    arg: { sockfd: 'ok', addr: 'path', dirfd: '/', path: ['l1'], flags: new Set() },
    call: 'fconnectat',
    pc: 'enter',
  };
}

/** A client at the beginning of its call; entries that are absent are not there. */
function worldWith(queue: string[]): State {
  const own: Record<string, unknown> = {
    entry: { '/': { l1: 'l1', l2: 'l2', l3: 'l3', run: 'run' }, run: { sock: 'i1' } },
    nowrite: new Set(),
    sock: { server: 'listening' },
    queue: { server: queue },
    waiters: { server: [] },
    cwd: 'run',
    task: { client: task(), next: task() },
  };
  return own as unknown as State;
}

/** Runs the call until it is done or asleep; the steps that it took. */
function run(s: State, kernel: Kernel): string[] {
  const steps = { enter: enterCall, init: pathInit, walk, find, lock };
  const taken: string[] = [];
  for (let pc = s.task[CLIENT].pc; pc in steps; pc = s.task[CLIENT].pc) {
    taken.push(pc);
    steps[pc as keyof typeof steps](kernel, s, CLIENT);
  }
  return taken;
}

const plain = kernelOf(WORLD, VARIANTS.proposed);
// In place, so that handing on asks it too.
const kernel: Kernel = Object.assign(kernelOf(WORLD, VARIANTS.proposed), {
  isFull: (s: State, k: Listener) => s.queue[k].length > BACKLOG,
});

test('a call goes its way by the names that it is given, through as many links as there may be', () => {
  const s = worldWith([]);
  const walks = Array.from({ length: 5 }, () => 'walk');
  expect(run(s, kernel)).toEqual(['enter', 'init', ...walks, 'find', 'lock']);
  expect(s.task[CLIENT].ret).toBe('OK');
  expect(s.queue[SERVER]).toEqual(['client']);
});

test('what is not there is ENOENT', () => {
  const s = worldWith([]);
  s.entry = { '/': {} } as unknown as State['entry'];
  run(s, kernel);
  expect(s.task[CLIENT].ret).toBe('ENOENT');
});

test('whether a backlog is full is asked of the kernel', () => {
  const room = worldWith(['x', 'x']);
  run(room, kernel);
  expect(room.task[CLIENT].ret).toBe('OK');

  const full = worldWith(['x', 'x', 'x']);
  run(full, kernel);
  expect([full.task[CLIENT].pc, full.waiters[SERVER]]).toEqual(['asleep', ['client']]);

  const constant = worldWith(['x']);
  run(constant, plain);
  expect(constant.task[CLIENT].pc).toBe('asleep');
});

test('so it is when a wake-up is handed on', () => {
  const s = worldWith(['x', 'x']);
  s.waiters[SERVER].push('next' as Caller);
  s.task[CLIENT].owes = SERVER;
  (s.task[CLIENT].arg as { sockfd: string }).sockfd = 'connected';
  run(s, kernel);
  expect([s.task[CLIENT].ret, s.task['next' as Caller].pc, s.waiters[SERVER]]).toEqual([
    'EISCONN',
    'woken',
    [],
  ]);
});

test.each([
  ['has not waited', 'none', 'listening', ['next']],
  ['has waited', 'server', 'listening', []],
  ['has waited on what can no longer be found', 'server', 'unhashed', []],
  ['has waited on the dead', 'server', 'dead', ['next']],
] as const)('a call that fails hands a wake-up on if it may hold one: it %s', (_, owes, sock, waiters) => {
  const s = worldWith([]);
  s.waiters[SERVER].push('next' as Caller);
  s.task[CLIENT].owes = owes as Listener;
  s.sock[SERVER] = sock;
  s.entry = { '/': { l1: 'i1' } } as unknown as State['entry'];
  const denying = { ...kernel, refuses: (id: string) => id === 'E20' };
  run(s, denying as Kernel);
  expect([s.task[CLIENT].ret, s.waiters[SERVER]]).toEqual(['EACCES', waiters]);
});
