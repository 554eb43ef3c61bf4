// SPDX-License-Identifier: MIT
// The shortest sequence that still differs: ops are taken away while it does.
import { type SeqOp, without } from './sequence.ts';

/** Whether each candidate still fails; candidates are run together. */
export type StillFails = (candidates: readonly (readonly SeqOp[])[]) => Promise<readonly boolean[]>;

/** Simpler forms of one op, simplest first. */
function simpler(op: SeqOp): SeqOp[] {
  if (op.op === 'spawn' && op.uid !== 0) return [{ ...op, uid: 0, gid: 0 }];
  if (op.op === 'call' && op.args.nonblock === true)
    return [{ ...op, args: { ...op.args, nonblock: false } }];
  // Room for one more: what made room can go then.
  if (op.op === 'call' && op.args.backlog === 0) return [{ ...op, args: { ...op.args, backlog: 1 } }];
  return [];
}

/** The op with every argument that is the path `from`, or has it in it, changed to `to`. */
function withPath(op: SeqOp, from: string, to: string): SeqOp {
  if (op.op !== 'call') return op;
  const change = (value: unknown): unknown => {
    if (value === from) return to;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]));
  };
  return { ...op, args: change(op.args) as typeof op.args };
}

/** The paths of the sequence that go through a directory. */
function deepPaths(ops: readonly SeqOp[]): Set<string> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string' && value.slice(1).includes('/')) found.add(value);
    else if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) look(inner);
  };
  for (const op of ops) if (op.op === 'call') look(op.args);
  return found;
}

/** The sequence with one path everywhere replaced by its last component. */
function shallower(ops: readonly SeqOp[]): SeqOp[][] {
  return [...deepPaths(ops)].map((path) =>
    ops.map((op) => withPath(op, path, path.slice(path.lastIndexOf('/') + 1))),
  );
}

/** The sequence with the path of one address replaced by that of an earlier one. */
function fewerAddresses(ops: readonly SeqOp[]): SeqOp[][] {
  const before: string[] = [];
  return ops.flatMap((op, at) => {
    const path = op.op === 'call' ? (op.args.address as { path?: string } | undefined)?.path : undefined;
    if (path === undefined) return [];
    const earlier = before.slice(0, before.includes(path) ? before.indexOf(path) : before.length);
    if (!before.includes(path)) before.push(path);
    return earlier.map((other) => ops.with(at, withPath(op, path, other)));
  });
}

/** Every sequence that is one step simpler: a chunk of ops less, or one op plainer. */
function candidates(ops: readonly SeqOp[], chunk: number): SeqOp[][] {
  const removed: SeqOp[][] = [];
  for (let at = ops.length - chunk; at >= 0; at -= 1) {
    removed.push(without(ops, new Set(ops.slice(at, at + chunk).map(({ id }) => id))));
  }
  if (chunk > 1) return removed;
  const plainer = ops.flatMap((op, at) => simpler(op).map((plain) => ops.with(at, plain)));
  return [...removed, ...plainer, ...shallower(ops), ...fewerAddresses(ops)];
}

/**
 * Takes ops away, many at a time and then one by one, until none can go.
 * @returns a sequence that fails, no longer than the given one.
 */
export async function shrink(ops: readonly SeqOp[], stillFails: StillFails): Promise<readonly SeqOp[]> {
  let best = ops;
  for (let chunk = Math.max(1, best.length >> 1); ; ) {
    const smaller = candidates(best, chunk);
    const fails = await stillFails(smaller);
    const found = smaller.filter((_, i) => fails[i]);
    if (found.length > 0) {
      best = found.reduce((a, b) => (b.length < a.length ? b : a));
      chunk = Math.min(chunk, Math.max(1, best.length >> 1));
    } else if (chunk > 1) chunk >>= 1;
    else return best;
  }
}
