// SPDX-License-Identifier: MIT
// One row for each (proposal, variant, claim, scenario, engine): what was expected, and what was found.

export type Engine = 'explorer' | 'tlc';

/** What an engine says. `unreached`: a progress claim whose state does not exist. */
export type Found = 'holds' | 'violated' | 'unreached' | 'inconclusive';

/** A row, as `check --json` prints it. */
export interface Row {
  readonly slug: string;
  readonly variant: string;
  /** `C1` is the safety of claim C1, `C1.progress` its twin, `C9.liveness` what holds under fairness. */
  readonly claim: string;
  readonly scenario: string;
  readonly engine: Engine;
  readonly expected: 'holds' | 'violated';
  readonly verdict: Found;
  /** Whether the verdict is the expected one; never so when it is inconclusive. */
  readonly ok: boolean;
  /** Distinct states that were found: all of them, or those before TLC stopped at a violation. */
  readonly distinct: number | null;
  /** Distinct (state, action's name, state); TLC does not count them. */
  readonly transitions: number | null;
  /** States on the longest of the shortest paths. */
  readonly depth: number | null;
  readonly seconds: number;
}

/** What a row is about, before an engine has looked. */
export type Question = Omit<Row, 'verdict' | 'ok' | 'distinct' | 'transitions' | 'depth' | 'seconds'>;

/** What an engine answers. */
export interface Answer {
  readonly verdict: Found;
  readonly distinct: number | null;
  readonly transitions: number | null;
  readonly depth: number | null;
  readonly seconds: number;
}

/** A row is green when a claim that should hold does, and one that should be broken is. */
export function toRow(question: Question, answer: Answer): Row {
  const broken = answer.verdict === 'violated' || answer.verdict === 'unreached';
  const ok = question.expected === 'holds' ? answer.verdict === 'holds' : broken;
  return { ...question, verdict: answer.verdict, ok, ...numbers(answer) };
}

function numbers({ distinct, transitions, depth, seconds }: Answer) {
  return { distinct, transitions, depth, seconds: Math.round(seconds * 1000) / 1000 };
}

/** The one object that `check --json` prints. */
export function toJson(rows: readonly Row[]) {
  return { schema: 1, results: rows, ok: rows.length > 0 && rows.every((row) => row.ok) } as const;
}
