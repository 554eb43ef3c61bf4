// SPDX-License-Identifier: MIT
// Strongly connected components of a part of a graph: Tarjan's algorithm, with a stack of its own.
import type { EdgeTable } from './edges.ts';

type Graph = Pick<EdgeTable, 'first' | 'target'>;

const UNSEEN = 0;

/** Finds components of parts of one graph; its columns are used again for each part. */
export class Components {
  private readonly graph: Graph;
  /** Order of discovery, from 1. */
  private readonly index: Int32Array;
  private readonly low: Int32Array;
  private readonly onStack: Uint8Array;
  private readonly nextEdge: Int32Array;

  constructor(graph: Graph) {
    const states = graph.first.length - 1;
    this.graph = graph;
    this.index = new Int32Array(states);
    this.low = new Int32Array(states);
    this.onStack = new Uint8Array(states);
    this.nextEdge = new Int32Array(states);
  }

  /** The components of the part that has these members: `part[s]` is `id` for them and for no other state. */
  of(members: readonly number[], part: Int32Array, id: number): readonly (readonly number[])[] {
    for (const s of members) this.index[s] = UNSEEN;
    const found: number[][] = [];
    let seen = 0;
    for (const root of members) {
      if (this.index[root] !== UNSEEN) continue;
      seen = this.walk(root, seen, part, id, found);
    }
    return found;
  }

  private walk(root: number, seenBefore: number, part: Int32Array, id: number, found: number[][]): number {
    const { index, low, onStack, nextEdge, graph } = this;
    const { first, target } = graph;
    let seen = seenBefore;
    const stack: number[] = [];
    const calls: number[] = [];
    const enter = (s: number) => {
      seen += 1;
      index[s] = seen;
      low[s] = seen;
      onStack[s] = 1;
      nextEdge[s] = first[s] as number;
      stack.push(s);
      calls.push(s);
    };
    enter(root);
    while (calls.length > 0) {
      const s = calls[calls.length - 1] as number;
      const edge = nextEdge[s] as number;
      if (edge < (first[s + 1] as number)) {
        nextEdge[s] = edge + 1;
        const to = target[edge] as number;
        if (part[to] !== id) continue;
        if (index[to] === UNSEEN) enter(to);
        else if (onStack[to] === 1) low[s] = Math.min(low[s] as number, index[to] as number);
        continue;
      }
      calls.pop();
      const caller = calls[calls.length - 1];
      if (caller !== undefined) low[caller] = Math.min(low[caller] as number, low[s] as number);
      if (low[s] === index[s]) found.push(this.popComponent(stack, s));
    }
    return seen;
  }

  private popComponent(stack: number[], root: number): number[] {
    const members: number[] = [];
    for (;;) {
      const s = stack.pop() as number;
      this.onStack[s] = 0;
      members.push(s);
      if (s === root) return members;
    }
  }
}
