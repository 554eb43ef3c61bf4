// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataTable } from './data.ts';

/** The same value with the keys of its objects in the reverse order. */
function turned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(turned);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, turned(field)])
      .reverse(),
  );
}

/** JSON with sorted keys. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

describe('numbers of plain data', () => {
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, true, false, 0, 1, -1, 2.5, '', '1', 'a', 'true'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', '0', 'a:1'), tie('value'), { noNullPrototype: true }),
    ),
  })).value;

  it('are equal exactly for equal values, whatever the order of keys', () => {
    const table = new DataTable();
    const numbers = new Map<string, number>();
    fc.assert(
      fc.property(values, (value) => {
        const number = table.number(value);
        expect(table.number(turned(value))).toBe(number);
        const known = numbers.get(text(value)) ?? numbers.size;
        numbers.set(text(value), known);
        expect(number).toBe(known);
        expect(table.values[number]).toEqual(value);
      }),
      { numRuns: 1000 },
    );
    expect(table.values.length).toBe(numbers.size);
  });

  it('tell a set from a list, and no order in a set', () => {
    const table = new DataTable();
    const number = table.number(new Set([1, 'a', null]));
    expect(table.number(new Set([null, 1, 'a']))).toBe(number);
    expect(table.number([1, 'a', null])).not.toBe(number);
    expect(table.number([[]])).not.toBe(table.number([{}]));
    expect(table.number(new Set())).not.toBe(table.number([]));
    expect(JSON.stringify(table.values[number])).toBe('[1,"a",null]');
  });

  it('share nothing with what was given, and are frozen', () => {
    const table = new DataTable();
    const given = { list: [1, { n: 2 }] };
    const copy = table.values[table.number(given)] as typeof given;
    given.list.push(3);
    expect(copy).toEqual({ list: [1, { n: 2 }] });
    expect(() => copy.list.push(3)).toThrow(TypeError);
  });

  it.each([[undefined], [Number.NaN], [() => 1], [{ a: undefined }], [[Number.POSITIVE_INFINITY]], [1n]])(
    'refuse %s',
    (value) => {
      expect(() => new DataTable().number(value)).toThrow('is not plain data');
    },
  );

  it('refuse a Map', () => {
    expect(() => new DataTable().number(new Map())).toThrow('use an object');
  });
});
