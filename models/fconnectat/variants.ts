// SPDX-License-Identifier: MIT
// What the variants of the document do differently.
import type { Call } from './names.ts';

/** The errors of the document's table that the model checks for. */
export type ErrorId = `E${number}`;

/** The choices that tell one variant from another. */
export interface Behaviour {
  /** The system calls that a caller makes, in order. */
  readonly program: readonly Call[];
  /** What the decision to connect rests on: an earlier look at the name, a descriptor, or the call's own lookup. */
  readonly decides: 'by fstatat' | 'by descriptor' | 'by lookup';
  /** Where a call goes round to after a wait or a death: the path, or the inode that it holds (R2, R10). */
  readonly goesRoundTo: 'path' | 'inode';
  /** Whether SA_RESTART starts the call again, and a thaw (R11). */
  readonly restartable: boolean;
  /** Whether a wake-up that is not used is handed on (R12). */
  readonly handsOn: boolean;
}

const TODAY = { goesRoundTo: 'path', restartable: true, handsOn: false } as const;

/** The variants, in the document's order. */
export const VARIANTS = {
  'today-lstat': { ...TODAY, program: ['fstatat', 'fchdir', 'connect'], decides: 'by fstatat' },
  'today-connect': { ...TODAY, program: ['fchdir', 'connect'], decides: 'by lookup' },
  'today-fixed': { ...TODAY, program: ['fchdir', 'connect'], decides: 'by lookup', handsOn: true },
  'today-procfd': {
    ...TODAY,
    program: ['openat', 'connect'],
    decides: 'by descriptor',
    goesRoundTo: 'inode',
  },
  naive: { ...TODAY, program: ['fconnectat'], decides: 'by lookup' },
  proposed: {
    program: ['fconnectat'],
    decides: 'by lookup',
    goesRoundTo: 'inode',
    restartable: false,
    handsOn: true,
  },
} as const satisfies Record<string, Behaviour>;

export type VariantName = keyof typeof VARIANTS;
