// SPDX-License-Identifier: MIT
// How calls are made by registers.
import type { TaskId } from '../../../../models/kernel/system/index.ts';
import type { Abi, Arg } from '../../protocol/types.ts';

/** A call as registers. */
export interface Encoded {
  readonly nr: number;
  readonly args: readonly Arg[];
  /** By which it enters; the first one when absent. */
  readonly abi?: Abi;
}

/** How one call is made, and how what it wrote is read. */
export interface CallCodec {
  // biome-ignore lint/suspicious/noExplicitAny: the arguments are those of the call's rule.
  encode(args: any): Encoded;
  /** What it wrote, in the model's words; only asked when the call succeeded. */
  decode?(out: readonly Uint8Array[], taskOf: (pid: number) => TaskId | undefined): string;
}

/** By the names of the calls' rules. */
export type Codecs = Readonly<Record<string, CallCodec>>;
