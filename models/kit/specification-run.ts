// SPDX-License-Identifier: MIT
// A specification as a deterministic machine over sets of its states, built as far as a model's steps ask for it.
import { DataTable } from './data.ts';
import { PairTable } from './pair-table.ts';
import type { Specification } from './refinement.ts';
import { show } from './show.ts';

type Numbers = readonly number[];

const NOTHING: Numbers = [];

/** A step as the specification sees it: who takes it, and how the observation changes. */
interface SeenStep {
  readonly before: number;
  readonly actor: number;
  readonly after: number;
}

/** The number of the set that is empty. */
export const EMPTY = 0;

/** Observations, states of the specification and sets of these are numbers here. */
export class SpecificationRun {
  readonly observations = new DataTable();
  private readonly specification: Specification<unknown, unknown>;
  private readonly states = new DataTable();
  private readonly actors: string[] = [];
  private readonly changes = new PairTable();
  private readonly stepNumbers = new PairTable();
  private readonly steps: SeenStep[] = [];
  private readonly sets: Numbers[] = [NOTHING];
  private readonly setIds = new PairTable();
  /** By id of a set; those of sets that were only a part of others are not there. */
  private readonly setNumbers: (number | undefined)[] = [EMPTY];
  /** For each state of the specification the last union that it was put into. */
  private readonly seenIn: number[] = [];
  private round = 0;
  private readonly closureNumbers = new PairTable();
  private readonly closures: Numbers[] = [];
  private readonly moveNumbers = new PairTable();
  private readonly moves: Numbers[] = [];
  private readonly setMoveNumbers = new PairTable();
  private readonly setMoves: number[] = [];

  constructor(specification: Specification<unknown, unknown>) {
    this.specification = specification;
  }

  /** The number of an actor's name. */
  actor(name: string): number {
    if (typeof name !== 'string') throw new TypeError(`returned ${show(name)}, no string`);
    const known = this.actors.indexOf(name);
    return known >= 0 ? known : this.actors.push(name) - 1;
  }

  /** The number of a step by observations and actor. */
  step(before: number, actor: number, after: number): number {
    const number = this.stepNumbers.number(this.changes.number(before, after), actor);
    if (number === this.steps.length) this.steps.push({ before, actor, after });
    return number;
  }

  /** The set in which the specification begins. */
  initial(observation: number): number {
    const found = this.numbersOf(
      'initial',
      this.specification.initial(this.observations.values[observation]),
    );
    return this.union(found.map((h) => this.closure(h, observation)));
  }

  /** The set after a step from a set: EMPTY when nothing explains it. */
  after(set: number, step: number): number {
    const number = this.setMoveNumbers.number(set, step);
    if (number < this.setMoves.length) return this.setMoves[number] as number;
    const { before, after } = this.steps[step] as SeenStep;
    const from = this.sets[set] as Numbers;
    const parts = from.map((h) => this.move(h, step));
    // Stuttering: a step that nobody observes may be none of the specification's.
    const found = this.union(before === after ? [...parts, from] : parts);
    this.setMoves.push(found);
    return found;
  }

  /** Whether each state of one set is in another: the smaller explains less. */
  isWithin(small: number, large: number): boolean {
    if (small === large) return true;
    const [a, b] = [this.sets[small] as Numbers, this.sets[large] as Numbers];
    if (a.length > b.length) return false;
    let at = 0;
    for (const h of a) {
      while (at < b.length && (b[at] as number) < h) at++;
      if (b[at] !== h) return false;
    }
    return true;
  }

  /** The states of a set, as the specification gave them. */
  members(set: number): readonly unknown[] {
    return (this.sets[set] as Numbers).map((h) => this.states.values[h]);
  }

  private move(h: number, step: number): Numbers {
    const number = this.moveNumbers.number(h, step);
    if (number < this.moves.length) return this.moves[number] as Numbers;
    const { before, actor, after } = this.steps[step] as SeenStep;
    const { values } = this.observations;
    const next = this.specification.next(
      this.states.values[h],
      values[before],
      this.actors[actor] as string,
      values[after],
    );
    const found = this.numbersOf('next', next).flatMap((to) => this.closure(to, after));
    this.moves.push(found);
    return found;
  }

  /** `h` and all that hidden steps lead to from there. */
  private closure(h: number, observation: number): Numbers {
    const { specification } = this;
    if (specification.hidden === undefined) return [h];
    const number = this.closureNumbers.number(h, observation);
    if (number < this.closures.length) return this.closures[number] as Numbers;
    const found = [h];
    for (const at of found) {
      const next = specification.hidden(this.states.values[at], this.observations.values[observation]);
      for (const to of this.numbersOf('hidden', next)) if (!found.includes(to)) found.push(to);
    }
    this.closures.push(found);
    return found;
  }

  private numbersOf(from: string, states: readonly unknown[]): number[] {
    if (!Array.isArray(states)) throw new TypeError(`${from}() returned no array`);
    return states.map((h) => this.states.number(h));
  }

  private union(parts: readonly Numbers[]): number {
    const members: number[] = [];
    this.round += 1;
    for (const part of parts) {
      for (const h of part) {
        if (this.seenIn[h] === this.round) continue;
        this.seenIn[h] = this.round;
        members.push(h);
      }
    }
    members.sort((a, b) => a - b);
    // A set is the pair of the set without its largest member and of that.
    let id = EMPTY;
    for (const h of members) id = this.setIds.number(id, h) + 1;
    const known = this.setNumbers[id];
    if (known !== undefined) return known;
    const number = this.sets.push(members) - 1;
    this.setNumbers[id] = number;
    return number;
  }
}
