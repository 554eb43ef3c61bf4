// SPDX-License-Identifier: MIT
// The scenarios of spec/flock_ex.md: two callers, who are enough to be in each other's way.

/** Their names. */
export const SCENARIOS: readonly string[] = ['pair', 'nowait'];
