// SPDX-License-Identifier: MIT
// The shortest path on which a kernel still leaves the graph: steps are taken away while it does.
import type { Path, Trace } from '../../../models/kit/index.ts';
import type { Walk } from './walk.ts';

/** A model's trace as labels. */
export function labelsOf({ steps }: Trace<unknown>): string[] {
  return steps.map(({ action, params }) => `${action}(${params.join(', ')})`);
}

/** The path under these labels, up to the first that is not there to be taken. Where a kernel may choose, as they say. */
export function followed<S>(walk: Walk<S>, initial: number, labels: readonly string[]): Path {
  const path: number[] = [];
  let state = initial;
  for (const name of walk.named(labels)) {
    const edges = walk.edges(state, name);
    const edge = edges.find((one) => walk.name(one) === name) ?? edges[0];
    if (edge === undefined) break;
    path.push(edge);
    state = walk.graph.target[edge]!;
  }
  return path;
}

/** The path under these labels; undefined when one of them is not there to be taken. */
export function follow<S>(walk: Walk<S>, initial: number, labels: readonly string[]): Path | undefined {
  const path = followed(walk, initial, labels);
  return path.length === walk.named(labels).length ? path : undefined;
}

/** Whether each candidate still fails; candidates are run together. */
export type StillFails = (candidates: readonly Path[]) => Promise<readonly boolean[]>;

function candidates<S>(
  walk: Walk<S>,
  initial: number,
  labels: readonly string[],
  chunk: number,
): { readonly labels: readonly string[]; readonly path: Path }[] {
  const found = [];
  for (let at = labels.length - chunk; at >= 0; at--) {
    const left = labels.toSpliced(at, chunk);
    const path = follow(walk, initial, left);
    if (path !== undefined) found.push({ labels: left, path });
  }
  return found;
}

/** Takes steps away, many at a time and then one by one, until none can go. */
export async function shrinkPath<S>(
  walk: Walk<S>,
  initial: number,
  given: readonly string[],
  stillFails: StillFails,
): Promise<readonly string[]> {
  let labels = given;
  for (let chunk = Math.max(1, labels.length >> 1); ; ) {
    const smaller = candidates(walk, initial, labels, chunk);
    const fails = smaller.length === 0 ? [] : await stillFails(smaller.map(({ path }) => path));
    const found = smaller.find((_, i) => fails[i]);
    if (found !== undefined) {
      labels = found.labels;
      chunk = Math.min(chunk, Math.max(1, labels.length >> 1));
    } else if (chunk > 1) chunk >>= 1;
    else return labels;
  }
}
