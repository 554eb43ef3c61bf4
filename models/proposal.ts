// SPDX-License-Identifier: MIT
// What a proposal's model offers to the commands, which know no proposal.
import type { Model, Property } from './kit/index.ts';
import type { Told } from './told.ts';

/** A row of a claim: its safety half, its progress twin, its liveness, or that without the fairness that it declares. */
export type Part = 'safety' | 'progress' | 'liveness' | 'unfair';

/** Where a mutant is expected to die: this claim, in this scenario. */
export interface Kill {
  readonly claim: string;
  readonly part: Part;
  readonly scenario: string;
}

/** `proposed` with one fault seeded. */
export interface Mutant {
  readonly name: string;
  /** The fault, in a sentence. */
  readonly what: string;
  /** The rules that it contradicts; a row of the table of errors stands for its rule. */
  readonly breaks: readonly string[];
  readonly killedBy: Kill;
}

/** One bound of a scenario, raised by one. */
export interface RaisedBound {
  readonly scenario: string;
  /** What is raised, as a table shows it: `callers`, the name of a rival for its operations. */
  readonly bound: string;
  /** What it is in the document's scenario; one more here. */
  readonly from: number;
  /** By variant, why a verdict is another one above the bound. */
  readonly because?: Readonly<Record<string, string>>;
  instance(variant: string): Instance;
}

/** One variant, or one mutant of `proposed`, in one scenario. */
// biome-ignore lint/suspicious/noExplicitAny: each proposal has its own state; the commands only pass it on.
export interface Instance<S = any> {
  readonly model: Model<S>;
  /** The property of a claim's part; undefined when this model has none. */
  property(claim: string, part: Part): Property<S> | undefined;
}

/** A row of the table of errors that the model checks for. */
export interface ErrorRow {
  readonly id: string;
  readonly errno: string;
}

/** A proposal's models. */
export interface ProposalModels {
  readonly slug: string;
  readonly variants: readonly string[];
  readonly scenarios: readonly string[];
  readonly mutants: readonly Mutant[];
  /** Claims whose progress is an end, or an error: a call that is always refused comes to it too. */
  readonly reachedByRefusal?: readonly string[];
  /** Modules that `model.ts` imports and that say nothing of how it behaves, each with why; a machine puts no faults there. */
  readonly noBodies?: Readonly<Record<string, string>>;
  /** The table of errors, in its order. */
  readonly errors: readonly ErrorRow[];
  /** The flags of the interface, and their values. */
  readonly flags: Readonly<Record<string, number>>;
  /** The system calls that each variant's caller makes, in order. */
  readonly programs: Readonly<Record<string, readonly string[]>>;
  /** Each bound of each scenario raised by one, to be compared with the verdicts at the bound. */
  readonly raised?: readonly RaisedBound[];
  /** What each rule forbids, as a check on one step; used to say which step of a counterexample breaks which rule. */
  readonly guards: readonly Guard[];
  /** What the model says in the words of the document. */
  readonly told?: Told;
  variant(variant: string, scenario: string): Instance;
  mutant(name: string, scenario: string): Instance;
  /** What a step does, for a reader of a counterexample. */
  narrate(scenario: string, step: Transition): Narration;
  /** A state for that reader, where a value of the model stands for another one in some tasks; as it is when absent. */
  // biome-ignore lint/suspicious/noExplicitAny: as for Instance.
  shown?(state: any): unknown;
  /** What operators of the document's formulas come to in a state, by name and by argument: `Named`, `c1`, a set. */
  // biome-ignore lint/suspicious/noExplicitAny: as for Instance.
  operators?(scenario: string, state: any): Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A step of a trace, with the states around it. */
// biome-ignore lint/suspicious/noExplicitAny: as for Instance.
export interface Transition<S = any> {
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
export interface TracedStep<S = any> extends Transition<S> {
  readonly scenario: string;
  /** All steps of the counterexample; this one is at `at`. */
  readonly trace: readonly Transition<S>[];
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
