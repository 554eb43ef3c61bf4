// SPDX-License-Identifier: MIT
// Whether a kernel went along a path: what it showed after every step is what the state that was reached shows.
import type { SequenceResult } from '../protocol/types.ts';
import type { Crash } from '../target.ts';
import { Reader } from './reader.ts';
import type { Leg, View } from './view.ts';
import { type Schedule, SET_UP, type Walk } from './walk.ts';

/** Where a kernel left the graph. */
export interface Strayed {
  /** Index of the leg: 0 is the set-up, the last ones are probes. */
  readonly at: number;
  readonly name: string;
  readonly allowed: readonly View[];
  /** Undefined when the sequence ended before. */
  readonly observed: View | undefined;
}

/** A path on which kernel and model differ, or under which the kernel failed. */
export interface ScheduleFailure {
  readonly initial: number;
  /** The labels' texts. */
  readonly labels: readonly string[];
  readonly legs: readonly Pick<Leg, 'name' | 'expected'>[];
  readonly strayed?: Strayed;
  readonly crash?: Crash;
  /** What was seen after each leg, up to the difference. */
  readonly observed: readonly View[];
  readonly again?: { readonly failed: number; readonly times: number };
}

/** What came of a path: the edges that the kernel took, and how it failed. */
export interface Walked {
  readonly edges: readonly number[];
  readonly failure?: ScheduleFailure;
  /** The kernel chose another outcome that the model allows; what follows on the path was not judged. */
  readonly diverted?: true;
}

/** Where the kernel may be: one state, unless the model allows several outcomes that look the same. */
class Position {
  readonly #walk: Walk<unknown>;
  /** Whether the kernel has no choice. */
  readonly isCertain: boolean;
  #states: readonly number[];

  constructor(walk: Walk<unknown>, state: number, isCertain: boolean) {
    this.#walk = walk;
    this.isCertain = isCertain;
    this.#states = [state];
  }

  /** The edges under a step's label, out of every state that is possible. */
  edges({ name }: Leg): number[] {
    return this.#states.flatMap((state) => this.#walk.edges(state, name));
  }

  /** What may be seen after a leg; of a probe, in the states that are possible. */
  allowed(leg: Leg): View[] {
    if (leg.name === SET_UP || this.isCertain) return [leg.expected];
    if (leg.edge === undefined) {
      return this.#states.flatMap((state) => this.#walk.probes(state).get(leg.name) ?? []);
    }
    return this.edges(leg).map((edge) => this.#walk.view(edge));
  }

  /** Whether the step cannot be taken in one of the states. */
  mayRefuse(leg: Leg): boolean {
    const refuses = (state: number) => this.#walk.edges(state, leg.name).length === 0;
    // Where there is no choice the kernel is where the path is, and the path's step can be taken.
    if (this.isCertain) return false;
    return leg.edge !== undefined && this.#states.some(refuses);
  }

  has(state: number): boolean {
    return this.#states.includes(state);
  }

  /** Keeps the states in which this was seen; the edges that lead there. */
  see(leg: Leg, view: View): readonly number[] {
    if (leg.edge === undefined) {
      const fits = (state: number) => this.#walk.probes(state).get(leg.name)?.text === view.text;
      if (leg.name !== SET_UP) this.#states = this.#states.filter(fits);
      return [];
    }
    const taken = this.edges(leg).filter((edge) => this.#walk.view(edge).text === view.text);
    this.#states = [...new Set(taken.map((edge) => this.#walk.graph.target[edge]!))];
    return taken;
  }
}

/** What a run showed, leg by leg, up to the first difference. */
class Judge<S> {
  readonly #walk: Walk<S>;
  readonly #schedule: Schedule;
  readonly #reader: Reader;
  readonly #position: Position;
  readonly #observed: View[] = [];
  /** The edges that were taken for certain, or that look like the planned one. */
  readonly #edges: number[] = [];
  #diverted = false;

  constructor(walk: Walk<S>, schedule: Schedule) {
    this.#walk = walk;
    this.#schedule = schedule;
    this.#reader = new Reader(walk.scene, schedule.ops);
    const { path, isMerged = false } = schedule;
    const begin = path.length === 0 ? schedule.initial : walk.source(path[0]!);
    this.#position = new Position(walk, begin, walk.isDeterministic || isMerged);
  }

  judge(result: SequenceResult | Crash): Walked {
    if ('crashed' in result) return this.#fail({ crash: result });
    let from = 0;
    for (const [at, leg] of this.#schedule.legs.entries()) {
      const failed = this.#leg(result, from, at, leg);
      if (failed !== undefined) return failed;
      // The operations that follow are for another state.
      if (this.#diverted) return { edges: this.#edges, diverted: true };
      from = leg.to;
    }
    return this.#isWhereItWasTo() ? { edges: this.#edges } : { edges: [], diverted: true };
  }

  /** Steps that looked like the planned ones were others, if the probes say so. */
  #isWhereItWasTo(): boolean {
    const { path, initial } = this.#schedule;
    const end = path.length === 0 ? initial : this.#walk.graph.target[path.at(-1)!]!;
    return this.#position.isCertain || this.#position.has(end);
  }

  #leg(result: SequenceResult, from: number, at: number, leg: Leg): Walked | undefined {
    const isSetUp = leg.name === SET_UP;
    const broken = isSetUp ? this.#reader.failed(result, from, leg.to) : undefined;
    if (broken !== undefined) return this.#fail({ crash: { crashed: `the set-up failed: ${broken}` } });
    const view = isSetUp ? this.#reader.setUp(result, leg.to) : this.#reader.view(result, from, leg.to);
    const isPlanned = view?.text === leg.expected.text;
    if (view === undefined && isTrouble(result)) return this.#fail({ crash: { crashed: result.fault! } });
    if (isPlanned && this.#position.isCertain) {
      if (leg.edge !== undefined) this.#edges.push(leg.edge);
    } else {
      const allowed = this.#position.allowed(leg);
      if (view === undefined && this.#position.mayRefuse(leg)) {
        this.#diverted = true;
        return undefined;
      }
      if (view === undefined || !allowed.some(({ text }) => text === view.text))
        return this.#fail({ strayed: { at, name: leg.name, allowed, observed: view } });
      const taken = this.#position.see(leg, view);
      if (taken.includes(leg.edge!)) this.#edges.push(leg.edge!);
      else if (leg.edge !== undefined) {
        if (taken.length === 1) this.#edges.push(taken[0]!);
        this.#diverted = true;
      }
    }
    this.#observed.push(view);
    return undefined;
  }

  #fail(how: Pick<ScheduleFailure, 'strayed' | 'crash'>): Walked {
    const { legs, path, initial } = this.#schedule;
    const labels = this.#walk.labels(path);
    return { edges: [], failure: { initial, labels, legs, observed: this.#observed, ...how } };
  }
}

/** Trouble of the shim's own: a step of a task that is not where the model has it is a difference. */
function isTrouble({ fault }: SequenceResult): boolean {
  return fault !== undefined && !/^(?:not-parked|busy|dead)/.test(fault);
}

/** Judges one run of a schedule. */
export function judgeWalk<S>(walk: Walk<S>, schedule: Schedule, result: SequenceResult | Crash): Walked {
  return new Judge(walk, schedule).judge(result);
}
