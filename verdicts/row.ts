// SPDX-License-Identifier: MIT
// One row for each (proposal, variant, claim, scenario, engine): what was expected, and what was found.

/** Who answers: the built-in explorer by the model, or TLC by the TLA+. */
export type Engine = 'explorer' | 'tlc';

/** What an engine says. `unreached`: a progress claim whose state does not exist. */
export type Found = 'holds' | 'violated' | 'unreached' | 'inconclusive';

/** What a row is about, before an engine has looked. */
export interface Question {
  readonly slug: string;
  /** A variant, or with `check --mutants` the name of a mutant. */
  readonly variant: string;
  /** `C1` is the safety of claim C1, `C1.progress` its twin, `C9.liveness` what holds under fairness. */
  readonly claim: string;
  readonly scenario: string;
  readonly engine: Engine;
  readonly expected: 'holds' | 'violated';
}

/** What an engine answers. */
export interface Answer {
  readonly verdict: Found;
  /** Distinct states that were found: all of them, or those before TLC stopped at a violation. */
  readonly distinct: number | null;
  /** Distinct (state, action's name, state); TLC does not count them. */
  readonly transitions: number | null;
  /** States on the longest of the shortest paths. */
  readonly depth: number | null;
  readonly seconds: number;
  /** Why the answer counts for nothing, whatever the verdict; null when nothing is wrong with it. */
  readonly fault: string | null;
}

/** A row, as `check --json` prints it. */
export interface Row extends Question, Answer {
  /** Whether the verdict is the expected one; never so when it is inconclusive, or there is a fault. */
  readonly ok: boolean;
}

/** A row is green when a claim that should hold does, and one that should be broken is. */
export function toRow(question: Question, answer: Answer): Row {
  const { slug, variant, claim, scenario, engine, expected } = question;
  const { verdict, distinct, transitions, depth, fault } = answer;
  const broken = verdict === 'violated' || verdict === 'unreached';
  const ok = fault === null && (expected === 'holds' ? verdict === 'holds' : broken);
  const seconds = Math.round(answer.seconds * 1000) / 1000;
  return {
    ...{ slug, variant, claim, scenario, engine, expected },
    ...{ verdict, ok, distinct, transitions, depth, seconds, fault },
  };
}

/** A proposal that could not be checked, and why. */
export interface NotChecked {
  readonly slug: string;
  readonly message: string;
}

/** The one object that `check --json` prints. */
export function toJson(rows: readonly Row[], notChecked: readonly NotChecked[] = []) {
  const ok = rows.length > 0 && notChecked.length === 0 && rows.every((row) => row.ok);
  return { schema: 1, results: rows, notChecked, ok } as const;
}
