// SPDX-License-Identifier: MIT
// A subset as bodies and properties see it: bits of the scratch words, checked at every call.
import type { Scratch } from './cells.ts';
import type { SetNode } from './layout.ts';
import { elementIndex, elementsOf, writeNode } from './plain.ts';
import type { Subset } from './schema.ts';

/** A live view of the set at `node`. */
export class SetView implements Subset<unknown> {
  readonly #scratch: Scratch;
  readonly #node: SetNode;
  readonly #words: Int32Array;
  readonly #word: number;
  readonly #shift: number;

  constructor(scratch: Scratch, node: SetNode) {
    this.#scratch = scratch;
    this.#node = node;
    this.#words = scratch.words;
    this.#word = node.word;
    this.#shift = node.shift;
    scratch.owned.add(this);
  }

  #bit(element: unknown): number {
    return this.#shift + elementIndex(this.#node, element, this.#scratch.fault);
  }

  has(element: unknown): boolean {
    const bit = this.#bit(element);
    return (((this.#words[this.#word + (bit >>> 5)] as number) >>> (bit & 31)) & 1) === 1;
  }

  add(element: unknown): this {
    const bit = this.#bit(element);
    const at = this.#word + (bit >>> 5);
    this.#words[at] = (this.#words[at] as number) | (1 << (bit & 31));
    return this;
  }

  delete(element: unknown): boolean {
    const had = this.has(element);
    const bit = this.#bit(element);
    const at = this.#word + (bit >>> 5);
    this.#words[at] = (this.#words[at] as number) & ~(1 << (bit & 31));
    return had;
  }

  clear(): void {
    this.assign([]);
  }

  /** Takes over any iterable's elements. */
  assign(value: unknown): void {
    writeNode(this.#words, this.#node, value, this.#scratch.fault);
  }

  get size(): number {
    const last = this.#shift + this.#node.element.size;
    let size = 0;
    for (let bit = this.#shift; bit < last; bit++) {
      size += ((this.#words[this.#word + (bit >>> 5)] as number) >>> (bit & 31)) & 1;
    }
    return size;
  }

  [Symbol.iterator](): Iterator<unknown> {
    return elementsOf(this.#words, this.#node);
  }

  toJSON(): unknown[] {
    return [...this];
  }
}
