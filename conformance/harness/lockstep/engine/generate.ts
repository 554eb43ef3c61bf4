// SPDX-License-Identifier: MIT
// Sequences from the model: each op is chosen by what the model says is there, from numbers that fast-check makes.

import * as fc from 'fast-check';
import type { CloneFlag, System, TaskId } from '../../../../models/kernel/system/index.ts';
import { Dice } from './dice.ts';
import { Makers } from './makers.ts';
import type { Situation, WeightedMove } from './move.ts';
import { type PredictedOp, Prediction } from './predict.ts';
import { isFdOf, type SeqOp } from './sequence.ts';

/** What sequences are made of. */
export interface Alphabet {
  readonly system: System;
  readonly moves: readonly WeightedMove[];
  /** Calls that begin a sequence now and then, by task and with the ids of their ops from 0. */
  readonly openings: readonly (readonly Opening[])[];
  /** The user of the second task. */
  readonly users: readonly number[];
}

/** One call of an opening, or a fork. */
export type Opening = OpeningCall | OpeningFork;

export interface OpeningCall {
  readonly task: TaskId;
  readonly call: string;
  /** `{of: n}` is the n-th call, or fork, of the opening. */
  readonly args: Readonly<Record<string, unknown>>;
}

export interface OpeningFork {
  readonly from: TaskId;
  readonly fork: TaskId;
  readonly flags?: readonly CloneFlag[];
}

/** A sequence with what the model allows after each op. */
export interface Generated {
  readonly ops: readonly SeqOp[];
  readonly steps: readonly PredictedOp[];
}

/** Tasks in a sequence, forks included. */
const MAX_TASKS = 4;

/** What a fork has together with its parent: mostly nothing. */
const SHARED: readonly (readonly CloneFlag[])[] = [
  ...([[], [], [], ['CLONE_FILES'], ['CLONE_FS'], ['CLONE_FILES', 'CLONE_FS']] as const),
];

/** The ops of one sequence while it grows. */
class Draft {
  readonly ops: SeqOp[] = [];
  readonly prediction: Prediction;
  readonly #dice: Dice;
  readonly #alphabet: Alphabet;
  readonly #makers = new Makers();
  #nextId = 0;

  constructor(alphabet: Alphabet, dice: Dice) {
    this.#alphabet = alphabet;
    this.#dice = dice;
    this.prediction = new Prediction(alphabet.system);
  }

  get #world() {
    return this.prediction.world;
  }

  nextId(): number {
    return this.#nextId++;
  }

  add(op: SeqOp): boolean {
    if (!this.prediction.canTake(op)) return false;
    this.ops.push(op);
    this.prediction.take(op);
    this.#makers.add(op, this.prediction.steps.at(-1)!.allowed[0]!);
    return true;
  }

  #situation(task: TaskId): Situation {
    const nameOf = (fd: number) => this.#makers.nameOf(task, fd);
    return { world: this.#world, task: this.#world.tasks.get(task)!, dice: this.#dice, nameOf };
  }

  /** Adds one op: a call mostly, a signal or a fork now and then. */
  grow(): void {
    const alive = [...this.#world.tasks.values()].filter(({ life }) => life === 'alive');
    const idle = alive.filter(({ frame }) => frame === undefined);
    const asleep = alive.filter(({ frame }) => frame !== undefined);
    if (alive.length === 0) return;
    if (asleep.length > 0 && this.#dice.percent(12)) return this.#signal(this.#dice.pick(asleep).id);
    if (idle.length === 0) return this.#signal(this.#dice.pick(alive).id);
    if (this.#dice.percent(2)) return this.#signal(this.#dice.pick(alive).id);
    const { id } = this.#dice.pick(idle);
    if (this.#world.tasks.size < MAX_TASKS && this.#dice.percent(6)) return this.#fork(id);
    this.#call(id);
  }

  #signal(task: TaskId): void {
    const signal = this.#dice.weighted({ interrupt: 40, restart: 40, kill: 20 });
    this.add({ id: this.nextId(), op: 'signal', task, signal });
  }

  #fork(parent: TaskId): void {
    const flags = this.#dice.pick(SHARED);
    const task: TaskId = `t${this.#world.tasks.size}`;
    this.add({ id: this.nextId(), op: 'fork', task, parent, ...(flags.length === 0 ? {} : { flags }) });
  }

  #call(task: TaskId): void {
    const { moves } = this.#alphabet;
    let left = this.#dice.roll(moves.reduce((sum, { weight }) => sum + weight, 0));
    for (const { weight, move } of moves) {
      left -= weight;
      if (left >= 0) continue;
      const made = move(this.#situation(task));
      // A move that finds nothing to work on mostly stands back for another.
      if (made !== undefined && !Object.values(made.args).includes(undefined))
        this.add({ id: this.nextId(), op: 'call', task, ...made });
      return;
    }
  }

  open(opening: readonly Opening[]): void {
    const first = this.#nextId;
    for (const one of opening) {
      if ('fork' in one) {
        const { fork: task, from: parent, ...flags } = one;
        this.add({ id: this.nextId(), op: 'fork', task, parent, ...flags });
        continue;
      }
      const { task, call, args } = one;
      const shifted = Object.fromEntries(
        Object.entries(args).map(([name, value]) => [
          name,
          isFdOf(value) ? { ...value, of: value.of + first } : value,
        ]),
      );
      this.add({ id: this.nextId(), op: 'call', task, call, args: shifted });
    }
  }
}

/** Makes the sequence that these numbers stand for, with about `length` calls. */
export function sequenceFrom(alphabet: Alphabet, numbers: readonly number[], length: number): Generated {
  const dice = new Dice(numbers);
  const draft = new Draft(alphabet, dice);
  const user = dice.pick(alphabet.users);
  draft.add({ id: draft.nextId(), op: 'spawn', task: 't0', uid: 0, gid: 0 });
  draft.add({ id: draft.nextId(), op: 'spawn', task: 't1', uid: user, gid: user });
  if (alphabet.openings.length > 0 && dice.percent(70)) draft.open(dice.pick(alphabet.openings));
  for (let grown = 0; grown < length * 4 && draft.ops.length < length + 2; grown += 1) draft.grow();
  return { ops: draft.ops, steps: draft.prediction.steps };
}

/** The numbers of a sequence. */
export const diceNumbers: fc.Arbitrary<number[]> = fc.array(fc.nat(1_000_000), {
  minLength: 96,
  maxLength: 96,
});

/** The same `count` lists of numbers for the same seed. */
export function sample(seed: number, count: number): number[][] {
  return fc.sample(diceNumbers, { seed, numRuns: count });
}
