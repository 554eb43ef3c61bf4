// SPDX-License-Identifier: MIT
// Breadth-first search over the whole graph: what is done with states and transitions is the visitor's business.
import { performance } from 'node:perf_hooks';
import type { Instance } from './instance.ts';
import type { Machine } from './machine.ts';
import { located } from './model-error.ts';
import { MAX_STATES, StateStore } from './store.ts';
import { DROPPED } from './store-code.ts';
import type { Limits, SearchResult, Stopped, Visitor } from './visitor.ts';

/** Successors gathered before the store sees them: enough for cache misses to overlap, few enough to stay in cache. */
const BATCH = 512;
/** In place of an initial state's source. */
const NO_SOURCE = -1;
const PROGRESS_MS = 200;
/** The audit expands the first states twice, and then one in so many. */
const AUDITED = 256;
const AUDIT_EVERY = 1024;

/** One search, from the initial states of `machine`. */
export class Search {
  readonly store: StateStore;
  private readonly machine: Machine;
  private readonly visitor: Visitor;
  private readonly limits: Limits;
  private readonly audit: boolean;
  private readonly actionOf: Int32Array;
  private readonly start = performance.now();
  private reported = this.start;
  private sources = new Int32Array(0);
  private targets = new Int32Array(0);
  private visited = 0;
  private generated = 0;
  private transitions = 0;
  private depth = 1;
  private stopped: Stopped | undefined;

  constructor(machine: Machine, visitor: Visitor, limits: Limits, audit: boolean) {
    this.machine = machine;
    this.visitor = visitor;
    this.limits = limits;
    this.audit = audit;
    this.store = new StateStore(machine.workspace.width);
    this.actionOf = Int32Array.from(machine.instances, (instance: Instance) => instance.action);
  }

  /** Runs to the end, or to a limit. */
  run(): SearchResult {
    const { machine, store } = this;
    machine.initials();
    this.attribute(0, NO_SOURCE);
    this.flush();
    const initial = store.count;
    let levelEnd = initial;
    for (let state = 0; state < levelEnd && this.stopped !== 'time'; state++) {
      try {
        this.visit(state);
      } catch (error) {
        throw located(error, machine, store, state);
      }
      if (machine.out.count >= BATCH) this.flush();
      if (state + 1 < levelEnd) continue;
      this.flush();
      if (store.count > levelEnd) this.depth += 1;
      levelEnd = store.count;
    }
    this.flush();
    const { generated, transitions, depth, stopped } = this;
    return { store, initial, generated, transitions, depth, stopped, seconds: this.elapsed() };
  }

  private elapsed(): number {
    return (performance.now() - this.start) / 1000;
  }

  private visit(state: number): void {
    const { machine, store, visitor } = this;
    this.visited = state + 1;
    store.read(state, machine.workspace.source);
    machine.workspace.load(machine.workspace.source, 0);
    visitor.state?.(state);
    // Once states were dropped every further step is open; what is stored is still checked.
    if (this.stopped === 'states') return;
    const from = machine.out.count;
    machine.expand();
    if (this.audit && (state < AUDITED || state % AUDIT_EVERY === 0)) this.auditExpansion(from);
    this.attribute(from, state);
    visitor.expanded?.(state, machine.out.count > from ? (machine.out.instances[from] as number) : -1);
  }

  /** Notes where the successors from position `from` on come from. */
  private attribute(from: number, source: number): void {
    const { count } = this.machine.out;
    if (this.sources.length < count) {
      const grown = new Int32Array(count * 2 + BATCH);
      grown.set(this.sources);
      this.sources = grown;
      this.targets = new Int32Array(this.sources.length);
    }
    const { sources } = this;
    for (let i = from; i < count; i++) sources[i] = source;
  }

  private auditExpansion(from: number): void {
    const { machine } = this;
    const { out } = machine;
    const count = out.count - from;
    machine.expand();
    for (let i = 0; i < Math.max(count, out.count - from - count); i++) {
      const [first, second] = [from + i, from + count + i];
      if (i < count && second < out.count && out.same(first, second)) continue;
      machine.blame(
        out.instances[i < count ? first : second] as number,
        'is not deterministic: run again from the same state, it gave another successor',
      );
    }
    out.count = from + count;
  }

  /** Hands the gathered successors to the store. */
  private flush(): void {
    const { machine, store, sources, targets, limits } = this;
    const { out } = machine;
    const before = store.count;
    const deepest = limits.depth !== undefined && this.depth >= limits.depth && before > 0;
    const limit = deepest ? before : Math.min(limits.states ?? MAX_STATES, MAX_STATES);
    store.insert(out, sources, targets, limit);
    this.generated += out.count;
    this.countTransitions(deepest);
    out.count = 0;
    this.tick();
  }

  /** Successors of one source by one action are neighbours in the batch, so duplicates are near. */
  private countTransitions(deepest: boolean): void {
    const { store, sources, targets, actionOf, visitor } = this;
    const { count, instances } = this.machine.out;
    const hasEdge = visitor.edge !== undefined;
    let group = 0;
    for (let i = 0; i < count; i++) {
      const target = targets[i] as number;
      const source = sources[i] as number;
      const action = actionOf[instances[i] as number] as number;
      if (source !== sources[group] || action !== actionOf[instances[group] as number]) group = i;
      if (target === DROPPED) {
        this.stopped ??= deepest ? 'depth' : 'states';
        continue;
      }
      if (source === NO_SOURCE) continue;
      let j = group;
      while (j < i && targets[j] !== target) j++;
      if (j === i) {
        this.transitions += 1;
        visitor.transition?.(source, action, target, instances[i] as number);
      }
      if (hasEdge) visitor.edge?.(store, source, instances[i] as number, target);
    }
  }

  private tick(): void {
    const now = performance.now();
    const { seconds } = this.limits;
    if (seconds !== undefined && now - this.start > seconds * 1000) this.stopped = 'time';
    if (this.visitor.progress === undefined || now - this.reported < PROGRESS_MS) return;
    this.reported = now;
    const { generated, depth, store } = this;
    const rate = store.count / this.elapsed();
    this.visitor.progress({
      distinct: store.count,
      generated,
      queue: store.count - this.visited,
      depth,
      rate,
    });
  }
}
