// SPDX-License-Identifier: MIT
// The thread of what is sent, as `git format-patch --thread` writes it: each mail has an id, and each patch answers the letter.
import { createHash } from 'node:crypto';
import { ADDRESS, headOf } from './mail.ts';

/** The time of each mail, which has a date for git alone. */
const TIME = '1735689600';

/** Not of the time or the machine, as git has it, but of the text: the same every time, and another one of another text. */
const idFor = (mail: string): string =>
  `<${createHash('sha1').update(mail).digest('hex')}.${TIME}.git.${ADDRESS}>`;

/** The id of a mail; undefined where it has none. */
export const idOf = (mail: string): string | undefined => /^Message-ID: (<\S+>)$/im.exec(headOf(mail))?.[1];

/** What a mail answers, as its head says it. */
export const answersOf = (mail: string): string[] =>
  headOf(mail).match(/^(?:In-Reply-To|References):.*/gim) ?? [];

/** Behind the line From:, whose EDITME makes the rest of the head a person's. */
const withHead = (mail: string, lines: readonly string[]): string =>
  mail.replace(/^From: .*\n/m, (from) => from + lines.map((line) => `${line}\n`).join(''));

/** A letter and its patches with what makes them a thread. */
export function threaded(
  letter: string,
  mails: readonly string[],
): { readonly letter: string; readonly mails: readonly string[] } {
  const top = idFor(letter);
  return {
    letter: withHead(letter, [`Message-ID: ${top}`]),
    mails: mails.map((mail) =>
      // One text under two letters is two mails.
      withHead(mail, [`Message-ID: ${idFor(top + mail)}`, `In-Reply-To: ${top}`, `References: ${top}`]),
    ),
  };
}

/** What is no thread, by the places of the mails; the letter is the first. */
export function threadProblems([letter = '', ...mails]: readonly string[]): { at: number; what: string }[] {
  const top = idOf(letter);
  const ids = [top, ...mails.map(idOf)];
  return ids.flatMap((id, at) => {
    if (id === undefined) return [{ at, what: 'it has no Message-ID' }];
    const twice = ids.indexOf(id) !== at ? [{ at, what: `its Message-ID is that of another: ${id}` }] : [];
    const answers = answersOf(at === 0 ? letter : mails[at - 1]!);
    const right = at === 0 ? [] : [`In-Reply-To: ${top}`, `References: ${top}`];
    const isRight = answers.length === right.length && right.every((one) => answers.includes(one));
    const what = at === 0 ? 'the letter answers another mail' : 'it does not answer the letter alone';
    return isRight ? twice : [...twice, { at, what }];
  });
}
