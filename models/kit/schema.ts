// SPDX-License-Identifier: MIT
// The shape of a model's state, declared once: bodies, properties, packing and TLA+ text all follow from it.
import { SyspecError } from '../../base/errors.ts';
import { booleans, integers, maybe, names, type Scalar, type ScalarValue } from './scalar.ts';

declare const PLAIN: unique symbol;
declare const DRAFT: unique symbol;

/** What a schema describes, without its types. A map is a record whose keys are data. */
export type Shape =
  | Scalar
  | { readonly kind: 'set'; readonly element: Scalar }
  | { readonly kind: 'array'; readonly length: number; readonly item: Shape }
  | { readonly kind: 'seq'; readonly max: number; readonly item: Shape }
  | { readonly kind: 'record'; readonly fields: ReadonlyMap<string, Shape> };

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
// biome-ignore lint/suspicious/noExplicitAny: the constraint must admit every schema, and a draft is invariant.
export type Fields = Readonly<Record<string, Schema<any, any>>>;

// biome-ignore lint/suspicious/noExplicitAny: only the other type argument is inferred here.
type PlainOf<T> = T extends Schema<infer R, any> ? R : never;
// biome-ignore lint/suspicious/noExplicitAny: only the other type argument is inferred here.
type DraftOf<T> = T extends Schema<any, infer D> ? D : never;

/** The state as properties, traces and oracles see it: deeply read-only. */
export type PlainState<F extends Fields> = { readonly [K in keyof F]: PlainOf<F[K]> };

/** The state as bodies see it: every field can be read and assigned. Also usable where PlainState is. */
export type DraftState<F extends Fields> = { -readonly [K in keyof F]: DraftOf<F[K]> };

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

function refuse(message: string, hint: string): never {
  throw new SyspecError('BAD_MODEL', message, hint);
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
  return { shape: names(values) };
}

/** A truth value; false initially. */
export const bool: ScalarSchema<boolean> = { shape: booleans() };

/** An integer in lo..hi; `lo` initially. */
export function int(lo: number, hi: number): ScalarSchema<number> {
  return { shape: integers(lo, hi) };
}

/** A scalar or null; null initially, which TLA+ text shows as the string "none". */
export function opt<T extends ScalarValue>(value: ScalarSchema<T>): ScalarSchema<T | null> {
  return { shape: maybe(value.shape) };
}

/** Exactly `n` items, indices 0..n-1 (in TLA+ a sequence, from 1). */
export function arrayOf<R, D>(n: number, item: Schema<R, D>): Schema<readonly R[], FixedArray<D>> {
  return { shape: { kind: 'array', length: checkSize('arrayOf', n), item: item.shape } };
}

/** At most `max` items, empty initially: an ordinary array in a body; overflow is an error, never a truncation. */
export function seqOf<R, D>(max: number, item: Schema<R, D>): Schema<readonly R[], D[]> {
  return { shape: { kind: 'seq', max: checkSize('seqOf', max), item: item.shape } };
}

/** A subset of 0..n-1, or of the given strings; empty initially. */
export function setOf(n: number): Schema<ReadonlySubset<number>, Subset<number>>;
export function setOf<const T extends string>(
  ...elements: readonly T[]
): Schema<ReadonlySubset<T>, Subset<T>>;
export function setOf(first: number | string, ...rest: readonly string[]): Schema<unknown, unknown> {
  const element =
    typeof first === 'number' ? integers(0, checkSize('setOf', first) - 1) : names([first, ...rest]);
  return { shape: { kind: 'set', element } };
}

/**
 * A total map over fixed string keys, perhaps none (in TLA+ a record, or `<<>>`). Keys that look like numbers are
 * refused: use arrayOf.
 */
export function mapOf<const K extends string, R, D>(
  keys: readonly K[],
  value: Schema<R, D>,
): Schema<Readonly<Record<K, R>>, Record<K, D>> {
  return { shape: fieldShapes(keys.map((key) => [key, value.shape])) };
}

/** Named fields of different schemas. */
export function record<const F extends Fields>(fields: F): Schema<PlainState<F>, DraftState<F>> {
  return { shape: recordShape(fields) };
}

/** The shape of a whole state. */
export function recordShape(fields: Fields): Extract<Shape, { kind: 'record' }> {
  return fieldShapes(Object.entries(fields).map(([key, { shape }]) => [key, shape]));
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
