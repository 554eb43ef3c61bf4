// SPDX-License-Identifier: MIT
// Text in the man macros, a clause a line, as man-pages(7) asks.
import { endsSentence, type Mark, type Word, wordsOf } from '../marks.ts';

const WIDTH = 74;

/** Characters that roff reads as something else. */
export function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('^', '\\[ha]')
    .replaceAll('~', '\\[ti]')
    .replaceAll('`', '\\[ga]')
    .replaceAll('"', '\\[dq]');
}

/** At the beginning of a line these would be a request. */
const asText = (line: string): string => line.replace(/^(?=[.'])/, '\\&');

/** Lines that stay as they are, such as an example. */
export function literal(text: string): string[] {
  return ['.in +4n', '.EX', ...text.split('\n').map((line) => asText(escaped(line))), '.EE', '.in'];
}

/** Prose: a hyphen in it is one. */
function prose(text: string): string {
  const safe = escaped(text)
    .replaceAll('\\-', '-')
    .replace(/^-(?=\d)/, '\\-');
  return safe.replaceAll("'", '\\[aq]');
}

const quoted = (text: string): string => (/[\s]/.test(text) ? `"${text}"` : text);

/** A macro that sets alternating arguments. */
function macro(letters: string, parts: readonly string[]): string {
  return `.${letters} ${parts.map(quoted).join(' ')}`;
}

const ITALIC: ReadonlySet<Mark> = new Set(['parameter', 'emphasis', 'type']);

/** A marked word as a line of its own. */
function marked({ before, text, mark, section, after }: Word): string {
  const letter = (mark !== null && ITALIC.has(mark)) || text === 'errno' ? 'I' : 'B';
  const behind = mark === 'page' ? `(${section})${prose(after)}` : prose(after);
  const set = escaped(text);
  if (before !== '') return macro(`R${letter}`, [prose(before), set, ...(behind === '' ? [] : [behind])]);
  if (behind === '') return mark === null ? set : `.${letter} ${set}`;
  return macro(`${letter}R`, [set, behind]);
}

/** A paragraph, without a macro before it. */
export function paragraph(text: string, parameters: ReadonlySet<string>): string[] {
  const lines: string[] = [];
  let line = '';
  const flush = () => {
    if (line !== '') lines.push(asText(line));
    line = '';
  };
  for (const word of wordsOf(text, parameters)) {
    if (word.mark !== null) {
      flush();
      lines.push(marked(word));
    } else {
      const next = prose(word.before);
      if (line !== '' && line.length + 1 + next.length > WIDTH) flush();
      line = line === '' ? next : `${line} ${next}`;
    }
    // A line ends where a clause does.
    if (endsSentence(word) || /[,;:]$/.test(word.after || word.before)) flush();
  }
  flush();
  return lines;
}
