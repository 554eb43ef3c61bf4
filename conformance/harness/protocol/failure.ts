// SPDX-License-Identifier: MIT
// The end of a run that did not come to its end.
import { type ErrorCode, SyspecError } from '../../../base/errors.ts';
import type { SequenceResult } from './types.ts';

/** The shim ended, or broke the protocol, in the middle of a run. */
export class ShimError extends SyspecError {
  /** By index of sequence; undefined where no whole record came: such a sequence crashed or never ran. */
  readonly results: readonly (SequenceResult | undefined)[];
  /**
   * Indices of the sequences of which one was running, when it is known that one was: those without a result in
   * the oldest frame that was sent.
   */
  readonly inFlight: readonly number[];

  constructor(
    cause: { readonly code: ErrorCode; readonly message: string; readonly hint?: string | undefined },
    results: readonly (SequenceResult | undefined)[],
    inFlight: readonly number[],
  ) {
    super(cause.code, cause.message, cause.hint);
    this.name = 'ShimError';
    this.results = results;
    this.inFlight = inFlight;
  }
}
