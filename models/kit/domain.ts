// SPDX-License-Identifier: MIT
// Finite domains of composite values, numbered: what a set of records has a bit for.
import { SyspecError } from '../../base/errors.ts';
import { PlainSet } from './plain-set.ts';
import type { Domain } from './scalar.ts';
import type { Shape } from './shape.ts';

/** Most values that a set can choose from: each is a bit of every state. */
export const MOST_ELEMENTS = 4096;

/** The values of a shape, in the order of its parts' values, the last part's fastest. */
export function domainOf(shape: Shape): Domain {
  const { size, text, decode, encode } = numbering(shape);
  if (size > MOST_ELEMENTS) {
    throw new SyspecError(
      'BAD_MODEL',
      `setOf: its domain ${text} has ${size} values, at most ${MOST_ELEMENTS}`,
      'A set takes a bit for each: make the domains of its elements smaller.',
    );
  }
  // Scalars of a large range have no table, and are no objects that need one.
  if (shape.kind === 'scalar') return shape;
  const values = Array.from({ length: size }, (_, code) => decode(code));
  return { size, domain: text, decode: (code) => values[code], encode };
}

interface Numbering {
  readonly size: number;
  readonly text: string;
  /** A frozen value, made anew. */
  decode(code: number): unknown;
  /** The code of a value, or -1. */
  encode(value: unknown): number;
}

function numbering(shape: Shape): Numbering {
  switch (shape.kind) {
    case 'scalar':
      return { ...shape, text: shape.domain };
    case 'opt':
      return optional(numbering(shape.item));
    case 'array':
      return product(
        Array(shape.length).fill(numbering(shape.item)),
        `[${shape.length} of ${numbering(shape.item).text}]`,
        (value) => (Array.isArray(value) && value.length === shape.length ? value : undefined),
        (parts) => Object.freeze(parts),
      );
    case 'record': {
      const keys = [...shape.fields.keys()];
      const parts = [...shape.fields.values()].map(numbering);
      return product(
        parts,
        `[${keys.map((key, i) => `${key}: ${(parts[i] as Numbering).text}`).join(', ')}]`,
        (value) => fieldsOf(value, keys),
        (values) => Object.freeze(Object.fromEntries(keys.map((key, i) => [key, values[i]]))),
      );
    }
    case 'seq':
      return sequences(shape.max, numbering(shape.item));
    case 'set':
      return subsets(shape.element);
  }
}

function fieldsOf(value: unknown, keys: readonly string[]): readonly unknown[] | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== keys.length)
    return undefined;
  return keys.map((key) => (value as Readonly<Record<string, unknown>>)[key]);
}

function optional({ size, text, decode, encode }: Numbering): Numbering {
  return {
    size: size + 1,
    text: `null or ${text}`,
    decode: (code) => (code === 0 ? null : decode(code - 1)),
    encode: (value) => (value === null ? 0 : encode(value) + 1 || -1),
  };
}

function product(
  parts: readonly Numbering[],
  text: string,
  split: (value: unknown) => readonly unknown[] | undefined,
  join: (values: unknown[]) => unknown,
): Numbering {
  return {
    size: parts.reduce((size, part) => size * part.size, 1),
    text,
    decode(code) {
      let left = code;
      const values = [...parts].reverse().map((part) => {
        const value = part.decode(left % part.size);
        left = Math.floor(left / part.size);
        return value;
      });
      return join(values.reverse());
    },
    encode(value) {
      const values = split(value);
      if (values === undefined) return -1;
      let code = 0;
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i] as Numbering;
        const digit = part.encode(values[i]);
        if (digit < 0) return -1;
        code = code * part.size + digit;
      }
      return code;
    },
  };
}

/** Shorter ones first. */
function sequences(max: number, item: Numbering): Numbering {
  const ofLength = Array.from({ length: max + 1 }, (_, length) =>
    product(
      Array(length).fill(item),
      '',
      (value) => value as readonly unknown[],
      (parts) => Object.freeze(parts),
    ),
  );
  const before = (length: number) => ofLength.slice(0, length).reduce((sum, { size }) => sum + size, 0);
  return {
    size: before(max + 1),
    text: `[at most ${max} of ${item.text}]`,
    decode(code) {
      let length = 0;
      while (before(length + 1) <= code) length += 1;
      return (ofLength[length] as Numbering).decode(code - before(length));
    },
    encode(value) {
      if (!Array.isArray(value) || value.length > max) return -1;
      const code = (ofLength[value.length] as Numbering).encode(value);
      return code < 0 ? -1 : before(value.length) + code;
    },
  };
}

function subsets(element: Domain): Numbering {
  return {
    size: 2 ** element.size,
    text: `{subsets of ${element.domain}}`,
    decode: (code) =>
      Object.freeze(
        new PlainSet(
          Array.from({ length: element.size }, (_, i) => i)
            .filter((i) => (code >>> i) & 1)
            .map((i) => element.decode(i)),
        ),
      ),
    encode(value) {
      if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) return -1;
      const codes = Array.from(value as Iterable<unknown>, (one) => element.encode(one));
      return codes.some((code) => code < 0) ? -1 : codes.reduce((bits, code) => bits | (1 << code), 0);
    },
  };
}
