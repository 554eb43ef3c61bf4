// SPDX-License-Identifier: MIT
// Names and comments of the C files of a selftest.
import { COLUMNS } from '../../conformance/replay/c-text.ts';
import { filled } from '../marks.ts';

/** Of a name; a line that begins a function has the rest. */
const LONGEST = 76;

/** `final links, and others` is `final_links_and_others`, and `connect(2)` is `connect_2_`. */
export const inWords = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '_');

/** The C name of a case: its words, or as many of them as there is room for. */
export function identifier(name: string): string {
  const words = inWords(name).replace(/^_+|_+$/g, '');
  return words.length <= LONGEST ? words : words.slice(0, LONGEST).replace(/_[^_]*$/, '');
}

/** Different names for all of them. */
export function identifiers(names: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return names.map((name) => {
    const id = identifier(name);
    const count = (taken.get(id) ?? 0) + 1;
    taken.set(id, count);
    return count === 1 ? id : `${id}_${count}`;
  });
}

/** Columns of a comment, behind its ` * `. */
export const COMMENT = 77;

/** Above a function, in lines where it would be too long. */
export function comment(text: string): string {
  const safe = text.replaceAll('*/', '* /');
  const line = `/* ${safe} */`;
  return line.length <= COLUMNS ? line : `/*\n${filled(safe, COMMENT).replace(/^/gm, ' * ')}\n */`;
}

/** By what the files of a selftest are made, for their comments. */
export const generatedBy = (slug: string): string => `Generated from a model by: syspec docs ${slug}`;
