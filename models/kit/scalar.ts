// SPDX-License-Identifier: MIT
// Values that fit one packed field: each is a code 0..size-1, and code 0 is the initial value.
import { SyspecError } from '../../base/errors.ts';

/** What one packed field can hold. */
export type ScalarValue = string | number | boolean | null;

/** A finite domain and its numbering. */
export interface Domain {
  /** How many values there are. */
  readonly size: number;
  /** The domain as error messages show it. */
  readonly domain: string;
  decode(code: number): unknown;
  /** The code of a value, or -1 when it is outside the domain. */
  encode(value: unknown): number;
}

/** A domain whose values fit one packed field. */
export interface Scalar extends Domain {
  readonly kind: 'scalar';
  /** What `typeof` says of its values, null aside. */
  readonly type: 'string' | 'number' | 'boolean';
  /** Value by code, for domains small enough to list. */
  readonly values: readonly ScalarValue[] | undefined;
  decode(code: number): ScalarValue;
}

/** Larger domains are computed: their tables would not stay in the cache. */
const LISTED = 1024;
/** A code must stay a small positive integer in JavaScript's bit operators. */
export const MAX_SIZE = 2 ** 31;

function listed(values: readonly ScalarValue[], domain: string, type: Scalar['type']): Scalar {
  const codes = new Map<unknown, number>(values.map((value, code) => [value, code]));
  if (values.length === 0 || codes.size < values.length) {
    throw new SyspecError(
      'BAD_MODEL',
      `domain ${domain} is empty or repeats a value`,
      'List each value once.',
    );
  }
  return {
    kind: 'scalar',
    size: values.length,
    domain,
    type,
    values,
    decode: (code) => values[code] as ScalarValue,
    // A short search is quicker than hashing.
    encode:
      values.length <= 8
        ? (value) => values.indexOf(value as ScalarValue)
        : (value) => codes.get(value) ?? -1,
  };
}

/** The given strings, in that order. */
export function names(values: readonly string[]): Scalar {
  return listed(Object.freeze([...values]), `{${values.join(', ')}}`, 'string');
}

/** False, then true. */
export function booleans(): Scalar {
  return listed([false, true], '{false, true}', 'boolean');
}

/** The integers lo..hi. */
export function integers(lo: number, hi: number): Scalar {
  const size = hi - lo + 1;
  const domain = `${lo}..${hi}`;
  if (!Number.isSafeInteger(lo) || !Number.isSafeInteger(hi) || size < 1 || size > MAX_SIZE) {
    throw new SyspecError(
      'BAD_MODEL',
      `int(${lo}, ${hi}) is not a range`,
      'Use integers lo <= hi, at most 2^31 of them.',
    );
  }
  const encode = (value: unknown) =>
    typeof value === 'number' && value >= lo && value <= hi && Number.isInteger(value) ? value - lo : -1;
  if (size > LISTED)
    return {
      kind: 'scalar',
      size,
      domain,
      type: 'number',
      values: undefined,
      decode: (code) => code + lo,
      encode,
    };
  return {
    ...listed(
      Array.from({ length: size }, (_, code) => code + lo),
      domain,
      'number',
    ),
    encode,
  };
}

/** Null, then the values of another domain, which has fewer than MAX_SIZE. */
export function maybe(inner: Scalar): Scalar {
  if (inner.encode(null) >= 0)
    throw new SyspecError('BAD_MODEL', 'opt(opt(...)): null would mean two things');
  const domain = `null or ${inner.domain}`;
  if (inner.values !== undefined) return listed([null, ...inner.values], domain, inner.type);
  return {
    kind: 'scalar',
    size: inner.size + 1,
    domain,
    type: inner.type,
    values: undefined,
    decode: (code) => (code === 0 ? null : inner.decode(code - 1)),
    encode: (value) => (value === null ? 0 : inner.encode(value) + 1 || -1),
  };
}
