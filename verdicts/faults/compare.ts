// SPDX-License-Identifier: MIT
// Many faults in one search: each body is run again, in each state, with every fault whose place it runs. Where each gives the same
// steps as without a fault in every state, the graph is the same one, and no verdict about it can be another.
import type { Machine } from '../../models/kit/machine.ts';
import type { Model } from '../../models/kit/model.ts';
import { Search } from '../../models/kit/search.ts';
import { PLACES } from './counts.ts';
import { type Switches, TOO_OFTEN } from './switches.ts';
import type { Compared, Deviation } from './task.ts';
import { leavesAt, type Trail } from './trail.ts';

/** Thrown when no fault is left to compare. */
const OVER = Symbol('over');

/** Which of these faults change the graph of a model. `trail`: where its search goes without a fault. */
export function compareFaults(
  // biome-ignore lint/suspicious/noExplicitAny: the state is the proposal's own.
  build: () => Model<any>,
  switches: Switches,
  faults: readonly number[],
  trail: Trail,
): Compared {
  const places = new Places(faults);
  const model = switches.counting(places.count, build);
  // What is made while the model is built has the fault only when that is on by then.
  const made = places.taken();
  const deviations = made.flatMap((fault) => switches.with(fault, () => deviationOf(fault, build, trail)));
  for (const fault of made) places.forget(fault);
  if (places.isEmpty()) return { deviations, reached: made };
  const comparison = new Comparison(model.machine, switches, places);
  return {
    deviations: [...deviations, ...comparison.run()],
    reached: [...made, ...comparison.reached],
  };
}

/** What a fault that is on all the time makes of the search. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function deviationOf(fault: number, build: () => Model<any>, trail: Trail): Deviation[] {
  try {
    const state = leavesAt(build(), trail);
    return state === undefined ? [] : [{ fault, state }];
  } catch (error) {
    return [thrown(fault, error)];
  }
}

function thrown(fault: number, error: unknown): Deviation {
  const message = (error as Error).message ?? String(error);
  return message.includes(TOO_OFTEN) ? { fault, limit: 'hits' } : { fault, crash: message };
}

/** The places of the faults that are compared, and which of them were run since somebody asked. */
class Places {
  private readonly open = new Uint8Array(PLACES);
  private readonly seen = new Uint8Array(PLACES);
  private run: number[] = [];
  private left: number;

  constructor(faults: readonly number[]) {
    for (const fault of faults) this.open[fault] = 1;
    this.left = faults.length;
  }

  readonly count = (...places: number[]): void => {
    for (const place of places) {
      if (this.open[place] === 0 || this.seen[place] === 1) continue;
      this.seen[place] = 1;
      this.run.push(place);
    }
  };

  taken(): readonly number[] {
    const { run } = this;
    for (const place of run) this.seen[place] = 0;
    this.run = [];
    return run;
  }

  forget(fault: number): void {
    this.open[fault] = 0;
    this.left -= 1;
  }

  isEmpty(): boolean {
    return this.left === 0;
  }
}

class Comparison {
  readonly reached = new Set<number>();
  private readonly machine: Machine;
  private readonly switches: Switches;
  private readonly places: Places;
  private readonly found: Deviation[] = [];
  private search: Search | undefined;

  constructor(machine: Machine, switches: Switches, places: Places) {
    this.machine = machine;
    this.switches = switches;
    this.places = places;
  }

  run(): readonly Deviation[] {
    const { machine } = this;
    try {
      machine.exclusively(() => {
        this.steps(0, () => machine.initials());
        this.search = new Search(machine, { state: (state) => this.state(state) }, {}, false);
        this.search.run();
      });
    } catch (error) {
      if (error !== OVER) throw error;
    }
    return this.found;
  }

  /** The state is the workspace's source. */
  private state(state: number): void {
    const { machine } = this;
    for (let i = 0; i < machine.instances.length; i++) this.steps(state, () => machine.expandInstance(i));
    const { terminal } = machine;
    if (terminal === undefined) return;
    const isEnd = () => machine.read('terminal', terminal);
    this.each(state, isEnd, (is, without) => is === without);
  }

  /** The initial state from which the search came to this one; none while these are made. */
  private initialOf(state: number): Pick<Deviation, 'initial'> {
    const { search, machine } = this;
    if (search === undefined) return {};
    let at = state;
    for (let from = search.store.parent(at); from >= 0; from = search.store.parent(at)) at = from;
    const initial = new Int32Array(machine.workspace.width);
    search.store.read(at, initial);
    return { initial };
  }

  /** A body that appends to the successors. */
  private steps(state: number, body: () => void): void {
    const { out } = this.machine;
    const first = out.count;
    const run = () => {
      body();
      return out.count;
    };
    this.each(state, run, (end, middle) => {
      out.count = middle;
      return end - middle === middle - first && this.areSame(first, middle, middle - first);
    });
    out.count = first;
  }

  private areSame(first: number, second: number, count: number): boolean {
    const { out } = this.machine;
    for (let i = 0; i < count; i++) if (!out.same(first + i, second + i)) return false;
    return true;
  }

  /** Does it without a fault, and again with each whose place is run. */
  private each<T>(state: number, work: () => T, isSame: (found: T, without: T) => boolean): void {
    const { machine, switches, places, found } = this;
    const without = switches.counting(places.count, work);
    for (const fault of places.taken()) {
      this.reached.add(fault);
      const { count } = machine.out;
      try {
        if (switches.with(fault, () => isSame(work(), without))) continue;
        found.push({ fault, state, ...this.initialOf(state) });
      } catch (error) {
        found.push(thrown(fault, error));
        machine.out.count = count;
        machine.workspace.load(machine.workspace.source, 0);
      }
      places.forget(fault);
      if (places.isEmpty()) throw OVER;
    }
  }
}
