// SPDX-License-Identifier: MIT
// What the document, and each mutant, ask of an engine.

import { groupBy } from '../base/group.ts';
import { expectations } from '../spec/index.ts';
import type { AskedTlc } from './operators.ts';
import type { Engine, Question } from './row.ts';
import { allows, type Filter, type Subject } from './select.ts';

/** A row's question, and the claim's id and part that it is about. */
export interface Asked extends AskedTlc {
  readonly question: Question;
}

/** The rows of one variant in one scenario: the explorer answers them by one search. */
export interface Group {
  readonly variant: string;
  readonly scenario: string;
  readonly asked: readonly Asked[];
}

/** What the document asks of `engine`, in its order. */
export function questions({ proposal }: Subject, engine: Engine, filter: Filter): Asked[] {
  return expectations(proposal)
    .filter((e) => allows(filter.variant, e.variant) && allows(filter.scenario, e.scenario))
    .filter((e) => allows(filter.claim, e.id))
    .map(({ variant, claim, id, part, fair, scenario, expected }) => ({
      question: { slug: proposal.slug, variant, claim, scenario, engine, expected },
      ...{ claim: id, part: fair ? part : 'unfair', expected },
    }));
}

/** Each mutant in the scenario, and by the claim, that it declares. A mutant is a fault of `proposed`. */
export function mutantQuestions({ proposal, models }: Subject, filter: Filter): Asked[] {
  if (!allows(filter.variant, 'proposed')) return [];
  return models.mutants
    .filter(({ killedBy }) => allows(filter.claim, killedBy.claim))
    .filter(({ killedBy }) => allows(filter.scenario, killedBy.scenario))
    .map(({ name, killedBy: { claim, part, scenario } }) => ({
      question: {
        ...{ slug: proposal.slug, variant: name, claim: part === 'safety' ? claim : `${claim}.${part}` },
        ...{ scenario, engine: 'explorer', expected: 'violated' },
      },
      ...{ claim, part, expected: 'violated' },
    }));
}

/** By variant and scenario. */
export function grouped(asked: readonly Asked[]): Group[] {
  return groupBy(asked, ({ question }) => `${question.variant}\n${question.scenario}`).map((group) => {
    const { variant, scenario } = group[0]!.question;
    return { variant, scenario, asked: group };
  });
}
