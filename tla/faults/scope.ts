// SPDX-License-Identifier: MIT
// Which definitions are the behaviour, and which judge it.
import type { Definition, Expression, Syntax } from './syntax.ts';
import { INSTANTIATED } from './syntax.ts';

/** All expressions in a definition: its body, the definitions of its LETs and its LAMBDAs. */
export function* expressionsIn(syntax: Syntax, { body }: Definition): Generator<Expression> {
  yield* below(syntax, body);
}

function* below(syntax: Syntax, expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(syntax, expression)) yield* below(syntax, part);
}

/** The expressions directly in one. */
export function partsOf(syntax: Syntax, { operands, domains, local, form, uid }: Expression): Expression[] {
  const lambda = form === 'other' && uid !== undefined ? syntax.definitions.get(uid) : undefined;
  return [
    ...local.flatMap((each) => syntax.definitions.get(each)?.body ?? []),
    ...(lambda?.name === 'LAMBDA' ? [lambda.body] : []),
    ...domains,
    ...operands,
  ];
}

/** Where a body stands, which tells a definition also from the copies of it that INSTANCE makes. */
export function placeOf({ body }: Pick<Definition, 'body'>): string {
  const { module, begin } = inner(body).location;
  return `${module}:${begin.line}:${begin.column}`;
}

const inner = (body: Expression): Expression =>
  body.operator === INSTANTIATED && body.operands[0] !== undefined ? inner(body.operands[0]) : body;

/** The places of all definitions that these use, themselves among them. */
export function reachedFrom(
  syntax: Syntax,
  roots: readonly Definition[],
  without: ReadonlySet<string> = new Set(),
): Set<string> {
  const reached = new Set<string>();
  const open = [...roots];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const place = placeOf(next);
    if (reached.has(place) || without.has(place)) continue;
    reached.add(place);
    for (const { uid } of expressionsIn(syntax, next)) {
      const used = uid === undefined ? undefined : syntax.definitions.get(uid);
      if (used !== undefined) open.push(used);
    }
  }
  return reached;
}

/** The places of all definitions that INSTANCE puts in for constants. */
export function substituted(syntax: Syntax): Set<string> {
  const used = [...syntax.definitions.values()].flatMap(({ body }) =>
    body.operator === INSTANTIATED ? body.operands.slice(1) : [],
  );
  const roots = used
    .filter(({ level }) => level === 0)
    .flatMap(({ uid }) => (uid === undefined ? [] : (syntax.definitions.get(uid) ?? [])));
  return reachedFrom(syntax, roots);
}

/** What the modules say about variables, by SANY's number of a definition. */
export interface Variables {
  /** The variables that an expression gives a value in the next state, by name. */
  assigned(expression: Expression): ReadonlySet<string>;
  /** Whether an expression uses this operator, also by what it calls. */
  uses(expression: Expression, operator: string): boolean;
  /** The variable that an expression is. */
  variable(expression: Expression): string | undefined;
}

/** Follows what expressions use. */
export function variablesOf(syntax: Syntax): Variables {
  const known = new Map<string, ReadonlySet<string>>();
  const collect = (expression: Expression, primed: boolean, seen: ReadonlySet<string>): Set<string> => {
    const found = new Set<string>();
    const add = (names: Iterable<string>) => {
      for (const name of names) found.add(name);
    };
    const { uid, operator } = expression;
    const under = primed || operator === "'" || operator === 'UNCHANGED';
    const variable = uid === undefined ? undefined : syntax.variables.get(uid);
    if (variable !== undefined && primed) found.add(variable.name);
    const used = uid === undefined ? undefined : syntax.definitions.get(uid);
    if (used !== undefined && uid !== undefined && !seen.has(uid)) {
      const key = `${uid} ${primed}`;
      const names = known.get(key) ?? collect(used.body, primed, new Set([...seen, uid]));
      known.set(key, names);
      add(names);
    }
    for (const part of partsOf(syntax, expression)) add(collect(part, under, seen));
    return found;
  };
  const uses = (expression: Expression, operator: string, seen = new Set<string>()): boolean => {
    if (expression.operator === operator) return true;
    const used = expression.uid === undefined ? undefined : syntax.definitions.get(expression.uid);
    if (used !== undefined && !seen.has(used.uid)) {
      seen.add(used.uid);
      if (uses(used.body, operator, seen)) return true;
    }
    return partsOf(syntax, expression).some((part) => uses(part, operator, seen));
  };
  return {
    assigned: (expression) => collect(expression, false, new Set()),
    uses,
    variable: ({ uid }) => (uid === undefined ? undefined : syntax.variables.get(uid)?.name),
  };
}
