// SPDX-License-Identifier: MIT
// Plain data by value: one number for each value, and one frozen copy of it.
import { PairTable } from './pair-table.ts';
import { PlainSet } from './plain-set.ts';

/** The objects whose keys were written down in one order. */
interface Keys {
  readonly next: Map<string, Keys>;
  /** The same keys in an order that does not depend on it. */
  sorted: readonly string[] | undefined;
  /** Number of that list. */
  number: number;
}

/** First parts of pairs that are no list. */
const PRIMITIVE = -1;
const START = -2;
const OBJECT = -3;
const [ARRAY, SET] = [0, 1];

/**
 * Numbers distinct values from 0, and keeps a frozen copy of each. A list is the pair of the list without its last item
 * and of this item, so that no text has to be made of a value to find it.
 */
export class DataTable {
  readonly values: unknown[] = [];
  private readonly pairs = new PairTable();
  private readonly primitives = new Map<unknown, number>();
  private readonly keys: Keys = { next: new Map(), sorted: undefined, number: 0 };
  private readonly keyLists = new Map<string, number>();
  /** By id of a value, its number plus one. */
  private numbers = new Int32Array(1024);

  /** The number of a value. Throws TypeError for what is no plain data. */
  number(value: unknown): number {
    const id = this.id(value);
    if (id >= this.numbers.length) {
      const grown = new Int32Array(2 * id);
      grown.set(this.numbers);
      this.numbers = grown;
    }
    const known = this.numbers[id] as number;
    if (known > 0) return known - 1;
    const number = this.values.push(frozenCopy(value)) - 1;
    this.numbers[id] = number + 1;
    return number;
  }

  private id(value: unknown): number {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return this.primitive(value);
      case 'number':
        if (Number.isFinite(value)) return this.primitive(value);
        break;
      case 'object':
        if (value === null) return this.primitive(value);
        if (Array.isArray(value)) return this.list(ARRAY, value);
        return Symbol.iterator in value ? this.set(value) : this.object(value);
    }
    throw new TypeError(`${String(value)} is not plain data`);
  }

  private primitive(value: unknown): number {
    const known = this.primitives.get(value);
    if (known !== undefined) return known;
    const id = this.pairs.number(PRIMITIVE, this.primitives.size);
    this.primitives.set(value, id);
    return id;
  }

  private list(kind: number, items: readonly unknown[]): number {
    let id = this.pairs.number(START, kind);
    for (let i = 0; i < items.length; i++) id = this.pairs.number(id, this.id(items[i]));
    return id;
  }

  private set(elements: object): number {
    if (elements instanceof Map) throw new TypeError('a Map is not plain data: use an object');
    const ids = Array.from(elements as Iterable<unknown>, (element) => this.id(element));
    let id = this.pairs.number(START, SET);
    for (const element of [...new Set(ids)].sort((a, b) => a - b)) id = this.pairs.number(id, element);
    return id;
  }

  private object(value: object): number {
    const given = Object.keys(value);
    let keys = this.keys;
    for (let i = 0; i < given.length; i++)
      keys = keys.next.get(given[i] as string) ?? this.grow(keys, given, i);
    const { sorted = this.sort(keys, given) } = keys;
    let id = this.pairs.number(OBJECT, keys.number);
    for (let i = 0; i < sorted.length; i++) {
      const field = (value as Readonly<Record<string, unknown>>)[sorted[i] as string];
      id = this.pairs.number(id, this.id(field));
    }
    return id;
  }

  private grow(keys: Keys, given: readonly string[], i: number): Keys {
    const made: Keys = { next: new Map(), sorted: undefined, number: 0 };
    keys.next.set(given[i] as string, made);
    return made;
  }

  private sort(keys: Keys, given: readonly string[]): readonly string[] {
    const sorted = [...given].sort();
    const text = JSON.stringify(sorted);
    keys.sorted = sorted;
    keys.number = this.keyLists.get(text) ?? this.keyLists.size;
    this.keyLists.set(text, keys.number);
    return sorted;
  }
}

/** A frozen copy that shares nothing with `value`, which may be a view of a state. */
function frozenCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy));
  if (Symbol.iterator in value) {
    return Object.freeze(new PlainSet(Array.from(value as Iterable<unknown>, frozenCopy)));
  }
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) copy[key] = frozenCopy(copy[key]);
  return Object.freeze(copy);
}
