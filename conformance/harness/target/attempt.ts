// SPDX-License-Identifier: MIT
// Some sequences on one session: their results, or how it died and which of them may have done it.
import { setTimeout as delay } from 'node:timers/promises';
import { ShimError } from '../protocol/failure.ts';
import type { Sequence, SequenceResult } from '../protocol/types.ts';
import type { Session } from './session.ts';

/** The end of a session: it died, it hung, or it complained, and nothing after a complaint is believed. */
export interface Death {
  readonly why: string;
  /** Indices of the sequences that may have done it; none when it came before the first. */
  readonly suspects: readonly number[];
  readonly log?: string;
}

/** What one session did to some sequences. */
export interface Attempt {
  /** Undefined where there is no result that counts. */
  readonly results: readonly (SequenceResult | undefined)[];
  readonly death?: Death;
}

/** What a kernel that has closed its port may take to end by itself: its last words are the reason. */
const LAST_WORDS_MS = 3000;

/**
 * What the console said before the port did is read now. A splat is written by the one who causes it, so before the
 * result of that call; both are in their pipes by the time the result is seen.
 */
export function consoleRead(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

/** Ends a session that does not answer; `refresh` on each answer. */
function watchdog(session: Session, hangMs: number) {
  const state = { hung: false };
  const timer = setTimeout(() => {
    state.hung = true;
    void session.kill();
  }, hangMs);
  const forget = session.onAnswer(() => timer.refresh());
  const stop = () => {
    clearTimeout(timer);
    forget();
  };
  return { state, stop };
}

/**
 * Runs the sequences.
 * @param hangMs milliseconds without an answer after which the kernel hangs
 * @param known complaints of the session that were there before
 * @throws SyspecError INTERRUPTED; DISK_FULL when the console's log cannot be written
 */
export async function attempt(
  session: Session,
  sequences: readonly Sequence[],
  hangMs: number,
  known: number,
): Promise<Attempt> {
  const log = session.log === undefined ? {} : { log: session.log };
  const { state, stop } = watchdog(session, hangMs);
  try {
    const results = await session.shim.run(sequences);
    await consoleRead();
    const complaint = session.complaints[known];
    if (complaint === undefined) return { results };
    const suspects = [...results.keys()];
    return { results: results.map(() => undefined), death: { why: complaint, suspects, ...log } };
  } catch (error) {
    if (!(error instanceof ShimError) || error.code === 'INTERRUPTED') throw error;
    const end = await lastWords(session);
    const complaint = session.complaints[known];
    const hang = state.hung ? `hang: no answer for ${hangMs / 1000} s` : undefined;
    const why = complaint ?? hang ?? end ?? error.message;
    return blame(error, complaint !== undefined, { why, ...log });
  } finally {
    stop();
  }
}

async function lastWords(session: Session): Promise<string | undefined> {
  await Promise.race([session.ended, delay(LAST_WORDS_MS, undefined, { ref: false })]);
  await session.kill();
  return session.ended;
}

/**
 * A kernel that ended without a word did so during a sequence in flight, and what came before counts. After a
 * complaint nothing counts that came in the same run: it may be of any of the sequences that were begun.
 */
function blame(
  { results, inFlight }: ShimError,
  complained: boolean,
  death: Omit<Death, 'suspects'>,
): Attempt {
  if (!complained) return { results, death: { ...death, suspects: inFlight } };
  const begun = [...results.keys()].filter((i) => results[i] !== undefined || inFlight.includes(i));
  return { results: results.map(() => undefined), death: { ...death, suspects: begun } };
}
