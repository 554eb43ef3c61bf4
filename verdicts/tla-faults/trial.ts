// SPDX-License-Identifier: MIT
// The mutants of one specification, and what has become of each so far.
import { SyspecError } from '../../base/errors.ts';
import { inParallel } from '../../base/pool.ts';
import type { Parsed } from '../../tla/faults/export.ts';
import type { TlaMutant } from '../../tla/faults/mutants.ts';
import { RUNS_AT_ONCE } from '../place.ts';
import { askBatch, type Numbered } from './batch.ts';
import type { Finding } from './finding.ts';
import { layOut, takeAway } from './folder.ts';
import type { TlaFate } from './memory.ts';
import type { Ask, AskedPlace } from './rows.ts';
import { askSingle } from './single.ts';

/** So many mutants in one run: each that TLC stumbles over has the run begin again. */
const BATCH = 64;
/** And so many states, as far as is known. */
const BATCH_STATES = 1_500_000;

interface Watch {
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Mutants have numbers from 1. */
export class Trial {
  readonly #parsed: Parsed;
  readonly #mutants: readonly TlaMutant[];
  readonly #remember: (number: number, fate: TlaFate) => void;
  readonly #watch: Watch;
  readonly #fates = new Map<number, TlaFate>();
  /** By mutant, the places where it has another number of states. */
  readonly #differ = new Map<number, Set<AskedPlace>>();
  readonly #limits = new Map<number, TlaFate>();

  constructor(
    parsed: Parsed,
    mutants: readonly TlaMutant[],
    remember: (number: number, fate: TlaFate) => void,
    watch: Watch,
  ) {
    this.#parsed = parsed;
    this.#mutants = mutants;
    this.#remember = remember;
    this.#watch = watch;
  }

  /** A fate that is known from before. */
  recall(number: number, fate: TlaFate): void {
    this.#fates.set(number, fate);
  }

  /** What became of it, once all was asked. */
  fateOf(number: number): TlaFate {
    return this.#fates.get(number) ?? this.#survived(number);
  }

  #survived(number: number): TlaFate {
    const differs = this.#differ.has(number);
    return this.#limits.get(number) ?? { verdict: 'survived', by: null, message: null, differs };
  }

