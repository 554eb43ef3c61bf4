// SPDX-License-Identifier: MIT
// Counts and lists as people read them.

/** A count with its separators: `12,345`. */
export const grouped = (count: number): string => count.toLocaleString('en-US');

/** A count and its noun: `1 state`, `12,345 states`. `plural` is the noun's, where it is not with an s. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
