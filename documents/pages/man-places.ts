// SPDX-License-Identifier: MIT
// Places in a page that there is: sections, items, and sentences.
import { SyspecError } from '../../base/errors.ts';
import type { Paragraph } from '../prose.ts';

/** Paragraphs that go to one place. */
export interface Part {
  readonly place: Paragraph | null;
  readonly paragraphs: readonly Paragraph[];
}

/** The line of a section, a subsection or a tagged paragraph; -1 where there is none. */
function lineOf(lines: readonly string[], title: string): number {
  const section = lines.findIndex((line) => /^\.S[HS] /.test(line) && line.slice(4) === title);
  if (section >= 0) return section;
  const tag = (line: string) =>
    line
      .split(/[\s"]+/)
      .slice(1)
      .includes(title);
  return lines.findIndex((line, at) => line === '.TP' && tag(lines[at + 1] ?? ''));
}

/** The line at which what begins at another one ends, without the empty comments before what follows. */
function endOf(lines: readonly string[], begin: number): number {
  const head = lines[begin]!;
  const ENDS = head === '.TP' ? /^\.(?:S[HS] |TP|P$)/ : head.startsWith('.SS ') ? /^\.S[HS] / : /^\.SH /;
  const next = lines.findIndex((line, at) => at > begin + (head === '.TP' ? 1 : 0) && ENDS.test(line));
  let end = next < 0 ? lines.length : next;
  while (end > begin && /^(?:\.\\")?$/.test(lines[end - 1]!)) end -= 1;
  return end;
}

/** A line of a page without its macros: `.BR read (2),` is `read(2),`. */
function plainLine(line: string): string {
  const [, macro = '', words = ''] = /^\.(B|I|BR|RB|IR|RI|BI|IB) (.*)$/.exec(line) ?? [];
  if (macro === '') return line;
  const args = words.match(/"[^"]*"|\S+/g) ?? [];
  return args.map((arg) => arg.replace(/^"(.*)"$/, '$1')).join(macro.length === 1 ? ' ' : '');
}

/** The lines that are a sentence, from the first to behind the last; undefined where it is not there, or begins inside a line. */
function linesOf(lines: readonly string[], sentence: string): readonly [number, number] | undefined {
  for (const begin of lines.keys()) {
    let text = '';
    for (let end = begin; end < lines.length && sentence.startsWith(text); end += 1) {
      text = text === '' ? plainLine(lines[end]!) : `${text} ${plainLine(lines[end]!)}`;
      if (text === sentence) return [begin, end + 1];
    }
  }
  return undefined;
}

/** Where a part goes, and what it takes the place of. */
export interface Place {
  readonly begin: number;
  readonly end: number;
  /** Whether it goes on in an item. */
  readonly isItem: boolean;
  /** Whether it goes on in a paragraph. */
  readonly isOpen: boolean;
}

/** @throws SyspecError BAD_INPUT where the page has no such place */
export function placeOf(lines: readonly string[], { place }: Part, where: string): Place {
  if (place?.kind === 'instead') {
    const found = linesOf(lines, place.text);
    if (found === undefined) throw new SyspecError('BAD_INPUT', `${where} has no sentence '${place.text}'`);
    const [begin, end] = found;
    const before = lines.slice(0, begin).findLast((line) => /^\.(?:TP|IP|P|S[HS] .*)$/.test(line)) ?? '';
    return { begin, end, isItem: /^\.[TI]P$/.test(before), isOpen: true };
  }
  const title = place?.kind === 'in' ? place.text : 'DESCRIPTION';
  const begin = lineOf(lines, title);
  if (begin < 0) throw new SyspecError('BAD_INPUT', `${where} has no section and no item ${title}`);
  const end = endOf(lines, begin);
  const isItem = lines[begin] === '.TP';
  return { begin: end, end, isItem, isOpen: place?.kind === 'new' || isItem };
}
