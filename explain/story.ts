// SPDX-License-Identifier: MIT
// A counterexample as a story: who does what, in which kernel function, and which rule would have stopped it.
import type { Trace } from '../models/kit/index.ts';
import type { Guard, ProposalModels, Step } from '../models/proposal.ts';
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
}

/** What is to be told. */
export interface Told {
  readonly proposal: Proposal;
  readonly models: ProposalModels;
  readonly variant: string;
  readonly scenario: string;
  readonly claim: Claim;
  readonly trace: Trace<unknown>;
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
export function tell({ proposal, models, variant, scenario, claim, trace }: Told): Story {
  const guards = models.guards.filter((guard) => claim.rules.includes(guard.rule));
  const states = [trace.initial, ...trace.steps.map((step) => step.state)];
  const taken = trace.steps.map(({ action, params }, i): Step => {
    return { action, params: params as readonly string[], before: states[i], after: states[i + 1] };
  });
  const stopped = lastStopped(scenario, taken, guards);
  const steps = taken.map((step, i): StoryStep => {
    const told = models.narrate(scenario, step);
    const kernel = told.kernel ?? kernelName(proposal, step.action);
    const guard = i === stopped?.at ? stopped.guard : undefined;
    return { number: i + 1, lane: told.lane, kernel, text: told.text, reaches: told.reaches, guard };
  });
  const cited = proposal.rules.filter((rule) => claim.rules.includes(rule.id));
  const rules = cited.map(({ id, text }) => ({ id, text }));
  return { slug: proposal.slug, variant, scenario, claim, rules, lanes: lanesOf(steps), steps };
}

/** The last step that a guard of the claim's rules would have stopped: after it nothing could save the claim. */
function lastStopped(scenario: string, trace: readonly Step[], guards: readonly Guard[]) {
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
