// SPDX-License-Identifier: MIT
// What is meant: of variants and flags the phrases that a model can say, and which answers are taken.
import { compareAnswers } from './answers.ts';
import { Comparing, type Comparison, placeInModel, type Repeaters, untold } from './fact.ts';
import { phrasesIn } from './phrases.ts';
import { NO_WORDS } from './told.ts';

interface Meaning {
  readonly name: string;
  readonly line: number;
  readonly says: string;
}

/** A row of which none of its phrases is the model's differs. */
function comparing(
  repeaters: Repeaters,
  fact: string,
  rows: readonly Meaning[],
  told: Readonly<Record<string, string>> | undefined,
): Comparison {
  if (told === undefined) return untold(fact, 'the model', NO_WORDS);
  const found = new Comparing();
  for (const [name, says] of Object.entries(told)) {
    const row = rows.find((each) => each.name === name);
    const phrases = phrasesIn(row?.says ?? '');
    found.equal(
      `what ${name} is`,
      {
        file: repeaters.proposal.file,
        line: row?.line ?? rows[0]?.line ?? 0,
        says: phrases.includes(says) ? says : phrases.join('; '),
      },
      { ...placeInModel(repeaters, new RegExp(`^\\s*'?${name}'?: `)), says },
    );
  }
  return found.done(fact, 'the model');
}

/** One phrase of each cell, or the whole of it. */
export function compareMeanings(repeaters: Repeaters): Comparison[] {
  const { proposal, models } = repeaters;
  const variants = proposal.variants.map(({ what, ...row }) => ({ ...row, says: what }));
  const flags = proposal.flags.map(({ meaning, ...row }) => ({ ...row, says: meaning }));
  return [
    comparing(repeaters, 'what flags do', flags, models.told?.flags?.()),
    comparing(repeaters, 'what variants are', variants, models.told?.variants?.()),
    compareAnswers(repeaters),
  ];
}
