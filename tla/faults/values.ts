// SPDX-License-Identifier: MIT
// Faults of values: a comparison negated or off by one, something left out of a set, a sequence or an EXCEPT.
import { type Context, type Mutation, operandSpans, type Rule, replace, spanOf, term } from './mutation.ts';
import type { Span } from './source.ts';
import type { Expression } from './syntax.ts';

interface Comparison {
  readonly written: RegExp;
  readonly negated: string;
  readonly boundary?: string;
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': { written: /=/, negated: '#' },
  '/=': { written: /#|\/=/, negated: '=' },
  '<': { written: /</, negated: '>=', boundary: '<=' },
  '>': { written: />/, negated: '<=', boundary: '>=' },
  '\\leq': { written: /<=|=<|\\leq/, negated: '>', boundary: '<' },
  '\\geq': { written: />=|\\geq/, negated: '<', boundary: '>' },
  '\\in': { written: /\\in/, negated: '\\notin' },
  '\\notin': { written: /\\notin/, negated: '\\in' },
};

/** The comparison's contrary, and its neighbour; `x' = e` and `x = e` in Init are no comparisons. */
export const changeComparison: Rule = (expression, context) => {
  const comparison = COMPARISONS[expression.operator];
  if (comparison === undefined || expression.level > 1) return [];
  const [left] = expression.operands;
  if (context.role === 'initial' && left !== undefined && context.variables.variable(left)) return [];
  const token = between(context, expression, comparison.written);
  if (token === undefined) return [];
  const whole = spanOf(context, expression);
  const written = (kind: string, by: string) => within(context, kind, whole, token, by);
  return [
    written('negate', comparison.negated),
    ...(comparison.boundary === undefined ? [] : [written('boundary', comparison.boundary)]),
  ];
};

/** The whole expression is what is shown, and its operator what is changed. */
function within(context: Context, kind: string, whole: Span, token: Span, by: string): Mutation {
  const before = { begin: whole.begin, end: token.begin };
  const after = { begin: token.end, end: whole.end };
  const { source } = context;
  const replacement = `${source.plain(before)} ${by} ${source.plain(after)}`;
  return { kind, span: whole, replacement, edit: { span: token, pieces: [by] }, host: whole };
}

/** The operator between two operands. */
function between(context: Context, expression: Expression, written: RegExp): Span | undefined {
  const [left, right] = operandSpans(context, expression);
  if (left === undefined || right === undefined) return undefined;
  return context.source.find(written, { begin: left.end, end: right.begin });
}

/** A literal is one more; plus is minus. */
export const changeNumber: Rule = (expression, context) => {
  if (expression.form === 'number') {
    return [replace(context, 'number', spanOf(context, expression), String(Number(expression.operator) + 1))];
  }
  const to = { '+': '-', '-': '+' }[expression.operator];
  const token = to === undefined ? undefined : between(context, expression, /[+-]/);
  if (to === undefined || token === undefined) return [];
  return [within(context, 'arithmetic', spanOf(context, expression), token, to)];
};

const SIDES = new Set(['\\union', '\\intersect', '\\o', '\\circ']);

/** One side of a union, an intersection or a concatenation alone; nothing is taken away from a set. */
export const dropSide: Rule = (expression, context) => {
  const { operator } = expression;
  if (operator !== '\\' && !SIDES.has(operator)) return [];
  const whole = spanOf(context, expression);
  const [left, right] = operandSpans(context, expression);
  const onlyLeft = replace(context, 'only-left', whole, ...term(context, left!));
  return operator === '\\'
    ? [onlyLeft]
    : [onlyLeft, replace(context, 'only-right', whole, ...term(context, right!))];
};

/** Each member of a set that is written out is left out. */
export const dropMember: Rule = (expression, context) => {
  if (expression.operator !== '$SetEnumerate') return [];
  const spans = operandSpans(context, expression);
  const host = spanOf(context, expression);
  return spans.map((_, i) => ({ ...dropFromList(context, 'drop-member', spans, i), host }));
};

function dropFromList(context: Context, kind: string, spans: readonly Span[], i: number): Mutation {
  const [before, next] = [spans[i - 1], spans[i + 1]];
  const cut = {
    begin: next === undefined && before !== undefined ? before.end : spans[i]!.begin,
    end: next === undefined ? spans[i]!.end : next.begin,
  };
  return { ...replace(context, kind, spans[i]!, ''), edit: { span: cut, pieces: [] } };
}

/** Each clause of an EXCEPT is left out. */
export const dropClause: Rule = (expression, context) => {
  if (expression.operator !== '$Except') return [];
  const [of, ...clauses] = operandSpans(context, expression);
  const host = spanOf(context, expression);
  if (clauses.length > 1) {
    return clauses.map((_, i) => ({ ...dropFromList(context, 'drop-clause', clauses, i), host }));
  }
  const [only] = clauses;
  const pieces = term(context, of!);
  return [{ ...replace(context, 'drop-clause', only!, ''), edit: { span: host, pieces }, host }];
};

/** Queues that lose, keep or reorder their members. */
export const changeSequence: Rule = (expression, context) => {
  const { operator, operands } = expression;
  if (!['Append', 'Head', 'Tail'].includes(operator) || operands.length === 0) return [];
  const whole = spanOf(context, expression);
  const [sequence, member] = operandSpans(context, expression);
  const of = term(context, sequence!);
  switch (operator) {
    case 'Append':
      return [
        replace(context, 'drop-append', whole, ...of),
        replace(context, 'prepend', whole, '(<<', member!, '>> \\o ', ...of, ')'),
      ];
    case 'Head':
      return [replace(context, 'last', whole, ...of, '[Len(', sequence!, ')]')];
    default:
      return [replace(context, 'drop-tail', whole, ...of)];
  }
};
