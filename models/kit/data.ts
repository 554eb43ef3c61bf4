// SPDX-License-Identifier: MIT
// Plain data by value: one text for each value, and one frozen copy of it.
import { PlainSet } from './plain.ts';

/** The text of a value; equal values have equal texts. Throws TypeError for what is no data. */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (Number.isFinite(value)) return `${value}`;
      break;
    case 'object':
      return value === null ? 'null' : composite(value);
  }
  throw new TypeError(`${String(value)} is not plain data`);
}

function composite(value: object): string {
  if (Array.isArray(value)) {
    let text = '[';
    for (let i = 0; i < value.length; i++) text += `${i === 0 ? '' : ','}${canonical(value[i])}`;
    return `${text}]`;
  }
  if (Symbol.iterator in value) return `{${setTexts(value as Iterable<unknown>).join()}}`;
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of sortedKeys(fields)) {
    text += `${text === '' ? '(' : ','}${quoted(key)}:${canonical(fields[key])}`;
  }
  return text === '' ? '()' : `${text})`;
}

function setTexts(value: Iterable<unknown>): readonly string[] {
  if (value instanceof Map) throw new TypeError('a Map is not plain data: use an object');
  return [...new Set(Array.from(value, canonical))].sort();
}

const quotedKeys = new Map<string, string>();

function quoted(key: string): string {
  const known = quotedKeys.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(key);
  quotedKeys.set(key, text);
  return text;
}

/** Mostly they are in one order already, written down by one expression. */
function sortedKeys(fields: object): readonly string[] {
  const keys = Object.keys(fields);
  for (let i = 1; i < keys.length; i++) {
    if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort();
  }
  return keys;
}

/** A frozen copy that shares nothing with `value`, which may be a view of a state. */
export function frozenCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy));
  if (Symbol.iterator in value) {
    return Object.freeze(new PlainSet(Array.from(value as Iterable<unknown>, frozenCopy)));
  }
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([key, field]) => [key, frozenCopy(field)])),
  );
}

/** Numbers distinct values from 0, and keeps a frozen copy of each. */
export class DataTable {
  readonly values: unknown[] = [];
  private readonly numbers = new Map<string, number>();

  number(value: unknown): number {
    const text = canonical(value);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.values.length);
    return this.values.push(frozenCopy(value)) - 1;
  }

  /** The number of a value that is there. */
  find(value: unknown): number | undefined {
    return this.numbers.get(canonical(value));
  }
}
