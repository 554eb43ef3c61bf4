// SPDX-License-Identifier: MIT
// LEB128 and zigzag integers, and bytes with a bound.
import { SyspecError } from '../../../base/errors.ts';

const U64 = (1n << 64n) - 1n;

/** Trouble with what the shim sent. */
export function malformed(what: string): SyspecError {
  return new SyspecError(
    'SHIM_PROTOCOL',
    `the shim broke the protocol: ${what}`,
    'The console log of its kernel may say why.',
  );
}

/** Bytes that grow as they are written. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  bytes(from: Uint8Array): void {
    this.#reserve(from.length);
    this.#bytes.set(from, this.#length);
    this.#length += from.length;
  }

  /** An unsigned integer below 2^53. */
  varint(value: number): void {
    let left = value;
    while (left > 0x7f) {
      this.byte((left % 128) | 0x80);
      left = Math.floor(left / 128);
    }
    this.byte(left);
  }

  /** The 64 bits of an integer, negative ones in two's complement. */
  zigzag(value: number | bigint): void {
    if (typeof value === 'number' && value >= -(2 ** 51) && value < 2 ** 51) {
      this.varint(value < 0 ? -2 * value - 1 : 2 * value);
      return;
    }
    const signed = BigInt.asIntN(64, BigInt(value));
    let left = ((signed << 1n) ^ (signed >> 63n)) & U64;
    while (left > 0x7fn) {
      this.byte(Number(left & 0x7fn) | 0x80);
      left >>= 7n;
    }
    this.byte(Number(left));
  }

  /** A copy. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads bytes, and throws SyspecError SHIM_PROTOCOL where they end too early. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw malformed('a record ends too early');
    this.#at++;
    return value;
  }

  /** A copy, so that a result does not hold the whole frame in memory. */
  bytes(size: number): Uint8Array {
    if (size > this.left) throw malformed('a record ends too early');
    this.#at += size;
    return this.#bytes.slice(this.#at - size, this.#at);
  }

  /** An unsigned integer of at most `max`. */
  varint(max: number): number {
    const value = this.#varint64();
    if (value > BigInt(max)) throw malformed(`${value} where ${max} is the most`);
    return Number(value);
  }

  zigzag(): bigint {
    const value = this.#varint64();
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }

  text(): string {
    return new TextDecoder().decode(this.bytes(this.varint(4096)));
  }

  /** `max` bounds the count. */
  list<T>(max: number, item: () => T): T[] {
    return Array.from({ length: this.varint(max) }, item);
  }

  #varint64(): bigint {
    // Nearly all are small, and bigint arithmetic is slow.
    const first = this.byte();
    if (first < 0x80) return BigInt(first);
    let value = BigInt(first & 0x7f);
    for (let shift = 7n; shift < 64n; shift += 7n) {
      const byte = this.byte();
      if (shift === 63n && byte > 1) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw malformed('an integer of more than 64 bits');
  }
}
