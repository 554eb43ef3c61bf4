// SPDX-License-Identifier: MIT
// A sequence for the shim, and what the shim saw in the terms of the model.

import type { Signal } from '../../../../models/kernel/signal.ts';
import type { SignalName, TaskId } from '../../../../models/kernel/system/index.ts';
import { CLONE_VM, SIGCHLD } from '../../protocol/clone.ts';
import type { Op, Sequence, SequenceResult, Settled } from '../../protocol/types.ts';
import { decodeValue } from '../../registers.ts';
import { SIGNUMS } from '../../signums.ts';
import type { Codecs } from './codec.ts';
import { type CallReturned, makeOutcome, type Outcome } from './outcome.ts';
import type { PredictedOp } from './predict.ts';

function signumOf(name: SignalName): number {
  const signum = Object.entries(SIGNUMS).find(([known]) => known === name)?.[1];
  if (signum === undefined) throw new Error(`no number for the signal ${name}`);
  return signum;
}

/** The shim's ops for a sequence, and which op of the sequence each belongs to. */
export interface EncodedSequence {
  readonly sequence: Sequence;
  /** For each op of the shim, the index in the steps; handlers belong to the spawn before them. */
  readonly stepOf: readonly number[];
}

const number = (task: TaskId): number => Number(task.slice(1));

/** Tasks that are forked off this one, themselves included. */
function descendants(steps: readonly PredictedOp[], task: TaskId): Set<TaskId> {
  const all = new Set([task]);
  for (const { op } of steps) if (op.op === 'fork' && all.has(op.parent)) all.add(op.task);
  return all;
}

/** The handlers that a spawned task needs: for the signals that reach it or a fork of it. */
function handlers(steps: readonly PredictedOp[], task: TaskId): Op[] {
  const family = descendants(steps, task);
  const sent = new Set(
    steps.flatMap(({ op }) => (op.op === 'signal' && family.has(op.task) ? [op.signal] : [])),
  );
  return (['interrupt', 'restart'] as const)
    .filter((signal) => sent.has(signal))
    .map((signal) => ({
      op: 'handler',
      task: number(task),
      signal: SIGNUMS[signal],
      restart: signal === 'restart',
    }));
}

function encodeStep(codecs: Codecs, steps: readonly PredictedOp[], { op }: PredictedOp): Op[] {
  switch (op.op) {
    case 'spawn':
      return [
        { op: 'spawn', task: number(op.task), flags: CLONE_VM, uid: op.uid, gid: op.gid, root: '.' },
        ...handlers(steps, op.task),
      ];
    case 'fork':
      return [{ op: 'spawn', task: number(op.task), parent: number(op.parent), flags: CLONE_VM | SIGCHLD }];
    case 'signal':
      return [{ op: 'kill', task: number(op.task), signal: signumOf(op.signal) }];
    case 'call': {
      const codec = codecs[op.call];
      if (codec === undefined) throw new Error(`no codec for the call ${op.call}`);
      return [{ op: 'call', task: number(op.task), ...codec.encode(op.args) }];
    }
  }
}

/** The sequence for the shim. */
export function encode(codecs: Codecs, steps: readonly PredictedOp[]): EncodedSequence {
  const ops: Op[] = [];
  const stepOf: number[] = [];
  for (const [at, step] of steps.entries()) {
    for (const op of encodeStep(codecs, steps, step)) {
      ops.push(op);
      stepOf.push(at);
    }
  }
  return { sequence: { ops }, stepOf };
}

const SIGNAL_NAMES = new Map(Object.entries(SIGNUMS).map(([name, signum]) => [signum, name as Signal]));

/** Reads what one sequence did; one outcome for each step that the shim got to. */
export function decode(
  codecs: Codecs,
  steps: readonly PredictedOp[],
  { stepOf }: EncodedSequence,
  result: SequenceResult,
): Outcome[] {
  const pids = new Map<number, TaskId>();
  const merged: Settled[][] = [];
  for (const [at, settled] of result.settled.entries()) {
    for (const { task, pid } of settled.spawned) pids.set(pid, `t${task}`);
    const step = stepOf[at]!;
    merged[step] = [...(merged[step] ?? []), settled];
  }
  const readReturned = ({ task, op, value, out }: Settled['returned'][number]): CallReturned => {
    const { op: from } = steps[stepOf[op]!]!;
    const read = decodeValue(value);
    const decodeOut = from.op === 'call' ? codecs[from.call]?.decode : undefined;
    const wrote =
      decodeOut !== undefined && typeof read === 'number'
        ? decodeOut(out, (pid) => pids.get(pid))
        : undefined;
    return { task: `t${task}`, op: from.id, value: read, ...(wrote === undefined ? {} : { out: wrote }) };
  };
  return merged.map((parts) =>
    makeOutcome({
      returned: parts.flatMap(({ returned }) => returned.map(readReturned)),
      blocked: parts.at(-1)!.blocked.map((task): TaskId => `t${task}`),
      handled: parts.flatMap(({ signals }) =>
        signals.flatMap(({ task, signal, count }) =>
          Array.from({ length: count }, () => ({
            task: `t${task}` as TaskId,
            signal: SIGNAL_NAMES.get(signal)!,
          })),
        ),
      ),
      died: parts.flatMap(({ died }) => died.map(({ task }): TaskId => `t${task}`)),
    }),
  );
}
