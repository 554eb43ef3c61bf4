// SPDX-License-Identifier: MIT
// Pieces of C: their text on one line, and what is in which brackets.
import type { Token } from './tokens.ts';

/** Tokens of a function's body: from one up to, and without, another. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Whether it is an opening bracket. */
export const isOpener = ({ kind, text }: Token): boolean => kind === 'sign' && '([{'.includes(text);

/** Whether it is a closing bracket. */
export const isCloser = ({ kind, text }: Token): boolean => kind === 'sign' && ')]}'.includes(text);

/** The tokens on one line, with a blank wherever there was anything between two of them. */
export function textOf(tokens: readonly Token[], { from, to }: Range): string {
  return tokens
    .slice(from, to)
    .map((token, i, all) => (i > 0 && all[i - 1]!.end < token.start ? ` ${token.text}` : token.text))
    .join('');
}

/** The place after the bracket that closes the one at `at`; `functionsOf` has seen that it is closed. */
export function afterBracket(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let i = at; i < tokens.length; i += 1) {
    if (isOpener(tokens[i]!)) depth += 1;
    if (isCloser(tokens[i]!)) depth -= 1;
    if (depth === 0) return i + 1;
  }
  return tokens.length;
}

/** The places in `range` that are in no brackets there; the brackets are not among them. */
export function outside(tokens: readonly Token[], { from, to }: Range): number[] {
  const places: number[] = [];
  for (let i = from; i < to; ) {
    const isBracket = isOpener(tokens[i]!);
    if (!isBracket) places.push(i);
    i = isBracket ? afterBracket(tokens, i) : i + 1;
  }
  return places;
}
