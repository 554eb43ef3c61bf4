// SPDX-License-Identifier: MIT
// What a rule sees of an expression, and what it makes of it.
import type { Variables } from './scope.ts';
import type { Weakens } from './sign.ts';
import type { Edit, Source, Span } from './source.ts';
import type { Expression } from './syntax.ts';

/** One small change of a module. */
export interface Mutation {
  /** In a word, for example `drop-conjunct`. */
  readonly kind: string;
  /** What is changed. */
  readonly span: Span;
  /** What stands there afterwards, on one line. */
  readonly replacement: string;
  readonly edit: Edit;
  /** The expression that can be chosen instead, with the change in it. */
  readonly host: Span;
}

/** What a definition is to the specification. */
export type Role = 'behaviour' | 'initial' | 'judge';

/** The surroundings of an expression. */
export interface Context {
  readonly source: Source;
  readonly variables: Variables;
  readonly role: Role;
  /** Whether a claim that uses the expression is weaker when it is true. */
  readonly weakens: Weakens;
}

/** Turns an expression into its mutations, its parts apart. */
export type Rule = (expression: Expression, context: Context) => readonly Mutation[];

/** Puts pieces in the place of a span. */
export function replace(
  { source }: Context,
  kind: string,
  span: Span,
  ...pieces: readonly (string | Span)[]
): Mutation {
  const words = pieces.map((piece) => (typeof piece === 'string' ? piece : source.plain(piece)));
  const replacement = words.join('').replace(/\s+/g, ' ').trim();
  return { kind, span, replacement, edit: { span, pieces }, host: span };
}

/** Where an expression stands. */
export function spanOf({ source }: Context, { location }: Expression): Span {
  return source.span(location);
}

/** Where its operands stand, with the parentheses around each. SANY says of `@` where the EXCEPT is. */
export function operandSpans(context: Context, { location, operator, operands }: Expression): Span[] {
  const { source } = context;
  const whole = source.span(location);
  // These parentheses are the call's.
  const called = source.slice(whole).startsWith(`${operator}(`);
  const spans: Span[] = [];
  for (const [i, operand] of operands.entries()) {
    const before = spans.at(-1)?.end ?? whole.begin;
    const next = operands[i + 1];
    const end = next === undefined || next.form === 'at' ? whole.end : source.span(next.location).begin;
    const found =
      operand.form === 'at' ? source.find(/@/, { begin: before, end }) : source.span(operand.location);
    const span = found ?? whole;
    spans.push(called ? span : source.withParentheses(span));
  }
  return spans;
}

/** An operand's text, in parentheses unless it is one word. */
export function term({ source }: Context, span: Span): readonly (string | Span)[] {
  return /^[\w@]+$/.test(source.slice(span)) ? [span] : ['(', span, ')'];
}
