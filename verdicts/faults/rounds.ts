// SPDX-License-Identifier: MIT
// Search by search, smallest first: the faults that are not seen yet are compared with the model as it is, and those that change its
// graph are judged. What judges has no fault, so that the same graph has the same verdicts.

import { SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import { type CrewOptions, Hand, shared } from './crew.ts';
import type { Fault } from './mutants.ts';
import type { Answer, Compared, Deviation, Glance, Search, Surprise, Surveyed } from './task.ts';
import type { Trail } from './trail.ts';
import type { Copy } from './tree.ts';

/** A fault's search may see so many times the states that the model has without it, and a few. */
const MORE_STATES = 20;
const SPARE_STATES = 1000;
/** Most faults show within so many states more: the whole is searched only after a glance everywhere. */
const GLANCE = 800;
/** The searches of the other variants are many, and larger: of those of more states there is a glance alone. */
const MOST_OF_OTHERS = 50_000;
/** For a fault that keeps its own place from being run; no verdict hangs on it else. */
const SECONDS = 120;
/** For what is about many faults. */
const LONG = 1200;

/** What faults are tried on. */
export interface RoundsOptions extends CrewOptions {
  /** What the document asks of the explorer. */
  readonly searches: readonly Search[];
  /** The variant that is promised to be right: its rows come first. */
  readonly first: string;
}

/** How a fault was seen. `crash`: the model threw or is none. `limit`: it grows without end, or does not come to one. */
export type By =
  | ({ readonly kind: 'claim'; readonly variant: string; readonly scenario: string } & Surprise)
  | {
      readonly kind: 'crash' | 'limit';
      readonly variant: string;
      readonly scenario: string;
      readonly why: string;
    };

/** What became of a fault. */
export interface FaultFate {
  readonly fault: Fault;
  /** Undefined when every verdict is as declared. */
  readonly by: By | undefined;
  /** Whether any search runs its place. */
  readonly isReached: boolean;
}

/** A search of the model as it is. */
interface Base {
  readonly search: Search;
  readonly trail: Trail;
  readonly states: number;
  readonly initial: number;
}

/** A fault on its way. */
interface Trial {
  readonly fault: Fault;
  by: By | undefined;
  isReached: boolean;
  /** Whether it changes the graph of a search. */
  changes: boolean;
  /** Searches whose graph it changes, and that have not said all yet. */
  open: Base[];
}

/** Tries faults with some hands. */
export class Rounds {
  private readonly options: RoundsOptions;
  private readonly copy: Copy;
  private readonly hands: readonly Hand[];
  /** Searches that were found to be as declared without a fault. */
  private readonly known = new Set<Search>();
  /** The places that are run while the modules are loaded. */
  private readonly loading = new Set<number>();

  constructor(options: RoundsOptions, copy: Copy, hands: readonly Hand[]) {
    this.options = options;
    this.copy = copy;
    this.hands = hands;
  }

  async run(faults: readonly Fault[]): Promise<FaultFate[]> {
    const { searches, first } = this.options;
    const trials = faults.map(
      (fault): Trial => ({ fault, by: undefined, isReached: false, changes: false, open: [] }),
    );
    const isFirst = ({ variant }: Search) => variant === first;
    await this.inAll(trials, await this.surveyed(searches.filter(isFirst), true));
    // What changes nothing that the first variant does may change the others, and what the document says of them.
    const left = trials.filter(({ by, changes }) => by === undefined && !changes);
    if (left.length > 0) {
      const others = await this.surveyed(
        searches.filter((one) => !isFirst(one)),
        false,
      );
      await this.inAll(left, others);
    }
    return trials.map(({ fault, by, isReached }) => ({ fault, by, isReached }));
  }

  /** What the model does without a fault, smallest graph first. */
  private async surveyed(searches: readonly Search[], judged: boolean): Promise<Base[]> {
    const { slug, signal, onProgress } = this.options;
    let done = 0;
    const bases = await shared(searches, this.hands, signal, async (search, hand): Promise<Base> => {
      const surveyed = await hand.ask<Surveyed>({ kind: 'survey', search, judged }, LONG);
      onProgress?.(`${slug}: ${++done} of ${searches.length} searches without a fault`);
      const trail = this.declared(search, surveyed);
      if (judged) this.known.add(search);
      for (const place of surveyed.loading) this.loading.add(place);
      return { search, trail, states: trail.length / 2, initial: surveyed.initial };
    });
    return bases.sort((a, b) => a.states - b.states);
  }

  private declared({ variant, scenario }: Search, { crash, surprise, trail }: Surveyed): Trail {
    if (crash === undefined && surprise === undefined && trail !== undefined) return trail;
    const what = crash ?? `${surprise!.row} is ${surprise!.verdict}`;
    throw new SyspecError(
      'BASELINE_FAILS',
      `${this.options.slug}, ${variant} in ${scenario}, without a fault: ${what}`,
      `Run 'syspec check ${this.options.slug}' first: a fault shows as a verdict that changes.`,
    );
  }

  private async inAll(trials: readonly Trial[], bases: readonly Base[]): Promise<void> {
    const { hands, copy, options } = this;
    const isLoaded = ({ fault }: Trial) => this.loading.has(fault.switch);
    await this.through(
      trials.filter((trial) => !isLoaded(trial)),
      bases,
      hands,
    );
    // What is made while the modules are loaded has the fault only when that is there by then.
    await shared(trials.filter(isLoaded), hands, options.signal, async (trial) => {
      const { slug } = options;
      const own = new Hand(copy.worker, { models: copy.models, slug, fault: trial.fault.switch });
      try {
        await this.through([trial], bases, [own]);
      } finally {
        await own.end();
      }
    });
  }

  private async through(
    trials: readonly Trial[],
    bases: readonly Base[],
    hands: readonly Hand[],
  ): Promise<void> {
    const { signal } = this.options;
    for (const base of bases) {
      const left = trials.filter(({ by }) => by === undefined);
      if (left.length === 0) return;
      this.tell(base, left.length);
      const found = await this.compared(left, base, hands);
      await shared(found, hands, signal, ([trial, deviation], hand) =>
        this.glance(trial, base, deviation, hand),
      );
    }
    const open = trials.filter(({ by, open }) => by === undefined && open.length > 0);
    await shared(open, hands, signal, (trial, hand) => this.whole(trial, hand));
  }

  private tell({ search: { variant, scenario } }: Base, left: number): void {
    this.options.onProgress?.(
      `${this.options.slug}: ${variant} in ${scenario}: ${counted(left, 'fault')} of the model ${left === 1 ? 'is' : 'are'} not seen yet`,
    );
  }

  /** The faults that change the graph, each with where it does so first. */
  private async compared(
    trials: readonly Trial[],
    base: Base,
    hands: readonly Hand[],
  ): Promise<(readonly [Trial, Deviation])[]> {
    // Neighbours are equally many to run, and equally slow.
    const deals = hands
      .map((_, i) => trials.filter((__, j) => j % hands.length === i))
      .filter((deal) => deal.length > 0);
    const found = await shared(deals, hands, this.options.signal, (deal, hand) =>
      this.dealt(deal, base, hand),
    );
    return found.flat();
  }

  private async dealt(
    trials: readonly Trial[],
    base: Base,
    hand: Hand,
  ): Promise<(readonly [Trial, Deviation])[]> {
    const { search, trail } = base;
    const faults = trials.map(({ fault }) => fault.switch);
    const seconds = trials.length === 1 ? SECONDS : LONG;
    const answer = await hand.try({ kind: 'compare', search, faults, trail }, seconds);
    if (answer.isLost === true) return this.lost(trials, base, hand, answer);
    const { deviations, reached } = answer as Compared;
    const bySwitch = new Map(trials.map((trial) => [trial.fault.switch, trial]));
    for (const fault of reached) bySwitch.get(fault)!.isReached = true;
    return deviations.map((deviation) => [bySwitch.get(deviation.fault)!, deviation] as const);
  }

  /** A fault that keeps a body going without coming to its own place, or ends its thread: which, is found by halves. */
  private async lost(
    trials: readonly Trial[],
    base: Base,
    hand: Hand,
    { crash, limit }: Answer,
  ): Promise<(readonly [Trial, Deviation])[]> {
    const [only, ...more] = trials as readonly [Trial, ...Trial[]];
    if (more.length === 0) {
      only.isReached = true;
      return [[only, { fault: only.fault.switch, crash, limit }]];
    }
    const middle = trials.length >> 1;
    const first = await this.dealt(trials.slice(0, middle), base, hand);
    return [...first, ...(await this.dealt(trials.slice(middle), base, hand))];
  }

  private async glance(trial: Trial, base: Base, deviation: Deviation, hand: Hand): Promise<void> {
    trial.changes = true;
    if (deviation.state === undefined) return this.settle(trial, base, deviation);
    const { state, initial } = deviation;
    // The successors of a state are found after all states before it, and after theirs.
    const states = base.initial + 2 * state + GLANCE;
    const isPart = base.states > states || (base.initial > 1 && initial !== undefined);
    const isDone = await this.judge(trial, base, isPart ? { states, initial } : undefined, hand);
    const isLarge = base.search.variant !== this.options.first && base.states > MOST_OF_OTHERS;
    if (!isDone && !isLarge) trial.open.push(base);
  }

  private async whole(trial: Trial, hand: Hand): Promise<void> {
    for (const base of trial.open) {
      await this.judge(trial, base, undefined, hand);
      if (trial.by !== undefined) return;
    }
    trial.open = [];
  }

  /** Whether this search has nothing more to say of the fault. */
  private async judge(trial: Trial, base: Base, glance: Glance | undefined, hand: Hand): Promise<boolean> {
    const { search } = base;
    const states = base.states * MORE_STATES + SPARE_STATES;
    const task = { kind: 'judge', search, fault: trial.fault.switch, states, glance } as const;
    const answer = await hand.try(task, SECONDS);
    await this.settle(trial, base, answer);
    return trial.by !== undefined || answer.isDone === true;
  }

  private async settle(trial: Trial, { search }: Base, { crash, limit, surprise }: Answer): Promise<void> {
    const { variant, scenario } = search;
    const place = { variant, scenario };
    if (crash !== undefined) trial.by = { kind: 'crash', ...place, why: crash };
    else if (limit !== undefined) trial.by = { kind: 'limit', ...place, why: limit };
    else if (surprise !== undefined) {
      await this.requireKnown(search);
      trial.by = { kind: 'claim', ...place, ...surprise };
    }
  }

  /** A verdict counts when it is the declared one without a fault. */
  private async requireKnown(search: Search): Promise<void> {
    if (this.known.has(search)) return;
    const hand = new Hand(this.copy.worker, {
      models: this.copy.models,
      slug: this.options.slug,
      fault: undefined,
    });
    try {
      this.declared(search, await hand.ask<Surveyed>({ kind: 'survey', search, judged: true }, LONG));
    } finally {
      await hand.end();
    }
    this.known.add(search);
  }
}
