// SPDX-License-Identifier: MIT
// How much of what has no end of its own is run: all that is meant for a proof, or the share that there is time for every day.

/** Numbers of runs. */
export interface Amounts {
  /** Random sequences. */
  readonly runs: number;
  /** How often each attack is made, */
  readonly attacks: number;
  /** how often before what is proposed meets it, */
  readonly shown: number;
  /** and how often that is attacked, by all of them together. */
  readonly defences: number;
}

/** Where nothing else is asked for. */
export const WHOLE: Amounts = { runs: 4000, attacks: 1000, shown: 100, defences: 10_000 };

/** The share. */
export const SHARE: Amounts = { runs: 1500, attacks: 20, shown: 5, defences: 300 };

/** Paths of a graph that a share draws beside those that it has a reason for. */
export const DRAWN = 25;

/** Transitions of a graph that is not worth a share. */
export const SMALL = 700;

/** The numbers of a run. */
export function amounts({ share }: { readonly share?: boolean | undefined }): Amounts {
  return share === true ? SHARE : WHOLE;
}
