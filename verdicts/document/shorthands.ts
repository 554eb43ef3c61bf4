// SPDX-License-Identifier: MIT
// The programs of rivals in whole steps: the words of a document, each read as the document itself says that it is meant.
import type { Shorthand } from '../../spec/index.ts';
import { rivalsIn } from '../../spec/rivals.ts';

/** What is in italics stands for any word. */
const VARIABLE = /\*([^*\s]+)\*/g;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The words by the variables of `short`; undefined where `text` is none of these. */
function matched(short: string, text: string): ReadonlyMap<string, string> | undefined {
  const names = [...short.matchAll(VARIABLE)].map(([, name]) => name!);
  const fixed = short.replace(VARIABLE, '*').split('*').map(escaped);
  const found = new RegExp(`^${fixed.join(String.raw`(\S+)`)}$`).exec(text);
  return found === null ? undefined : new Map(names.map((name, at) => [name, found[at + 1]!]));
}

/** The row of which an operation is, and the steps for which it stands. */
function stepsOf(operation: string, shorthands: readonly Shorthand[]) {
  for (const row of shorthands) {
    const words = matched(row.short, operation);
    if (words === undefined) continue;
    const steps = row.steps.replace(VARIABLE, (text, name: string) => words.get(name) ?? text);
    return { row, text: steps.replaceAll(', then ', ', ') };
  }
  return { row: undefined, text: operation };
}

/** A scenario's cell of rivals with whole steps, and the rows that were needed for it. */
export function expanded(
  cell: string,
  shorthands: readonly Shorthand[],
): { readonly text: string; readonly used: readonly Shorthand[] } {
  const used: Shorthand[] = [];
  const phrases = rivalsIn(cell).map((one) => {
    if (typeof one === 'string') return one;
    const { name, loops, program } = one;
    const steps = program.split(', ').map((operation) => {
      const { row, text } = stepsOf(operation, shorthands);
      if (row !== undefined) used.push(row);
      return text;
    });
    return `${name}${loops ? ', loops' : ''}: ${steps.join(', ')}`;
  });
  return { text: phrases.join('; '), used };
}
