// SPDX-License-Identifier: MIT
// Steps in words, for the sequence diagrams.
import { endingOf, narrator, withEnding } from '../kernel/narrate.ts';
import { operationText } from '../kernel/objects/unix-socket/narrate.ts';
import type { Transition } from '../proposal.ts';
import type { Call, Caller, Dir, Listener, Name } from './names.ts';
import { type Scenario, scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

type Operation = Scenario['rivals'][number]['program'][number];

const shown = (path: readonly string[]): string => (path.length === 0 ? '""' : path.join('/'));

/** Where each call enters the kernel. */
const ENTRIES: Readonly<Record<Call, string>> = {
  fstatat: 'vfs_fstatat',
  fchdir: 'sys_fchdir',
  openat: 'do_sys_openat2',
  connect: '__sys_connect',
  fconnectat: '__sys_fconnectat',
};

/** The call as a program writes it: connect(2) can say neither where to start nor what not to follow. */
function written({ before }: Transition<Seen>, p: Caller): string {
  const { dirfd, path, flags } = before.task[p].arg;
  const given = flags.size === 0 ? '' : `, ${[...flags].join('|')}`;
  switch (before.task[p].call) {
    case 'fchdir':
      return `fchdir(${dirfd})`;
    case 'connect':
      return before.task[p].fd === 'none' ? `connect(${shown(path)})` : 'connect(/proc/self/fd/N)';
    default:
      return `${before.task[p].call}(${dirfd}, ${shown(path)}${given})`;
  }
}

function walked(step: Transition<Seen>, p: Caller): string {
  const { before, after } = step;
  const [dir, name] = [before.task[p].nd as Dir, before.task[p].rest[0] as Name];
  const inode = before.entry[dir][name];
  const link = after.task[p].links > before.task[p].links ? ', a symbolic link: follows it' : '';
  return withEnding(`${name} in ${dir} is ${inode}${link}`, step, p, '; ');
}

function locked(step: Transition<Seen>, p: Caller): string {
  const { before, after } = step;
  const k = before.task[p].other as Listener;
  if (after.task[p].pc === 'asleep') return `backlog of ${k} (${after.queue[k].length}) is full: sleeps`;
  if (before.sock[k] === 'dead') return `${k} is dead: goes round`;
  if (after.queue[k].length > before.queue[k].length) return withEnding(`joins the queue of ${k}`, step, p);
  const end = endingOf(step, p);
  return end === '' ? `is through with ${k}` : `${k}: ${end}`;
}

function woken(step: Transition<Seen>, p: Caller): string {
  const { before, after } = step;
  if (after.task[p].pc === 'enter') return 'SA_RESTART: the call starts again';
  if (after.task[p].pc === 'init') return 'goes back to the path';
  if (after.task[p].pc === 'find') return `goes back to inode ${before.task[p].ino}`;
  return endingOf(step, p);
}

function callerStep(step: Transition<Seen>, p: Caller): string {
  const { before, after } = step;
  const end = endingOf(step, p);
  switch (step.action) {
    case 'SysEnter':
      return withEnding(written(step, p), step, p);
    case 'PathInit':
      if (end !== '') return end;
      return after.task[p].pc === 'find'
        ? `holds inode ${after.task[p].ino}`
        : `starts at ${after.task[p].nd}`;
    case 'WalkComponent':
      return walked(step, p);
    case 'Find':
      return end === ''
        ? `${before.task[p].ino} has the socket ${after.task[p].other}`
        : `${before.task[p].ino}: ${end}`;
    case 'Lock':
      return locked(step, p);
    case 'RefusedSleep':
      return 'a signal is pending: does not sleep';
    default:
      return woken(step, p);
  }
}

/** A step of a scenario in words. */
export const narrate = narrator<Seen, Caller, Operation>(
  (scenario) => scenarioNamed(scenario).rivals,
  operationText,
  (step, p) => {
    const call = step.action === 'SysEnter' ? step.before.task[p].call : 'none';
    return [callerStep(step, p), call === 'none' ? undefined : ENTRIES[call]];
  },
);
