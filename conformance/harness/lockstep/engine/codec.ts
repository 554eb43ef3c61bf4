// SPDX-License-Identifier: MIT
// How calls are made by registers.
import type { Abi, Arg } from '../../protocol/types.ts';
import type { Written } from '../../written.ts';

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
  /** What it writes when it succeeds, in the model's words. */
  readonly writes?: Written;
}

/** By the names of the calls' rules. */
export type Codecs = Readonly<Record<string, CallCodec>>;
