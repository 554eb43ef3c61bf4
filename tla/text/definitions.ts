// SPDX-License-Identifier: MIT
// The definitions in a piece of TLA+, each as its tokens, so that two of them can be compared whatever their layout.
import { type Token, tokensOf } from './tokens.ts';

/** A definition of an operator or a function. */
export interface Definition {
  readonly name: string;
  /** Counted from 1 in the text that it stands in. */
  readonly line: number;
  /** Parameters, `==` and what follows, with brackets in place of the layout of lists. */
  readonly tokens: readonly string[];
}

const NAME = /^[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*$/;
const OPENING = new Set(['(', '[', '{', '<<']);
const CLOSING = new Set([')', ']', '}', '>>', ']_', '>>_']);
/** What ends a definition at the level of the module. */
const UNITS =
  /^(?:-{4,}|={4,}|VARIABLES?|CONSTANTS?|ASSUME|ASSUMPTION|AXIOM|THEOREM|LEMMA|PROPOSITION|COROLLARY|EXTENDS|LOCAL|RECURSIVE)$/;

/** Where the head of the definition begins whose `==` is at `at`, or -1 where it is none. */
function headOf(tokens: readonly Token[], at: number): number {
  let from = at - 1;
  if (CLOSING.has(tokens[from]?.text ?? '')) {
    let depth = 0;
    do {
      const { text } = tokens[from]!;
      if (CLOSING.has(text)) depth += 1;
      if (OPENING.has(text)) depth -= 1;
      from -= 1;
    } while (depth > 0 && from >= 0);
  }
  return NAME.test(tokens[from]?.text ?? '') ? from : -1;
}

/** The positions at which something of the module begins: a definition, by its head, or another unit. */
function beginnings(tokens: readonly Token[]): { from: number; body: number | undefined }[] {
  const found: { from: number; body: number | undefined }[] = [];
  let depth = 0;
  for (const [at, { text }] of tokens.entries()) {
    if (OPENING.has(text) || text === 'LET') depth += 1;
    if (CLOSING.has(text) || text === 'IN') depth -= 1;
    const loose = text === 'INSTANCE' && tokens[at - 1]?.text !== '==';
    if (UNITS.test(text) || loose) {
      // A bracket left open ends with what it stands in.
      depth = 0;
      found.push({ from: at, body: undefined });
    } else if (text === '==' && depth === 0) {
      const from = headOf(tokens, at);
      if (from >= 0) found.push({ from, body: at });
    }
  }
  return found;
}

/** Words that an operand cannot end with, so that a `/\` behind them begins a list. */
const KEYWORDS =
  /^(?:IN|LET|IF|THEN|ELSE|CASE|OTHER|ENABLED|UNCHANGED|SUBSET|UNION|DOMAIN|EXCEPT|CHOOSE|WITH|INSTANCE)$/;

function endsOperand({ text }: Token): boolean {
  if (KEYWORDS.test(text)) return false;
  return /^["'\w]/.test(text) || CLOSING.has(text) || text === '@';
}

/**
 * The texts of `tokens`, where the layout of a list of conjuncts or disjuncts has become brackets: `{/\`, a
 * bullet `-/\` before each item, and `/\}`. Without this `/\ A => B /\ C` on one line would equal the list of two.
 */
function bracketed(tokens: readonly Token[]): string[] {
  const out: string[] = [];
  const open: { op: string; column: number; depth: number }[] = [];
  let depth = 0;
  const close = () => {
    out.push(`${open.pop()!.op}}`);
  };
  for (const [at, token] of tokens.entries()) {
    const { text, column } = token;
    const before = tokens[at - 1];
    const isFirst = before === undefined || before.line < token.line;
    while (open.length > 0) {
      const list = open.at(-1)!;
      const continues = text === list.op && column === list.column;
      const escapes = CLOSING.has(text) && list.depth === depth;
      if (!escapes && (continues || column > list.column || !isFirst)) break;
      close();
    }
    const list = open.at(-1);
    const isJunction = text === '/\\' || text === '\\/';
    const isNext = isFirst && list?.op === text && list.column === column;
    const begins = isJunction && !isNext && (before === undefined || !endsOperand(before));
    if (begins) {
      open.push({ op: text, column, depth });
      out.push(`{${text}`);
    }
    if (OPENING.has(text)) depth += 1;
    if (CLOSING.has(text)) depth -= 1;
    out.push(isNext || begins ? `-${text}` : text);
  }
  while (open.length > 0) close();
  return out;
}

/** The definitions at the top level of `text`, in their order; what stands in a LET belongs to its definition. */
export function definitionsIn(text: string): Definition[] {
  const tokens = tokensOf(text);
  const found = beginnings(tokens);
  return found.flatMap(({ from, body }, at) => {
    if (body === undefined) return [];
    const all = tokens.slice(from, found[at + 1]?.from);
    const head = all.slice(1, body - from + 1).map(({ text: one }) => one);
    return [
      {
        name: all[0]!.text,
        line: all[0]!.line,
        tokens: [...head, ...bracketed(all.slice(body - from + 1))],
      },
    ];
  });
}
