// SPDX-License-Identifier: MIT
// A scenario's graph as it is walked on a kernel: which edges can be, the paths that cover them, and each as a sequence.
import { type Cover, cover, type Label, type Path, transitionsOf } from '../../../models/kit/index.ts';
import type { Op } from '../protocol/types.ts';
import type { Acted, Reason, Scene } from './scene.ts';
import { SettledGraph, sourceOf, type WalkGraph } from './settled.ts';
import { type Leg, makeView, type View } from './view.ts';

/** States that are kept as plain data: a path goes through each twice, and the next one begins with the same. */
const KEPT = 4096;

/** Steps of a path; graphs with cycles have none that is longest. */
export const LONGEST = 60;

/** Whether a path may end in a state. */
const [UNKNOWN, YES, NO] = [0, 1, 2];

/** A path as operations. */
export interface Schedule {
  /** The initial state that it begins in. */
  readonly initial: number;
  readonly path: Path;
  readonly ops: readonly Op[];
  /** The first one is the set-up. */
  readonly legs: readonly Leg[];
  /** Whether a leg is several steps: then there is nothing for the kernel to choose, and it is where the path is. */
  readonly isMerged?: true;
}

/** The name of the first leg. */
export const SET_UP = 'set-up';

/** A transition of the model that is not walked. */
export interface Closed {
  readonly transition: number;
  readonly reason: Reason;
}

/** Between a step and the urgent ones that follow it, in an edge's name. */
const THEN = '; ';

/** The edges of one label are neighbours. */
function isDeterministic(graph: WalkGraph<unknown>): boolean {
  for (let state = 0; state < graph.states; state++) {
    for (let edge = graph.first[state]! + 1; edge < graph.first[state + 1]!; edge++)
      if (graph.label(edge) === graph.label(edge - 1)) return false;
  }
  return true;
}

/** One scenario's graph. What is made of a state or an edge is made once. */
export class Walk<S> {
  readonly scene: Scene<S>;
  readonly graph: WalkGraph<S>;
  /** Transitions of the model; of an edge that stands for several, these are several. */
  readonly transitions: number;
  /** The graph, where the kernel takes some steps by itself. */
  readonly #settled: SettledGraph<S> | undefined;
  readonly #closed: ReadonlyMap<number, Reason>;
  readonly #ends: Uint8Array;
  readonly #probes = new Map<number, ReadonlyMap<string, View>>();
  /** Whether a label leads to one state alone, wherever it is taken. */
  readonly isDeterministic: boolean;
  readonly #acts: (Acted | undefined)[];
  readonly #views: (View | undefined)[];
  readonly #setUps = new Map<number, readonly Op[]>();
  readonly #states = new Map<number, S>();
  readonly #labels = new Map<Label, number>();
  #cover: Cover | undefined;

  constructor(scene: Scene<S>) {
    this.scene = scene;
    const all = transitionsOf(scene.model);
    this.transitions = all.target.length;
    this.#settled = scene.urgent && new SettledGraph(scene, scene.urgent, all);
    this.graph = this.#settled ?? all;
    this.#ends = new Uint8Array(this.graph.states);
    this.#closed = scene.closed === undefined ? new Map() : this.#closedEdges();
    this.isDeterministic = isDeterministic(this.graph);
    this.#acts = new Array(this.graph.target.length);
    this.#views = new Array(this.graph.target.length);
  }

