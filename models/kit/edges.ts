// SPDX-License-Identifier: MIT
// A graph's edges in columns, as a search finds them.

/** Edges by their sources: those of state s are `first[s]` to `first[s + 1] - 1`. */
export interface EdgeTable {
  readonly first: Int32Array;
  readonly target: Int32Array;
  /** The action instance that takes each edge. */
  readonly instance: Int32Array;
}

/** Gathers edges: those of one source are neighbours, and sources come in their order. */
export class EdgeList {
  private source = new Int32Array(1024);
  private target = new Int32Array(1024);
  private instance = new Int32Array(1024);
  private count = 0;

  add(source: number, instance: number, target: number): void {
    if (this.count === this.source.length) {
      this.source = doubled(this.source);
      this.target = doubled(this.target);
      this.instance = doubled(this.instance);
    }
    this.source[this.count] = source;
    this.target[this.count] = target;
    this.instance[this.count] = instance;
    this.count += 1;
  }

  /** Adds an edge unless it is there: one instance's edges are neighbours. */
  addDistinct(source: number, instance: number, target: number): void {
    for (let i = this.count - 1; i >= 0; i--) {
      if (this.source[i] !== source || this.instance[i] !== instance) break;
      if (this.target[i] === target) return;
    }
    this.add(source, instance, target);
  }

  table(states: number): EdgeTable {
    const first = new Int32Array(states + 1);
    for (let i = 0; i < this.count; i++) first[(this.source[i] as number) + 1]! += 1;
    for (let s = 0; s < states; s++) first[s + 1]! += first[s] as number;
    return {
      first,
      target: this.target.slice(0, this.count),
      instance: this.instance.slice(0, this.count),
    };
  }
}

function doubled(column: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(column.length * 2);
  grown.set(column);
  return grown;
}
