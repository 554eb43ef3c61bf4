// SPDX-License-Identifier: MIT
// Shortest paths, rebuilt by running the bodies again along the parents that the store kept.
import type { Instance } from './instance.ts';
import type { Machine } from './machine.ts';
import type { StateStore } from './store.ts';

/** One step of a trace, and the state it leads to. */
export interface Step<S> {
  readonly action: string;
  readonly params: readonly unknown[];
  readonly state: S;
  /** What the body returned. */
  readonly result?: string;
}

/** A path from an initial state. */
export interface Trace<S> {
  readonly initial: S;
  readonly steps: readonly Step<S>[];
  /**
   * Of a behaviour without an end: the steps from this index on are repeated for ever, the last of which leads back to
   * the state before the first. There are none when it is `steps.length`: nothing more happens.
   */
  readonly loop?: number;
}

/** A step of a path: the instance that takes it, and the number of the state that it leads to. */
export interface Hop {
  readonly instance: number;
  readonly to: number;
}

/** The successor at position `i` of the machine's buffer, as a step. */
export function stepAt<S>(machine: Machine, i: number): Step<S> {
  const { out, workspace } = machine;
  const { action, params } = machine.instances[out.instances[i] as number] as Instance;
  workspace.load(out.words, i * workspace.width);
  const step = { action: machine.actions[action] as string, params, state: workspace.plain() as S };
  const result = out.results[i];
  return result === undefined ? step : { ...step, result };
}

/** A shortest path to `state`. Throws SyspecError BAD_MODEL when the bodies do not give it a second time. */
export function traceTo<S>(
  machine: Machine,
  store: StateStore,
  state: number,
  further: readonly Hop[] = [],
): Trace<S> {
  const hops = [...further];
  let at = state;
  for (let from = store.parent(at); from >= 0; from = store.parent(at)) {
    hops.unshift({ instance: store.instance(at), to: at });
    at = from;
  }
  return replayPath(machine, store, at, hops);
}

/** The trace of a path from a state. Throws as `traceTo`. */
export function replayPath<S>(
  machine: Machine,
  store: StateStore,
  start: number,
  hops: readonly Hop[],
): Trace<S> {
  machine.out.keepResults = true;
  let from = start;
  const steps = hops.map((hop) => {
    const step = replay<S>(machine, store, from, hop);
    from = hop.to;
    return step;
  });
  loadState(machine, store, start);
  return { initial: machine.workspace.plain() as S, steps };
}

function loadState(machine: Machine, store: StateStore, state: number): Int32Array {
  const words = new Int32Array(machine.workspace.width);
  store.read(state, words);
  machine.workspace.load(words, 0);
  return words;
}

function replay<S>(machine: Machine, store: StateStore, from: number, { instance, to }: Hop): Step<S> {
  const { out, workspace } = machine;
  const wanted = loadState(machine, store, to);
  loadState(machine, store, from);
  out.count = 0;
  machine.expandInstance(instance);
  for (let i = 0; i < out.count; i++) {
    if (wanted.every((word, w) => out.words[i * workspace.width + w] === word)) return stepAt(machine, i);
  }
  return machine.blame(
    instance,
    'is not deterministic: run again for the trace, it did not give the state that was found',
  );
}
