// SPDX-License-Identifier: MIT
// The shape of a model's state, declared once: bodies, properties, packing and TLA+ text all follow from it.
import { domainOf } from './domain.ts';
import { booleans, integers, MAX_SIZE, maybe, names, type Scalar, type ScalarValue } from './scalar.ts';
import type { Shape } from './shape.ts';
import { show } from './show.ts';
import { refuse } from './usage.ts';

declare const PLAIN: unique symbol;
declare const DRAFT: unique symbol;

/** A field's schema: `R` is its value as properties read it, `D` the draft that action bodies change. */
export interface Schema<R, D> {
  readonly shape: Shape;
  readonly [PLAIN]?: R;
  readonly [DRAFT]?: D;
}

/** The schema of a value that fits one packed field. */
export interface ScalarSchema<T extends ScalarValue> extends Schema<T, T> {
  readonly shape: Scalar;
}

/** The named fields of a state or a record. */
export type Fields = Readonly<Record<string, Schema<unknown, unknown>>>;

/** What properties read of a schema: `Plain<typeof task>`, the parameter of a helper that looks at one task. */
export type Plain<T> = T extends Schema<infer R, unknown> ? R : never;
/** What bodies change of a schema: `Draft<typeof task>`, the parameter of a helper that changes one task. */
export type Draft<T> = T extends Schema<unknown, infer D> ? D : never;

/** The state as properties, traces and oracles see it: deeply read-only. */
export type PlainState<F extends Fields> = { readonly [K in keyof F]: Plain<F[K]> };

/** The state as bodies see it: every field can be read and assigned. Also usable where PlainState is. */
export type DraftState<F extends Fields> = { -readonly [K in keyof F]: Draft<F[K]> };

type Resizing = 'push' | 'pop' | 'shift' | 'unshift' | 'splice' | 'length';

/** An array whose length never changes. */
export type FixedArray<T> = Omit<T[], Resizing> & { readonly length: number };

/** A subset of a fixed domain, iterated in the domain's order. */
export interface ReadonlySubset<T> extends Iterable<T> {
  readonly size: number;
  /** Throws SyspecError BAD_MODEL when `element` is outside the domain (in a model's own state). */
  has(element: T): boolean;
}

/** A subset that bodies can change; a `Set` may be assigned in its place. */
export interface Subset<T> extends ReadonlySubset<T> {
  add(element: T): unknown;
  delete(element: T): boolean;
  clear(): void;
}

/** The shape of what an author gave as a schema to `where`. */
function shapeOf(schema: Schema<unknown, unknown> | undefined, where: string): Shape {
  const kind: unknown = schema?.shape?.kind;
  if (typeof kind === 'string') return (schema as Schema<unknown, unknown>).shape;
  return refuse(`${where}: ${show(schema)} is no schema`, 'Make it with int, enumOf, record, and so on.');
}

/** The names that an author gave to `where`, all of them strings. */
function stringsOf(values: readonly unknown[], where: string): readonly string[] {
  if (!Array.isArray(values))
    return refuse(`${where}: ${show(values)} is no list of strings`, 'Give strings.');
  const odd = values.find((value) => typeof value !== 'string');
  if (odd === undefined) return values;
  return refuse(`${where}: ${show(odd)} is no string`, 'Give strings.');
}

function checkSize(what: string, size: number): number {
  if (Number.isInteger(size) && size >= 1 && size <= 4096) return size;
  return refuse(
    `${what}: size ${size} is not an integer in 1..4096`,
    'Bounds are parameters of a model: keep them small.',
  );
}

/** One of the given strings; the first is the initial value. */
export function enumOf<const T extends string>(...values: readonly T[]): ScalarSchema<T> {
  return { shape: names(stringsOf(values, 'enumOf')) };
}

/** A truth value; false initially. */
export const bool: ScalarSchema<boolean> = { shape: booleans() };

/** An integer in lo..hi; `lo` initially. */
export function int(lo: number, hi: number): ScalarSchema<number> {
  return { shape: integers(lo, hi) };
}

