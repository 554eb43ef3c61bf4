// SPDX-License-Identifier: MIT
// Steps in words, for the sequence diagrams.
import type { Operation } from '../kernel/rival.ts';
import type { Narration, Step } from '../proposal.ts';
import type { Call, Caller, Dir, Listener, Name } from './names.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

const shown = (path: readonly string[]): string => (path.length === 0 ? '""' : path.join('/'));

function ending({ before, after }: Step<Seen>, p: Caller): string {
  if (after.pc[p] === 'dead') return 'the task dies';
  if (after.pc[p] === 'done') return `returns ${after.ret[p]}`;
  return after.call[p] === before.call[p] ? '' : 'returns OK';
}

/** Where each call enters the kernel. */
const ENTRIES: Readonly<Record<Call, string>> = {
  fstatat: 'vfs_fstatat',
  fchdir: 'sys_fchdir',
  openat: 'do_sys_openat2',
  connect: '__sys_connect',
  fconnectat: '__sys_fconnectat',
};

/** The call as a program writes it: connect(2) can say neither where to start nor what not to follow. */
function written({ before }: Step<Seen>, p: Caller): string {
  const { dirfd, path, flags } = before.arg[p];
  const given = flags.size === 0 ? '' : `, ${[...flags].join('|')}`;
  switch (before.call[p]) {
    case 'fchdir':
      return `fchdir(${dirfd})`;
    case 'connect':
      return before.fd[p] === 'none' ? `connect(${shown(path)})` : 'connect(/proc/self/fd/N)';
    default:
      return `${before.call[p]}(${dirfd}, ${shown(path)}${given})`;
  }
}

function enter(step: Step<Seen>, p: Caller): string {
  const end = ending(step, p);
  return `${written(step, p)}${end === '' ? '' : `: ${end}`}`;
}

function walked(step: Step<Seen>, p: Caller): string {
  const { before, after } = step;
  const [dir, name] = [before.nd[p] as Dir, before.rest[p][0] as Name];
  const inode = before.entry[dir][name];
  const link = after.links[p] > before.links[p] ? ', a symbolic link: follows it' : '';
  const end = ending(step, p);
  return `${name} in ${dir} is ${inode}${link}${end === '' ? '' : `; ${end}`}`;
}

function locked(step: Step<Seen>, p: Caller): string {
  const { before, after } = step;
  const k = before.other[p] as Listener;
  if (after.pc[p] === 'asleep') return `backlog of ${k} is full: sleeps`;
  if (before.sock[k] === 'dead') return `${k} is dead: goes round`;
  if (after.queue[k].length > before.queue[k].length) return `joins the queue of ${k}: ${ending(step, p)}`;
  return `${k}: ${ending(step, p)}`;
}

function woken(step: Step<Seen>, p: Caller): string {
  const { before, after } = step;
  if (after.pc[p] === 'enter') return 'SA_RESTART: the call starts again';
  if (after.pc[p] === 'init') return 'goes back to the path';
  if (after.pc[p] === 'find') return `goes back to inode ${before.ino[p]}`;
  return ending(step, p);
}

function callerStep(step: Step<Seen>, p: Caller): string {
  const { before, after } = step;
  const end = ending(step, p);
  switch (step.action) {
    case 'SysEnter':
      return enter(step, p);
    case 'PathInit':
      if (end !== '') return end;
      return after.pc[p] === 'find' ? `holds inode ${after.ino[p]}` : `starts at ${after.nd[p]}`;
    case 'WalkComponent':
      return walked(step, p);
    case 'Find':
      return end === '' ? `${before.ino[p]} has the socket ${after.other[p]}` : `${before.ino[p]}: ${end}`;
    case 'Lock':
      return locked(step, p);
    case 'RefusedSleep':
      return 'a signal is pending: does not sleep';
    default:
      return woken(step, p);
  }
}

function rivalStep(operation: Operation<Dir, Name, Listener, Caller>): string {
  switch (operation.step) {
    case 'RenameExchange':
      return `${shown(operation.a)} <-> ${shown(operation.b)}`;
    case 'AcceptDequeue':
      return `accept on ${operation.on}: takes one connection`;
    case 'AcceptWake':
      return `accept on ${operation.on}: wakes a waiter`;
    case 'ReleaseUnhash':
      return `close of ${operation.on}: unhashed`;
    case 'ReleaseDead':
      return `close of ${operation.on}: dead, wakes all`;
    case 'SendSignal':
      return `${operation.signal === 'kill' ? 'SIGKILL' : `signal (${operation.signal})`} to ${operation.to}`;
  }
}

/** Another caller whose pc this step changes: one that it wakes or kills. */
function reached({ before, after }: Step<Seen>, lane: string): string | undefined {
  return Object.keys(before.pc).find((p) => p !== lane && before.pc[p as Caller] !== after.pc[p as Caller]);
}

/** A step of `scenario` in words. */
export function narrate(scenario: string, step: Step<Seen>): Narration {
  const lane = String(step.params[0]);
  const rival = scenarioNamed(scenario).rivals.find((r) => r.name === lane);
  const operation = rival?.program[step.before.at[lane]! - 1];
  const text = operation === undefined ? callerStep(step, lane as Caller) : rivalStep(operation);
  const reaches = reached(step, lane);
  const call = step.action === 'SysEnter' ? step.before.call[lane as Caller] : 'none';
  return {
    lane,
    text,
    ...(call === 'none' ? {} : { kernel: ENTRIES[call] }),
    ...(reaches === undefined ? {} : { reaches }),
  };
}
