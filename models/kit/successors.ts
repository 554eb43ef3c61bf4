// SPDX-License-Identifier: MIT
// The successors that bodies produced and the store has not seen yet, in columns.

/** A growing buffer of packed states, each with the action instance that led to it. */
export class Successors {
  readonly width: number;
  count = 0;
  words: Int32Array;
  instances: Int32Array;
  /** 1 where the state is the very state that was expanded: nothing to look up. */
  loops: Uint8Array;
  /** What the body returned beside its changes, by position: only where somebody wants to know. */
  readonly results: (string | undefined)[] = [];
  keepResults = false;
  private capacity = 1024;

  constructor(width: number) {
    this.width = width;
    this.words = new Int32Array(this.capacity * width);
    this.instances = new Int32Array(this.capacity);
    this.loops = new Uint8Array(this.capacity);
  }

  push(state: Int32Array, instance: number, result: string | undefined, loop: boolean): void {
    if (this.count === this.capacity) this.grow();
    const { words, width } = this;
    const at = this.count * width;
    for (let w = 0; w < width; w++) words[at + w] = state[w] as number;
    this.instances[this.count] = instance;
    this.loops[this.count] = loop ? 1 : 0;
    if (this.keepResults) this.results[this.count] = result;
    this.count += 1;
  }

  /** Whether the states at two positions are equal and came from one instance. */
  same(i: number, j: number): boolean {
    for (let w = 0; w < this.width; w++) {
      if (this.words[i * this.width + w] !== this.words[j * this.width + w]) return false;
    }
    return this.instances[i] === this.instances[j];
  }

  private grow(): void {
    this.capacity *= 2;
    const { words, instances, loops } = this;
    this.words = new Int32Array(this.capacity * this.width);
    this.words.set(words);
    this.instances = new Int32Array(this.capacity);
    this.instances.set(instances);
    this.loops = new Uint8Array(this.capacity);
    this.loops.set(loops);
  }
}
