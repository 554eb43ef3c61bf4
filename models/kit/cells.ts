// SPDX-License-Identifier: MIT
// Arrays and sequences in a body are ordinary arrays, unpacked on first use and compared with the source afterwards.
import type { ArrayNode, Node, OptNode, SeqNode } from './layout.ts';
import { checkItems, clearNode, type Fault, readCode, readNode, writeNode } from './plain.ts';
import { isAt } from './same.ts';

/** What cells and views share: the words being changed, and how to report a broken rule. */
export interface Scratch {
  readonly words: Int32Array;
  readonly fault: Fault;
  /** Views and arrays that belong to the state itself: storing one elsewhere in it would be an alias. */
  readonly owned: WeakSet<object>;
}

/** One array of the state. Its contents are stale until `unpack`. */
export interface Cell {
  readonly array: unknown[];
  /** Takes the contents from the words. */
  unpack(): void;
  /** True when the contents are surely those of the words: the quick answer for a body that only read. */
  unchanged(): boolean;
  /** Packs the contents, when a body changed them. */
  flush(): void;
  /** Takes back what a body changed. */
  restore(): void;
  /** Takes the contents from a plain array. */
  assign(value: unknown): void;
}

/** Makes `array` hold the items of `value`, which must be an array that fits. */
export function copyItems(node: ArrayNode | SeqNode, array: unknown[], value: unknown, fault: Fault): void {
  const items = checkItems(node, value, fault);
  if (items === array) return;
  if (array.length !== items.length) array.length = items.length;
  for (let i = 0; i < items.length; i++) array[i] = items[i];
}

function refuseAlias(scratch: Scratch, path: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || !scratch.owned.has(value)) return;
  scratch.fault(`${path} is assigned another part of the state`, 'Assign a copy: [...array] or {...record}.');
}

/** A composite field or item: the object that a reader gets, and how to give it another value. */
export interface Part {
  readonly value: object;
  /** Its contents, when it is an array. */
  readonly cell: Cell | undefined;
  assign(value: unknown): void;
}

/** A sequence of anything else: its items are plain values, packed anew whenever one was changed. */
export class PlainCell implements Cell {
  readonly array: unknown[] = [];
  private readonly scratch: Scratch;
  private readonly node: ArrayNode | SeqNode;

  constructor(scratch: Scratch, node: ArrayNode | SeqNode) {
    this.scratch = scratch;
    this.node = node;
  }

  unpack(): void {
    const items = readNode(this.scratch.words, this.node) as unknown[];
    this.array.length = items.length;
    for (let i = 0; i < items.length; i++) this.array[i] = items[i];
  }

  unchanged(): boolean {
    const { words, owned } = this.scratch;
    const { array, node } = this;
    // The cell's own array is one of the state's: only its items must not be.
    const count = node.kind === 'seq' ? readCode(words, node.length) : node.items.length;
    return (
      array.length === count && array.every((item, i) => isAt(words, node.items[i] as Node, item, owned))
    );
  }

  flush(): void {
    const { words, fault } = this.scratch;
    if (this.unchanged()) return;
    for (const item of this.array) refuseAlias(this.scratch, this.node.path, item);
    clearNode(words, this.node);
    writeNode(words, this.node, this.array, fault);
  }

  /** The words are the source's again by now, and are cheaper to trust than a deep comparison. */
  restore(): void {
    this.unpack();
  }

  assign(value: unknown): void {
    copyItems(this.node, this.array, value, this.scratch.fault);
  }
}

/** An optional composite: a plain value in an array of one, or of none. */
export class OptCell implements Cell {
  readonly array: unknown[] = [];
  private readonly scratch: Scratch;
  private readonly node: OptNode;

  constructor(scratch: Scratch, node: OptNode) {
    this.scratch = scratch;
    this.node = node;
  }

  private get value(): unknown {
    return this.array.length === 0 ? null : this.array[0];
  }

  unpack(): void {
    this.assign(readNode(this.scratch.words, this.node));
  }

  unchanged(): boolean {
    return isAt(this.scratch.words, this.node, this.value, this.scratch.owned);
  }

  flush(): void {
    const { words, fault } = this.scratch;
    const { node, value } = this;
    if (this.unchanged()) return;
    refuseAlias(this.scratch, node.path, value);
    clearNode(words, node);
    writeNode(words, node, value, fault);
  }

  restore(): void {
    this.unpack();
  }

  assign(value: unknown): void {
    if (value === null) this.array.length = 0;
    else this.array[0] = value;
  }
}

/** A fixed array of arrays, sets, records or maps: its items stay, and take over what is assigned in their place. */
export class FrameCell implements Cell {
  readonly array: unknown[] = [];
  private readonly scratch: Scratch;
  private readonly node: ArrayNode;
  private readonly items: readonly Part[];

  constructor(scratch: Scratch, node: ArrayNode, items: readonly Part[]) {
    this.scratch = scratch;
    this.node = node;
    this.items = items;
    this.reset();
  }

  private reset(): void {
    const { array, items } = this;
    array.length = items.length;
    for (let i = 0; i < items.length; i++) array[i] = (items[i] as Part).value;
  }

  unpack(): void {
    this.reset();
    for (const { cell } of this.items) cell?.unpack();
  }

  unchanged(): boolean {
    const { array, items } = this;
    for (let i = 0; i < items.length; i++) {
      const { value, cell } = items[i] as Part;
      if (array[i] !== value || (cell !== undefined && !cell.unchanged())) return false;
    }
    return array.length === items.length;
  }

  flush(): void {
    const { array, items, node, scratch } = this;
    if (array.length !== items.length) checkItems(node, array, scratch.fault);
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as Part;
      if (array[i] !== item.value) {
        refuseAlias(scratch, (node.items[i] as ArrayNode).path, array[i]);
        item.assign(array[i]);
        array[i] = item.value;
      }
      if (item.cell !== undefined) item.cell.flush();
    }
  }

  restore(): void {
    for (const { cell } of this.items) cell?.restore();
  }

  assign(value: unknown): void {
    copyItems(this.node, this.array, value, this.scratch.fault);
  }
}
