// SPDX-License-Identifier: MIT
// The values in which a counterexample ends, as far as its claim speaks of them.
import type { Claim, Proposal } from '../spec/index.ts';
import { spokenOf, textOf } from './state.ts';

/** What operators of a document's formulas come to, by name and by argument: `Named`, `c1`, a set. */
export type OperatorValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Models that can say what operators of the document's formulas come to in a state. */
export interface Evaluating {
  // biome-ignore lint/suspicious/noExplicitAny: each proposal has its own state.
  operators?(scenario: string, state: any): OperatorValues;
}

/** The states between which it happened: `first` and `last` as a reader sees them, `raw` is the last as the model has it. */
interface Ends {
  readonly scenario: string;
  readonly first: unknown;
  readonly last: unknown;
  readonly raw: unknown;
}

/** What is said of the end. */
export interface Spoken {
  readonly lines: readonly string[];
  /** Whose records the claim speaks of and the steps have changed. */
  readonly about: readonly string[];
}

const headOf = (line: string): string => line.split(/:| =/)[0]!;

/** The values that a claim names itself first, then those of its formulas; a record as it was in the beginning says nothing. */
export function spokenAtEnd(proposal: Proposal, claim: Claim, models: Evaluating, ends: Ends): Spoken {
  const words = wordsOf(proposal, claim);
  const all = spokenOf(ends.last, words);
  const before = spokenOf(ends.first, words);
  const isOfKey = (line: string) => !Object.hasOwn(ends.last as object, headOf(line));
  const changed = all.filter((line) => isOfKey(line) && !before.includes(line));
  const said = changed.length === 0 ? all : all.filter((line) => !isOfKey(line) || changed.includes(line));
  const own = spokenOf(ends.last, codeOf(claim)).map(headOf);
  const about = changed.map(headOf);
  return {
    lines: [
      ...said.filter((line) => own.includes(headOf(line))),
      ...said.filter((line) => !own.includes(headOf(line))),
      ...operatorLines(models.operators?.(ends.scenario, ends.raw) ?? {}, words, about),
    ],
    about,
  };
}

/** `Named(c1) = {iA, L}` for each operator that the claim names, and each of `about`; for each argument where there are none. */
function operatorLines(
  values: OperatorValues,
  words: ReadonlySet<string>,
  about: readonly string[],
): readonly string[] {
  return Object.entries(values)
    .filter(([name]) => words.has(name))
    .flatMap(([name, byArgument]) => {
      const known = Object.keys(byArgument);
      const wanted = known.filter((argument) => about.includes(argument));
      return (wanted.length === 0 ? known : wanted).map(
        (argument) => `${name}(${argument}) = ${textOf(byArgument[argument])}`,
      );
    });
}

/** The names in a claim's own code. */
function codeOf({ safety, liveness }: Claim): ReadonlySet<string> {
  const code = [...[safety, liveness].join(' ').matchAll(/`([^`]+)`/g)];
  return new Set(code.flatMap(([, words = '']) => words.match(/\w+/g) ?? []));
}

/** The names in a claim: those of its code, and of its formulas and of what these are defined by. */
function wordsOf({ formulas }: Proposal, claim: Claim): ReadonlySet<string> {
  const words = new Set(codeOf(claim));
  const add = (tokens: readonly string[]): void => {
    for (const token of tokens) {
      if (words.has(token)) continue;
      words.add(token);
      add(formulas.find(({ name }) => name === token)?.tokens ?? []);
    }
  };
  for (const formula of formulas)
    if (formula.claim === claim.id && !formula.name.endsWith('_Progress')) add(formula.tokens);
  return words;
}
