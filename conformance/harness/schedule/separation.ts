// SPDX-License-Identifier: MIT
// Whether the probes at the end of a path would show that the kernel is elsewhere: in the state that the last step led out
// of, because the step did nothing, or in one that another step leads to. States in the middle of a path are told apart by
// what follows.
import type { Path } from '../../../models/kit/index.ts';
import type { Walk } from './walk.ts';

/** Pairs of neighbours, and those that some probe tells apart. */
export interface Separation {
  readonly pairs: number;
  readonly separated: number;
}

/** Of each path's end and its neighbours, each pair once; two states that are one to a kernel are no pair. */
export function separation<S>(walk: Walk<S>, paths: readonly Path[] = walk.cover().paths): Separation {
  const { graph, scene } = walk;
  const seen = new Set<number>();
  const texts = new Map<number, string>();
  const textOf = (state: number): string => {
    const known = texts.get(state);
    if (known !== undefined) return known;
    const probes = [...walk.probes(state)].map(([name, { text }]) => `${name}: ${text}`);
    const made = [JSON.stringify(scene.show(graph.state(state))), ...probes].join('\n');
    texts.set(state, made);
    return made;
  };
  /** What the last step shows beside where it leads: a call that fails at once may leave all as it was. */
  const eventsOf = (edge: number | undefined): string => {
    return edge === undefined ? '' : walk.act(edge).events.join('\n');
  };
  let pairs = 0;
  let separated = 0;
  for (const path of paths) {
    const edge = path.at(-1);
    if (edge === undefined) continue;
    const [from, end] = [walk.source(edge), graph.target[edge]!];
    const others = Array.from(
      { length: graph.first[from + 1]! - graph.first[from]! },
      (_, i) => graph.first[from]! + i,
    );
    for (const other of [undefined, ...others]) {
      const state = other === undefined ? from : graph.target[other]!;
      const pair = end * graph.states + state;
      if (state === end || seen.has(pair)) continue;
      seen.add(pair);
      if (scene.isOneOnKernel(graph.state(end), graph.state(state))) continue;
      pairs += 1;
      if (textOf(end) !== textOf(state) || eventsOf(edge) !== eventsOf(other)) separated += 1;
    }
  }
  return { pairs, separated };
}
