// SPDX-License-Identifier: MIT
// Is each property true of all that a model can do?
import { EdgeList } from './edges.ts';
import type { Model } from './model.ts';
import type { Property, Verdict } from './property.ts';
import { checkOptions } from './property-usage.ts';
import { refuteLiveness } from './refute-liveness.ts';
import { refuteRefinement } from './refute-refinement.ts';
import { Search } from './search.ts';
import { StateWatch, type Tally } from './state-watch.ts';
import { StepWatch } from './step-watch.ts';
import { toTla } from './tla-text.ts';
import { traceTo } from './trace.ts';
import { checkModel } from './usage.ts';
import type { Limits, SearchProgress, SearchResult, Stopped, Visitor } from './visitor.ts';
import type { Refutation } from './whole-graph.ts';

/** How to explore. */
export interface ExploreOptions<S> {
  readonly properties: readonly Property<S>[];
  readonly limits?: Limits;
  /** Called about five times a second at most. */
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Expand the first states and a sample of the rest twice, to find bodies with hidden state; true if not given. */
  readonly audit?: boolean;
  /** Count the states in which each `always` and `reachable` is true: every one is then judged in every state. */
  readonly count?: boolean;
}

/** In how many of the distinct states a property's predicate is true. */
export interface Count<S> {
  readonly property: string;
  readonly states: number;
  /** The first state in which an `always` is false, or a `reachable` true, if there is one. */
  readonly first?: { readonly state: S; readonly tla: Readonly<Record<string, string>> };
}

/** What an exploration found. The whole graph is explored, whatever is violated, so that the numbers are exact. */
export interface Exploration<S> {
  /** One a property, in their order. */
  readonly verdicts: readonly Verdict<S>[];
  /** With `count`: one for each `always` and `reachable`, in their order. */
  readonly counts?: readonly Count<S>[];
  readonly distinct: number;
  /** As TLC counts: initial states, and every successor of every instance, duplicates too. */
  readonly generated: number;
  /** Distinct (state, action's name, state). */
  readonly transitions: number;
  /** States on the longest of the shortest paths; an initial state has 1. */
  readonly depth: number;
  /** The limit that left something unseen. */
  readonly stopped: Stopped | undefined;
  readonly seconds: number;
  /** Distinct states a second. */
  readonly rate: number;
  /** Memory of states, paths and tables, in bytes a state. */
  readonly bytesPerState: number;
}

/**
 * Explores `model` breadth first. Throws SyspecError BAD_MODEL when the model breaks a rule of the explorer (a ModelError,
 * with a trace, where it does so in a state that it reaches), BAD_INPUT when an option cannot be used.
 */
export function explore<S>(model: Model<S>, options: ExploreOptions<NoInfer<S>>): Exploration<S> {
  checkModel(model, 'explore');
  checkOptions(model.name, options);
  return model.machine.exclusively(() => new Exploring(model, options).explore());
}

/** One exploration. */
class Exploring<S> {
  private readonly model: Model<S>;
  private readonly options: ExploreOptions<S>;
  private readonly states: StateWatch<S>;
  private readonly steps: StepWatch<S>;
  private readonly edges: EdgeList | undefined;

  constructor(model: Model<S>, options: ExploreOptions<S>) {
    const { machine } = model;
    const { properties, count = false } = options;
    this.model = model;
    this.options = options;
    this.states = new StateWatch(machine, properties, count);
    this.steps = new StepWatch(machine, properties);
    const needsGraph = properties.some(({ kind }) => kind === 'refines' || kind === 'liveness');
    this.edges = needsGraph ? new EdgeList() : undefined;
  }

  explore(): Exploration<S> {
    const { limits = {}, audit = true, properties, count } = this.options;
    const search = new Search(this.model.machine, this.visitor(), limits, audit);
    const result = search.run();
    const { generated, transitions, depth, stopped, seconds, store } = result;
    return {
      verdicts: this.verdicts(result),
      ...(count === true && { counts: properties.flatMap((property, p) => this.count(property, p, result)) }),
      distinct: store.count,
      generated,
      transitions,
      depth,
      stopped,
      seconds,
      rate: store.count / Math.max(seconds, 1e-6),
      bytesPerState: store.bytes / store.count,
    };
  }

  private visitor(): Visitor {
    const { states, steps, edges } = this;
    const { onProgress } = this.options;
    const judgesSteps = steps.properties.length > 0;
    const edge: Visitor['edge'] = (store, source, instance, target) => {
      edges?.addDistinct(source, instance, target);
      if (judgesSteps) steps.step(store, source, instance, target);
    };
    return {
      state: (state) => states.state(state),
      expanded: (state, enabled) => states.expanded(state, enabled),
      ...(onProgress && { progress: onProgress }),
      ...((judgesSteps || edges !== undefined) && { edge }),
    };
  }

  private verdicts(result: SearchResult): readonly Verdict<S>[] {
    const { store, initial } = result;
    const { machine } = this.model;
    const table = this.edges?.table(store.count);
    const graph = table && { machine, store, initial, table };
    return this.options.properties.map((property, p): Verdict<S> => {
      switch (property.kind) {
        case 'refines':
          return verdictOf(property, graph && refuteRefinement(graph, property), result);
        case 'liveness': {
          // What is enabled in a state that was not expanded is not known, and so neither is what is fair.
          const refutation = graph && result.stopped === undefined && refuteLiveness(graph, property);
          return verdictOf(property, refutation || undefined, result);
        }
        case 'step': {
          const step = this.steps.brokenBy(property);
          const trace = step && traceTo<S>(machine, store, step.state, [step]);
          return verdictOf(property, trace && { trace }, result);
        }
        default: {
          const { first } = this.states.tallies[p] as Tally;
          const trace = first === undefined ? undefined : traceTo<S>(machine, store, first);
          return verdictOf(property, trace && { trace }, result);
        }
      }
    });
  }

  private count({ name, kind }: Property<S>, p: number, { store }: SearchResult): readonly Count<S>[] {
    if (kind !== 'always' && kind !== 'reachable') return [];
    const { states, first } = this.states.tallies[p] as Tally;
    if (first === undefined) return [{ property: name, states }];
    const words = new Int32Array(this.model.machine.workspace.width);
    store.read(first, words);
    const state = this.model.plain(words);
    return [{ property: name, states, first: { state, tla: toTla(this.model, state) } }];
  }
}

/** What was found of a property: where it is decided, if it is. */
function verdictOf<S>(
  { name, kind }: Property<S>,
  found: Refutation<S> | undefined,
  { stopped }: SearchResult,
): Verdict<S> {
  if (found !== undefined) {
    if (kind === 'reachable') return { property: name, kind: 'holds', witness: found.trace };
    return { property: name, kind: 'violated', ...found };
  }
  if (stopped !== undefined) return { property: name, kind: 'inconclusive', reason: stopped };
  return { property: name, kind: kind === 'reachable' ? 'unreached' : 'holds' };
}
