// SPDX-License-Identifier: MIT
// Asks the explorer: one search for each variant and scenario answers all of its rows.
import { explore, type Limits, type SearchProgress, type Verdict } from '../models/kit/index.ts';
import type { Instance, Part } from '../models/proposal.ts';
import type { Answer } from './row.ts';

/** A row's claim, split into its id and its part. */
export interface AskedClaim {
  readonly claim: string;
  readonly part: Part;
}

/** The row that an answer is for, which is also the name of its property. */
export function rowOf({ claim, part }: AskedClaim): string {
  if (part === 'safety') return claim;
  return part === 'unfair' ? `${claim}.liveness.unfair` : `${claim}.${part}`;
}

/** How a search is limited and watched. */
export interface SearchOptions {
  readonly limits?: Limits;
  readonly onProgress?: (progress: SearchProgress) => void;
}

/** One search: the answers in the order of what was asked, and the traces behind them. */
export interface Answers {
  readonly answers: readonly Answer[];
  /** Undefined where the model has no property of the row's name, which is never green. */
  // biome-ignore lint/suspicious/noExplicitAny: the state is the proposal's own.
  readonly verdicts: readonly (Verdict<any> | undefined)[];
  /** Distinct states; undefined where a limit cut the search. */
  readonly size: number | undefined;
}

/** Explores one instance. */
export function askExplorer(
  instance: Instance,
  asked: readonly AskedClaim[],
  options: SearchOptions = {},
): Answers {
  const properties = asked.map((row) => {
    const property = instance.property(row.claim, row.part);
    // One of another name would answer for another claim.
    return property?.name === rowOf(row) ? property : undefined;
  });
  const exploration = explore(instance.model, {
    properties: properties.filter((property) => property !== undefined),
    ...options,
  });
  const byName = new Map(exploration.verdicts.map((verdict) => [verdict.property, verdict]));
  const verdicts = properties.map((property) => property && byName.get(property.name));
  const { distinct, transitions, depth, seconds } = exploration;
  const answers = verdicts.map((verdict, i): Answer => {
    const fault = verdict === undefined ? `there is no property '${rowOf(asked[i]!)}'` : null;
    return { verdict: verdict?.kind ?? 'inconclusive', distinct, transitions, depth, seconds, fault };
  });
  return { answers, verdicts, size: exploration.stopped === undefined ? distinct : undefined };
}
