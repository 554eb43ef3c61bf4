// SPDX-License-Identifier: MIT
// A failure in one line, without what differs from run to run: known failures are recognized by it.
import type { Failure } from '../harness/lockstep/engine/lane.ts';
import type { Outcome } from '../harness/lockstep/engine/outcome.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import { laneOf, opName } from './describe.ts';

/** What a task does in an outcome: the values that it returned, and what became of it. */
function fate(outcome: Outcome, task: string): string {
  const parts = [
    ...outcome.returned
      .filter((one) => one.task === task)
      .map(({ value, out }) => (out === undefined ? String(value) : `${value} ${JSON.stringify(out)}`)),
    ...outcome.handled.filter((one) => one.task === task).map(({ signal }) => `handles ${signal}`),
    ...(outcome.died.some((one) => one === task) ? ['dies'] : []),
    ...(outcome.blocked.some((one) => one === task) ? ['sleeps'] : []),
  ];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

const distinct = (texts: readonly string[]): string => [...new Set(texts)].join(' or ');

/** The last call that a task had issued when the op at `at` was. */
function callOf(ops: readonly SeqOp[], at: number, task: string): string {
  const last = ops.slice(0, at + 1).findLast((op) => op.op === 'call' && op.task === task);
  return last === undefined ? task : opName(last);
}

/**
 * For example `connect: allowed EISCONN, observed 0`; `close: connect allowed ECONNREFUSED, observed sleeps` where
 * another task's call differs; `crashed: BUG: KASAN: ...`.
 */
export function title({ ops, difference, crash }: Failure): string {
  if (difference === undefined) return `crashed: ${(crash?.crashed ?? 'no result').split('\n')[0]}`;
  const { at, op, allowed, observed } = difference;
  if (observed === undefined) return `${opName(op)}: no result`;
  const own = laneOf(op);
  const tasks = new Set([own, ...ops.map(laneOf)]);
  for (const outcome of [...allowed, observed]) for (const task of outcome.died) tasks.add(task);
  for (const task of tasks) {
    const fates = allowed.map((outcome) => fate(outcome, task));
    const seen = fate(observed, task);
    if (fates.includes(seen)) continue;
    const whose = task === own ? '' : `${callOf(ops, at, task)} `;
    return `${opName(op)}: ${whose}allowed ${distinct(fates)}, observed ${seen}`;
  }
  // Every task alone does what it may: they do not go together.
  return `${opName(op)}: allowed ${distinct(allowed.map(({ text }) => plain(text)))}, observed ${plain(observed.text)}`;
}

/** Without the numbers of ops, which shrinking and the seed decide. */
function plain(text: string): string {
  return text.replace(/ from #\d+/g, '');
}
