// SPDX-License-Identifier: MIT
// The ways in which a kernel is tested.

/**
 * Sequences that are generated, all of a small alphabet, along a model's graph, its counterexamples, and others in the middle
 * of its steps.
 */
export const LANES = ['lockstep', 'exhaustive', 'schedule', 'attack', 'atomicity'] as const;

export type LaneName = (typeof LANES)[number];
