// SPDX-License-Identifier: MIT
// All mutants of the added lines of a C file.
import { type CFunction, functionsOf } from '../c/functions.ts';
import { type Statement, statementsOf } from '../c/statements.ts';
import { afterBracket, type Range } from '../c/text.ts';
import { type CFile, cError, readC } from '../c/tokens.ts';
import { calls, otherCalls } from './calls.ts';
import { condition, operands, questions } from './conditions.ts';
import { Found, type Mutation, type Skipped } from './found.ts';
import { jumps } from './jumps.ts';

/** What was found in a file. */
export interface FoundIn {
  readonly mutations: readonly Mutation[];
  readonly skipped: readonly Skipped[];
}

/**
 * The mutants of a file.
 * @param added numbers of the lines that are new
 * @throws SyspecError BAD_INPUT, with file and line, where an added line cannot be read
 */
export function findIn(file: CFile, added: ReadonlySet<number>): FoundIn {
  const found = functionsOf(file)
    .filter(({ body }) => body.some(({ line }) => added.has(line)))
    .map((one) => inFunction(file, one, added));
  return {
    mutations: found.flatMap(({ mutations }) => mutations),
    skipped: [...found.flatMap(({ skipped }) => skipped), ...inMacros(file, added)],
  };
}

function inFunction(file: CFile, one: CFunction, added: ReadonlySet<number>): Found {
  const found = new Found(file, one, added);
  const body = statementsOf(file.name, one.body);
  const all = body.flatMap(flat);
  const last = body.at(-1);
  for (const statement of all) {
    decisions(found, statement);
    jumps(found, statement, last?.kind === 'if' || last?.kind === 'switch');
  }
  calls(found, all);
  otherCalls(found);
  requireAccount(file, found);
  return found;
}

const flat = (statement: Statement): Statement[] => [statement, ...statement.parts.flatMap(flat)];

/** What a statement decides by, and the expressions in it. */
function decisions(found: Found, statement: Statement): void {
  const { kind, from, to, condition: decides, others = [] } = statement;
  if (decides !== undefined) {
    found.account(from);
    if (kind === 'do') found.account(decides.from - 2);
    decide(found, statement, decides);
  }
  const isWhole = kind === 'simple' || kind === 'jump' || kind === 'case';
  const expressions = [...(decides === undefined ? [] : [decides]), ...others];
  for (const range of isWhole ? [{ from, to }] : expressions) {
    questions(found, range, found.tokens[from]!.text === 'static' || kind === 'case');
    nested(found, range);
  }
  if (kind === 'jump' && found.tokens[from]!.text === 'return')
    operands(found, { from: from + 1, to: to - 1 });
}

function decide(found: Found, { kind, from, to }: Statement, range: Range): void {
  const head = { from, to: kind === 'do' ? to : afterBracket(found.tokens, from + 1) };
  const why = {
    switch: 'a switch has nothing to negate',
    each: 'a macro decides',
    none: 'a loop without a condition',
  }[range.from === range.to ? 'none' : (kind as string)];
  if (why === undefined) condition(found, range);
  else if (found.isAdded(head)) found.skip(head, why);
}

const DECIDES = /^(?:if|while|for|do|switch)$/;

/** Statements within an expression. */
function nested(found: Found, { from, to }: Range): void {
  for (let at = from; at < to; at += 1) {
    if (!DECIDES.test(found.tokens[at]!.text)) continue;
    found.account(at);
    const range = { from: at, to: at + 1 };
    if (found.isAdded(range)) found.skip(range, 'a statement within an expression');
  }
}

/** Nothing is passed over in silence. */
function requireAccount(file: CFile, found: Found): void {
  for (const [at, { kind, text, line }] of found.tokens.entries()) {
    const decides = (kind === 'word' && DECIDES.test(text)) || text === '?';
    if (decides && !found.isAccounted(at) && found.isAdded({ from: at, to: at + 1 }))
      throw cError(file.name, line, `'${text}' was not understood`);
  }
}

/** Macros that are defined on added lines. */
function inMacros({ name, tokens }: CFile, added: ReadonlySet<number>): Skipped[] {
  return tokens.flatMap(({ kind, text, line }) => {
    const lines = text.split('\n').map((_, i) => line + i);
    const [, macro, body] = /^#\s*define\s+(\w+)([\s\S]*)$/.exec(text) ?? [];
    if (kind !== 'directive' || macro === undefined || !lines.some((one) => added.has(one))) return [];
    const decides = readC(name, body!).tokens.some((token) => DECIDES.test(token.text) || token.text === '?');
    return decides ? [{ function: macro, line, text: `#define ${macro}`, why: 'in a macro' }] : [];
  });
}
