// SPDX-License-Identifier: MIT
// The numbers of the wire format, as in conformance/shim/wire/protocol.h, which says what a frame holds.

export const MAGIC = 0x53505953;
export const VERSION = 2;
/** Bytes: magic (4), version (1), kind (1), flags (2), id (4), length of the payload (4). */
export const HEADER = 16;

export const KIND = {
  run: 0x01,
  bye: 0x02,
  hello: 0x81,
  result: 0x83,
  refused: 0x84,
} as const;

/** Flag of RESULT: its RUN is finished. */
export const LAST = 0x1;

/** Payload bytes that the shim takes in one RUN. */
export const MAX_RUN = 256 * 1024;
/** Bytes of the largest sequence: what is left of a RUN is for their number, its id and its length. */
export const MAX_SEQUENCE = MAX_RUN - 32;
/** Payload bytes that the shim sends in one frame, at most. */
export const MAX_FRAME = 32 * 1024 + 16 + 1024 * 1024;
/** Bytes of arena that a task's arguments may take in one sequence, each rounded up to a unit. */
export const ARENA = 256 * 1024;
export const ARENA_UNIT = 16;

export const LIMIT = {
  tasks: 32,
  ops: 1024,
  args: 6,
  opcode: 255,
  slots: 64,
  nesting: 8,
  root: 255,
  signal: 64,
  /** Bytes of a point's name. */
  point: 31,
  nth: 2 ** 31 - 1,
} as const;

/** No parent, no slot, no task. */
export const NONE = 0xff;

export const OP = {
  ...{ spawn: 0, call: 1, handler: 2, kill: 3, arm: 4, disarm: 5, release: 6 },
  ...{ freeze: 7, thaw: 8 },
} as const;
export const ABI = { '64': 0, int80: 1, x32: 2, io_uring: 3 } as const;
/** In an arm's nth: SYSPEC_ARM_STAYS (shim/kernel/syspec_test.h). */
export const ARM_STAYS = 0x8000_0000;
export const ARG = { number: 0, data: 1, out: 2, inout: 3, slot: 4, pid: 5 } as const;
export const SPAWN = { uid: 1, gid: 2, root: 4 } as const;
export const SETTLED = {
  always: 0x80,
  returned: 1,
  blocked: 2,
  died: 4,
  signals: 8,
  spawned: 16,
  parked: 32,
} as const;

export const GRADES = ['proved', 'scheduled', 'observed'] as const;

/** What the shim refuses or cannot do, by its number. */
export const FAULTS = [
  'none',
  'malformed',
  'unknown-task',
  'task-exists',
  'busy',
  'dead',
  'clone',
  'setup',
  'arena',
  'refused',
  'unkillable',
  'workers',
  'folder',
  'unsettled',
  'result',
  'ring',
  'no-points',
  'no-point',
  'armed',
  'not-parked',
  'no-freezer',
  'freezer',
] as const;
