// SPDX-License-Identifier: MIT
// One run of TLC for all that is claimed of states and steps in one place: the formulas' values are printed and
// counted, and none of them ends the run. Liveness is a property of the same run, where its answer is clear: all that
// should hold, or a single one that should not. Whoever wants to see the graph looks at the same run too.
import type { Checks, Manifest } from '../tla/manifest.ts';
import { type Mark, MarkReader } from '../tla/runner/marks.ts';
import type { TlcRun } from '../tla/runner/run.ts';
import { type Observation, observe } from '../tla/runner/wrapper.ts';
import { askEach, toAnswer, unasked } from './alone.ts';
import { forAll } from './arguments.ts';
import { type AskedTlc, isOfStates, moduleOf, operatorsOf, stepsOf } from './operators.ts';
import { conclusive, type RunOptions, startPlace, type TlcPlace } from './place.ts';
import type { Answer, Found } from './row.ts';

/** A formula over states or steps, and how often it is true. */
export interface Tally {
  /** How many states, or generated steps, it was evaluated in. */
  seen: number;
  satisfied: number;
  /** The number of the first state, in TLC's order, in which it is false; of steps, of the source's. */
  firstFalse: number | undefined;
}

/** Counts marks as they come. */
export class Tallies {
  readonly states: readonly Tally[];
  readonly steps: readonly Tally[];
  readonly initials: readonly Tally[];

  constructor(states: number, steps: number) {
    const tallies = (length: number) =>
      Array.from({ length }, (): Tally => ({ seen: 0, satisfied: 0, firstFalse: undefined }));
    this.states = tallies(states);
    this.steps = tallies(steps);
    this.initials = tallies(steps);
  }

  add(mark: Mark): void {
    const tallies = { state: this.states, step: this.steps, initial: this.initials }[mark.kind];
    for (const [i, value] of mark.values.entries()) {
      const tally = tallies[i]!;
      if (value) tally.satisfied++;
      else tally.firstFalse ??= tally.seen;
      tally.seen++;
    }
  }
}

/** What a place is to be asked, as one run: the formulas, each once. */
export interface Formulas extends Pick<Observation, 'module' | 'variables' | 'states' | 'steps'> {}

/** Where a row's formulas are among a run's. */
interface Positions {
  readonly states: readonly number[];
  readonly steps: readonly number[];
}

/** The formulas that these rows are judged by, and for each row where they are; undefined where it has none. */
export function formulasOf(manifest: Manifest, asked: readonly AskedTlc[]) {
  const states: string[] = [];
  const steps: (Observation['steps'][number] & { readonly claim: string })[] = [];
  const place = (operator: string) => {
    if (!states.includes(operator)) states.push(operator);
    return states.indexOf(operator);
  };
  const positions = asked.map(({ claim, part }): Positions | undefined => {
    const operator = manifest.claims[claim]?.[part === 'progress' ? 'progress' : 'safety']?.operator;
    const own = part === 'progress' ? [] : stepsOf(manifest, claim);
    if (operator === undefined && own.length === 0) return undefined;
    if (!steps.some((step) => step.claim === claim)) steps.push(...own.map((step) => ({ ...step, claim })));
    return {
      states: operator === undefined ? [] : [place(operator)],
      steps: own.length === 0 ? [] : steps.flatMap((step, i) => (step.claim === claim ? [i] : [])),
    };
  });
  const formulas: Formulas = { module: moduleOf(manifest), variables: manifest.variables, states, steps };
  return { formulas, positions };
}

/** A run that printed the values of its formulas. */
export interface Observed {
  /** It holds, or liveness alone is violated. */
  readonly run: TlcRun;
  /** Whether TLC could evaluate all of them, everywhere. */
  readonly whole: boolean;
}

/** Who else looks at a joined run, and what the run does for them besides. */
export interface Companion extends Pick<Observation, 'actions'> {
  /** Where the state graph is to be written. */
  readonly dump: string;
  onMark(mark: Mark): void;
  /** Called where TLC could evaluate the formulas everywhere. */
  seen(observed: Observed, formulas: Formulas): Promise<void>;
  /** Called at the end, whatever came of the run. */
  close(): void;
}

/** Whether TLC has seen every state and step: liveness is violated at the end, when there is nothing more to explore. */
const isComplete = ({ verdict, violation, queue }: TlcRun): boolean =>
  verdict === 'holds' || (violation?.kind === 'liveness' && queue === 0);

