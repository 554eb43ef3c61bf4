// SPDX-License-Identifier: MIT
// Ops and results in few words, as strace puts them.

import type { CallReturned, Outcome } from '../harness/lockstep/engine/outcome.ts';
import { type CallArgs, isFdOf, type SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { showPath } from '../objects/path/codecs.ts';

/** How a descriptor is shown that another op returned. */
export type ShowReference = (id: number) => string;

const byId: ShowReference = (id) => `#${id}`;

function describeArg([name, value]: readonly [string, unknown], reference: ShowReference): string[] {
  if (typeof value === 'boolean') return value ? [name] : [];
  if (name === 'mode' && typeof value === 'number') return [value === 0 ? '0' : `0${value.toString(8)}`];
  if (typeof value === 'string') return [value === '' ? '""' : showPath(value)];
  if (typeof value !== 'object' || value === null) return [String(value)];
  if (isFdOf(value)) return [reference(value.of) + (value.nth === undefined ? '' : `.${value.nth}`)];
  return [
    Object.entries(value)
      .flatMap((entry) => describeArg(entry, reference))
      .join(' '),
  ];
}

/** `connect(0, path s)`: the values of the arguments; of a boolean its name, where it is set. */
export function describeCall(call: string, args: CallArgs, reference: ShowReference = byId): string {
  const shown = Object.entries(args).flatMap((entry) => describeArg(entry, reference));
  return `${call}(${shown.join(', ')})`;
}

/** What an op is called where only its kind counts: the call's name, `signal kill`, `fork`. */
export function opName(op: SeqOp): string {
  if (op.op === 'call') return op.call;
  return op.op === 'signal' ? `signal ${op.signal}` : op.op;
}

/** An op in the lane of `laneOf`. */
export function describeOp(op: SeqOp, reference: ShowReference = byId): string {
  switch (op.op) {
    case 'spawn':
      return `begins as ${op.uid}:${op.gid}`;
    case 'fork':
      return op.flags === undefined
        ? `fork() makes ${op.task}`
        : `clone(${op.flags.join(' | ')}) makes ${op.task}`;
    case 'signal':
      return `gets signal ${op.signal}`;
    case 'call':
      return describeCall(op.call, op.args, reference);
  }
}

/** The task that an op is shown at. */
export function laneOf(op: SeqOp): string {
  return op.op === 'fork' ? op.parent : op.task;
}

/** A result as strace shows it: `3`, `-1 EISCONN`, `0 "d1/s"`. */
export function describeResult({ value, out }: Pick<CallReturned, 'value' | 'out'>): string {
  const shown = typeof value === 'string' ? `-1 ${value}` : String(value);
  return out === undefined ? shown : `${shown} ${JSON.stringify(showPath(out))}`;
}

/** What happened to each task in an outcome: the result of a call under the call's text, signals, death, sleep. */
export function eventsByTask(outcome: Outcome, callOf: (op: number) => string): Map<string, string[]> {
  const events = new Map<string, string[]>();
  const add = (task: string, text: string) => events.set(task, [...(events.get(task) ?? []), text]);
  for (const one of outcome.returned) add(one.task, `${callOf(one.op)} = ${describeResult(one)}`);
  for (const { task, signal } of outcome.handled) add(task, `handles ${signal}`);
  for (const task of outcome.died) add(task, 'dies');
  for (const task of outcome.blocked) add(task, 'sleeps');
  return events;
}
