// SPDX-License-Identifier: MIT
// A sequence for the shim, and what the shim saw in the terms of the model.

import {
  type CloneFlag,
  SENT_SIGNALS,
  type Signals,
  type System,
  type TaskId,
} from '../../../../models/kernel/system/index.ts';
import { CLONE_FLAGS, CLONE_VM, SIGCHLD } from '../../protocol/clone.ts';
import type { Op, Sequence, SequenceResult, Settled } from '../../protocol/types.ts';
import { decodeValue } from '../../registers.ts';
import { readWritten } from '../../written.ts';
import type { Codecs } from './codec.ts';
import { type CallReturned, makeOutcome, type Outcome } from './outcome.ts';
import type { PredictedOp } from './predict.ts';

/** What a sequence is written with: its calls as registers, and the signals of its system. */
export interface Encoding {
  readonly codecs: Codecs;
  readonly signals: Signals;
}

/** That of a variant. */
export function encodingOf(variant: {
  readonly codecs: Codecs;
  readonly alphabet: { readonly system: Pick<System, 'signals'> };
}): Encoding {
  return { codecs: variant.codecs, signals: variant.alphabet.system.signals };
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

/** The handlers that a spawned task needs: for the signals that are sent to it or a fork of it, or that calls raise. */
function handlers(signals: Signals, steps: readonly PredictedOp[], task: TaskId): Op[] {
  const family = descendants(steps, task);
  const sent = new Set(
    steps.flatMap(({ op }) => (op.op === 'signal' && family.has(op.task) ? [op.signal] : [])),
  );
  return Object.entries(signals)
    .filter(([name, { action }]) => action !== 'ends' && (sent.has(name) || !(name in SENT_SIGNALS)))
    .map(([, { number: signal, action }]) => ({
      op: 'handler',
      task: number(task),
      signal,
      restart: action === 'restarts',
    }));
}

/** A fork shares the memory of its parent, so that its results are seen; a thread tells nobody of its end. */
function cloneFlags(flags: readonly CloneFlag[] = []): number {
  const bits = flags.reduce((sum, flag) => sum | CLONE_FLAGS[flag], CLONE_VM);
  return flags.includes('CLONE_THREAD') ? bits : bits | SIGCHLD;
}

function encodeStep({ codecs, signals }: Encoding, steps: readonly PredictedOp[], { op }: PredictedOp): Op[] {
  switch (op.op) {
    case 'spawn':
      return [
        { op: 'spawn', task: number(op.task), flags: CLONE_VM, uid: op.uid, gid: op.gid, root: '.' },
        ...handlers(signals, steps, op.task),
      ];
    case 'fork':
      return [{ op: 'spawn', task: number(op.task), parent: number(op.parent), flags: cloneFlags(op.flags) }];
    case 'signal':
      return [{ op: 'kill', task: number(op.task), signal: signals[op.signal]!.number }];
    case 'call': {
      const codec = codecs[op.call];
      if (codec === undefined) throw new Error(`no codec for the call ${op.call}`);
      return [{ op: 'call', task: number(op.task), ...codec.encode(op.args) }];
    }
  }
}

/** The sequence for the shim. */
export function encode(encoding: Encoding, steps: readonly PredictedOp[]): EncodedSequence {
  const ops: Op[] = [];
  const stepOf: number[] = [];
  for (const [at, step] of steps.entries()) {
    for (const op of encodeStep(encoding, steps, step)) {
      ops.push(op);
      stepOf.push(at);
    }
  }
  return { sequence: { ops }, stepOf };
}

/** Reads what one sequence did; one outcome for each step that the shim got to. */
export function decode(
  { codecs, signals }: Encoding,
  steps: readonly PredictedOp[],
  { stepOf }: EncodedSequence,
  result: SequenceResult,
): Outcome[] {
  const pids = new Map<number, TaskId>();
  const names = new Map(Object.entries(signals).map(([name, { number: signum }]) => [signum, name]));
  const merged: Settled[][] = [];
  for (const [at, settled] of result.settled.entries()) {
    for (const { task, pid } of settled.spawned) pids.set(pid, `t${task}`);
    const step = stepOf[at]!;
    merged[step] = [...(merged[step] ?? []), settled];
  }
  const readReturned = ({ task, op, value, out }: Settled['returned'][number]): CallReturned => {
    const { op: from } = steps[stepOf[op]!]!;
    const read = decodeValue(value);
    const writes = from.op === 'call' ? codecs[from.call]?.writes : undefined;
    const wrote =
      writes !== undefined && typeof read === 'number'
        ? readWritten(writes, { value: read, out, taskOf: (pid) => pids.get(pid) })
        : undefined;
    return { task: `t${task}`, op: from.id, value: read, ...(wrote === undefined ? {} : { out: wrote }) };
  };
  return merged.map((parts) =>
    makeOutcome({
      returned: parts.flatMap(({ returned }) => returned.map(readReturned)),
      blocked: parts.at(-1)!.blocked.map((task): TaskId => `t${task}`),
      handled: parts.flatMap((part) =>
        part.signals.flatMap(({ task, signal, count }) =>
          Array.from({ length: count }, () => ({
            task: `t${task}` as TaskId,
            signal: names.get(signal)!,
          })),
        ),
      ),
      died: parts.flatMap(({ died }) => died.map(({ task }): TaskId => `t${task}`)),
    }),
  );
}
