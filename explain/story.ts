// SPDX-License-Identifier: MIT
// A counterexample as a story: who does what, in which kernel function, and which rule would have stopped it.
import { counted, listed } from '../base/plural.ts';
import type { Model, Trace } from '../models/kit/index.ts';
import type { Guard, ProposalModels, Transition } from '../models/proposal.ts';
import type { Claim, Proposal } from '../spec/index.ts';
import { type Cast, castOf } from './cast.ts';
import { legendOf } from './legend.ts';
import { changesOf, changesOthers, stateLines } from './state.ts';
import { type Evaluating, spokenAtEnd } from './values.ts';

/** One step of the story. */
export interface StoryStep {
  /** From 1, as counted in a trace: the initial state has none. */
  readonly number: number;
  readonly lane: string;
  /** The kernel's function, or the step's own name. */
  readonly kernel: string;
  readonly text: string;
  /** Another lane that the step reaches. */
  readonly reaches: string | undefined;
  /** The guard that would have stopped it. */
  readonly guard: Pick<Guard, 'rule' | 'text'> | undefined;
  /** What is wrong with the step itself, or what begins with it. */
  readonly note?: string;
  /** What it changes of the state, as `waiters.A = [c1]`; of its own lane without the lane's name. */
  readonly changes: readonly string[];
  /** Whether it changes something that is not its lane's own. */
  readonly isSeen: boolean;
  /** Whether the call begins here in which the claim is broken. */
  readonly isCall: boolean;
}

/** A told counterexample. */
export interface Story {
  readonly slug: string;
  readonly variant: string;
  readonly scenario: string;
  readonly claim: Claim;
  /** Why the interface is proposed, in the document's first paragraph about it. */
  readonly motivation: string;
  /** The state in which it begins, a line for each variable; what is none or empty is left out. */
  readonly beginning: readonly string[];
  readonly cast: Cast;
  /** What some of the names mean, a sentence each. */
  readonly legend: readonly string[];
  /** The values of the last state that the claim speaks of. */
  readonly values: readonly string[];
  /** What does not happen after the last step, or what still can; and why there are steps that do not matter. */
  readonly after: string;
  /** The rule that would have stopped it first, as the document puts it; of a seeded fault, the rules that it breaks. */
  readonly rules: readonly { readonly id: string; readonly text: string }[];
  /** The processes, sorted by name. */
  readonly lanes: readonly string[];
  readonly steps: readonly StoryStep[];
  /** How it ends, where it does not end in a bad state: in a loop, or in a step that nothing explains. */
  readonly ending?: string;
  /** What was claimed, as the document puts it. */
  readonly claimed: string;
}

/** What is to be told. */
export interface Told {
  readonly proposal: Proposal;
  readonly models: ProposalModels & Evaluating;
  readonly variant: string;
  readonly scenario: string;
  readonly claim: Claim;
  /** The half of the claim that is violated. */
  readonly part: 'safety' | 'liveness';
  readonly trace: Trace<unknown>;
  /** Of which the trace is; without it nobody is asked what can happen after the last step. */
  readonly model?: Pick<Model<unknown>, 'successors'>;
  /** Whether the trace ends with a step that no step of the specification explains. */
  readonly unexplained: boolean;
}

/** The story in a sentence: who violates which claim, where, and how soon. */
export function headline({ slug, variant, claim, scenario, steps }: Story): string {
  return `${slug} ${variant}: ${claim.id} is violated in ${scenario}, after ${counted(steps.length, 'step')}`;
}

/** The command that tells it again. */
export function commandOf({ slug, variant, claim, scenario }: Story): string {
  return `syspec explain ${slug} ${variant} --claim ${claim.id} --scenario ${scenario}`;
}

/** Which guard would have stopped it, and where; undefined when no guard of the claim's rules would have. */
export function lackingGuard({ steps }: Story): string | undefined {
  for (const { number, kernel, guard } of steps) {
    if (guard === undefined) continue;
    return `What would have stopped it: at step ${number}, in ${kernel}, ${guard.rule}: ${guard.text}.`;
  }
  return undefined;
}

/** Tells a trace. */
export function tell(told: Told): Story {
  const { proposal, models, variant, scenario, claim, trace } = told;
  const shown = (state: unknown) => models.shown?.(state) ?? state;
  const guards = models.guards.filter((guard) => claim.rules.includes(guard.rule));
  const states = [trace.initial, ...trace.steps.map((step) => step.state)];
  const taken = trace.steps.map(({ action, params }, i): Transition => {
    return { action, params: params as readonly string[], before: states[i], after: states[i + 1] };
  });
  const stopped = firstStopped(scenario, taken, guards);
  const ends = { scenario, first: shown(trace.initial), last: shown(states.at(-1)), raw: states.at(-1) };
  const spoken = spokenAtEnd(proposal, claim, models, ends);
  const steps = withCalls(
    taken.map((step, i): StoryStep => {
      const { lane, text, reaches, ...narrated } = models.narrate(scenario, step);
      const kernel = narrated.kernel ?? kernelName(proposal, step.action);
      const guard = i === stopped?.at ? stopped.guard : undefined;
      const note = noteOn(told, i);
      return {
        ...{ number: i + 1, lane, kernel, text, reaches, guard },
        changes: changesOf(shown(step.before), shown(step.after), lane),
        isSeen: changesOthers(step.before, step.after, lane),
        isCall: false,
        ...(note === undefined ? {} : { note }),
      };
    }),
    spoken.about,
  );
  const rules = proposal.rules.filter(({ id }) => brokenRules(told, stopped?.guard).includes(id));
  const ending = endingOf(told);
  const lanes = lanesOf(steps);
  const beginning = stateLines(shown(trace.initial));
  const claimed = claim[told.part] ?? '';
  return {
    ...{ slug: proposal.slug, variant, scenario, claim, lanes, steps },
    rules: rules.map(({ id, text }) => ({ id, text })),
    motivation: (proposal.prose.Motivation ?? '').split('\n\n')[0] ?? '',
    beginning,
    cast: castAt(told, lanes),
    legend: legendOf(proposal, beginning, claimed),
    values: spoken.lines,
    after: [afterwards(told, lanes), whyLong(told)].filter((text) => text !== '').join(' '),
    claimed,
    ...(ending === undefined ? {} : { ending }),
  };
}