/** Runs TLC with the formulas, and with `checks` besides; `onMark` gets each value. Throws SyspecError when it gives no verdict for another reason. */
export async function observePlace(
  place: TlcPlace,
  formulas: Formulas & Pick<Observation, 'actions'>,
  onMark: (mark: Mark) => void,
  { checks, ...options }: RunOptions & { readonly checks?: Checks | undefined } = {},
): Promise<Observed> {
  const { manifest } = place;
  const reader = new MarkReader();
  let broken = false;
  const onPrinted = (line: string) => {
    try {
      const mark = reader.read(line);
      if (mark !== undefined) onMark(mark);
    } catch {
      broken = true;
    }
  };
  const wrapper = observe(formulas);
  const asked = { spec: manifest.spec, invariants: manifest.invariants, ...checks };
  const run = await startPlace(place, asked, { ...options, ...forAll(place), wrapper, onPrinted });
  const evaluated = run.verdict !== 'bad-specification' || run.errors[0]?.kind !== 'evaluation';
  if (!evaluated || run.violation?.kind === 'assert') return { run, whole: false };
  return { run: conclusive(place, run), whole: !broken && isComplete(run) };
}

/** What a joined run is about besides states and steps. */
export interface Besides {
  /** The specification with fairness; undefined where no row is of liveness. */
  readonly spec?: string | undefined;
  readonly companion?: Companion | undefined;
}

/**
 * The rows of states and steps, and of liveness, by one run; by one each where a formula cannot be evaluated, or one of several
 * rows of liveness is violated: TLC does not say which.
 */
export async function askJoined(
  place: TlcPlace,
  asked: readonly AskedTlc[],
  { spec, companion }: Besides = {},
): Promise<readonly Answer[]> {
  try {
    return await joined(place, asked, spec, companion);
  } finally {
    companion?.close();
  }
}

async function joined(
  place: TlcPlace,
  asked: readonly AskedTlc[],
  spec: string | undefined,
  companion: Companion | undefined,
): Promise<readonly Answer[]> {
  const { manifest } = place;
  const { formulas, positions } = formulasOf(manifest, asked.filter(isOfStates));
  const lively = asked.filter((row) => !isOfStates(row));
  const tallies = new Tallies(formulas.states.length, formulas.steps.length);
  const operators = lively.flatMap((row) => operatorsOf(manifest, row));
  if (operators.length === 0 && positions.every((at) => at === undefined))
    return asked.map((row) => unasked(manifest, row));
  const checks = spec === undefined ? undefined : { spec, properties: operators };
  const onMark = (mark: Mark) => {
    tallies.add(mark);
    companion?.onMark(mark);
  };
  const { actions, dump } = companion ?? {};
  const wanted = actions === undefined ? formulas : { ...formulas, actions };
  const observed = await observePlace(place, wanted, onMark, { checks, dump });
  if (!observed.whole) return askEach(place, asked);
  await companion?.seen(observed, formulas);
  const { run } = observed;
  const violated = run.verdict === 'violated';
  if (violated && lively.length > 1) return askEach(place, asked);
  const ofStates = positions.values();
  return asked.map((row) => {
    if (!isOfStates(row)) return toAnswer(place, run, violated ? 'violated' : 'holds');
    const at = ofStates.next().value;
    if (at === undefined) return unasked(manifest, row);
    return toAnswer(place, run, verdictOf(row, at, tallies, run), true);
  });
}

function verdictOf({ part }: AskedTlc, at: Positions, tallies: Tallies, { distinct }: TlcRun): Found {
  const judged = [
    ...at.states.map((i) => tallies.states[i]!),
    ...at.steps.flatMap((i) => [tallies.steps[i]!, tallies.initials[i]!]),
  ];
  const broken = judged.some(({ firstFalse }) => firstFalse !== undefined);
  // Progress is asked for as an invariant that it is never made: the violation is the progress.
  if (part === 'progress') return broken ? 'holds' : 'unreached';
  if (broken) return 'violated';
  // Whatever was not evaluated everywhere has not been judged.
  const everywhere = at.states.every((i) => tallies.states[i]!.seen === distinct);
  const begun = at.steps.every((i) => tallies.initials[i]!.seen > 0);
  return everywhere && begun ? 'holds' : 'inconclusive';
}
