// SPDX-License-Identifier: MIT
// What a kernel was seen to do: each call's results, choices and rows of its table of errors, where it agreed with the model.
import { isBefore } from '../../../../models/kernel/system/index.ts';
import { type CallChoices, chosenIn } from './choices.ts';
import type { Outcome } from './outcome.ts';
import type { SeqOp } from './sequence.ts';

/** Why something cannot be seen here: a closed list. */
export const GAP_REASONS = {
  'needs a hook': 'an LSM, BPF or audit decides it, and this kernel has none',
  'needs a fault': 'only an injected failure of memory leads there',
  'needs too many': 'it takes all of something of which there are more than a guest can hold',
  'needs a moment': 'somebody has to be in the middle of a step, where no task can be parked',
  'needs a clock': 'a timer decides it, and the model has none',
} as const;

export interface Gap {
  readonly item: string;
  readonly why: keyof typeof GAP_REASONS;
  /** The release of Linux that brought it, as `7.3`: a kernel before that has nothing of the kind. */
  readonly since?: string;
}

/** What is to be seen. */
export interface Outcomes {
  readonly expected: readonly string[];
  /** What cannot be seen, except perhaps by a lane that judges itself. */
  readonly gaps: readonly Gap[];
  /** What another variant is to see: neither missing here nor undeclared. */
  readonly elsewhere?: readonly string[];
}

export interface CoverageReport {
  readonly covered: number;
  readonly total: number;
  readonly missing: readonly string[];
  readonly gaps: readonly Gap[];
  /** What was seen and is not expected: an item that the declaration lacks. */
  readonly undeclared: readonly string[];
}

/** Collects items like `connect EISCONN`, `connect sleeps`, `open how path`, `accept restarted`. */
export class Coverage {
  readonly #seen = new Map<string, number>();
  readonly #choices: CallChoices;

  /** @param choices what the moves declare of the calls' arguments */
  constructor(choices: CallChoices = {}) {
    this.#choices = choices;
  }

  #add(item: string): void {
    this.#seen.set(item, (this.#seen.get(item) ?? 0) + 1);
  }

  /** Adds what a lane of its own has seen. */
  see(items: readonly string[]): void {
    for (const item of items) this.#add(item);
  }

  /** Adds a sequence that agreed, up to where it was compared. `rows` are the model's outcomes for the same ops. */
  add(ops: readonly SeqOp[], outcomes: readonly Outcome[]): void {
    const byId = new Map(ops.map((op) => [op.id, op]));
    const asleepIn = new Map<string, SeqOp>();
    for (const [at, outcome] of outcomes.entries()) {
      const op = ops[at]!;
      this.#addSignals(op, outcome, asleepIn);
      for (const { task, op: id, value, row } of outcome.returned) {
        const from = byId.get(id);
        if (from?.op !== 'call') continue;
        this.#add(`${from.call} ${typeof value === 'number' ? 'OK' : value}`);
        if (row !== undefined) this.#add(`${from.call} ${row}`);
        for (const chosen of chosenIn(this.#choices[from.call] ?? {}, from.args))
          this.#add(`${from.call} ${chosen}`);
        if (asleepIn.delete(task) && op.op === 'call' && op.task !== task)
          this.#add(`${from.call} woken by ${op.call}`);
      }
      for (const task of outcome.blocked) {
        if (op.op === 'call' && op.task === task && !asleepIn.has(task)) {
          asleepIn.set(task, op);
          this.#add(`${op.call} sleeps`);
        }
      }
    }
  }

  #addSignals(op: SeqOp, outcome: Outcome, asleepIn: ReadonlyMap<string, SeqOp>): void {
    if (op.op === 'fork') for (const what of ['OK', ...(op.flags ?? [])]) this.#add(`fork ${what}`);
    if (op.op !== 'signal') return;
    const sleeper = asleepIn.get(op.task);
    const what = sleeper?.op === 'call' ? `${sleeper.call} ` : 'idle ';
    const stays = outcome.blocked.includes(op.task);
    this.#add(
      what +
        (op.signal === 'kill'
          ? 'killed'
          : stays
            ? 'restarted'
            : op.signal === 'restart' && sleeper
              ? 'restarted, ended'
              : `signalled`),
    );
  }

  /**
   * Compares with what was declared.
   * @param release of the kernel that it was seen on, as `6.12.48`
   */
  report({ expected, gaps: all, elsewhere = [] }: Outcomes, release: string): CoverageReport {
    const gaps = all.filter(({ since }) => since === undefined || !isBefore(release, since));
    const missing = expected.filter((item) => !this.#seen.has(item));
    const left = gaps.filter(({ item }) => !this.#seen.has(item));
    const declared = new Set([...expected, ...elsewhere, ...gaps.map(({ item }) => item)]);
    const total = expected.length + gaps.length;
    return {
      covered: total - missing.length - left.length,
      total,
      missing,
      gaps: left,
      undeclared: [...this.#seen.keys()].filter((item) => !declared.has(item)).sort(),
    };
  }

  /** Everything seen, with how often. */
  get seen(): ReadonlyMap<string, number> {
    return this.#seen;
  }
}
