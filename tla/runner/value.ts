// SPDX-License-Identifier: MIT
// TLA+ values as TLC prints them, and one text for each value however it was printed.

/** A TLA+ value. A tuple and a sequence are one kind; an interval is the set of its members. */
export type TlaValue =
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'model'; readonly name: string }
  | { readonly kind: 'set'; readonly elements: readonly TlaValue[] }
  | { readonly kind: 'sequence'; readonly elements: readonly TlaValue[] }
  | { readonly kind: 'record'; readonly fields: readonly (readonly [string, TlaValue])[] }
  | { readonly kind: 'function'; readonly entries: readonly (readonly [TlaValue, TlaValue])[] };

/**
 * The same text for equal values: a function on 1..n is the sequence, one on identifiers as strings is the
 * record, and elements, fields and keys are in one order. The text is TLA+ again.
 */
export function canonical(value: TlaValue): string {
  switch (value.kind) {
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE';
    case 'integer':
      return String(value.value);
    case 'string':
      return quote(value.value);
    case 'model':
      return value.name;
    case 'set':
      return `{${[...new Set(value.elements.map(canonical))].sort(byValue).join(', ')}}`;
    case 'sequence':
      return sequenceText(value.elements.map(canonical));
    case 'record':
      return functionText(value.fields.map(([name, field]) => [quote(name), canonical(field)]));
    case 'function':
      return functionText(value.entries.map(([key, result]) => [canonical(key), canonical(result)]));
  }
}

const IDENTIFIER_STRING = /^"[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*"$/;

function functionText(entries: readonly (readonly [string, string])[]): string {
  const sorted = [...entries].sort(([a], [b]) => byValue(a, b));
  if (sorted.every(([key], index) => key === String(index + 1)))
    return sequenceText(sorted.map(([, v]) => v));
  if (sorted.every(([key]) => IDENTIFIER_STRING.test(key))) {
    return `[${sorted.map(([key, v]) => `${key.slice(1, -1)} |-> ${v}`).join(', ')}]`;
  }
  return `(${sorted.map(([key, v]) => `${key} :> ${v}`).join(' @@ ')})`;
}

function sequenceText(elements: readonly string[]): string {
  return `<<${elements.join(', ')}>>`;
}

const INTEGER = /^-?\d+$/;

/** Integers by size and before all else; the rest by code unit, so that no locale decides. */
function byValue(a: string, b: string): number {
  const [aIsInteger, bIsInteger] = [INTEGER.test(a), INTEGER.test(b)];
  if (aIsInteger && bIsInteger) return Number(a) - Number(b);
  if (aIsInteger !== bIsInteger) return aIsInteger ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['\f', '\\f'],
]);

function quote(text: string): string {
  return `"${text.replace(/["\\\n\t\r\f]/g, (c) => ESCAPES.get(c)!)}"`;
}
