// SPDX-License-Identifier: MIT
// What the model allows after each op of a sequence.
import { SyspecError } from '../../../../base/errors.ts';
import {
  clone,
  cloneWorld,
  newWorld,
  START,
  type System,
  sendSignal,
  settle,
  spawn,
  taskOf,
  type World,
} from '../../../../models/kernel/system/index.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type CallArgs, isFdOf, type SeqOp } from './sequence.ts';

/** A world that is possible, and what was seen on the way to it in the last op. */
export interface Allowed {
  readonly world: World;
  readonly outcome: Outcome;
}

/**
 * Why a world cannot take an op: its task is not there or not idle, or its rule does not say what the call does.
 * Throws SyspecError BAD_INPUT for a call without a rule.
 */
function refusalIn(world: World, op: SeqOp): string | undefined {
  if (op.op === 'spawn') return world.tasks.has(op.task) ? `${op.task} is there already` : undefined;
  const id = op.op === 'fork' ? op.parent : op.task;
  const task = world.tasks.get(id);
  if (task === undefined) return `there is no ${id}`;
  if (task.life !== 'alive') return `${id} has ended`;
  if (op.op === 'signal') return undefined;
  if (task.frame !== undefined) return `${id} is still in ${task.frame.call}`;
  if (op.op !== 'call') return undefined;
  const rule = world.system.rules[op.call];
  if (rule === undefined) {
    throw new SyspecError('BAD_INPUT', `the model has no call '${op.call}'`, 'Give it a rule in the system.');
  }
  const isSaid = [rule.covers, ...world.system.covers].every(
    (covers) => covers?.(world, task, op.args) ?? true,
  );
  if (isSaid) return undefined;
  return `the model does not say what '${op.call}' does with these arguments`;
}

/** The arguments with each `{of: id}` replaced by what that op returned; -1 when it returned no descriptor. */
export function resolveArgs(args: CallArgs, values: ReadonlyMap<number, readonly number[]>): CallArgs {
  const resolved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args)) {
    resolved[name] = isFdOf(value) ? (values.get(value.of)?.[value.nth ?? 0] ?? -1) : value;
  }
  return resolved;
}

function issue(world: World, op: SeqOp): void {
  world.events = [];
  switch (op.op) {
    case 'spawn':
      return spawn(world, op.task, op.uid, op.gid);
    case 'fork':
      return clone(world, op.parent, op.task, op.flags);
    case 'signal':
      return sendSignal(world, taskOf(world, op.task), op.signal);
    case 'call':
      taskOf(world, op.task).frame = { op: op.id, call: op.call, args: op.args, at: START, asleep: false };
  }
}

/** All that one op can lead to from one world, which is used up. */
export function after(world: World, op: SeqOp): Allowed[] {
  issue(world, op);
  return settle(world).map((settled) => ({ world: settled, outcome: outcomeOf(settled) }));
}

/** An op with descriptors as numbers, and what may be seen after it. */
export interface PredictedOp {
  readonly op: SeqOp;
  readonly allowed: readonly Outcome[];
}

/** A sequence under the model, op by op. */
export class Prediction {
  readonly #system: System;
  #worlds: World[];
  #values = new Map<number, readonly number[]>();
  steps: PredictedOp[] = [];

  constructor(system: System) {
    this.#system = system;
    this.#worlds = [newWorld(system)];
  }

  /** The same, to go on from in another way. */
  copy(): Prediction {
    const copied = new Prediction(this.#system);
    copied.#worlds = this.#worlds.map(cloneWorld);
    copied.#values = new Map(this.#values);
    copied.steps = [...this.steps];
    return copied;
  }

  /** One of the worlds that are possible now. */
  get world(): World {
    return this.#worlds[0]!;
  }

  /** Whether the op can be issued in every world that is possible. */
  canTake(op: SeqOp): boolean {
    return this.refusal(op) === undefined;
  }

  /** Why the op cannot be issued in some world that is possible. */
  refusal(op: SeqOp): string | undefined {
    const concrete = this.#concrete(op);
    for (const world of this.#worlds) {
      const why = refusalIn(world, concrete);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  #concrete(op: SeqOp): SeqOp {
    return op.op === 'call' ? { ...op, args: resolveArgs(op.args, this.#values) } : op;
  }

  /** Issues an op; `seen` keeps only the worlds in which it was seen. Returns whether one is left. */
  take(op: SeqOp, seen: (outcome: Outcome) => boolean = () => true): boolean {
    const concrete = this.#concrete(op);
    const allowed = this.#worlds.flatMap((world) =>
      after(this.#worlds.length > 1 ? cloneWorld(world) : world, concrete),
    );
    this.steps.push({ op: concrete, allowed: allowed.map(({ outcome }) => outcome) });
    const kept = allowed.filter(({ outcome }) => seen(outcome));
    this.#worlds = kept.map(({ world }) => world);
    if (kept.length === 0) return false;
    for (const { op: id, value, made } of kept[0]!.outcome.returned) {
      if (typeof value === 'number') this.#values.set(id, made ?? [value]);
    }
    return true;
  }
}
