// SPDX-License-Identifier: MIT
// The mechanisms of a small Linux system as plain data and pure functions: what all kinds of objects are built on.
export * from './args.ts';
export { callOf, opened } from './calls.ts';
export { compose, type ObjectPlugin, withCalls } from './compose.ts';
export { credOf, isCapable } from './cred.ts';
export { ERRNO_NUMBERS, errnoName, type SystemErrno } from './errno.ts';
export {
  fdsOf,
  fileAt,
  freeFds,
  install,
  LIMITS,
  lowestFree,
  objectOf,
  TABLE,
  usableFile,
} from './fd.ts';
export { answer, finish, SLEPT, START, takeSignal } from './frame.ts';
export type { Held, Kind } from './held.ts';
export { hasSince, isBefore, LINUX, onLinux } from './linux.ts';
export { keep, localsOf } from './locals.ts';
export { settle } from './settle.ts';
export { beginExit, handlePending, isEnding, pendingAction, raise, sendSignal, setAction } from './signal.ts';
export { type Action, SENT_SIGNALS, type SignalName, type Signals } from './signals.ts';
export { fallAsleep, leaveWaitQueues, wakeAll, wakeFirst, wakeTask } from './sleep.ts';
export { clone, exec, spawn } from './task.ts';
export type * from './types.ts';
export { cloneWorld, copyMap, newWorld, partOf, stateOf, taskOf, worldKey } from './world.ts';
