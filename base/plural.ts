// SPDX-License-Identifier: MIT
// Counts as people read them.

/** A count and its noun: `1 state`, `12,345 states`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
