// SPDX-License-Identifier: MIT
// C as tokens. Nothing is expanded: a preprocessor line is one token.
import { SyspecError } from '../../../base/errors.ts';

/** A token; comments are none. A character constant is a string. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'sign' | 'directive';
  readonly text: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

/** A C file, and where errors in it are. */
export interface CFile {
  /** Relative to the kernel's source. */
  readonly name: string;
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** The error that names a place in C. */
export function cError(name: string, line: number, message: string): SyspecError {
  return new SyspecError(
    'BAD_INPUT',
    `${name}:${line}: ${message}`,
    'Write it so that it can be read alone.',
  );
}

const SIGNS = (
  '<<= >>= ... -> ++ -- << >> <= >= == != && || += -= *= /= %= &= |= ^= ## ' +
  '{ } ( ) [ ] ; , . < > = + - * / % & | ^ ! ~ ? : #'
).split(' ');

const WORD = /[A-Za-z_$][\w$]*/y;
const NUMBER = /\.?\d(?:[eEpP][+-]|[\w.])*/y;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])+'/y;
const BLANK = /(?:\s|\\\n)+/y;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/(?:\\\n|[^\n])*/y;
/** Up to the end of the line, which a backslash or a comment may carry over. */
const DIRECTIVE = /#(?:\/\*[\s\S]*?\*\/|\/\/(?:\\\n|[^\n])*|\\\n|[^\n])*/y;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/**
 * Splits a file.
 * @throws SyspecError BAD_INPUT, with file and line, at a comment or string without an end and at what is no C
 */
export function readC(name: string, text: string): CFile {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  let lineIsEmpty = true;
  const pass = (length: number) => {
    for (let i = at; i < at + length; i += 1) if (text[i] === '\n') line += 1;
    at += length;
  };
  while (at < text.length) {
    const blank = match(BLANK, text, at) ?? match(COMMENT, text, at);
    if (blank !== undefined) {
      if (blank.includes('\n') && /^\s/.test(blank)) lineIsEmpty = true;
      pass(blank.length);
      continue;
    }
    const token = tokenAt(text, at, lineIsEmpty);
    if (token === undefined) throw cError(name, line, `no C: ${text.slice(at, at + 20).split('\n')[0]}`);
    tokens.push({ ...token, start: at, end: at + token.text.length, line });
    lineIsEmpty = false;
    pass(token.text.length);
  }
  return { name, text, tokens };
}

function tokenAt(text: string, at: number, lineIsEmpty: boolean): Pick<Token, 'kind' | 'text'> | undefined {
  // What begins a comment and was no whole one.
  if (text.startsWith('/*', at)) return undefined;
  if (lineIsEmpty && text[at] === '#') return { kind: 'directive', text: match(DIRECTIVE, text, at)! };
  for (const [kind, pattern] of [
    ['word', WORD],
    ['number', NUMBER],
    ['string', STRING],
  ] as const) {
    const found = match(pattern, text, at);
    if (found !== undefined) return { kind, text: found };
  }
  const sign = SIGNS.find((one) => text.startsWith(one, at));
  return sign === undefined ? undefined : { kind: 'sign', text: sign };
}
