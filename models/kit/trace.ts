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
export function traceTo<S>(machine: Machine, store: StateStore, state: number): Trace<S> {
  machine.out.keepResults = true;
  const path = [state];
  for (let at = store.parent(state); at >= 0; at = store.parent(at)) path.unshift(at);
  const initial = path.shift() as number;
  let from = initial;
  const steps = path.map((to) => {
    const step = replay<S>(machine, store, from, to);
    from = to;
    return step;
  });
  loadState(machine, store, initial);
  return { initial: machine.workspace.plain() as S, steps };
}

function loadState(machine: Machine, store: StateStore, state: number): Int32Array {
  const words = new Int32Array(machine.workspace.width);
  store.read(state, words);
  machine.workspace.load(words, 0);
  return words;
}

function replay<S>(machine: Machine, store: StateStore, from: number, to: number): Step<S> {
  const { out, workspace } = machine;
  const wanted = loadState(machine, store, to);
  loadState(machine, store, from);
  out.count = 0;
  machine.expandInstance(store.instance(to));
  for (let i = 0; i < out.count; i++) {
    if (wanted.every((word, w) => out.words[i * workspace.width + w] === word)) return stepAt(machine, i);
  }
  return machine.blame(
    store.instance(to),
    'is not deterministic: run again for the trace, it did not give the state that was found',
  );
}
