// SPDX-License-Identifier: MIT
// What all steps share: who acts where, what a call may do, and how it ends.
import { findsBytes as findsBytesIn, mergeable, type Ring, roomFor } from '../kernel/objects/pipe/ring.ts';
import { addPending, type Signal } from '../kernel/signal.ts';
import { type Caller, PAGE, type Result } from './names.ts';
import type { Scenario, Slots } from './scenarios.ts';
import type { Seen, State, Task } from './state.ts';
import type { Behaviour } from './variants.ts';

/** What the steps share in a scenario. */
export interface Kernel {
  readonly scenario: Scenario;
  readonly behaviour: Behaviour;
  readonly ring: Ring;
  /** Whether a check of the table of errors refuses; a fault leaves one out. */
  refuses(row: string, applies: boolean): boolean;
  /** Whether the present call may not wait for bytes or room. */
  mayNotWait(s: State, p: Caller): boolean;
  /** How many bytes of a write may go behind those of the last slot. */
  merged(s: State, p: Caller): number;
  /** Lets go of the lock. */
  unlock(s: State, p: Caller): void;
  /** Ends the call; of one that has the lock, lets it go. */
  end(s: State, p: Caller, result: Result): void;
  /** Ends a call that has moved nothing, with a signal pending (R12). */
  interrupt(s: State, p: Caller): void;
}

export const hasDontWait = (me: Pick<Seen['task'][Caller], 'arg'>): boolean => me.arg.flags.has('DONTWAIT');

/** A copy of the slots that a state may take. */
export const slotsFor = (slots: Slots): State['slots'] =>
  slots.map(({ off, data, kind }) => ({ off, data: [...data], kind }));

/** How many bytes p finds room for. */
export function roomOf(kernel: Kernel, s: State, p: Caller): number {
  const { arg, count } = s.task[p];
  return Math.min(arg.n - count, roomFor(kernel.ring, s.slots, kernel.merged(s, p)));
}

/** Whether there is a byte to receive, before an empty packet. */
export const findsBytes = (s: Pick<Seen, 'slots'>): boolean =>
  findsBytesIn<readonly string[]>(s.slots as Slots);

/** What a wait looks at. */
export function isReady({ ring }: Pick<Scenario, 'ring'>, s: Seen, p: Caller): boolean {
  if (s.task[p].arg.op === 'send') return !s.ends.has('read') || s.slots.length < ring;
  return !s.ends.has('write') || s.slots.length > 0;
}

const START = { pc: 'enter', sig: 'none', slept: 'no', ret: 'none', count: 0, sigpipe: 'none' } as const;

/** All fields but the arguments as they are at first. */
export function startProgram(me: Task, { program }: Behaviour): void {
  Object.assign(me, START);
  me.call = program[0]!;
  me.got = [];
}

/** What has been moved stays moved. */
export function die(me: Task): void {
  Object.assign(me, START);
  me.call = 'none';
  me.pc = 'dead';
}

function endCall({ scenario, behaviour }: Kernel, me: Task, p: Caller, result: Result): void {
  if (me.sig === 'kill') return die(me);
  const next = behaviour.program[behaviour.program.indexOf(me.call as 'send') + 1];
  me.sig = 'none';
  me.slept = 'no';
  if (result === 'OK' && next !== undefined) {
    me.call = next;
    me.pc = 'enter';
  } else if (scenario.loopers.includes(p)) startProgram(me, behaviour);
  else {
    me.call = 'none';
    me.pc = 'done';
    me.ret = result;
    if (result !== 'OK') me.count = 0;
  }
}

function restart(me: Task): void {
  me.pc = 'enter';
  me.sig = 'none';
  me.slept = 'yes';
}

/** The context of one behaviour in one scenario. */
export function kernelOf(scenario: Scenario, behaviour: Behaviour): Kernel {
  const ring: Ring = { slots: scenario.ring, page: PAGE, packets: scenario.packets };
  const isOwn = behaviour.program[0] === 'openat';
  const kernel: Kernel = {
    scenario,
    behaviour,
    ring,
    refuses: (_, applies) => applies,
    mayNotWait(s, p) {
      const me = s.task[p];
      if (me.call === 'write' && isOwn && hasDontWait(me)) return true;
      return s.nonblock === 'on' || (me.call !== 'write' && hasDontWait(me));
    },
    merged(s, p) {
      const { slept, count, arg } = s.task[p];
      return slept === 'no' && count === 0 ? mergeable(ring, s.slots, arg.n) : 0;
    },
    unlock(s, p) {
      if (s.lock === p) s.lock = 'none';
    },
    end(s, p, result) {
      kernel.unlock(s, p);
      endCall(kernel, s.task[p], p, result);
    },
    interrupt(s, p) {
      const me = s.task[p];
      if (me.sig === 'restart') {
        kernel.unlock(s, p);
        restart(me);
      } else kernel.end(s, p, 'EINTR');
    },
  };
  return kernel;
}

/** A signal is sent to p. At `enter` a handler runs in user mode. */
export function signalled(s: State, p: Caller, signal: Signal): void {
  const me = s.task[p];
  if (me.pc === 'done' || me.pc === 'dead') return;
  if (me.pc !== 'enter') me.sig = addPending(me.sig, signal);
  else if (signal === 'kill') die(me);
}
