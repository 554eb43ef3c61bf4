// SPDX-License-Identifier: MIT
// Where in a claim a part makes it weaker when it is true: a claim that is made stronger is no fault.
import { partsOf } from './scope.ts';
import { type Definition, type Expression, INSTANTIATED, type Syntax } from './syntax.ts';

/** 1: the claim grows truer with the part; -1: less true; 0: neither can be said. */
export type Sign = 1 | 0 | -1;

const KEEPS = new Set([
  ...['\\land', '\\lor', '$ConjList', '$DisjList', '$BoundedForall', '$BoundedExists'],
  ...['$UnboundedForall', '$UnboundedExists', '[]', '<>', '$SquareAct', 'LET'],
]);

const keyOf = ({ location: { module, begin, end }, operator }: Expression) =>
  `${module}:${begin.line}:${begin.column}-${end.line}:${end.column} ${operator}`;

/** Tells of a junction in a claim, or in what it calls, whether its parts may be left out to weaken the claim. */
export type Weakens = (expression: Expression) => boolean;

/** Follows the claims, each from its own sign: the negation of a progress weakens it where it grows. */
export function weakening(syntax: Syntax, claims: readonly (readonly [Definition, Sign])[]): Weakens {
  const signs = new Map<string, Set<Sign>>();
  const visit = (expression: Expression, sign: Sign): void => {
    const key = keyOf(expression);
    const known = signs.get(key) ?? new Set();
    signs.set(key, known);
    if (known.has(sign)) return;
    known.add(sign);
    const { operator, operands, uid } = expression;
    const used = uid === undefined ? undefined : syntax.definitions.get(uid);
    if (used !== undefined) visit(used.body, sign);
    for (const part of partsOf(syntax, expression)) {
      visit(part, operands.includes(part) ? signOf(operator, operands.indexOf(part), sign) : 0);
    }
  };
  for (const [{ body }, sign] of claims) visit(body, sign);
  return (expression) => {
    const found = signs.get(keyOf(expression));
    return found === undefined || found.has(0) || found.has(1);
  };
}

function signOf(operator: string, position: number, sign: Sign): Sign {
  const contrary = -sign as Sign;
  if (KEEPS.has(operator)) return sign;
  if (operator === '\\lnot' || (operator === '=>' && position === 0)) return contrary;
  if (operator === '=>') return sign;
  // What INSTANCE puts in stands wherever it is used.
  if (operator === INSTANTIATED) return position === 0 ? sign : 0;
  if (operator === '$IfThenElse') return position === 0 ? 0 : sign;
  return 0;
}
