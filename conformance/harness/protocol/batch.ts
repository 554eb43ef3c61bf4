// SPDX-License-Identifier: MIT
// Sequences into RUN frames of a size that costs little a sequence and loses little in a crash.
import { SyspecError } from '../../../base/errors.ts';
import { ByteWriter } from './bytes.ts';
import { encodeSequence } from './encode.ts';
import type { Sequence } from './types.ts';
import { MAX_SEQUENCE } from './wire.ts';

/** One RUN's payload, and the ids of its sequences in order. */
export interface Batch {
  readonly ids: readonly number[];
  readonly payload: Uint8Array;
}

/** What bounds a batch, when a single sequence does not exceed it alone. */
export interface BatchSize {
  /** Payload bytes. */
  readonly bytes: number;
  readonly sequences: number;
}

/** Head room for the count, an id and a length. */
const HEAD = 16;

/**
 * Batches in order; ids count up from `firstId`. Lazy, so that the first frame leaves at once.
 * @throws SyspecError BAD_INPUT for a sequence that is not well formed, or larger than a frame.
 */
export function* batches(sequences: readonly Sequence[], firstId: number, size: BatchSize): Generator<Batch> {
  let w = new ByteWriter();
  let ids: number[] = [];
  for (const [index, sequence] of sequences.entries()) {
    const body = encodeSequence(sequence);
    if (body.length > MAX_SEQUENCE) {
      const message = `sequence ${index} takes ${body.length} bytes, more than a frame`;
      throw new SyspecError(
        'BAD_INPUT',
        message,
        `Make its calls move less: ${MAX_SEQUENCE} bytes are the most.`,
      );
    }
    const full = ids.length >= size.sequences || w.length + body.length + HEAD > size.bytes;
    if (ids.length > 0 && full) {
      yield seal(ids, w);
      w = new ByteWriter();
      ids = [];
    }
    w.varint(firstId + index);
    w.varint(body.length);
    w.bytes(body);
    ids.push(firstId + index);
  }
  if (ids.length > 0) yield seal(ids, w);
}

function seal(ids: readonly number[], records: ByteWriter): Batch {
  const w = new ByteWriter();
  w.varint(ids.length);
  w.bytes(records.take());
  return { ids, payload: w.take() };
}
