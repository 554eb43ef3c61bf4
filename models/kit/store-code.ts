// SPDX-License-Identifier: MIT
// The store's inner loop, generated for each number of words: unrolled, it is twice as fast as loops over words.
import type { Successors } from './successors.ts';

export const CHUNK_BITS = 18;
export const SEGMENT_BITS = 8;
/** An entry is a state's number plus one, under 5 bits of its hash that spare most comparisons of unequal states. */
export const NUMBER_BITS = 27;
export const NUMBER = (1 << NUMBER_BITS) - 1;
/** Hash bits 24..31 choose the segment and 19..23 are the tag; the slot takes bits from 0 up. */
export const TAG_SHIFT = 8;
/** In place of a state's number: it is new, and the limit is reached. */
export const DROPPED = -1;

/** Hash of the state at `words[at..]`. */
export type Hash = (words: Int32Array, at: number) => number;

/** What the code reads and changes of a store. */
interface Tables {
  readonly segments: readonly Int32Array[];
  readonly hashes: Int32Array;
  readonly words: readonly Int32Array[];
  readonly count: number;
  add(words: Int32Array, at: number, hash: number, slot: number, source: number, instance: number): number;
}

/** See StateStore.insert. */
export type InsertBatch = (
  store: Tables,
  batch: Successors,
  sources: Int32Array,
  targets: Int32Array,
  limit: number,
) => void;

/** Multiply and shift for each word, so that every bit of the state reaches the segment, the tag and the slot. */
function hashSource(width: number, array: string, at: string): string {
  const words = Array.from({ length: width }, (_, w) => {
    const mixed = `hash = Math.imul(hash ^ ${array}[${at} + ${w}], 0x9e3779b1); hash ^= hash >>> 15;`;
    return w === 0 ? mixed.replace('hash ^ ', '') : mixed;
  });
  return `${words.join(' ')}
    hash = Math.imul(hash, 0x85ebca77); hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae3d); hash ^= hash >>> 16;`;
}

/** Two passes of reads before the comparisons let the cache misses of a whole batch overlap. */
function insertSource(width: number): string {
  const lanes = Array.from({ length: width }, (_, w) => w);
  const equal = lanes.map((w) => `chunk[at + ${w}] === words[i * ${width} + ${w}]`).join(' && ');
  return `
    const { segments, hashes, words: chunks } = store;
    const { words, instances, loops, count } = batch;
    let seen = 0;
    for (let i = 0; i < count; i++) {
      if (loops[i] === 1) continue;
      let hash = 0;
      ${hashSource(width, 'words', `i * ${width}`)}
      hashes[i] = hash;
      const slots = segments[hash >>> ${32 - SEGMENT_BITS}];
      seen ^= slots[hash & (slots.length - 1)];
    }
    for (let i = 0; i < count; i++) {
      if (loops[i] === 1) {
        targets[i] = sources[i];
        continue;
      }
      const hash = hashes[i];
      const slots = segments[hash >>> ${32 - SEGMENT_BITS}];
      const last = slots.length - 1;
      const tag = hash << ${TAG_SHIFT};
      let slot = hash & last;
      for (;;) {
        const entry = slots[slot];
        if (entry === 0) {
          targets[i] = store.count < limit
            ? store.add(words, i * ${width}, hash, slot, sources[i], instances[i])
            : ${DROPPED};
          break;
        }
        if (((entry ^ tag) & ${~NUMBER}) === 0) {
          const state = (entry & ${NUMBER}) - 1;
          const chunk = chunks[state >>> ${CHUNK_BITS}];
          const at = (state & ${(1 << CHUNK_BITS) - 1}) * ${width};
          if (${equal}) {
            targets[i] = state;
            break;
          }
        }
        slot = (slot + 1) & last;
      }
    }
    return seen;`;
}

const generated = new Map<number, { hash: Hash; insertBatch: InsertBatch }>();

/** The code for states of `width` words, shared by all stores of that width. */
export function storeCode(width: number): { hash: Hash; insertBatch: InsertBatch } {
  const known = generated.get(width);
  if (known !== undefined) return known;
  const hashBody = `'use strict'; let hash = 0; ${hashSource(width, 'words', 'at')} return hash;`;
  const insertBody = `'use strict'; ${insertSource(width)}`;
  const made = {
    hash: new Function('words', 'at', hashBody) as Hash,
    insertBatch: new Function('store', 'batch', 'sources', 'targets', 'limit', insertBody) as InsertBatch,
  };
  generated.set(width, made);
  return made;
}
