// SPDX-License-Identifier: MIT
// What a proposal's model offers to the commands, which know no proposal.
import type { Model, Property } from './kit/index.ts';

/** A row of a claim: its safety half, or its progress twin. */
export type Part = 'safety' | 'progress';

/** Where a mutant is expected to die: this claim, in this scenario. */
export interface Kill {
  readonly claim: string;
  readonly part: Part;
  readonly scenario: string;
}

/** How far a scenario's bounds reach beyond what the mutants need, in states. */
export interface Bound {
  /** The longest of the mutants' shortest counterexamples. */
  readonly longest: number;
  /** The depth of the proposed variant's graph. */
  readonly depth: number;
}

/** `proposed` with one fault seeded. */
export interface Mutant {
  readonly name: string;
  /** The fault, in a sentence. */
  readonly what: string;
  readonly killedBy: Kill;
}

/** One variant, or one mutant of `proposed`, in one scenario. */
// biome-ignore lint/suspicious/noExplicitAny: each proposal has its own state; the commands only pass it on.
export interface Instance<S = any> {
  readonly model: Model<S>;
  /** The property of a claim; undefined when this model has none of that name. */
  property(claim: string, part: Part): Property<S> | undefined;
}

/** A proposal's models. */
export interface ProposalModels {
  readonly slug: string;
  readonly variants: readonly string[];
  readonly scenarios: readonly string[];
  readonly mutants: readonly Mutant[];
  /** For each scenario in which a mutant breaks a safety claim. */
  readonly bounds: Readonly<Record<string, Bound>>;
  /** Modules that `model.ts` imports and that say nothing of how it behaves, each with why; a machine puts no faults there. */
  readonly noBodies?: Readonly<Record<string, string>>;
  /** What each rule forbids, as a check on one step; used to say which step of a counterexample breaks which rule. */
  readonly guards: readonly Guard[];
  variant(variant: string, scenario: string): Instance;
  mutant(name: string, scenario: string): Instance;
  /** What a step does, for a reader of a counterexample. */
  narrate(scenario: string, step: Step): Narration;
}

/** A step of a trace, with the states around it. */
// biome-ignore lint/suspicious/noExplicitAny: as for Instance.
export interface Step<S = any> {
  readonly action: string;
  readonly params: readonly (string | number)[];
  readonly before: S;
  readonly after: S;
}

/** A step in words. */
export interface Narration {
  /** The process that takes the step. */
  readonly lane: string;
  /** What it does, in a few words, with the values that matter. */
  readonly text: string;
  /** The kernel's function, where the step stands for several. */
  readonly kernel?: string;
  /** Another process that the step reaches: one that it wakes or signals. */
  readonly reaches?: string;
}

/** A step of a counterexample, as a guard sees it. */
// biome-ignore lint/suspicious/noExplicitAny: as for Instance.
export interface TracedStep<S = any> extends Step<S> {
  readonly scenario: string;
  /** All steps of the counterexample; this one is at `at`. */
  readonly trace: readonly Step<S>[];
  readonly at: number;
}

/** A rule as a guard on steps. */
export interface Guard {
  readonly rule: string;
  /** The guard, as a kernel developer would say it. */
  readonly text: string;
  /** Whether this step is one that the guard would have stopped. */
  stops(step: TracedStep): boolean;
}
