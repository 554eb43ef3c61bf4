// SPDX-License-Identifier: MIT
// Text in lines of a given width.

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
