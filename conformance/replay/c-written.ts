// SPDX-License-Identifier: MIT
// A C function that reads what a call wrote: see runtime/written.c.
import type { Int, Piece, Written } from '../harness/written.ts';
import { quote, statement } from './c-text.ts';

/** The function for a call. */
export const readerOf = (call: string): string => `read_${call}`;

function int(one: Int): string {
  return one.type === 'value' ? '(int)t->value' : `${one.type}_at(t, ${one.out}, ${one.at})`;
}

function note(piece: Piece): string {
  if (typeof piece === 'string') return statement('note', [quote(piece.replaceAll('%', '%%'))]);
  if (piece.type === 'task') return statement('note_task', [`int_at(t, ${piece.out}, ${piece.at})`]);
  if (piece.type !== 'bytes') return statement('note', [quote('%d'), int(piece)]);
  const length = piece.less === undefined ? int(piece.length) : `${int(piece.length)} - ${piece.less}`;
  return statement('note_bytes', ['t', String(piece.out), String(piece.at), length]);
}

/** Its text. What was written is noted in quotes, behind the call's value. */
export function readerText(call: string, written: Written): string {
  const ways = written.flatMap(({ when, pieces }) => {
    const notes = [...pieces.map(note), statement('note', [quote('"')])];
    if (when === undefined) return notes;
    const inside = [...notes, '\treturn;'].map((line) => `\t${line}`);
    return [`\tif (${int(when.int)} <= ${when.atMost}) {`, ...inside, '\t}'];
  });
  const lines = [statement('note', [quote(' "')]), ...ways];
  return `static void ${readerOf(call)}(const struct task *t)\n{\n${lines.join('\n')}\n}\n`;
}
