// SPDX-License-Identifier: MIT
// What the variants of the document do differently. A mutant is `proposed` with one of these changed.
import type { Call } from './names.ts';

/** The errors of the document's table that the model checks for. */
export type ErrorId = `E${number}`;

/** The choices that tell one implementation from another. */
export interface Behaviour {
  /** The system calls that a caller makes, in order. */
  readonly program: readonly Call[];
  /** What the decision to connect rests on: an earlier look at the name, a descriptor, or the call's own lookup. */
  readonly decides: 'by fstatat' | 'by descriptor' | 'by lookup';
  /** Where a call goes round to after a wait or a death: the path, or the inode that it holds (R2, R10). */
  readonly goesRoundTo: 'path' | 'path until it sleeps' | 'inode';
  /** Whether SA_RESTART starts the call again (R11). */
  readonly restartable: boolean;
  /** When a wake-up that is not used is handed on (R12). */
  readonly handsOn: readonly ('interrupted' | 'failed')[];
  /** Where a relative path starts (R3). */
  readonly startsAt: 'dirfd' | 'cwd';
  /** When a final symbolic link is followed (R4). */
  readonly followsFinal: 'unless NOFOLLOW' | 'always' | 'never';
  /** Whether an empty path under AT_EMPTY_PATH names the descriptor's inode (R5). */
  readonly emptyPath: boolean;
  /** Whether a full backlog stops a connection (R9). */
  readonly keepsBacklog: boolean;
  /** Whether a dead listener is noticed (R10). */
  readonly noticesDeath: boolean;
  /** Whether the state of sockfd is looked at before the path instead of after the backlog (R13). */
  readonly stateFirst: boolean;
  /** Whether ECONNREFUSED for what is no socket comes before EACCES (R13). */
  readonly socketFirst: boolean;
  /** Whether a waiter that was woken ever runs again (C9). */
  readonly returnsFromWait: boolean;
  /** Whether every call is refused with ECONNREFUSED: it breaks no safety claim but those of C6 and C7. */
  readonly refusesAll: boolean;
  /** Errors of the table that are not checked for. */
  readonly lacks: readonly ErrorId[];
}

const TODAY: Omit<Behaviour, 'program' | 'decides'> = {
  goesRoundTo: 'path',
  restartable: true,
  handsOn: [],
  startsAt: 'dirfd',
  followsFinal: 'unless NOFOLLOW',
  emptyPath: true,
  keepsBacklog: true,
  noticesDeath: true,
  stateFirst: false,
  socketFirst: false,
  returnsFromWait: true,
  refusesAll: false,
  lacks: [],
};

/** The variants, in the document's order. */
export const VARIANTS = {
  'today-lstat': { ...TODAY, program: ['fstatat', 'fchdir', 'connect'], decides: 'by fstatat' },
  'today-connect': { ...TODAY, program: ['fchdir', 'connect'], decides: 'by lookup' },
  'today-procfd': {
    ...TODAY,
    program: ['openat', 'connect'],
    decides: 'by descriptor',
    goesRoundTo: 'inode',
  },
  naive: { ...TODAY, program: ['fconnectat'], decides: 'by lookup' },
  proposed: {
    ...TODAY,
    program: ['fconnectat'],
    decides: 'by lookup',
    goesRoundTo: 'inode',
    restartable: false,
    handsOn: ['interrupted', 'failed'],
  },
} as const satisfies Record<string, Behaviour>;

export type VariantName = keyof typeof VARIANTS;
