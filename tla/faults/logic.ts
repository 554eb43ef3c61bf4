// SPDX-License-Identifier: MIT
// Faults of logic: a part that is left out, a condition that is always or never true, a quantifier swapped.
import { type Context, type Mutation, operandSpans, type Rule, replace, spanOf, term } from './mutation.ts';
import type { Span } from './source.ts';
import type { Expression } from './syntax.ts';

const AND = new Set(['\\land', '$ConjList']);
const OR = new Set(['\\lor', '$DisjList']);

/** The operands that are not themselves such a junction: those have their own mutations. */
function members(expression: Expression, context: Context, kinds: ReadonlySet<string>) {
  const spans = operandSpans(context, expression);
  return expression.operands
    .map((operand, i) => ({ operand, span: spans[i]! }))
    .filter(({ operand }) => !kinds.has(operand.operator));
}

/** Each conjunct is left out; one that gives variables a value leaves them as they are. */
export const dropConjunct: Rule = (expression, context) => {
  if (!AND.has(expression.operator)) return [];
  if (context.role === 'judge' && !context.weakens(expression)) return [];
  return members(expression, context, AND).flatMap(({ operand, span }): Mutation[] => {
    if (context.role === 'judge') return [replace(context, 'drop-conjunct', span, 'TRUE')];
    if (expression.level === 3) return dropFairness(operand, span, context);
    if (context.role === 'initial' && constrains(operand, context)) return [];
    const assigned = [...context.variables.assigned(operand)];
    if (assigned.length === 0) return [replace(context, 'drop-conjunct', span, 'TRUE')];
    if (operand.operator === 'UNCHANGED' || updates(operand)) return [];
    const names = assigned.length === 1 ? assigned[0]! : `<<${assigned.join(', ')}>>`;
    return [replace(context, 'unchanged', span, `UNCHANGED ${names}`)];
  });
};

/** Without the initial predicate or the steps there is no specification. */
function dropFairness(operand: Expression, span: Span, context: Context): Mutation[] {
  const { variables } = context;
  const fair = variables.uses(operand, '$WF') || variables.uses(operand, '$SF');
  if (!fair || variables.uses(operand, '$SquareAct')) return [];
  return [replace(context, 'drop-fairness', span, 'TRUE')];
}

/** `x' = [x EXCEPT ...]` with one clause, which is left out by itself. */
function updates({ operator, operands }: Expression): boolean {
  const [, right] = operands;
  return operator === '=' && right?.operator === '$Except' && right.operands.length === 2;
}

/** `x = e` or `x \in S`: a variable that nothing constrains has no initial value. */
function constrains({ operator, operands }: Expression, { variables }: Context): boolean {
  const [left] = operands;
  return ['=', '\\in'].includes(operator) && left !== undefined && variables.variable(left) !== undefined;
}

/** Each disjunct is left out. */
export const dropDisjunct: Rule = (expression, context) => {
  if (!OR.has(expression.operator)) return [];
  return members(expression, context, OR).map(({ span }) => replace(context, 'drop-disjunct', span, 'FALSE'));
};

/** `P => Q` demands Q always; `~P` is P. */
export const dropCondition: Rule = (expression, context) => {
  const [first] = expression.operands.length > 0 ? operandSpans(context, expression) : [];
  if (expression.operator === '=>') return [replace(context, 'drop-antecedent', first!, 'TRUE')];
  if (expression.operator === '\\lnot') {
    return [replace(context, 'drop-negation', spanOf(context, expression), ...term(context, first!))];
  }
  return [];
};

/** IF takes one way only. */
export const fixCondition: Rule = (expression, context) => {
  if (expression.operator !== '$IfThenElse') return [];
  const [condition] = operandSpans(context, expression);
  return [replace(context, 'always', condition!, 'TRUE'), replace(context, 'never', condition!, 'FALSE')];
};

/** An arm of CASE is never taken, or whenever no earlier one is. The last one, OTHER, has no condition. */
export const dropArm: Rule = (expression, context) => {
  if (expression.operator !== '$Case') return [];
  return expression.operands.flatMap((arm) => {
    if (arm.operands[0]?.form === 'string') return [];
    const [guard] = operandSpans(context, arm);
    return [replace(context, 'drop-arm', guard!, 'FALSE'), replace(context, 'always-arm', guard!, 'TRUE')];
  });
};

const SWAPPED: Readonly<Record<string, readonly [string, string]>> = {
  $BoundedForall: ['\\A', '\\E'],
  $BoundedExists: ['\\E', '\\A'],
};

/** `\A` for `\E` and the other way round; of steps there is only one that is taken. */
export const swapQuantifier: Rule = (expression, context) => {
  const [from, to] = SWAPPED[expression.operator] ?? [];
  if (from === undefined || to === undefined || expression.level === 2) return [];
  const host = spanOf(context, expression);
  const span = { begin: host.begin, end: host.begin + from.length };
  return context.source.slice(span) === from ? [{ ...replace(context, 'quantifier', span, to), host }] : [];
};

/** Any member will do, and no member is left out. */
export const dropFilter: Rule = (expression, context) => {
  if (expression.operator !== '$BoundedChoose' && expression.operator !== '$SubsetOf') return [];
  return [replace(context, 'drop-filter', operandSpans(context, expression)[0]!, 'TRUE')];
};

/** Weak fairness for strong, and the other way round. */
export const changeFairness: Rule = (expression, context) => {
  const to = { $WF: 'SF', $SF: 'WF' }[expression.operator];
  if (to === undefined) return [];
  const { begin } = spanOf(context, expression);
  return [replace(context, 'fairness', { begin, end: begin + 2 }, to)];
};