  #alive(): number[] {
    return this.#mutants.flatMap((_, i) => (this.#fates.has(i + 1) ? [] : [i + 1]));
  }

  /** Asks about the mutants that are left, can be chosen, and are among these. The specification itself must be as declared. */
  async together(ask: Ask, isAmong: (number: number) => boolean = () => true): Promise<void> {
    const numbers = this.#alive().filter((number) => this.#isChoice(number) && isAmong(number));
    if (numbers.length === 0) return;
    const { variant, scenario } = ask.place;
    const left = `${this.#alive().length} of ${this.#mutants.length} mutants of the TLA+ are left`;
    this.#watch.onProgress?.(`${variant} in ${scenario}: ${left}`);
    const isAlone = (number: number) => this.#mutants[number - 1]!.constant;
    const together = numbers.filter((number) => !isAlone(number));
    const fit = Math.floor(BATCH_STATES / Math.max(1, ask.place.size));
    const most = ask.place.atOnce ?? Math.min(BATCH, fit);
    const size = Math.max(1, Math.min(most, Math.ceil(together.length / RUNS_AT_ONCE)));
    const batches: Numbered[] = [];
    const add = (some: readonly number[]) =>
      batches.push(new Map(some.map((number) => [number, this.#mutants[number - 1]!])));
    for (let at = 0; at < together.length; at += size) add(together.slice(at, at + size));
    for (const number of numbers.filter(isAlone)) add([number]);
    // With the specification itself among them, what stands alone would not.
    if (together.length === 0) batches.unshift(new Map());
    const jobs = batches.map((batch, i) => async () => {
      const found = await askBatch(ask, this.#parsed, batch, i === 0, this.#watch.signal);
      for (const [number, finding] of found) this.#take(number, finding, ask);
    });
    await inParallel(jobs, RUNS_AT_ONCE);
  }

  #isChoice(number: number): boolean {
    return this.#mutants[number - 1]?.choice !== undefined;
  }

  /** Asks about behaviours that go on for ever, of one mutant after the other, what was not asked together. */
  async alone(asks: readonly Ask[]): Promise<void> {
    const numbers = asks.length === 0 ? [] : this.#alive();
    const own = numbers.length === 0 ? [] : asks;
    await inParallel(
      own.map((ask) => () => this.#askSingle(0, [ask])),
      RUNS_AT_ONCE,
    );
    let done = 0;
    const jobs = numbers.map((number) => async () => {
      await this.#askSingle(
        number,
        asks.filter((ask) => this.#isAsked(number, ask)),
      );
      if (this.isOpen(number)) this.#end(number, this.#survived(number));
      this.#watch.onProgress?.(`liveness: ${++done} of ${numbers.length} mutants of the TLA+ that were left`);
    });
    await inParallel(jobs, RUNS_AT_ONCE);
    for (const number of this.#alive()) this.#end(number, this.#survived(number));
  }

  /** The same in the places where these may be expected to die. Who lives there has not survived yet. */
  async aloneWhere(asks: readonly Ask[], isExpected: (number: number, place: AskedPlace) => boolean) {
    const expected = asks
      .map((ask) => {
        const numbers = this.#alive().filter((number) => isExpected(number, ask.place));
        return { ask, numbers: numbers.filter((number) => this.#isAsked(number, ask)) };
      })
      .filter(({ numbers }) => numbers.length > 0);
    const jobs = expected.flatMap(({ ask, numbers }) =>
      [0, ...numbers].map((number) => async () => {
        if (number === 0 || this.isOpen(number)) await this.#askSingle(number, [ask]);
      }),
    );
    await inParallel(jobs, RUNS_AT_ONCE);
  }

  /**
   * What was asked together is not asked again. A behaviour that is to be found is looked for where the graph, or the
   * judge, is another one: that is one run for each mutant, and to ask less kills less. What has too many states would
   * never end.
   */
  #isAsked(number: number, { rows, place }: Ask): boolean {
    if (this.#limits.has(number)) return false;
    if (!this.#isChoice(number)) return true;
    const isOther = this.#mutants[number - 1]!.judges || this.#differ.get(number)?.has(place) === true;
    return rows[0]!.violated && isOther;
  }

  async #askSingle(number: number, asks: readonly Ask[]): Promise<void> {
    const folder = layOut(this.#parsed, this.#mutants[number - 1]);
    try {
      for (const ask of asks) {
        const finding = await askSingle(ask, folder, this.#watch.signal);
        if (this.#watch.signal?.aborted) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
        this.#take(number, finding, ask);
        if (this.#fates.has(number)) return;
      }
    } finally {
      takeAway(folder);
    }
  }

  /** One with too many states somewhere may be killed elsewhere. */
  #take(number: number, finding: Finding, { place }: Ask): void {
    const { variant, scenario, manifest } = place;
    if (number === 0 && finding.kind !== 'declared') {
      const what = finding.kind === 'broken' ? `${finding.claim} is not as declared` : finding.kind;
      const message = `${manifest.module}, variant ${variant}, scenario ${scenario}: ${what} without a mutant`;
      throw new SyspecError('BAD_INPUT', message, "'syspec check --engine tlc' says more.");
    }
    const at = (claim: string) => ({ claim, variant, scenario });
    switch (finding.kind) {
      case 'declared':
        if (finding.differs) this.#differ.set(number, (this.#differ.get(number) ?? new Set()).add(place));
        return;
      case 'broken':
        return this.#end(number, { verdict: 'killed', by: at(finding.claim), message: null, differs: true });
      case 'limit': {
        const fate: TlaFate = { verdict: 'limit', by: at('states'), message: null, differs: true };
        if (!this.#limits.has(number)) this.#limits.set(number, fate);
        return;
      }
      case 'unread':
        return this.#end(number, { verdict: 'unread', by: null, message: finding.message, differs: false });
      default:
        this.#end(number, {
          ...{ verdict: 'error', by: at('evaluation'), message: finding.message, differs: true },
        });
    }
  }

  /** Whether nothing is known of a mutant yet. */
  isOpen(number: number): boolean {
    return !this.#fates.has(number);
  }

  /** Takes over what was found of a mutant elsewhere. */
  settle(number: number, fate: TlaFate): void {
    this.#end(number, fate);
  }

  #end(number: number, fate: TlaFate): void {
    this.#fates.set(number, fate);
    this.#remember(number, fate);
  }
}
