// SPDX-License-Identifier: MIT
// Every fault of a model, and what shows it: the first row of the document whose verdict is another one.
import { SyspecError } from '../../base/errors.ts';
import { type CrewOptions, Hand, onCopy, shared } from './crew.ts';
import { type Fault, instrument } from './mutants.ts';
import type { Answer, Search, Surprise, Surveyed, Task } from './task.ts';
import { type Copy, type Sources, Workshop } from './tree.ts';

/** A fault's search may see so many times the states that the model has without it, and a few. */
const MORE_STATES = 20;
const SPARE_STATES = 1000;
/** A faulty place may be run so many times as often as without the fault, and a few. */
const MORE_HITS = 200;
const SPARE_HITS = 100_000;
/** Most faults show within so many states: a larger graph is searched to its end only after a glance at all of them. */
const GLANCE = 800;
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
  const bench = { bases, copy, options, known: new Set<Search>() };
  return onCopy(copy, options, (hands) => tryAll(wanted, hands, bench));
}

function tryAll(faults: readonly Fault[], hands: readonly Hand[], bench: Bench): Promise<Fate[]> {
  const { options } = bench;
  let [done, alive] = [0, 0];
  return shared(faults, hands, options.signal, async (fault, hand) => {
    const fate = await tryOne(fault, hand, bench);
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
  readonly surveyed: Surveyed;
  readonly states: number;
}

/** What the model does without a fault, smallest graph first. */
async function baseline(options: FaultsOptions, hands: readonly Hand[]): Promise<Base[]> {
  const { slug, searches, first, signal, onProgress } = options;
  let done = 0;
  const bases = await shared(searches, hands, signal, async (search, hand): Promise<Base> => {
    const judged = search.variant === first;
    const surveyed = await hand.survey({ kind: 'survey', search, judged }, SECONDS);
    onProgress?.(`${slug}: ${++done} of ${searches.length} searches without a fault`);
    if (judged || surveyed.crash !== undefined) requireDeclared(slug, search, surveyed);
    return { search, surveyed, states: surveyed.trail.length / 2 };
  });
  return bases.sort((a, b) => a.states - b.states);
}

function requireDeclared(slug: string, { variant, scenario }: Search, { crash, surprise }: Answer): void {
  if (crash === undefined && surprise === undefined) return;
  const what = crash ?? `${surprise!.row} is ${surprise!.verdict}`;
  throw new SyspecError(
    'BASELINE_FAILS',
    `${slug}, ${variant} in ${scenario}, without a fault: ${what}`,
    `Run 'syspec check ${slug}' first: a fault shows as a verdict that changes.`,
  );
}

/** All that is needed to try a fault. */
interface Bench {
  readonly bases: readonly Base[];
  readonly copy: Copy;
  readonly options: FaultsOptions;
  /** Searches of other variants that were found to be as declared without a fault. */
  readonly known: Set<Search>;
}

/** The searches of the first variant that run a place; those of the others where it does not come there. */
function whereToLook({ switch: place }: Fault, { bases, options }: Bench) {
  const isLoaded = bases.some(({ surveyed }) => (surveyed.loading[place] ?? 0) > 0);
  const hits = ({ surveyed: { own, claims } }: Base) => (own[place] ?? 0) + (claims[place] ?? 0);
  const reach = bases.filter((base) => isLoaded || hits(base) > 0);
  const first = reach.filter(({ search }) => search.variant === options.first);
  // What claims run too may change a verdict on the same graph.
  const isOwn = bases.every(({ surveyed }) => (surveyed.claims[place] ?? 0) === 0);
  return { isLoaded, isOwn: isOwn && !isLoaded, places: first.length > 0 ? first : reach };
}

async function tryOne(fault: Fault, hand: Hand, bench: Bench): Promise<Fate> {
  const { copy, options } = bench;
  const { isLoaded, isOwn, places } = whereToLook(fault, bench);
  // What is made while the modules are loaded has the fault only when it is there by then.
  const start = { models: copy.models, slug: options.slug, fault: fault.switch };
  const own = isLoaded ? new Hand(copy.worker, start) : hand;
  const task = ({ search, surveyed, states }: Base) => ({
    ...({ kind: 'try', search, fault: fault.switch } as const),
    bounds: {
      states: states * MORE_STATES + SPARE_STATES,
      hits:
        ((surveyed.own[fault.switch] ?? 0) + (surveyed.claims[fault.switch] ?? 0)) * MORE_HITS + SPARE_HITS,
    },
  });
  /** The first search that shows it, and those that have not said all yet. */
  const look = async (bases: readonly Base[], more: (base: Base) => Pick<Task, 'trail' | 'glance'>) => {
    const open: Base[] = [];
    for (const base of bases) {
      const answer = await own.try({ ...task(base), ...more(base) }, SECONDS);
      const by = seen(base.search, answer);
      if (by !== undefined) {
        if (base.search.variant !== options.first) await requireKnown(base.search, hand, bench);
        return { by, open };
      }
      if (answer.isDone !== true) open.push(base);
    }
    return { by: undefined, open };
  };
  try {
    const isReached = places.length > 0;
    const glances = await look(places, ({ surveyed, states }) => ({
      trail: isOwn ? surveyed.trail : undefined,
      glance: states > GLANCE ? GLANCE : undefined,
    }));
    if (glances.by !== undefined) return { fault, by: glances.by, isReached };
    const whole = await look(glances.open, () => ({ trail: undefined, glance: undefined }));
    return { fault, by: whole.by, isReached };
  } finally {
    if (own !== hand) await own.end();
  }
}

/** A verdict of another variant counts when it is the declared one without a fault. */
async function requireKnown(search: Search, hand: Hand, { options, known }: Bench): Promise<void> {
  if (known.has(search)) return;
  requireDeclared(options.slug, search, await hand.survey({ kind: 'survey', search, judged: true }, SECONDS));
  known.add(search);
}

function seen({ variant, scenario }: Search, { crash, limit, surprise }: Answer): By | undefined {
  const place = { variant, scenario };
  if (crash !== undefined) return { kind: 'crash', ...place, why: crash };
  if (limit !== undefined) return { kind: 'limit', ...place, why: limit };
  return surprise && { kind: 'claim', ...place, ...surprise };
}
