// SPDX-License-Identifier: MIT
// Whether messages give orders: a subject that tells what was done, a body that speaks of itself or of its author.
import { readMail } from '../series/mail.ts';
import { type Answer, checked, type Sent } from './answers.ts';

/** Verbs that only look like what was done. */
const VERBS = 'feed|need|seed|speed|exceed|proceed|succeed|embed|shed|bring|ping|ring|string|swing';
/** What only looks like `adds`: `pass`, `focus`, `this`, and these. */
const NOUNS = 'alias|bias|canvas|sysctls|docs|selftests';
const TOLD = new RegExp(
  `: (?:(?!(?:${VERBS})\\b)\\w+(?:ed|ing)|(?!(?:${NOUNS})\\b)\\w+[^\\Wsui]s)\\b(?![(:])`,
  'i',
);

/** "[This patch] makes", "[I] changed", as submitting-patches.rst has it. */
const SPEAKS =
  /\b(?:this (?:patch|commit|change)(?:set)? \w+s\b|in this (?:patch|commit)\b|(?:I|we) (?:\w+ed|add|change|make|fix|remove|move|introduce|let)\b)/i;

/** The answer to `imperative mood`. */
export function moodAnswer({ subjects, mails }: Pick<Sent, 'subjects' | 'mails'>): Answer {
  const told = subjects.filter((one) => TOLD.test(one)).map((one) => `${one}: tells what was done`);
  const speaks = mails.flatMap((mail) => {
    const { subject, body } = readMail(mail);
    const found = SPEAKS.exec(body.replace(/\s+/g, ' '))?.[0];
    return found === undefined ? [] : [`${subject}: says '${found}'`];
  });
  const all = [...told, ...speaks];
  const none = 'no subject tells what was done, and no body speaks of this patch or of its author';
  return checked(all.length === 0, all.join('; ') || none);
}
