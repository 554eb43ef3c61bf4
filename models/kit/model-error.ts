// SPDX-License-Identifier: MIT
// A model that breaks a rule does so in some state: the way there is half of the message, and may be a counterexample.
import { SyspecError } from '../../base/errors.ts';
import { labelOf } from './instance.ts';
import type { Machine } from './machine.ts';
import type { StateStore } from './store.ts';
import { type Hop, type Trace, traceTo } from './trace.ts';

/** A model that breaks a rule of the explorer in a state that it reaches: BAD_MODEL, with the way in the hint too. */
export class ModelError extends SyspecError {
  /** A shortest way to the state in which it happens. */
  readonly trace: Trace<unknown>;

  constructor(cause: SyspecError, model: string, trace: Trace<unknown>) {
    super(cause.code, cause.message, [way(cause, model, trace), cause.hint].filter(Boolean).join('\n  '));
    this.trace = trace;
    this.cause = cause;
  }
}

/** The steps, a line each; the last is the one that went wrong, and says how. */
function way({ message }: SyspecError, model: string, { initial, steps }: Trace<unknown>): string {
  const last = message.startsWith(`${model}: `) ? message.slice(model.length + 2) : message;
  const lines = ['init', ...steps.map(({ action, params }) => labelOf(action, params)), last];
  const state = steps.at(-1)?.state ?? initial;
  return `The shortest way there:\n    ${lines.join('\n    ')}\n  The state there: ${JSON.stringify(state)}`;
}

/** An error that came up in `state`, or after it and `hop`, with the way there; other errors as they are. */
export function located(
  error: unknown,
  machine: Machine,
  store: StateStore,
  state: number,
  hop?: Hop,
): unknown {
  if (!(error instanceof SyspecError) || error.code !== 'BAD_MODEL' || error instanceof ModelError)
    return error;
  try {
    return new ModelError(error, machine.name, traceTo(machine, store, state, hop && [hop]));
  } catch {
    // A body that is not deterministic may not give the way again: the first error says more.
    return error;
  }
}
