// SPDX-License-Identifier: MIT
// All mutants of a file in one text: which of them is switched on is decided when the kernel boots.
import type { CFile } from './c/tokens.ts';
import type { Mutation, Wrap } from './find/found.ts';

/** A mutation under the number that switches it on. */
export interface Numbered extends Mutation {
  readonly number: number;
}

/** What is put around one piece of text. */
interface Piece extends Pick<Wrap, 'start' | 'end' | 'by'> {
  readonly numbers: number[];
}

/** Two mutants of one condition are two pieces; those that leave the same statement out are one. */
function piecesOf(mutations: readonly Numbered[]): Piece[] {
  const pieces: Piece[] = [];
  for (const { number, wraps } of mutations) {
    for (const { start, end, by } of wraps) {
      const same = pieces.find((piece) => by === 'skip' && piece.start === start && piece.by === by);
      if (same === undefined) pieces.push({ start, end, by, numbers: [number] });
      else same.numbers.push(number);
    }
  }
  return pieces;
}

function around({ by, numbers }: Piece): readonly [string, string] {
  if (by !== 'skip') return [`syspec_${by}(${numbers[0]}, (`, '))'];
  return [`{ if (!(${numbers.map((number) => `syspec_is(${number})`).join(' || ')})) `, ' }'];
}

/** The outer piece begins before the inner one, and ends after it. */
function outerFirst(a: Piece, b: Piece): number {
  return a.start - b.start || b.end - a.end;
}

/**
 * The file with every mutation in it, each behind its number. Lines stay where they are, but for the header that is
 * included before the first preprocessor line.
 */
export function withSchemata(
  { text, tokens }: CFile,
  mutations: readonly Numbered[],
  header: string,
): string {
  const first = tokens.find(({ kind }) => kind === 'directive')?.start ?? 0;
  const edits: { at: number; text: string }[] = [{ at: first, text: `#include <${header}>\n` }];
  const pieces = piecesOf(mutations).sort(outerFirst);
  for (const piece of pieces) edits.push({ at: piece.start, text: around(piece)[0] });
  for (const piece of pieces.toReversed()) edits.push({ at: piece.end, text: around(piece)[1] });
  let result = '';
  let from = 0;
  // A stable sort: what is at one place stays in the order from above.
  for (const edit of edits.sort((a, b) => a.at - b.at)) {
    result += text.slice(from, edit.at) + edit.text;
    from = edit.at;
  }
  return result + text.slice(from);
}
