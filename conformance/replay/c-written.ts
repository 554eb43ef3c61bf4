// SPDX-License-Identifier: MIT
// A C function that reads what a call wrote: see runtime/written.c.
import type { Int, Piece, Written } from '../harness/written.ts';
import { quote, statement } from './c-text.ts';

/** The function for a call. */
export const readerOf = (call: string): string => `read_${call}`;

function int(one: Int): string {
  return one.type === 'value' ? '(int)t->value' : `${one.type}_at(t, ${one.out}, ${one.at})`;
}

/** What one note() can say: texts and numbers; the others have functions of their own. */
type Plain = string | Int;

const isPlain = (piece: Piece): piece is Plain =>
  typeof piece === 'string' || (piece.type !== 'task' && piece.type !== 'bytes');

/** One note() of all of them; none of none. */
function noteOf(pieces: readonly Plain[]): string[] {
  if (pieces.length === 0) return [];
  const format = pieces.map((piece) => (typeof piece === 'string' ? piece.replaceAll('%', '%%') : '%d'));
  const numbers = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [int(piece)]));
  return [statement('note', [quote(format.join('')), ...numbers])];
}

/** Of a piece that is not plain. */
function ownNote(piece: Exclude<Piece, Plain>): string {
  if (piece.type === 'task') return statement('note_task', [`int_at(t, ${piece.out}, ${piece.at})`]);
  const length = piece.less === undefined ? int(piece.length) : `${int(piece.length)} - ${piece.less}`;
  return statement('note_bytes', ['t', String(piece.out), String(piece.at), length]);
}

/** Plain pieces that follow each other are one statement. */
function notes(pieces: readonly Piece[]): string[] {
  const lines: string[] = [];
  let plain: Plain[] = [];
  for (const piece of pieces) {
    if (isPlain(piece)) plain.push(piece);
    else {
      lines.push(...noteOf(plain), ownNote(piece));
      plain = [];
    }
  }
  return [...lines, ...noteOf(plain)];
}

/** Its text. What was written is noted in quotes, behind the call's value. */
export function readerText(call: string, written: Written): string {
  const ways = written.flatMap(({ when, pieces }) => {
    const own = notes([' "', ...pieces, '"']);
    if (when === undefined) return own;
    const inside = [...own, '\treturn;'].map((line) => line.replace(/^/gm, '\t'));
    return [`\tif (${int(when.int)} <= ${when.atMost}) {`, ...inside, '\t}'];
  });
  return `static void ${readerOf(call)}(const struct task *t)\n{\n${ways.join('\n')}\n}\n`;
}
