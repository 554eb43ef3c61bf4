// SPDX-License-Identifier: MIT
// How long the search took: the start of Java, and reading the modules, are no part of it.
import { CODE } from './codes.ts';
import type { TlcEvent } from './events.ts';

/** What ends a search; what TLC says of it comes after. */
const ENDS = ['violation', 'success', 'stats'];

/** Is told the events as they come in, and when. */
export class SearchClock {
  #began: number | undefined;
  #ended: number | undefined;

  /** `now` is in milliseconds, of any clock. */
  take(event: TlcEvent, now: number): void {
    if (event.type === 'other' && event.code === CODE.computingInitial) this.#began ??= now;
    if (this.#began !== undefined && ENDS.includes(event.type)) this.#ended ??= now;
  }

  /** Milliseconds; null for a search that did not come to an end. */
  get searchMs(): number | null {
    return this.#began === undefined || this.#ended === undefined ? null : this.#ended - this.#began;
  }
}
