// SPDX-License-Identifier: MIT
// The names by which instrumented text and the worker know each other.

/** The object with the number of the fault that is on. */
export const SWITCHES = '__syspec__';
/** The instrumenter's own: whether a fault is on, and that its place is run. */
export const IS_ON = 'stryMutAct_9fa48';
export const COVER = 'stryCov_9fa48';

/** The object that counts branches. */
export const BRANCHES = '__syspecBranches__';
