// SPDX-License-Identifier: MIT
// The names by which instrumented text and the worker know each other.

/** The object that says which fault is on. */
export const SWITCHES = '__syspec__';
/** The instrumenter's own: whether a fault is on, and that its place is run. */
export const IS_ON = 'stryMutAct_9fa48';
export const COVER = 'stryCov_9fa48';

/** The object that counts branches. */
export const BRANCHES = '__syspecBranches__';

/** A body runs each of its places less often than this, unless it does not come to an end. */
const MOST_HITS = 5_000_000;

/** Why a body was ended. */
export const TOO_OFTEN = 'the faulty place is run too often';

/** What instrumented text asks, and tells. */
export class Switches {
  /** The fault that is on. */
  on: number | undefined;
  /** Whether places tell that they are run. */
  counts = false;
  /** Whom they tell. */
  count: (...places: number[]) => void = () => undefined;
  private hits = 0;

  /** The place of the fault that is on is run. Throws when a body goes on and on there. */
  readonly hit = (): true => {
    if (++this.hits > MOST_HITS) throw new Error(TOO_OFTEN);
    return true;
  };

  /** Does something with a fault on, and only that. */
  with<T>(fault: number | undefined, work: () => T): T {
    const before = this.on;
    this.on = fault;
    this.hits = 0;
    try {
      return work();
    } finally {
      this.on = before;
    }
  }

  /** Does something while places tell `count` that they are run. */
  counting<T>(count: Switches['count'], work: () => T): T {
    this.count = count;
    this.counts = true;
    try {
      return work();
    } finally {
      this.counts = false;
    }
  }
}