  #closedEdges(): ReadonlyMap<number, Reason> {
    const closed = new Map<number, Reason>();
    const { scene, graph } = this;
    for (let state = 0; state < graph.states; state++) {
      let unpacked: S | undefined;
      const before = () => {
        unpacked ??= graph.state(state);
        return unpacked;
      };
      for (let edge = graph.first[state]!; edge < graph.first[state + 1]!; edge++) {
        const reason = scene.closed?.(graph.label(edge), before);
        if (reason !== undefined) closed.set(edge, reason);
      }
    }
    return closed;
  }

  /** Paths that take every edge that can be walked. */
  cover(): Cover {
    this.#cover ??= cover(this.graph, {
      isOpen: (edge) => !this.#closed.has(edge),
      isEnd: (state) => this.isEnd(state),
      longest: LONGEST,
    });
    return this.#cover;
  }

  /** The edges out of a state that a kernel can be made to take. */
  open(state: number): number[] {
    const { first } = this.graph;
    const edges: number[] = [];
    for (let edge = first[state]!; edge < first[state + 1]!; edge++)
      if (!this.#closed.has(edge)) edges.push(edge);
    return edges;
  }

  /** The transitions of the model that no path takes. */
  unreached(): readonly Closed[] {
    const closed = this.cover().unreached.flatMap((edge) => {
      const reason = this.#closed.get(edge) ?? ('beyond' as const);
      return this.taken(edge).map((transition) => ({ transition, reason }));
    });
    return [...closed, ...(this.#settled?.skipped() ?? [])];
  }

  /** The transitions of the model that are taken on an edge for certain. */
  taken(edge: number): readonly number[] {
    return this.#settled?.taken(edge) ?? [edge];
  }

  /** Whether a kernel chooses where an edge leads: there is another one out of its state under the same label. */
  isChoice(edge: number): boolean {
    const { first } = this.graph;
    const source = this.source(edge);
    const label = this.graph.label(edge);
    const isSame = (other: number) =>
      other >= first[source]! && other < first[source + 1]! && this.graph.label(other) === label;
    return isSame(edge - 1) || isSame(edge + 1);
  }

  /** Whether a path may end in a state; it is asked of few of them. */
  isEnd(state: number): boolean {
    if (this.#ends[state] === UNKNOWN)
      this.#ends[state] = (this.scene.isEnd?.(this.graph.state(state)) ?? true) ? YES : NO;
    return this.#ends[state] === YES;
  }

  /** A number for the label of an edge: the same for the same label. */
  labelNumber(edge: number): number {
    const label = this.graph.label(edge);
    const known = this.#labels.get(label);
    if (known !== undefined) return known;
    this.#labels.set(label, this.#labels.size);
    return this.#labels.size - 1;
  }

  /** The state that an edge leads out of. */
  source(edge: number): number {
    return sourceOf(this.graph, edge);
  }

  /** A state, to be read only. */
  #state(state: number): S {
    const known = this.#states.get(state);
    if (known !== undefined) return known;
    if (this.#states.size === KEPT) this.#states.clear();
    const made = this.graph.state(state);
    this.#states.set(state, made);
    return made;
  }

  act(edge: number): Acted {
    const known = this.#acts[edge];
    if (known !== undefined) return known;
    const { graph, scene } = this;
    const [before, after] = [this.#state(this.source(edge)), this.#state(graph.target[edge]!)];
    const acted = scene.act(before, graph.label(edge), this.#settled?.after(edge) ?? after);
    const own = this.#settled?.ownEvents(edge) ?? [];
    const made = own.length === 0 ? acted : { ops: acted.ops, events: [...acted.events, ...own] };
    this.#acts[edge] = made;
    this.#views[edge] = makeView(scene.show(after), made.events);
    return made;
  }

  /** What is to be seen after an edge. */
  view(edge: number): View {
    this.act(edge);
    return this.#views[edge]!;
  }

  /** The edge out of `state` of that name's step; several when the model allows several outcomes. */
  edges(state: number, name: string): number[] {
    const [label] = name.split(THEN);
    return this.open(state).filter((edge) => this.graph.label(edge).text === label);
  }

  /** How many steps of the model an edge is. */
  steps(edge: number): number {
    return 1 + (this.#settled?.own(edge).length ?? 0);
  }

  /** `Give(a); Acquire(b)`: the step, and what the kernel does by itself after it. */
  name(edge: number): string {
    const own = this.#settled?.own(edge) ?? [];
    return [this.graph.label(edge), ...own].map(({ text }) => text).join(THEN);
  }

  /** A model's labels as names of edges: an urgent step belongs to the one before it. */
  named(labels: readonly string[]): string[] {
    const { urgent } = this.scene;
    if (urgent === undefined) return [...labels];
    const own = new Set(
      this.#settled!.all.labels.filter((label) => urgent.is(label)).map(({ text }) => text),
    );
    const names: string[] = [];
    for (const label of labels) {
      if (own.has(label) && names.length > 0) names.push(`${names.pop()}${THEN}${label}`);
      else names.push(label);
    }
    return names;
  }

  #setUp(initial: number): readonly Op[] {
    const known = this.#setUps.get(initial);
    if (known !== undefined) return known;
    const made = this.scene.setUp(this.#state(initial));
    this.#setUps.set(initial, made);
    return made;
  }

  /** A path as a sequence. `initial` is where an empty one is. */
  schedule(path: Path, initial = 0): Schedule {
    const { graph, scene } = this;
    const from = path.length === 0 ? initial : this.source(path[0]!);
    const ops: Op[] = [...this.#setUp(from)];
    const legs: Leg[] = [
      { to: ops.length, expected: makeView(scene.show(this.#state(from)), []), name: SET_UP },
    ];
    for (const edge of path) {
      const acted = this.act(edge);
      // A step that is nothing on the kernel shows nothing either.
      ops.push(...acted.ops);
      legs.push({ to: ops.length, expected: this.view(edge), edge, name: this.name(edge) });
    }
    const end = path.length === 0 ? from : graph.target[path.at(-1)!]!;
    for (const { name, ops: own, show, events } of scene.probe(this.#state(end))) {
      ops.push(...own);
      legs.push({ to: ops.length, expected: makeView(show, events), name });
    }
    return { initial: from, path, ops, legs };
  }

  /** What the probes are to show in a state, by their names. */
  probes(state: number): ReadonlyMap<string, View> {
    const known = this.#probes.get(state);
    if (known !== undefined) return known;
    const all = this.scene.probe(this.#state(state));
    const made = new Map(all.map(({ name, show, events }) => [name, makeView(show, events)]));
    this.#probes.set(state, made);
    return made;
  }

  /** The names of a path's edges. */
  labels(path: Path): string[] {
    return path.map((edge) => this.name(edge));
  }
}
