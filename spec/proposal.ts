// SPDX-License-Identifier: MIT
// A proposal, as the rest of the package sees it. All text is markdown source; every `line` counts from 1.
import type { z } from 'zod';
import type * as schema from './schema.ts';
import type { TableRow } from './table.ts';

/** A bit of the flags argument. */
export type Flag = TableRow<typeof schema.FLAGS>;
/** One way to fail; several may share an errno. */
export type ErrorRow = TableRow<typeof schema.ERRORS>;
/** A variable of the state that model, TLA+ and kernel share. */
export type StateVariable = TableRow<typeof schema.STATE>;
/** A field of a state variable that is a record, or of records. */
export type StateField = TableRow<typeof schema.STATE_FIELDS> & {
  /** The variable. */
  readonly of: string;
};
/** An atomic step. */
export type AtomicStep = TableRow<ReturnType<typeof schema.stepsOf>>;
/** What calls refuse in a step, one of its checks. */
export interface Check {
  readonly action: string;
  readonly when: string;
  /** By call; one that does not refuse it is not there. */
  readonly errnos: Readonly<Record<string, string>>;
  readonly line: number;
}
/** What a step comes to. */
export type StepOutcome = TableRow<typeof schema.OUTCOMES> & { readonly action: string };
/** The errnos of which the text of a step speaks, or another text with a name; in its order. */
export interface Mention {
  readonly action: string;
  readonly errnos: readonly string[];
  readonly line: number;
}
/** An interface to compare: one of today, the naive one, the proposed one. */
export type Variant = TableRow<typeof schema.VARIANTS>;
/** Who interferes with the callers, and how the initial state differs. */
export type Scenario = TableRow<typeof schema.SCENARIOS>;
/** A part of the world with which scenarios begin. */
export type WorldPart = TableRow<typeof schema.WORLDS> & {
  /** The scenario whose world it is; null for that of each scenario, except as its row says. */
  readonly of: string | null;
};
/** What a word in a rival's program stands for. */
export type Shorthand = TableRow<typeof schema.SHORTHANDS>;
/** A way in which today goes wrong, and the claims that speak of it. */
export type Race = TableRow<typeof schema.RACES>;
/** A question that the seed of the proposal leaves open, and the answer taken. */
export type Ambiguity = TableRow<typeof schema.AMBIGUITIES>;
/** A system call that is new, or changed. */
export interface ProposedCall {
  readonly name: string;
  /** In the kernels built here, of one that is new. */
  readonly number?: number;
}

/** The table below the title. */
export interface Fields extends Omit<z.output<typeof schema.FIELDS>, 'number' | 'calls'> {
  /** By whichever row they are named. */
  readonly calls: readonly ProposedCall[];
}

/** One numbered sentence about the interface. */
export interface Rule {
  readonly id: string;
  readonly text: string;
  /** Why nothing here tests it. */
  readonly untested?: string;
  readonly line: number;
}

/** What a claim says: of every reachable state, of some reachable state, of every fair behaviour. */
export const PARTS = ['safety', 'progress', 'liveness'] as const;
/** A part of a claim. */
export type Part = (typeof PARTS)[number];

/** What is expected of one part of a claim in one variant. */
export interface Verdict {
  /** In every scenario in which the part is judged. */
  readonly holds: boolean;
  /** The scenarios in which it is violated (progress: not reached); in the others it holds. */
  readonly violatedIn: readonly string[];
}

/** The row of one variant in a claim's table: a verdict for each part that the claim has. */
export interface Verdicts extends Partial<Readonly<Record<Part, Verdict>>> {
  readonly line: number;
}

/** A promise with a progress twin (C1, C2, ...), the refinement (S), or what is explicitly not promised (N1, ...). */
export interface Claim {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly string[];
  /** What holds in every reachable state. */
  readonly safety?: string;
  /** What is reached in some state: a call that always fails satisfies every safety part. */
  readonly progress?: string;
  readonly liveness?: string;
  /** What the liveness part assumes. */
  readonly fairness?: string;
  /** In every C with liveness: where it is expected to fail when less than its fairness is assumed. */
  readonly withoutFairness?: readonly string[];
  /** The scenarios in which each part is judged. */
  readonly in: Readonly<Record<Part, readonly string[]>>;
  /** Mutants that violate the claim, where no variant does. */
  readonly brokenBy: readonly string[];
  /** What happens where it is violated, in a few words that a sentence can begin with. */
  readonly violation?: string;
  /** By the variant's name. */
  readonly verdicts: Readonly<Record<string, Verdicts>>;
  readonly line: number;
}

/** The interface as if each call were atomic: what every step of a call is one of. */
export interface Specification {
  readonly state: readonly TableRow<typeof schema.SPECIFICATION_STATE>[];
  readonly steps: readonly TableRow<typeof schema.SPECIFICATION_STEPS>[];
  /** The names in code of the sentence that begins with '**What an outsider sees**'; null without it. */
  readonly seen: { readonly names: readonly string[]; readonly line: number } | null;
}

/** A definition in TLA+ that the document gives, and the proposal's own TLA+ repeats. */
export interface Formula {
  readonly name: string;
  /** Parameters, `==` and what follows, whatever the layout. */
  readonly tokens: readonly string[];
  /** The claim that it states. */
  readonly claim?: string;
  readonly line: number;
}

/** Another way to the same end, and what it lacks. */
export interface Alternative {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

/** A paragraph or an item on one line. */
export interface Sentence {
  readonly text: string;
  readonly line: number;
}

/** The declaration of a function, on one line. */
export interface Prototype {
  readonly text: string;
  readonly line: number;
}

/** One document of format 2. */
export interface Proposal extends Readonly<Fields> {
  /** The document, as its reader was given it. */
  readonly file: string;
  /** The lines of the fields, by their names. */
  readonly lines: Readonly<Record<string, number>>;
  /** Without the slug. */
  readonly title: string;
  /** Paragraphs and list items of each section, by its name, with an empty line between them. */
  readonly prose: Readonly<Partial<Record<string, string>>>;
  /** C code: the headers and the prototypes, as in a man page. */
  readonly synopsis: string;
  /** The declarations of functions in the synopsis. */
  readonly prototypes: readonly Prototype[];
  readonly flags: readonly Flag[];
  readonly rules: readonly Rule[];
  /** In the order in which the kernel checks them. */
  readonly errors: readonly ErrorRow[];
  readonly state: readonly StateVariable[];
  readonly fields: readonly StateField[];
  readonly steps: readonly AtomicStep[];
  /** In the order in which a step has them. */
  readonly checks: readonly Check[];
  readonly outcomes: readonly StepOutcome[];
  /** Of the sections Steps and Specification. */
  readonly mentions: readonly Mention[];
  readonly specification: Specification;
  /** All that the document defines in TLA+, in its order. */
  readonly formulas: readonly Formula[];
  readonly variants: readonly Variant[];
  readonly scenarios: readonly Scenario[];
  readonly worlds: readonly WorldPart[];
  readonly shorthands: readonly Shorthand[];
  /** What follows `Bounds:`. */
  readonly bounds: Sentence;
  /** What follows `One above:`, where there is such a paragraph. */
  readonly above: Sentence | null;
  readonly races: readonly Race[];
  readonly claims: readonly Claim[];
  readonly alternatives: readonly Alternative[];
  readonly ambiguities: readonly Ambiguity[];
}
