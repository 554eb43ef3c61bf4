// SPDX-License-Identifier: MIT
// Text in lines of a given width.
import { stripVTControlCharacters } from 'node:util';

/** Breaks `text` into lines of at most `width` characters, at least 1, between words where it can. */
export function wrap(text: string, width: number): string[] {
  const most = Math.max(1, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    for (let rest = word; rest !== ''; ) {
      const room = line === '' ? most : most - line.length - 1;
      if (rest.length <= room) {
        line = line === '' ? rest : `${line} ${rest}`;
        rest = '';
      } else if (line === '') {
        lines.push(rest.slice(0, most));
        rest = rest.slice(most);
      } else {
        lines.push(line);
        line = '';
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The same with `indent` before each line, within `width` in all. */
export function wrapIndented(text: string, width: number, indent: string): string[] {
  return wrap(text, width - indent.length).map((line) => indent + line);
}

const seen = (text: string): number => stripVTControlCharacters(text).length;

/**
 * Lines as they are where they fit into `width`; a longer one is broken between words, and goes on below where it began. Colours have
 * no width, and a word that is longer than a line stays whole: it may be a path.
 */
export function fitted(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => (seen(line) <= width ? [line] : broken(line, width)))
    .join('\n');
}

function broken(line: string, width: number): string[] {
  const indent = /^\s*/.exec(line)![0];
  const lines: string[] = [];
  let now = '';
  for (const word of line.trim().split(/\s+/)) {
    if (now !== '' && indent.length + seen(now) + 1 + seen(word) > width) {
      lines.push(indent + now);
      now = word;
    } else now = now === '' ? word : `${now} ${word}`;
  }
  return [...lines, indent + now];
}