/** The rule of the guard; without one, those that a seeded fault breaks. A row of the table of errors stands for its rule. */
function brokenRules({ proposal, models, variant }: Told, guard: Guard | undefined): readonly string[] {
  if (guard !== undefined) return [guard.rule];
  const breaks = models.mutants.find(({ name }) => name === variant)?.breaks ?? [];
  return breaks.map((id) => proposal.errors.find((row) => row.id === id)?.rule ?? id);
}

/** Marks where the last call of each of `about` begins; of who takes the last step, where there is none of these. */
function withCalls(steps: readonly StoryStep[], about: readonly string[]): StoryStep[] {
  const isOf = (lanes: readonly (string | undefined)[]) => steps.some(({ lane }) => lanes.includes(lane));
  const lanes = isOf(about) ? about : [steps.at(-1)?.lane];
  const begins = ({ text }: StoryStep) => /^\w+\(/.test(text);
  const marked = lanes.map((lane) => steps.findLastIndex((step) => step.lane === lane && begins(step)));
  return steps.map((step, at) => ({ ...step, isCall: marked.includes(at) }));
}

/** Who can take a step in a state; nobody is known to without the model. */
function ableIn({ model, models, scenario }: Told, before: unknown): string[] {
  const successors = model?.successors(before) ?? [];
  return successors.map(({ action, params, state }) => {
    const step = { action, params: params as readonly string[], before, after: state };
    return models.narrate(scenario, step).lane;
  });
}

/** Who takes part: who takes a step, who could begin with one, and the rivals of the document. */
function castAt(told: Told, lanes: readonly string[]): Cast {
  const row = told.proposal.scenarios.find(({ name }) => name === told.scenario);
  return castOf(row ?? { rivals: 'none' }, [...lanes, ...ableIn(told, told.trace.initial)]);
}

/** Who can go on after the last step, and who cannot. */
function afterwards(told: Told, lanes: readonly string[]): string {
  const { model, trace } = told;
  if (model === undefined) return '';
  const able = ableIn(told, trace.steps.at(-1)?.state ?? trace.initial);
  if (able.length === 0) return 'After that nothing can happen any more.';
  const idle = lanes.filter((lane) => !able.includes(lane));
  if (idle.length === 0) return '';
  return `After that ${listed([...new Set(able)].sort())} can go on, and ${listed(idle)} cannot.`;
}

/** Why a shortest counterexample has steps that have nothing to do with its claim; empty where it has none. */
function whyLong({ proposal, claim, part, trace }: Told): string {
  if (part === 'liveness' && trace.loop !== undefined)
    return 'The claim is about what happens in the end: who must go on does, so not every step matters.';
  const isOfStuck = proposal.formulas.some((one) => one.claim === claim.id && one.tokens.includes('ENABLED'));
  if (part !== 'safety' || !isOfStuck) return '';
  return 'The claim is about where nobody can go on: each task goes that far, so not every step matters.';
}

/** What is said beside the step at `at`. */
function noteOn({ trace, unexplained }: Told, at: number): string | undefined {
  if (unexplained && at === trace.steps.length - 1) return 'nothing in the specification explains this step';
  return at === trace.loop ? 'from here on again and again' : undefined;
}

function endingOf({ trace, unexplained }: Told): string | undefined {
  const { steps, loop } = trace;
  if (unexplained) {
    if (steps.length === 0) return 'The specification does not begin like this.';
    return `Nothing in the specification explains step ${steps.length}.`;
  }
  if (loop === undefined) return undefined;
  if (loop === steps.length) return `After step ${steps.length} nothing more happens, for ever.`;
  if (loop === steps.length - 1) return `Step ${steps.length} is repeated for ever.`;
  return `Steps ${loop + 1} to ${steps.length} are repeated for ever.`;
}

/** The first step that a guard of the claim's rules would have stopped. */
function firstStopped(scenario: string, trace: readonly Transition[], guards: readonly Guard[]) {
  for (const [at, step] of trace.entries()) {
    const guard = guards.find((one) => one.stops({ ...step, scenario, trace, at }));
    if (guard !== undefined) return { at, guard };
  }
  return undefined;
}

/** The first function that the document's Steps table names for the action. */
function kernelName(proposal: Proposal, action: string): string {
  const step = proposal.steps.find((one) => one.action === action);
  return /`([^`]+)`/.exec(step?.kernel ?? '')?.[1] ?? action;
}

function lanesOf(steps: readonly StoryStep[]): string[] {
  const named = steps.flatMap(({ lane, reaches }) => (reaches === undefined ? [lane] : [lane, reaches]));
  return [...new Set(named)].sort();
}
