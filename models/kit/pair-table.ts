// SPDX-License-Identifier: MIT
// Pairs of small integers, numbered in the order in which they come: a hash table without a string or an object a pair.

const FIRST_SLOTS = 1024;

/** Numbers distinct pairs from 0. */
export class PairTable {
  count = 0;
  private a = new Int32Array(FIRST_SLOTS / 2);
  private b = new Int32Array(FIRST_SLOTS / 2);
  /** Numbers plus one; 0 is free. */
  private slots = new Int32Array(FIRST_SLOTS);

  /** The number of a pair, which is `count - 1` when it is new. */
  number(a: number, b: number): number {
    const last = this.slots.length - 1;
    for (let slot = hash(a, b) & last; ; slot = (slot + 1) & last) {
      const entry = (this.slots[slot] as number) - 1;
      if (entry < 0) return this.add(a, b, slot);
      if (this.a[entry] === a && this.b[entry] === b) return entry;
    }
  }

  private add(a: number, b: number, slot: number): number {
    const number = this.count;
    this.count += 1;
    this.a[number] = a;
    this.b[number] = b;
    this.slots[slot] = this.count;
    if (this.count * 2 >= this.slots.length) this.double();
    return number;
  }

  private double(): void {
    const size = this.slots.length * 2;
    const [a, b] = [new Int32Array(size / 2), new Int32Array(size / 2)];
    a.set(this.a);
    b.set(this.b);
    this.a = a;
    this.b = b;
    this.slots = new Int32Array(size);
    for (let number = 0; number < this.count; number++) {
      let slot = hash(a[number] as number, b[number] as number) & (size - 1);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      this.slots[slot] = number + 1;
    }
  }
}

function hash(a: number, b: number): number {
  let mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca77);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae3d);
  return mixed ^ (mixed >>> 13);
}
