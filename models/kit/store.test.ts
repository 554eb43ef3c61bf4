// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { StateStore } from './store.ts';
import { DROPPED } from './store-code.ts';
import { Successors } from './successors.ts';

/** Inserts states in batches, and returns the number that each got. */
function insertAll(
  store: StateStore,
  width: number,
  states: readonly Int32Array[],
  limit = Number.MAX_SAFE_INTEGER,
) {
  const numbers: number[] = [];
  for (let first = 0; first < states.length; first += 700) {
    const batch = new Successors(width);
    for (const state of states.slice(first, first + 700)) batch.push(state, first % 7, undefined, false);
    const targets = new Int32Array(batch.count);
    store.insert(batch, new Int32Array(batch.count).fill(first), targets, limit);
    numbers.push(...targets);
  }
  return numbers;
}

describe.each([1, 2, 3, 5])('states of %i words', (width) => {
  const states = Array.from({ length: 20_000 }, (_, i) =>
    Int32Array.from({ length: width }, (_unused, w) => (w === i % width ? i * 0x10001 : -(i >>> 3))),
  );
  const texts = states.map(String);
  const distinct = [...new Set(texts)];

  it('numbers them in the order of discovery, and finds each again', () => {
    const store = new StateStore(width);
    const expected = texts.map((text) => distinct.indexOf(text));
    expect(insertAll(store, width, states)).toEqual(expected);
    expect(insertAll(store, width, states)).toEqual(expected);
    expect(store.count).toBe(distinct.length);
    const words = new Int32Array(width);
    for (const [number, text] of distinct.entries()) {
      store.read(number, words);
      if (String(words) !== text) expect(String(words)).toBe(text);
    }
  });

  it('keeps the first way to a state', () => {
    const store = new StateStore(width);
    insertAll(store, width, states.slice(0, 2000));
    const first = texts.indexOf(distinct[1500] as string);
    expect(store.parent(1500)).toBe(first - (first % 700));
    expect(store.instance(1500)).toBe((first - (first % 700)) % 7);
  });

  it('drops what is new beyond the limit, and still finds the rest', () => {
    const store = new StateStore(width);
    insertAll(store, width, states, 100);
    expect(store.count).toBe(100);
    expect(insertAll(store, width, states.slice(0, 300), 100)).toEqual(
      texts.slice(0, 300).map((text) => (distinct.indexOf(text) < 100 ? distinct.indexOf(text) : DROPPED)),
    );
  });
});

it('does not look up a state that leads to itself', () => {
  const store = new StateStore(1);
  const batch = new Successors(1);
  batch.push(Int32Array.of(5), 0, undefined, true);
  const targets = new Int32Array(1);
  store.insert(batch, Int32Array.of(42), targets, 10);
  expect([targets[0], store.count]).toEqual([42, 0]);
});
