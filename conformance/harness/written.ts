// SPDX-License-Identifier: MIT
// What a call writes into the caller's memory, declared: read here, and by a C program that is made of it.
import type { TaskId } from '../../models/kernel/system/index.ts';

/** Where something is: in which of the call's outputs, and at which byte. */
export interface Place {
  readonly out: number;
  readonly at: number;
}

/** An `int` at a place, or one byte, or the value that the call returned. */
export type Int = ({ readonly type: 'int' | 'byte' } & Place) | { readonly type: 'value' };

/** A piece of the text that stands for what was written. */
export type Piece =
  | string
  | Int
  /** The task whose pid it is; `pid 7` where it is none of them. */
  | ({ readonly type: 'task' } & Place)
  /** As many bytes as a number says, less some. */
  | ({ readonly type: 'bytes'; readonly length: Int; readonly less?: number } & Place);

/** One way to write it down, where a number is at most that; without a condition, always. */
export interface Shown {
  readonly when?: { readonly int: Int; readonly atMost: number };
  readonly pieces: readonly Piece[];
}

/** What a call writes: the first way that applies. */
export type Written = readonly Shown[];

/** What one call returned and wrote. */
export interface Wrote {
  readonly value: number;
  readonly out: readonly Uint8Array[];
  taskOf(pid: number): TaskId | undefined;
}

function bytesAt({ out }: Wrote, { out: output, at }: Place): Buffer {
  // A call that has nowhere to write to writes nothing.
  return Buffer.from(out[output] ?? []).subarray(at);
}

function intOf(wrote: Wrote, int: Int): number {
  if (int.type === 'value') return wrote.value;
  const bytes = bytesAt(wrote, int);
  return int.type === 'int' ? bytes.readInt32LE() : bytes.readUInt8();
}

function textOf(wrote: Wrote, piece: Piece): string {
  if (typeof piece === 'string') return piece;
  if (piece.type === 'bytes') {
    return bytesAt(wrote, piece).toString('utf8', 0, intOf(wrote, piece.length) - (piece.less ?? 0));
  }
  if (piece.type !== 'task') return String(intOf(wrote, piece));
  const pid = bytesAt(wrote, piece).readInt32LE();
  return wrote.taskOf(pid) ?? `pid ${pid}`;
}

/** The text for what a call wrote. */
export function readWritten(written: Written, wrote: Wrote): string {
  const shown = written.find(({ when }) => when === undefined || intOf(wrote, when.int) <= when.atMost);
  return shown?.pieces.map((piece) => textOf(wrote, piece)).join('') ?? '';
}
