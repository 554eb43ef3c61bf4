// SPDX-License-Identifier: MIT
// A counterexample as a story: who does what, in which kernel function, and which rule would have stopped it.
import type { Trace } from '../models/kit/index.ts';
import type { Guard, ProposalModels, Transition } from '../models/proposal.ts';
import type { Claim, Proposal } from '../spec/index.ts';

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
  readonly guard: Guard | undefined;
  /** What is wrong with the step itself, or what begins with it. */
  readonly note?: string;
}

/** A told counterexample. */
export interface Story {
  readonly slug: string;
  readonly variant: string;
  readonly scenario: string;
  readonly claim: Claim;
  /** The rules that the claim cites, as the document puts them. */
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
  readonly models: ProposalModels;
  readonly variant: string;
  readonly scenario: string;
  readonly claim: Claim;
  /** The half of the claim that is violated. */
  readonly part: 'safety' | 'liveness';
  readonly trace: Trace<unknown>;
  /** Whether the trace ends with a step that no step of the specification explains. */
  readonly unexplained: boolean;
}

/** The story in a sentence: who violates which claim, where, and how soon. */
export function headline({ slug, variant, claim, scenario, steps }: Story): string {
  return `${slug} ${variant}: ${claim.id} is violated in ${scenario}, in ${steps.length + 1} states`;
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
  const guards = models.guards.filter((guard) => claim.rules.includes(guard.rule));
  const states = [trace.initial, ...trace.steps.map((step) => step.state)];
  const taken = trace.steps.map(({ action, params }, i): Transition => {
    return { action, params: params as readonly string[], before: states[i], after: states[i + 1] };
  });
  const stopped = lastStopped(scenario, taken, guards);
  const steps = taken.map((step, i): StoryStep => {
    const { lane, text, reaches, ...narrated } = models.narrate(scenario, step);
    const kernel = narrated.kernel ?? kernelName(proposal, step.action);
    const guard = i === stopped?.at ? stopped.guard : undefined;
    const note = noteOn(told, i);
    return { number: i + 1, lane, kernel, text, reaches, guard, ...(note === undefined ? {} : { note }) };
  });
  const cited = proposal.rules.filter((rule) => claim.rules.includes(rule.id));
  const rules = cited.map(({ id, text }) => ({ id, text }));
  const ending = endingOf(told);
  return {
    ...{ slug: proposal.slug, variant, scenario, claim, rules, lanes: lanesOf(steps), steps },
    claimed: claim[told.part] ?? '',
    ...(ending === undefined ? {} : { ending }),
  };
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

/** The last step that a guard of the claim's rules would have stopped: after it nothing could save the claim. */
function lastStopped(scenario: string, trace: readonly Transition[], guards: readonly Guard[]) {
  for (let at = trace.length - 1; at >= 0; at--) {
    const guard = guards.find((one) => one.stops({ ...trace[at]!, scenario, trace, at }));
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
