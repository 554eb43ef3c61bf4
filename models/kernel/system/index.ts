// SPDX-License-Identifier: MIT
// A small Linux system as plain data and pure functions: the oracle of sequences of calls.
export { SYSTEM_CALLS, type SystemCall } from './calls.ts';
export { ERRNO_NUMBERS, errnoName, type SystemErrno } from './errno.ts';
export { fileAt, usableFile } from './fd.ts';
export {
  beginExit,
  fallAsleep,
  finish,
  handlePending,
  type Rule,
  type Rules,
  START,
  sendSignal,
  takeSignal,
} from './frame.ts';
export { AT_FDCWD, components, fsFor, hasLastName, LONG_NAME, startOf } from './path.ts';
export { settle } from './settle.ts';
export { wakeTask } from './sleep.ts';
export { type Address, addSock, newSock, wakeAccepter } from './sock.ts';
export { fork, spawn } from './task.ts';
export * from './world.ts';
