// SPDX-License-Identifier: MIT
// Where the states of a graph stand: in rows by their distance from the beginning, and in a row so that edges are short.

/** What is laid out. */
export interface Laid {
  readonly states: number;
  readonly initial: number;
  readonly edges: readonly { readonly from: number; readonly to: number }[];
}

/** Where a state stands, in columns and rows; a column may be half of one. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const SWEEPS = 12;

/** Steps from the nearest initial state, by state. */
function depths({ states, initial, edges }: Laid): number[] {
  const depth = Array.from({ length: states }, (_, state) =>
    state < initial ? 0 : Number.POSITIVE_INFINITY,
  );
  const queue = depth.flatMap((far, state) => (far === 0 ? [state] : []));
  for (const state of queue) {
    for (const { from, to } of edges) {
      if (from !== state || depth[to] !== Number.POSITIVE_INFINITY) continue;
      depth[to] = depth[from]! + 1;
      queue.push(to);
    }
  }
  return depth;
}

/** A spot for each state; no two have the same. Each state is to be reachable. */
export function layOut(graph: Laid): Spot[] {
  const depth = depths(graph);
  const rows: number[][] = [];
  for (const [state, y] of depth.entries()) {
    rows[y] ??= [];
    rows[y].push(state);
  }
  const widest = Math.max(...rows.map((row) => row.length));
  const x = new Array<number>(graph.states).fill(0);
  const place = (row: readonly number[]) => {
    for (const [at, state] of row.entries()) x[state] = at + (widest - row.length) / 2;
  };
  for (const row of rows) place(row);
  const neighbours = Array.from({ length: graph.states }, (): number[] => []);
  for (const { from, to } of graph.edges) {
    if (Math.abs(depth[from]! - depth[to]!) !== 1) continue;
    neighbours[from]!.push(to);
    neighbours[to]!.push(from);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const row of isDown ? rows : [...rows].reverse()) {
      const wanted = new Map(
        row.map((state) => {
          const near = neighbours[state]!.filter((other) => depth[other]! < depth[state]! === isDown);
          const mean = near.reduce((sum, other) => sum + x[other]!, 0) / near.length;
          return [state, near.length === 0 ? x[state]! : mean];
        }),
      );
      row.sort((a, b) => wanted.get(a)! - wanted.get(b)! || a - b);
      place(row);
    }
  }
  return depth.map((y, state) => ({ x: x[state]!, y }));
}
