// SPDX-License-Identifier: MIT
// What the variants of the document do differently.
import type { Call } from './names.ts';

/** The choices that tell one variant from another. */
export interface Behaviour {
  /** The system calls that a caller makes, in order. */
  readonly program: readonly Call[];
  /** Whether a call that may not wait tries the lock, and is refused where another one has it (R3). */
  readonly triesLock: boolean;
  /** Whether a splice takes FMODE_NOWAIT away, and FIFOs never have it (R4). */
  readonly revocable: boolean;
}

const TODAY = { triesLock: false, revocable: true } as const;

/** The variants, in the document's order. */
export const VARIANTS = {
  'today-nonblock': { ...TODAY, program: ['fcntl', 'write'] },
  'today-rwf': { ...TODAY, program: ['pwritev2'] },
  'today-lock': { ...TODAY, program: ['openat', 'write'] },
  naive: { ...TODAY, program: ['send'] },
  proposed: { program: ['send'], triesLock: true, revocable: false },
} as const satisfies Record<string, Behaviour>;

export type VariantName = keyof typeof VARIANTS;
