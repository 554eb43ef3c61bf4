// SPDX-License-Identifier: MIT
// The ways in which a kernel is tested.

/**
 * Sequences that are generated, all of a small alphabet, along a model's graph, its counterexamples, others in the middle of
 * its steps, and concurrent ones.
 */
export const LANES = ['lockstep', 'exhaustive', 'schedule', 'attack', 'atomicity', 'history'] as const;

export type LaneName = (typeof LANES)[number];