/** A value of any schema, or null; null initially, which TLA+ text shows as the string "none". */
export function opt<T extends ScalarValue>(value: ScalarSchema<T>): ScalarSchema<T | null>;
export function opt<R, D>(value: Schema<R, D>): Schema<R | null, D | null>;
export function opt(value: Schema<unknown, unknown>): Schema<unknown, unknown> {
  const item = shapeOf(value, 'opt');
  if (item.kind === 'scalar' && item.size < MAX_SIZE) return { shape: maybe(item) };
  if (item.kind === 'opt') return refuse('opt(opt(...)): null would mean two things', 'Say it once.');
  return { shape: { kind: 'opt', item } };
}

/** Exactly `n` items, indices 0..n-1 (in TLA+ a sequence, from 1). */
export function arrayOf<R, D>(n: number, item: Schema<R, D>): Schema<readonly R[], FixedArray<D>> {
  return { shape: { kind: 'array', length: checkSize('arrayOf', n), item: shapeOf(item, 'arrayOf') } };
}

/** At most `max` items, empty initially: an ordinary array in a body; overflow is an error, never a truncation. */
export function seqOf<R, D>(max: number, item: Schema<R, D>): Schema<readonly R[], D[]> {
  return { shape: { kind: 'seq', max: checkSize('seqOf', max), item: shapeOf(item, 'seqOf') } };
}

/**
 * A subset of 0..n-1, of the given strings, or of the values of a schema: enums, integers, and records and arrays of
 * these, by value. Empty initially. Takes a bit for each value that may be in it, at most 4096.
 */
export function setOf(n: number): Schema<ReadonlySubset<number>, Subset<number>>;
export function setOf<const T extends string>(
  ...elements: readonly T[]
): Schema<ReadonlySubset<T>, Subset<T>>;
export function setOf<R, D>(element: Schema<R, D>): Schema<ReadonlySubset<R>, Subset<R>>;
export function setOf(
  first: number | string | Schema<unknown, unknown>,
  ...rest: readonly string[]
): Schema<unknown, unknown> {
  const item = elementShape(first, rest);
  return { shape: { kind: 'set', element: domainOf(item), item } };
}

function elementShape(first: number | string | Schema<unknown, unknown>, rest: readonly string[]): Shape {
  if (typeof first === 'number') return integers(0, checkSize('setOf', first) - 1);
  return typeof first === 'string' ? names(stringsOf([first, ...rest], 'setOf')) : shapeOf(first, 'setOf');
}

/**
 * A total map over fixed string keys, perhaps none (in TLA+ a record, or `<<>>`). Keys that look like numbers are
 * refused: use arrayOf.
 */
export function mapOf<const K extends string, R, D>(
  keys: readonly K[],
  value: Schema<R, D>,
): Schema<Readonly<Record<K, R>>, Record<K, D>> {
  const shape = shapeOf(value, 'mapOf');
  return { shape: fieldShapes(stringsOf(keys, 'mapOf').map((key) => [key, shape])) };
}

/** Named fields of different schemas. */
export function record<const F extends Fields>(fields: F): Schema<PlainState<F>, DraftState<F>> {
  return { shape: recordShape(fields) };
}

/** The shape of a whole state. */
export function recordShape(fields: Fields): Extract<Shape, { kind: 'record' }> {
  if (typeof fields !== 'object' || fields === null) {
    return refuse(`the fields ${String(fields)} are no object`, 'Give { name: schema, ... }.');
  }
  return fieldShapes(Object.entries(fields).map(([key, schema]) => [key, shapeOf(schema, key)]));
}

function fieldShapes(entries: readonly (readonly [string, Shape])[]): Extract<Shape, { kind: 'record' }> {
  const fields = new Map(entries);
  if (fields.size < entries.length) refuse('a map names one key twice', 'Make its keys distinct.');
  for (const key of fields.keys()) {
    if (/^\d|^\$|^__proto__$|^$/.test(key))
      refuse(`${JSON.stringify(key)} cannot be a key`, 'Start keys with a letter.');
  }
  return { kind: 'record', fields };
}
