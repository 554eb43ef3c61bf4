// SPDX-License-Identifier: MIT
// What sentences cite: an outcome of a step, against the tables of these; and a case by its title, against the conformance code.
import { Comparing, type Comparison, type Repeaters, shown } from './fact.ts';
import { phrasesIn } from './phrases.ts';

/** For example: *Woken where `sig` is freeze: the call hands on; `pc` becomes frozen*. */
const OUTCOME = /(?<![*\w])\*([A-Z]\w+)(?: where ([^*:]+))?: ([^*]+)\*(?!\*)/g;

/** For example: case `R9: a larger backlog wakes all`. A name of one word is that of something else. */
const CASE = /\bcases? ((?:`[^` ]+ [^`]*`(?:, | and )?)+)/g;

/** The sentences of all sections, each on one line. */
const sentencesOf = ({ prose }: Repeaters['proposal']): readonly string[] =>
  Object.values(prose).map((text) => (text ?? '').replace(/\s+/g, ' '));

const hasAll = (cell: string, phrases: readonly string[]): boolean =>
  phrases.every((phrase) => phrasesIn(cell).includes(phrase));

/** All rows to which the conditions apply say what is cited, among other things. */
function compareCitedOutcomes({ proposal }: Repeaters): Comparison {
  const comparing = new Comparing();
  const { file } = proposal;
  for (const cited of sentencesOf(proposal).flatMap((text) => [...text.matchAll(OUTCOME)])) {
    const [, action = '', where = '', what = ''] = cited;
    const conditions = where === '' ? [] : phrasesIn(where);
    const rows = proposal.outcomes.filter((row) => row.action === action && hasAll(row.when, conditions));
    const other = rows.find((row) => !hasAll(row.what, phrasesIn(what)));
    const first = rows[0] ?? proposal.outcomes.find((row) => row.action === action);
    comparing.equal(
      `what is cited of ${action}${where === '' ? '' : ` where ${where}`}`,
      { file, line: 0, says: what },
      {
        file,
        line: (other ?? first)?.line ?? 0,
        says: other?.what ?? (rows.length === 0 ? 'no such line' : what),
      },
    );
  }
  return comparing.done('outcomes that are cited', 'their tables');
}

/** The titles that a text cites. */
const titlesIn = (text: string): readonly string[] =>
  [...text.matchAll(CASE)].flatMap(([, titles]) =>
    [...titles!.matchAll(/`([^`]+)`/g)].map(([, title]) => title!),
  );

function compareCitedCases({ proposal, conformance }: Repeaters): Comparison {
  const comparing = new Comparing();
  for (const title of sentencesOf(proposal).flatMap(titlesIn)) {
    const found = conformance.find(({ text }) => text.includes(`'${title}'`));
    comparing.equal(
      'a case that is cited',
      { file: proposal.file, line: 0, says: title },
      {
        file: found === undefined ? `conformance/${proposal.slug}` : shown(found.file),
        line: found?.line ?? 0,
        says: found === undefined ? 'no such case' : title,
      },
    );
  }
  return comparing.done('cases that are cited', 'the conformance code');
}

/** A document that cites none is not asked for any. */
export const compareCited = (repeaters: Repeaters): Comparison[] =>
  [compareCitedOutcomes(repeaters), compareCitedCases(repeaters)].filter(({ compared }) => compared > 0);
