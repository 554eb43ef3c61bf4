// SPDX-License-Identifier: MIT
// Steps in words, for the sequence diagrams.

import { endingOf, narrator, signalText, withEnding } from '../kernel/narrate.ts';
import { streamOf } from '../kernel/objects/pipe/stream.ts';
import type { Transition } from '../proposal.ts';
import type { Call, Caller } from './names.ts';
import { type Operation, scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';

/** Each call in a caller that receives. */
const RECEIVES: Readonly<Record<Call, string>> = {
  fcntl: 'fcntl',
  openat: 'openat',
  write: 'read',
  pwritev2: 'preadv2',
  send: 'recv',
};

/** Where each call enters the kernel, of a caller that sends and of one that receives. */
const ENTRIES: Readonly<Record<Call, readonly [send: string, recv: string]>> = {
  fcntl: ['setfl', 'setfl'],
  openat: ['do_sys_openat2', 'do_sys_openat2'],
  write: ['vfs_write', 'vfs_read'],
  pwritev2: ['vfs_writev', 'vfs_readv'],
  send: ['__sys_sendto', '__sys_recvfrom'],
};

/** Who does a step, where that is another function for a caller that sends than for one that receives. */
const OWN: Readonly<Partial<Record<string, readonly [send: string, recv: string]>>> = {
  Lock: ['pipe_write', 'pipe_read'],
  Copy: ['pipe_write', 'pipe_read'],
  FaultGone: ['copy_page_from_iter', 'copy_page_to_iter'],
};

const direction = (s: Seen, p: Caller): 0 | 1 => (s.task[p].arg.op === 'send' ? 0 : 1);

/** The call as a program writes it. */
function written({ before }: Transition<Seen>, p: Caller): string {
  const { arg, call } = before.task[p];
  if (call === 'fcntl') return 'fcntl(F_SETFL, O_NONBLOCK)';
  if (call === 'openat') return 'openat(/proc/self/fd/N, O_NONBLOCK)';
  const name = arg.op === 'send' ? call : RECEIVES[call as Call];
  const flags = call === 'write' || arg.flags.size === 0 ? '' : `, ${[...arg.flags].join('|')}`;
  return `${name}(${arg.fd}, ${arg.n}${flags})`;
}

/** The bytes that the step has put into the pipe, or taken from it. */
function moved({ before, after }: Transition<Seen>, p: Caller): string {
  const [was, is] = [streamOf(before.slots), streamOf(after.slots)];
  const bytes =
    direction(before, p) === 0 ? is.slice(was.length) : after.task[p].got.slice(before.task[p].got.length);
  if (bytes.length === 0) return 'moves nothing';
  return `${direction(before, p) === 0 ? 'puts' : 'takes'} ${bytes.join(', ')}`;
}

function copied(step: Transition<Seen>, p: Caller): string {
  const { after } = step;
  if (after.task[p].pc === 'fault') return 'its page is not there: sleeps with the lock';
  const sigpipe = after.task[p].sigpipe === 'sent' ? 'SIGPIPE; ' : '';
  const end = after.task[p].pc === 'asleep' ? 'sleeps without the lock' : endingOf(step, p);
  return `${moved(step, p)}; ${sigpipe}${end === '' ? 'starts again' : end}`;
}

function callerStep(step: Transition<Seen>, p: Caller): string {
  const { before, after } = step;
  const end = endingOf(step, p);
  switch (step.action) {
    case 'SysEnter':
      return withEnding(written(step, p), step, p);
    case 'Lock':
      if (end !== '') return `${before.lock} has the lock: ${end}`;
      return after.lock === p ? 'takes the lock' : `${before.lock} has the lock: waits for it`;
    case 'Acquire':
      return 'takes the lock';
    case 'Copy':
      return copied(step, p);
    case 'FaultGone':
      return `the fault ends: ${end}`;
    default:
      if (end !== '') return end;
      return after.task[p].pc === 'enter' ? 'SA_RESTART: the call starts again' : 'wakes';
  }
}

/** The operation of a rival. */
export function operationText(operation: Operation): string {
  switch (operation.step) {
    case 'SetFlags':
      return 'fcntl: clears O_NONBLOCK';
    case 'SpliceClear':
      return 'splice: takes FMODE_NOWAIT away';
    case 'SpliceLock':
      return 'splice: takes the lock, and sleeps for its input';
    case 'SpliceRead':
      return 'splice: puts x, and lets go of the lock';
    case 'SpliceQuit':
      return 'splice: lets go of the lock';
    case 'Release':
      return `close of the ${operation.end} end`;
    case 'ResolveFault':
      return `brings the page of ${operation.of}`;
    case 'SendSignal':
      return signalText(operation);
  }
}

/** A state in which each caller is in the call that it makes: who receives is in read(2) where the model has `write`. */
export function shown(state: Seen): unknown {
  const tasks = Object.entries(state.task).map(([name, task]) => {
    const call = task.arg.op === 'send' ? task.call : (RECEIVES[task.call as Call] ?? task.call);
    return [name, { ...task, call }];
  });
  return { ...state, task: Object.fromEntries(tasks) };
}

/** A step of a scenario in words. */
export const narrate = narrator<Seen, Caller, Operation>(
  (scenario) => scenarioNamed(scenario).rivals,
  operationText,
  (step, p) => {
    const { action, before } = step;
    const names = action === 'SysEnter' ? ENTRIES[before.task[p].call as Call] : OWN[action];
    return [callerStep(step, p), names?.[direction(before, p)]];
  },
);
