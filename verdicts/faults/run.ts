// SPDX-License-Identifier: MIT
// Every fault of a model, and what shows it: the first row of the document whose verdict is another one.
import { SyspecError } from '../../base/errors.ts';
import { type CrewOptions, Hand, isAnswer, onCopy, type Reply, shared } from './crew.ts';
import { type Fault, instrument } from './mutants.ts';
import type { Answer, Search, Surprise } from './task.ts';
import { type Copy, type Sources, Workshop } from './tree.ts';

/** A fault's search may see so many times the states that the model has without it, and a few. */
const MORE_STATES = 20;
const SPARE_STATES = 1000;
/** A faulty place may be run so many times as often as without the fault, and a few. */
const MORE_HITS = 200;
const SPARE_HITS = 100_000;
/** For a fault that keeps its own place from being run; no verdict hangs on it else. */
const SECONDS = 120;

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
export interface Fate {
  readonly fault: Fault;
  /** Undefined when every verdict is as declared. */
  readonly by: By | undefined;
  /** Whether any search runs its place. */
  readonly isReached: boolean;
}

/** What to run, and whom to tell. */
export interface FaultsOptions extends CrewOptions {
  readonly sources: Sources;
  /** What the document asks of the explorer. */
  readonly searches: readonly Search[];
  /** The variant that is promised to be right: its rows come first. */
  readonly first: string;
  /** Only the fault with this name. */
  readonly only?: string | undefined;
}

/** Tries each fault. Throws SyspecError BASELINE_FAILS when the verdicts are not as declared without one. */
export async function tryFaults(options: FaultsOptions): Promise<Fate[]> {
  const { sources, only } = options;
  const workshop = new Workshop(sources);
  const { texts, counting, faults } = await instrument(workshop.bodies, sources.folder);
  const wanted = faults.filter(({ id }) => only === undefined || id === only);
  if (wanted.length === 0) throw new SyspecError('BAD_USAGE', `the model has no fault '${only}'`);
  const bases = await onCopy(workshop.layOut(counting), options, (hands) => baseline(options, hands));
  const copy = workshop.layOut(texts);
  return onCopy(copy, options, (hands) => tryAll(wanted, bases, hands, copy, options));
}

function tryAll(
  faults: readonly Fault[],
  bases: readonly Base[],
  hands: readonly Hand[],
  copy: Copy,
  options: FaultsOptions,
): Promise<Fate[]> {
  let [done, alive] = [0, 0];
  return shared(faults, hands, options.signal, async (fault, hand) => {
    const fate = await tryOne(fault, bases, hand, copy, options);
    if (fate.by === undefined) alive++;
    options.onProgress?.(
      `${options.slug}: ${++done} of ${faults.length} faults of the model, ${alive} are not seen`,
    );
    return fate;
  });
}

/** A search of the model as it is: how far it goes, and which places it runs. */
interface Base {
  readonly search: Search;
  readonly answer: Answer;
}

async function baseline({ slug, searches, signal, onProgress }: FaultsOptions, hands: readonly Hand[]) {
  let done = 0;
  const bases = await shared(searches, hands, signal, async (search, hand): Promise<Base> => {
    const reply = await hand.ask({ search, fault: undefined, bounds: undefined }, SECONDS);
    onProgress?.(`${slug}: ${++done} of ${searches.length} searches without a fault`);
    const wrong = isAnswer(reply) && reply.crash === undefined ? reply.surprise : reply;
    if (wrong === undefined) return { search, answer: reply as Answer };
    throw new SyspecError(
      'BASELINE_FAILS',
      `${slug}, ${search.variant} in ${search.scenario}: ${JSON.stringify(wrong)}`,
      `Run 'syspec check ${slug}' first: a fault shows as a verdict that changes.`,
    );
  });
  return bases.sort((a, b) => a.answer.distinct - b.answer.distinct);
}

/** The rows of the first variant, smallest graph first; those of the others where it does not come to the place. */
function whereToLook(fault: Fault, bases: readonly Base[], first: string) {
  const isLoaded = bases.some(({ answer }) => (answer.loading[fault.switch] ?? 0) > 0);
  const reach = bases.filter(({ answer }) => isLoaded || (answer.hits[fault.switch] ?? 0) > 0);
  const own = reach.filter(({ search }) => search.variant === first);
  return { isLoaded, places: own.length > 0 ? own : reach };
}

async function tryOne(
  fault: Fault,
  bases: readonly Base[],
  hand: Hand,
  copy: Copy,
  { slug, first }: FaultsOptions,
): Promise<Fate> {
  const { isLoaded, places } = whereToLook(fault, bases, first);
  // What is made while the modules are loaded has the fault only when it is there by then.
  const own = isLoaded ? new Hand(copy.worker, { models: copy.models, slug, fault: fault.switch }) : hand;
  try {
    for (const { search, answer } of places) {
      const bounds = {
        states: answer.distinct * MORE_STATES + SPARE_STATES,
        hits: (answer.hits[fault.switch] ?? 0) * MORE_HITS + SPARE_HITS,
      };
      const by = verdict(search, await own.ask({ search, fault: fault.switch, bounds }, SECONDS));
      if (by !== undefined) return { fault, by, isReached: true };
    }
    return { fault, by: undefined, isReached: places.length > 0 };
  } finally {
    if (own !== hand) await own.end();
  }
}

function verdict({ variant, scenario }: Search, reply: Reply): By | undefined {
  const place = { variant, scenario };
  if ('crash' in reply && reply.crash !== undefined) return { kind: 'crash', ...place, why: reply.crash };
  if ('limit' in reply && reply.limit !== undefined) return { kind: 'limit', ...place, why: reply.limit };
  const { surprise } = reply as Answer;
  return surprise && { kind: 'claim', ...place, ...surprise };
}
