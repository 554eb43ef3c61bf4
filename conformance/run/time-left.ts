// SPDX-License-Identifier: MIT
// How long it may still take, for people who wait.

/** Seconds and parts below which an estimate says nothing. */
const TOO_EARLY = { seconds: 2, portion: 0.005 };

/**
 * `, about 4 min left`, where `portion` of something, between 0 and 1, took so many seconds; empty where it is too early to say.
 */
export function timeLeft(seconds: number, portion: number | undefined): string {
  if (portion === undefined || seconds < TOO_EARLY.seconds || portion < TOO_EARLY.portion) return '';
  const left = (seconds / portion) * Math.max(0, 1 - portion);
  if (left < 1) return '';
  return left < 90 ? `, about ${Math.round(left)} s left` : `, about ${Math.round(left / 60)} min left`;
}
