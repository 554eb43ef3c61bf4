// SPDX-License-Identifier: MIT
// Which operators of a specification could be invariants, by their looks: no parameter, true or false, of one state.
import { type Definition, definitionsIn } from '../text/definitions.ts';
import { tokensOf } from '../text/tokens.ts';

const OPENING = new Set(['(', '[', '{', '<<', 'LET']);
const CLOSING = new Set([')', ']', '}', '>>', ']_', '>>_', 'IN']);
/** What speaks of two states, or of a behaviour. */
const OF_STEPS = /^(?:'|\[\]|<>|~>|ENABLED|UNCHANGED|[WS]F_.*)$/;
const BEGINS_BOOLEAN = /^(?:\{\/\\|\{\\\/|\/\\|\\\/|\\A|\\E|~|TRUE|FALSE)$/;
const RELATION =
  /^(?:=|#|\/=|<|>|=<|<=|>=|\\leq|\\geq|\\in|\\notin|\\subseteq|=>|<=>|\/\\|\\\/|\{\/\\|\{\\\/)$/;

/** The names under VARIABLE. */
function variablesIn(text: string): string[] {
  const tokens = tokensOf(text).map(({ text: one }) => one);
  return tokens.flatMap((token, at) => {
    if (!/^VARIABLES?$/.test(token)) return [];
    const names: string[] = [];
    for (let i = at + 1; /^\w+$/.test(tokens[i] ?? ''); i += 2) {
      names.push(tokens[i]!);
      if (tokens[i + 1] !== ',') break;
    }
    return names;
  });
}

/** What is not in brackets; of a LET what comes after its IN. */
function outermost(tokens: readonly string[]): string[] {
  let depth = 0;
  return tokens.filter((token) => {
    if (CLOSING.has(token)) depth -= 1;
    const isOut = depth === 0 && !CLOSING.has(token);
    if (OPENING.has(token)) depth += 1;
    return isOut && !OPENING.has(token);
  });
}

/** The names of operators that could be invariants, in the order of `texts`. */
export function statePredicates(texts: readonly string[]): string[] {
  const variables = new Set(texts.flatMap(variablesIn));
  const all = texts.flatMap(definitionsIn);
  const byName = new Map(all.map((one) => [one.name, one]));

  const wordsOf = ({ tokens }: Definition, seen = new Set<string>()): Set<string> => {
    for (const token of tokens) {
      if (seen.has(token)) continue;
      seen.add(token);
      const named = byName.get(token);
      if (named !== undefined) wordsOf(named, seen);
    }
    return seen;
  };
  const isBoolean = ({ tokens }: Definition, trail: readonly string[] = []): boolean => {
    const body = outermost(tokens.slice(1));
    const [first = '', ...more] = body;
    if (BEGINS_BOOLEAN.test(first)) return true;
    if (/^(?:CHOOSE|IF|CASE|INSTANCE)$/.test(first)) return false;
    if (body.some((token) => RELATION.test(token))) return true;
    const named = more.length === 0 && !trail.includes(first) ? byName.get(first) : undefined;
    return named !== undefined && isBoolean(named, [...trail, first]);
  };
  return all
    .filter((one) => {
      if (one.tokens[0] !== '==' || /^init/i.test(one.name) || !isBoolean(one)) return false;
      const words = [...wordsOf(one)];
      return words.some((word) => variables.has(word)) && !words.some((word) => OF_STEPS.test(word));
    })
    .map(({ name }) => name);
}
