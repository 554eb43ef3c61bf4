// SPDX-License-Identifier: MIT
// What the patch says that wires system calls: the subject, and why.
import type { Call } from '../source/wiring/call.ts';
import { numberIn } from '../source/wiring/table.ts';

/** A commit message without what git puts around it. */
export interface Letter {
  readonly subject: string;
  readonly body: string;
}

/** How wide a line of a commit message may be. */
const WIDTH = 75;

function filled(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}

const and = (words: readonly (string | number)[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const namesOf = (calls: readonly Call[]): string => and(calls.map(({ name }) => `${name}()`));

/** Architectures whose tables have other numbers, and how far they are off. */
function others(
  calls: readonly Call[],
  tables: ReadonlyMap<string, string>,
): [arch: string, ahead: number][] {
  const [first] = calls;
  const found = [...tables].flatMap(([file, text]): [string, number][] => {
    const arch = /^arch\/(\w+)\/.*\.tbl$/.exec(file)?.[1];
    const number = arch === undefined ? undefined : numberIn(text, first!.name);
    return number === undefined || number === first!.number ? [] : [[arch!, number - first!.number]];
  });
  return [...new Map(found)];
}

/**
 * The message of the patch that wires calls.
 * @param tables those that it changes, as it leaves them
 * @param more.notes paragraphs of the proposal's own, as they are
 */
export function wiringLetter(
  calls: readonly Call[],
  tables: ReadonlyMap<string, string>,
  { notes, isOptional }: { readonly notes: string; readonly isOptional: boolean },
): Letter {
  const one = calls.length === 1;
  const it = one ? 'it' : 'them';
  const numbers = (ahead: number) => and(calls.map(({ number }) => number + ahead));
  const off = others(calls, tables).map(
    ([arch, ahead]) =>
      `On ${arch}, where new calls are offset by ${ahead}, ${one ? 'it is' : 'they are'} ${numbers(ahead)}.`,
  );
  const paragraphs = [
    one
      ? `${namesOf(calls)} has no number yet, so nobody can call it. Add it to the tables of all architectures.`
      : `${namesOf(calls)} have no numbers yet, so nobody can call them. Add them to the tables of all architectures.`,
    [
      one
        ? `The number is ${numbers(0)}, which is only meant for testing: it is above all numbers that are assigned, and is to be replaced by the next free one.`
        : `The numbers are ${numbers(0)}, which are only meant for testing: they are above all numbers that are assigned, and are to be replaced by the next free ones.`,
      ...off,
    ].join(' '),
    `Declare ${it}${isOptional ? `, and return ENOSYS where ${one ? 'it is' : 'they are'} not configured` : ''}.`,
  ];
  const body = [...paragraphs.map(filled), ...(notes.trim() === '' ? [] : [notes.trim()])].join('\n\n');
  return { subject: `syscalls: wire up ${namesOf(calls)} on all architectures`, body };
}
