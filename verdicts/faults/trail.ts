// SPDX-License-Identifier: MIT
// The way that a search goes, as numbers: a fault that leaves it as it is changes no verdict that is about the graph.
import type { Machine } from '../../models/kit/machine.ts';
import type { Model } from '../../models/kit/model.ts';
import { Search } from '../../models/kit/search.ts';

/** For each state, in order, what the search has met by then, hashed twice; at the end all of it. Shared by threads. */
export type Trail = Int32Array<SharedArrayBuffer>;

const OFF = Symbol('another way');

/** Two hashes that go on, so that a chance meeting of one is none of both. */
class Hash {
  a = 17;
  b = 31;

  add(value: number): void {
    this.a = (Math.imul(this.a ^ value, 0x01000193) + 0x9e37) | 0;
    this.b = (Math.imul(this.b, 0x2c1b3c6d) + value + 0x297a2d39) | 0;
    this.b ^= this.b >>> 15;
  }
}

/** Searches, and hands over both hashes after each state and at the end. */
// biome-ignore lint/suspicious/noExplicitAny: the state is the proposal's own.
function walk(model: Model<any>, mark: (hash: Hash) => void): number {
  const { machine }: { machine: Machine } = model;
  const hash = new Hash();
  return machine.exclusively(() => {
    const visitor = {
      state() {
        for (const word of machine.workspace.source) hash.add(word);
      },
      expanded(_state: number, enabled: number) {
        const terminal = machine.terminal !== undefined && machine.read('terminal', machine.terminal);
        hash.add(terminal ? -2 : enabled);
        mark(hash);
      },
      edge(_store: unknown, source: number, instance: number, target: number) {
        for (const number of [source, instance, target]) hash.add(number);
      },
    };
    const { store } = new Search(machine, visitor, {}, false).run();
    mark(hash);
    return store.count;
  });
}

/** The trail of a model. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function trailOf(model: Model<any>): Trail {
  const hashes: number[] = [];
  walk(model, ({ a, b }) => void hashes.push(a, b));
  const trail: Trail = new Int32Array(new SharedArrayBuffer(hashes.length * Int32Array.BYTES_PER_ELEMENT));
  trail.set(hashes);
  return trail;
}

/** How many states a model's search goes the same way, to the first where it does not; undefined when it is the same to the end. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function leavesAt(model: Model<any>, trail: Trail): number | undefined {
  let at = 0;
  try {
    walk(model, ({ a, b }) => {
      if (trail[at] !== a || trail[at + 1] !== b) throw OFF;
      at += 2;
    });
  } catch (error) {
    if (error === OFF) return at / 2;
    throw error;
  }
  return at === trail.length ? undefined : at / 2;
}
