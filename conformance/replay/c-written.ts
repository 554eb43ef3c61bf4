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

/** Of plain pieces, one note() of all of them. */
function noteOf(pieces: readonly Plain[]): string {
  const format = pieces.map((piece) => (typeof piece === 'string' ? piece.replaceAll('%', '%%') : '%d'));
  const numbers = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [int(piece)]));
  return statement('note', [quote(format.join('')), ...numbers]);
}

function notes(pieces: readonly Piece[]): string[] {
  const lines: string[] = [];
  let plain: Plain[] = [];
  const end = () => {
    if (plain.length > 0) lines.push(noteOf(plain));
    plain = [];
  };
  for (const piece of pieces) {
    if (typeof piece === 'string' || (piece.type !== 'task' && piece.type !== 'bytes')) {
      plain.push(piece);
      continue;
    }
    end();
    const [out, at] = [String(piece.out), String(piece.at)];
    if (piece.type === 'task') {
      lines.push(statement('note_task', [`int_at(t, ${out}, ${at})`]));
      continue;
    }
    const length = piece.less === undefined ? int(piece.length) : `${int(piece.length)} - ${piece.less}`;
    lines.push(statement('note_bytes', ['t', out, at, length]));
  }
  end();
  return lines;
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
