// SPDX-License-Identifier: MIT
// An array or sequence of scalars: the one kind of cell that most bodies use in most steps.
import { type Cell, copyItems, type Scratch } from './cells.ts';
import type { ArrayNode, ScalarNode, SeqNode } from './layout.ts';
import { checkItems, encode, writeCode } from './plain.ts';
import type { Scalar } from './scalar.ts';

/** The comparisons of a cell's contents with its source. */
interface Comparison {
  readonly same: (array: readonly unknown[], before: readonly unknown[]) => boolean;
  /** Calls `cell.put(i)` for each item that differs, `cell.resize()` first if the length does. */
  readonly pack: (array: readonly unknown[], before: readonly unknown[], cell: ScalarCell) => void;
}

function arraySource(n: number): { same: string; pack: string } {
  const each = (text: (i: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join('\n');
  return {
    same: `return array.length === ${n} ${each((i) => `&& array[${i}] === before[${i}]`)};`,
    pack: `if (array.length !== ${n}) cell.resize();
      ${each((i) => `if (array[${i}] !== before[${i}]) cell.put(${i});`)}`,
  };
}

const SEQ_SOURCE = {
  same: `const { length } = array;
    if (length !== before.length) return false;
    for (let i = 0; i < length; i++) if (array[i] !== before[i]) return false;
    return true;`,
  pack: `const { length } = array;
    if (length !== before.length) cell.resize();
    for (let i = 0; i < length; i++) if (i >= before.length || array[i] !== before[i]) cell.put(i);`,
};

const comparisons = new Map<string, Comparison>();

/** Generated for each length and type of value: the engine compares fast where it has seen one type only. */
function comparison({ kind, items }: ArrayNode | SeqNode, { type }: Scalar): Comparison {
  const key = `${kind} ${items.length} ${type}`;
  const known = comparisons.get(key);
  if (known !== undefined) return known;
  const { same, pack } = kind === 'array' ? arraySource(items.length) : SEQ_SOURCE;
  const made = {
    same: new Function('array', 'before', `'use strict'; ${same}`) as Comparison['same'],
    pack: new Function('array', 'before', 'cell', `'use strict'; ${pack}`) as Comparison['pack'],
  };
  comparisons.set(key, made);
  return made;
}

/** An array or sequence of scalars. */
export class ScalarCell implements Cell {
  readonly array: unknown[] = [];
  private readonly before: unknown[] = [];
  private readonly scratch: Scratch;
  private readonly node: ArrayNode | SeqNode;
  private readonly scalar: Scalar;
  private readonly mask: number;
  private readonly wordAt: Int32Array;
  private readonly shiftAt: Int32Array;
  private readonly comparison: Comparison;
  private readonly changes: Int32Array;
  private changeCount = 0;

  constructor(scratch: Scratch, node: ArrayNode | SeqNode) {
    const items = node.items as readonly ScalarNode[];
    const { scalar, mask } = items[0] as ScalarNode;
    this.scratch = scratch;
    this.node = node;
    this.scalar = scalar;
    this.mask = mask;
    this.wordAt = Int32Array.from(items, (item) => item.word);
    this.shiftAt = Int32Array.from(items, (item) => item.shift);
    this.comparison = comparison(node, scalar);
    this.changes = new Int32Array(items.length);
  }

  unpack(): void {
    const { words } = this.scratch;
    const { array, before, scalar, wordAt, shiftAt, mask, node } = this;
    const { values } = scalar;
    let count = wordAt.length;
    if (node.kind === 'seq') {
      count = ((words[node.length.word] as number) >>> node.length.shift) & node.length.mask;
    }
    if (array.length !== count) array.length = count;
    if (before.length !== count) before.length = count;
    for (let i = 0; i < count; i++) {
      const code = ((words[wordAt[i] as number] as number) >>> (shiftAt[i] as number)) & mask;
      const value = values === undefined ? scalar.decode(code) : values[code];
      array[i] = value;
      before[i] = value;
    }
    this.changeCount = 0;
  }

  unchanged(): boolean {
    return this.comparison.same(this.array, this.before);
  }

  flush(): void {
    this.comparison.pack(this.array, this.before, this);
  }

  /** Packs one item that differs from the source; for the generated code. */
  put(i: number): void {
    const { words, fault } = this.scratch;
    const value = this.array[i];
    let code = this.scalar.encode(value);
    if (code < 0) code = encode(this.node.items[i] as ScalarNode, value, fault);
    const word = this.wordAt[i] as number;
    const shift = this.shiftAt[i] as number;
    words[word] = ((words[word] as number) & ~(this.mask << shift)) | (code << shift);
    this.changes[this.changeCount++] = i;
  }

  /** Packs a length that differs from the source; for the generated code. */
  resize(): void {
    const { array, before, node } = this;
    const { words, fault } = this.scratch;
    checkItems(node, array, fault);
    if (node.kind === 'seq') writeCode(words, node.length, array.length);
    for (let i = array.length; i < before.length; i++) writeCode(words, node.items[i] as ScalarNode, 0);
  }

  restore(): void {
    const { array, before, changes } = this;
    for (let k = 0; k < this.changeCount; k++) array[changes[k] as number] = before[changes[k] as number];
    this.changeCount = 0;
    if (array.length === before.length) return;
    const { length } = array;
    array.length = before.length;
    for (let i = length; i < before.length; i++) array[i] = before[i];
  }

  assign(value: unknown): void {
    copyItems(this.node, this.array, value, this.scratch.fault);
  }
}
