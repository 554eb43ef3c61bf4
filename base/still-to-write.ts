// SPDX-License-Identifier: MIT
// What `syspec new` leaves wherever something is still to be written.

/** Whether a text has a `FILL IN` left in it. */
export function isStillToWrite(text: string): boolean {
  return text.includes('FILL IN:');
}
