// SPDX-License-Identifier: MIT
// What is seen after a step, in one canonical form for the model and for a kernel.

/** What is seen of a task when nothing can run: it is in no call, sleeps, is parked, or is no more. */
export type Show = 'idle' | 'asleep' | 'dead' | `parked at ${string}`;

/** Tasks in the order of their names, and events in that of their texts. */
export interface View {
  readonly show: Readonly<Record<string, Show>>;
  readonly events: readonly string[];
  /** All of it, as a line. */
  readonly text: string;
}

/** A stretch of a sequence, and what is to be seen after it. */
export interface Leg {
  /** The end of its operations. */
  readonly to: number;
  readonly expected: View;
  /** The edge; absent for the set-up and the probes. */
  readonly edge?: number;
  /** The label's text, or the probe's name. */
  readonly name: string;
}

/** Puts the parts into their canonical order. */
export function makeView(show: Readonly<Record<string, Show>>, events: readonly string[]): View {
  const tasks = Object.keys(show).sort();
  const sorted = [...events].sort();
  return {
    show,
    events: sorted,
    text: [...sorted, ...tasks.map((task) => `${task} ${show[task]}`)].join(', '),
  };
}
