// SPDX-License-Identifier: MIT
// Numbers that a spawn is given (include/uapi/linux/sched.h, include/uapi/asm-generic/signal.h, Linux 6.12).

/** The task shares the memory of the one that makes it, and nothing else. */
export const CLONE_VM = 0x100;

/** The task shares root and current directory with its parent. */
export const CLONE_FS = 0x200;

/** The task shares the descriptors of its parent. */
export const CLONE_FILES = 0x400;
/** The same parent, which is told of its end. */
export const CLONE_PARENT = 0x8000;

/** A mount namespace of its own; a user namespace; a network namespace. */
export const [CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET] = [0x2_0000, 0x1000_0000, 0x4000_0000];

/** What a parent is told of its child's end. */
export const SIGCHLD = 17;

/** The flags by which two tasks have one and the same thing. */
export const CLONE_FLAGS = {
  CLONE_VM,
  CLONE_FS,
  CLONE_FILES,
  CLONE_SIGHAND: 0x800,
  CLONE_THREAD: 0x10000,
} as const;
