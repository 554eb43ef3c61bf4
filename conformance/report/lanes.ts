// SPDX-License-Identifier: MIT
// The ways in which a kernel is tested.

/** Sequences that are generated, all of a small alphabet, along a model's graph, its counterexamples, and concurrent ones. */
export const LANES = ['lockstep', 'exhaustive', 'schedule', 'attack', 'history'] as const;

export type LaneName = (typeof LANES)[number];
