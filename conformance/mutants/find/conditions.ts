// SPDX-License-Identifier: MIT
// Conditions: each is negated, and taken for false; of && and || each operand is dropped, and negated.
import { afterBracket, isCloser, isOpener, outside, type Range } from '../c/text.ts';
import type { Found } from './found.ts';

/**
 * The compiler drops what such a condition rules out, and what is dropped may not even link. MSG_CMSG_COMPAT is 0 without
 * CONFIG_COMPAT (include/linux/socket.h).
 */
const CONFIGURED = /^(?:IS_ENABLED|IS_BUILTIN|IS_MODULE|IS_REACHABLE|__is_defined|MSG_CMSG_COMPAT)$/;

const ASSIGNS = /^(?:[-+*/%&|^]|<<|>>)?=$/;

/** A condition that is on an added line, at least in part. */
export function condition(found: Found, range: Range): void {
  if (!found.isAdded(range)) return;
  const text = found.text(range);
  if (found.hasDirective(range)) return found.skip(range, 'a preprocessor line is in it');
  if (found.tokens.slice(range.from, range.to).every(({ kind }) => kind === 'number'))
    return found.skip(range, 'a constant');
  change(found, range, 'negate', `negate '${text}'`);
  change(found, range, 'never', `never '${text}'`);
  operands(found, range);
}

function change(found: Found, range: Range, by: 'negate' | 'never' | 'always', text: string): void {
  const isConfigured = found.tokens.slice(range.from, range.to).some((token) => CONFIGURED.test(token.text));
  if (isConfigured && by !== 'never') found.skip(range, `${by}: the kernel's configuration decides`);
  else found.mutate(range, text, found.wrap(range, by));
}

/** The operands of the outermost || or &&, and those in them. */
export function operands(found: Found, whole: Range): void {
  const { tokens } = found;
  const range = bare(found, whole);
  const places = outside(tokens, range);
  if (places.some((at) => /^[?,]$/.test(tokens[at]!.text) || ASSIGNS.test(tokens[at]!.text))) return;
  const sign = ['||', '&&'].find((one) => places.some((at) => tokens[at]!.text === one));
  if (sign === undefined) return;
  const cuts = places.filter((at) => tokens[at]!.text === sign);
  const all = found.text(range);
  for (const [i, to] of [...cuts, range.to].entries()) {
    const operand = { from: i === 0 ? range.from : cuts[i - 1]! + 1, to };
    if (found.isAdded(operand)) {
      const text = found.text(operand);
      change(found, operand, sign === '||' ? 'never' : 'always', `drop '${text}' from '${all}'`);
      change(found, operand, 'negate', `negate '${text}' in '${all}'`);
    }
    operands(found, operand);
  }
}

/** Without the parentheses, negations and hints that are around all of it. */
function bare(found: Found, { from, to }: Range): Range {
  const { tokens } = found;
  const first = tokens[from]?.text ?? '';
  const at = /^(?:!|likely|unlikely)$/.test(first) ? from + 1 : from;
  if (tokens[at]?.text !== '(' || afterBracket(tokens, at) !== to) return { from, to };
  return bare(found, { from: at + 1, to: to - 1 });
}

/** The conditions of ?: in an expression. */
export function questions(found: Found, { from, to }: Range, isStatic: boolean): void {
  const { tokens } = found;
  for (let at = from; at < to; at += 1) {
    if (tokens[at]!.text !== '?') continue;
    found.account(at);
    const range = { from: conditionBefore(found, at, from), to: at };
    if (!found.isAdded({ ...range, to: at + 1 })) continue;
    if (tokens[at + 1]?.text === ':') found.skip(range, 'its value is used');
    else if (isStatic) found.skip(range, 'it must be constant');
    else question(found, range);
  }
}

function question(found: Found, range: Range): void {
  if (found.hasDirective(range)) return found.skip(range, 'a preprocessor line is in it');
  const text = found.text(range);
  change(found, range, 'negate', `negate '${text} ?'`);
  change(found, range, 'never', `never '${text} ?'`);
  change(found, range, 'always', `always '${text} ?'`);
  operands(found, range);
}

/** Where the condition begins that ends before the ? at `at`. */
function conditionBefore({ tokens }: Found, at: number, from: number): number {
  let depth = 0;
  for (let i = at - 1; i >= from; i -= 1) {
    const token = tokens[i]!;
    if (isCloser(token)) depth += 1;
    if (isOpener(token) && depth === 0) return i + 1;
    if (isOpener(token)) depth -= 1;
    const ends = /^(?:[,;?:]|return|case)$/.test(token.text) || ASSIGNS.test(token.text);
    if (depth === 0 && ends) return i + 1;
  }
  return from;
}
