// SPDX-License-Identifier: MIT
// The distinct states: packed words in chunks that never move, found through 256 hash tables that grow one by one,
// so that no insertion waits for more than one table of one 256th of the states.
import { SyspecError } from '../../base/errors.ts';
import {
  CHUNK_BITS,
  type Hash,
  type InsertBatch,
  NUMBER,
  SEGMENT_BITS,
  storeCode,
  TAG_SHIFT,
} from './store-code.ts';
import type { Successors } from './successors.ts';

const CHUNK = 1 << CHUNK_BITS;
const IN_CHUNK = CHUNK - 1;
const FIRST_SLOTS = 256;

/** The most states that one store can hold. */
export const MAX_STATES = NUMBER - 1;

/** Exact set of states, numbered from 0 in the order of their discovery. */
export class StateStore {
  count = 0;
  private readonly width: number;
  readonly words: Int32Array[] = [];
  private readonly parents: Int32Array[] = [];
  private readonly instances: Int32Array[] = [];
  readonly segments: Int32Array[];
  hashes = new Int32Array(0);
  private readonly insertBatch: InsertBatch;
  private readonly hash: Hash;
  private readonly sizes = new Int32Array(1 << SEGMENT_BITS);

  constructor(width: number) {
    this.width = width;
    const { hash, insertBatch } = storeCode(width);
    this.hash = hash;
    this.insertBatch = insertBatch;
    this.segments = Array.from({ length: 1 << SEGMENT_BITS }, () => new Int32Array(FIRST_SLOTS));
  }

  /**
   * Finds or adds each state of a batch, in order; at most `limit` states are kept. `targets[i]` becomes the number
   * of state i, or DROPPED. `sources[i]` is the number of the state that it was reached from, -1 for initial ones.
   */
  insert(batch: Successors, sources: Int32Array, targets: Int32Array, limit: number): void {
    if (this.hashes.length < batch.count) this.hashes = new Int32Array(batch.count * 2);
    this.insertBatch(this, batch, sources, targets, limit);
  }

  /** Copies a state's words out. */
  read(state: number, into: Int32Array): void {
    const chunk = this.words[state >>> CHUNK_BITS] as Int32Array;
    const at = (state & IN_CHUNK) * this.width;
    for (let w = 0; w < this.width; w++) into[w] = chunk[at + w] as number;
  }

  /** The state that `state` was first reached from, or -1. */
  parent(state: number): number {
    return (this.parents[state >>> CHUNK_BITS] as Int32Array)[state & IN_CHUNK] as number;
  }

  /** The action instance that first reached `state`. */
  instance(state: number): number {
    return (this.instances[state >>> CHUNK_BITS] as Int32Array)[state & IN_CHUNK] as number;
  }

  /** Bytes that the states and tables found so far take. */
  get bytes(): number {
    const slots = this.segments.reduce((sum, segment) => sum + segment.length, 0);
    return 4 * (this.count * (this.width + 2) + slots);
  }

  /** Keeps a new state, whose search ended at a free slot of its segment; for the generated code. */
  add(words: Int32Array, at: number, hash: number, slot: number, source: number, instance: number): number {
    const state = this.count;
    if ((state & IN_CHUNK) === 0) this.addChunk();
    const chunk = this.words[state >>> CHUNK_BITS] as Int32Array;
    const base = (state & IN_CHUNK) * this.width;
    for (let w = 0; w < this.width; w++) chunk[base + w] = words[at + w] as number;
    (this.parents[state >>> CHUNK_BITS] as Int32Array)[state & IN_CHUNK] = source;
    (this.instances[state >>> CHUNK_BITS] as Int32Array)[state & IN_CHUNK] = instance;
    this.count += 1;
    const number = hash >>> (32 - SEGMENT_BITS);
    const slots = this.segments[number] as Int32Array;
    slots[slot] = ((hash << TAG_SHIFT) & ~NUMBER) | (state + 1);
    const size = (this.sizes[number] as number) + 1;
    this.sizes[number] = size;
    if (size * 2 > slots.length) this.double(number);
    return state;
  }

  /** A chunk is committed by the system page by page, so that a small model does not pay for a large one's. */
  private addChunk(): void {
    try {
      this.words.push(new Int32Array(CHUNK * this.width));
      this.parents.push(new Int32Array(CHUNK));
      this.instances.push(new Int32Array(CHUNK));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new SyspecError(
        'OUT_OF_MEMORY',
        `no memory for more than ${this.count} states`,
        'Limit the states.',
      );
    }
  }

  /** Doubles one segment. All hashes come first: they read scattered states, and the cache misses then overlap. */
  private double(number: number): void {
    const old = this.segments[number] as Int32Array;
    const { width, hash, words } = this;
    const hashes = new Int32Array(old.length);
    for (let i = 0; i < old.length; i++) {
      const entry = (old[i] as number) & NUMBER;
      if (entry === 0) continue;
      hashes[i] = hash(words[(entry - 1) >>> CHUNK_BITS] as Int32Array, ((entry - 1) & IN_CHUNK) * width);
    }
    const slots = new Int32Array(old.length * 2);
    const last = slots.length - 1;
    for (let i = 0; i < old.length; i++) {
      const entry = old[i] as number;
      if (entry === 0) continue;
      let slot = (hashes[i] as number) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = entry;
    }
    this.segments[number] = slots;
  }
}
