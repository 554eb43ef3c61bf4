// SPDX-License-Identifier: MIT
// Long texts that tell their places, as they are sent into pipes: words of eight characters, a letter and the number of the word. `x......0x......1`.

const WORD = 8;
const BASE = 36;

/** Fewer characters are as short when they are written out. */
const LEAST = 16 * WORD;

const wordOf = (letter: string, number: number): string =>
  `${letter}${number.toString(BASE).padStart(WORD - 1, '.')}`;

/** So many characters, from the word of that number on. */
export function numbered(letter: string, from: number, size: number): string {
  const words = Array.from({ length: Math.ceil(size / WORD) }, (_, i) => wordOf(letter, from + i));
  return words.join('').slice(0, size);
}

/** A part of a text that is as `numbered` writes it. */
export interface NumberedPart {
  readonly letter: string;
  readonly from: number;
  readonly size: number;
}

/** What begins with a whole word there, if it is long enough. */
function partAt(text: string, at: number): NumberedPart | undefined {
  const [, letter, number] = /^([a-z])\.*([0-9a-z]+)$/.exec(text.slice(at, at + WORD)) ?? [];
  if (letter === undefined || number === undefined) return undefined;
  const from = Number.parseInt(number, BASE);
  let size = 0;
  for (let i = 0; size === i * WORD && at + size < text.length; i += 1) {
    const word = wordOf(letter, from + i);
    for (let j = 0; j < word.length && text[at + size] === word[j]; j += 1) size += 1;
  }
  return size < LEAST ? undefined : { letter, from, size };
}

/** The text in pieces: as it is, or a numbered part. */
export function piecesOf(text: string): (string | NumberedPart)[] {
  const pieces: (string | NumberedPart)[] = [];
  let begin = 0;
  for (let at = 0; at + LEAST <= text.length; at += 1) {
    const part = partAt(text, at);
    if (part === undefined) continue;
    if (at > begin) pieces.push(text.slice(begin, at));
    pieces.push(part);
    at += part.size - 1;
    begin = at + 1;
  }
  if (begin < text.length || pieces.length === 0) pieces.push(text.slice(begin));
  return pieces;
}
