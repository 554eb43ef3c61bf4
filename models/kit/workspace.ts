// SPDX-License-Identifier: MIT
// One state being read or changed: the words of the source, a scratch copy, and typed views of the copy.
import { type Cell, FrameCell, OptCell, type Part, PlainCell } from './cells.ts';
import { type Layout, leaves, type Node, type RecordNode } from './layout.ts';
import { type Fault, readNode, writeNode } from './plain.ts';
import { createView, type ViewHost } from './record-view.ts';
import { ScalarCell } from './scalar-cell.ts';
import { SetView } from './set-view.ts';

/** A group's arrays: stale, as the source has them, or handed to the body since the last `settle`. */
const STALE = 0;
const CLEAN = 1;
const TOUCHED = 2;

/** The single state that bodies and properties of a model see at any time. */
export class Workspace implements ViewHost {
  readonly width: number;
  readonly root: RecordNode;
  readonly source: Int32Array;
  readonly words: Int32Array;
  readonly fault: Fault;
  readonly owned = new WeakSet<object>();
  /** The view that bodies are given. */
  readonly state: object;
  private readonly groups: Cell[] = [];
  private status = new Uint8Array(0);
  private touched = new Int32Array(0);
  private touchedCount = 0;

  constructor(layout: Layout, fault: Fault) {
    this.width = layout.width;
    this.root = layout.root;
    this.source = new Int32Array(layout.width);
    this.words = new Int32Array(layout.width);
    this.fault = fault;
    this.state = createView(layout.root, this).value;
    this.status = new Uint8Array(this.groups.length);
    this.touched = new Int32Array(this.groups.length);
  }

  /** Makes the state at `from[at..]` the source. */
  load(from: Int32Array, at: number): void {
    const { source, words } = this;
    for (let w = 0; w < source.length; w++) {
      const word = from[at + w] as number;
      source[w] = word;
      words[w] = word;
    }
    const { status } = this;
    for (let group = 0; group < status.length; group++) status[group] = STALE;
    this.touchedCount = 0;
  }

  /** Makes a stored state the source. */
  take(store: { read(state: number, into: Int32Array): void }, state: number): void {
    store.read(state, this.source);
    this.load(this.source, 0);
  }

  /** Whether the arrays that a body used are surely as they were; then they are released. Words are not compared. */
  arraysUnchanged(): boolean {
    const { groups, touched } = this;
    for (let k = 0; k < this.touchedCount; k++) {
      if (!(groups[touched[k] as number] as Cell).unchanged()) return false;
    }
    this.release();
    return true;
  }

  /** Packs what was changed in arrays; true when the scratch copy now differs from the source. */
  flush(): boolean {
    // The count may grow: a record assigned as a whole touches its own arrays.
    for (let k = 0; k < this.touchedCount; k++) (this.groups[this.touched[k] as number] as Cell).flush();
    return !this.wordsUnchanged();
  }

  /** Whether the words of the scratch copy are the source's; arrays are packed by `flush` only. */
  wordsUnchanged(): boolean {
    const { source, words } = this;
    for (let w = 0; w < source.length; w++) if (words[w] !== source[w]) return false;
    return true;
  }

  /** Makes the scratch copy equal to the source again. */
  revert(): void {
    const { source, words } = this;
    for (let w = 0; w < source.length; w++) words[w] = source[w] as number;
    for (let k = 0; k < this.touchedCount; k++) {
      const group = this.touched[k] as number;
      (this.groups[group] as Cell).restore();
      this.status[group] = CLEAN;
    }
    this.touchedCount = 0;
  }

  /** Ends a use of the state that changed nothing. */
  release(): void {
    for (let k = 0; k < this.touchedCount; k++) this.status[this.touched[k] as number] = CLEAN;
    this.touchedCount = 0;
  }

  /** Path of the first field that the scratch copy and the source have different. */
  firstDifference(): string {
    for (const leaf of leaves(this.root)) {
      const [now, before] = [this.words, this.source].map((words) => JSON.stringify(readNode(words, leaf)));
      if (now !== before) return leaf.path;
    }
    return 'the state';
  }

  /** The source as a plain value. */
  plain(): unknown {
    return this.unpack(this.source);
  }

  /** Packed words as a plain value. */
  unpack(words: Int32Array): unknown {
    return readNode(words, this.root);
  }

  /** The words of a plain value. */
  pack(plain: unknown): Int32Array {
    const words = new Int32Array(this.width);
    writeNode(words, this.root, plain, this.fault);
    return words;
  }

  touch(group: number): void {
    if (this.status[group] !== TOUCHED) this.open(group);
  }

  private open(group: number): void {
    if (this.status[group] === STALE) (this.groups[group] as Cell).unpack();
    this.status[group] = TOUCHED;
    this.touched[this.touchedCount++] = group;
  }

  addGroup(cell: Cell): number {
    return this.groups.push(cell) - 1;
  }

  part(node: Node): Part {
    switch (node.kind) {
      case 'record':
        return createView(node, this);
      case 'set': {
        const view = new SetView(this, node);
        return { value: view, cell: undefined, assign: (value) => view.assign(value) };
      }
      case 'array':
      case 'seq': {
        const cell = this.cell(node);
        this.owned.add(cell.array);
        return { value: cell.array, cell, assign: (value) => cell.assign(value) };
      }
      case 'opt': {
        const cell = new OptCell(this, node);
        return { value: cell.array, cell, assign: (value) => cell.assign(value) };
      }
      case 'scalar':
        throw new TypeError('a scalar is part of its record');
    }
  }

  private cell(node: Extract<Node, { kind: 'array' | 'seq' }>): Cell {
    if (node.items[0]?.kind === 'scalar') return new ScalarCell(this, node);
    // What is there or not has no place of its own to be changed in.
    if (node.kind === 'seq' || node.items[0]?.kind === 'opt') return new PlainCell(this, node);
    return new FrameCell(
      this,
      node,
      node.items.map((item) => this.part(item)),
    );
  }
}
