// SPDX-License-Identifier: MIT
// A specification taken apart: its initial predicate, its steps, and what it says of fairness.
import type { Source, Span } from './source.ts';
import type { Definition, Expression, Syntax } from './syntax.ts';

/** The parts of `Init /\ [][Next]_vars /\ ...`, as text; conjuncts that are named specifications are taken apart too. */
export interface Parts {
  readonly initial: readonly string[];
  readonly next: readonly string[];
  readonly subscripts: readonly string[];
  readonly fairness: readonly string[];
}

/** Takes a specification of the root module apart; undefined where it has no such form. */
export function partsOfSpecification(
  syntax: Syntax,
  sources: ReadonlyMap<string, Source>,
  name: string,
): Parts | undefined {
  const definition = syntax.named.get(name);
  if (definition === undefined) return undefined;
  const initial: string[] = [];
  const next: string[] = [];
  const subscripts: string[] = [];
  const fairness: string[] = [];
  const text = ({ location }: Expression): string => {
    const source = sources.get(location.module);
    const span: Span | undefined = source?.span(location);
    return source === undefined || span === undefined ? '' : `(${source.plain(span)})`;
  };
  for (const conjunct of conjunctsOf(syntax, definition)) {
    const [step] = conjunct.operands;
    if (conjunct.level < 2) initial.push(text(conjunct));
    else if (conjunct.operator === '[]' && step?.operator === '$SquareAct') {
      next.push(text(step.operands[0]!));
      subscripts.push(text(step.operands[1]!));
    } else fairness.push(text(conjunct));
  }
  return initial.length > 0 && next.length > 0 ? { initial, next, subscripts, fairness } : undefined;
}

function conjunctsOf(syntax: Syntax, { body }: Definition): Expression[] {
  const split = (expression: Expression): Expression[] => {
    const { operator, operands, uid, level } = expression;
    if (operator === '\\land' || operator === '$ConjList') return operands.flatMap(split);
    const named = uid === undefined || level < 3 ? undefined : syntax.definitions.get(uid);
    return named === undefined ? [expression] : split(named.body);
  };
  return split(body);
}
