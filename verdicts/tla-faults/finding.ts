// SPDX-License-Identifier: MIT
// What TLC finds of a mutant in one place.
import type { TlcRun } from '../../tla/runner/run.ts';

/** What a run says of a mutant. */
export type Finding =
  /** Every row is as declared; `differs`: the number of states is not. */
  | { readonly kind: 'declared'; readonly differs?: boolean }
  /** The first row that is not. */
  | { readonly kind: 'broken'; readonly claim: string }
  /** TLC could not evaluate the specification. */
  | { readonly kind: 'error'; readonly message: string }
  /** SANY could not read it: no mutant. */
  | { readonly kind: 'unread'; readonly message: string }
  /** Too many states, or too long. */
  | { readonly kind: 'limit' };

/** For one run, which may be about many mutants. */
export const TIME_LIMIT_MS = 1_800_000;

/** Of a run that neither holds nor is violated. */
export function unjudged({ code, errors, message }: TlcRun): Finding {
  const text = message ?? 'TLC gave no verdict';
  const [kind] = errors.map((error) => error.kind);
  if (kind === 'parse' || kind === 'semantic') return { kind: 'unread', message: text };
  if (code === 'INTERRUPTED') return { kind: 'limit' };
  return { kind: 'error', message: text };
}
