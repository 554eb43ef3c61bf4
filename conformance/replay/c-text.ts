// SPDX-License-Identifier: MIT
// Values as C writes them, and lines that are not too long.

import { SIGCHLD } from '../harness/protocol/clone.ts';
import type { Arg, Reloc } from '../harness/protocol/types.ts';
import { piecesOf } from './numbered.ts';

/** Columns of a line of kernel code. */
export const COLUMNS = 100;
const TAB = 8;

const NAMED: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n' };

/** A byte; always three octal digits, so that a digit after it is not taken for one of its own. */
function byte(value: number): string {
  const character = String.fromCharCode(value);
  if (NAMED[character] !== undefined) return NAMED[character];
  // Two question marks can begin a trigraph.
  if (value >= 0x20 && value < 0x7f && character !== '?') return character;
  return `\\${value.toString(8).padStart(3, '0')}`;
}

const plainLiteral = (bytes: Uint8Array): string => `"${[...bytes].map(byte).join('')}"`;

/** Whether a text is one literal; one with long numbered parts is made when the program runs. */
const isLiteral = (bytes: Uint8Array): boolean =>
  bytes.includes(0) ||
  piecesOf(Buffer.from(bytes).toString('latin1')).every((one) => typeof one === 'string');

/** A string: a literal, or a call of what makes it (runtime/numbered.c). */
export function literal(bytes: Uint8Array): string {
  if (isLiteral(bytes)) return plainLiteral(bytes);
  const pieces = piecesOf(Buffer.from(bytes).toString('latin1')).map((one) =>
    typeof one === 'string'
      ? plainLiteral(Buffer.from(one, 'latin1'))
      : `numbered('${one.letter}', ${one.from}, ${one.size})`,
  );
  return pieces.length === 1 ? pieces[0]! : `joined(${pieces.join(', ')}, NULL)`;
}

/** The string of a text. */
export function quote(text: string): string {
  return literal(Buffer.from(text));
}

/** A register; beyond an int in hexadecimal. */
export function register(value: number | bigint): string {
  const big = BigInt(value);
  const isInt = big >= -(2n ** 31n - 1n) && big < 2n ** 31n;
  return isInt ? String(big) : `0x${BigInt.asUintN(64, big).toString(16)}UL`;
}

/** Flags of clone that sequences use (include/uapi/linux/sched.h, 6.12), and the signal in the low byte. */
const CLONE_FLAGS: Readonly<Record<string, number>> = {
  ...{ CLONE_VM: 0x100, CLONE_FS: 0x200, CLONE_FILES: 0x400, CLONE_SIGHAND: 0x800 },
  ...{ CLONE_PARENT: 0x8000, CLONE_THREAD: 0x10000 },
};
const CSIGNAL = 0xff;

/** `CLONE_VM | SIGCHLD`. */
export function cloneFlags(flags: number): string {
  const signal = flags & CSIGNAL;
  const named = Object.entries(CLONE_FLAGS).filter(([, bit]) => (flags & bit) !== 0);
  const rest = named.reduce((left, [, bit]) => left - bit, flags - signal);
  const parts = [
    ...named.map(([name]) => name),
    ...(rest === 0 ? [] : [register(rest)]),
    ...(signal === 0 ? [] : [signal === SIGCHLD ? 'SIGCHLD' : String(signal)]),
  ];
  return parts.length === 0 ? '0' : parts.join(' | ');
}

/** Without a last zero byte, which a literal has anyway. */
function withoutEnd(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === 0 ? bytes.subarray(0, -1) : bytes;
}

function isText(bytes: Uint8Array): boolean {
  return bytes.at(-1) === 0 && bytes.subarray(0, -1).every((value) => value >= 0x20 && value < 0x7f);
}

const WORD = 8;

/**
 * Whole words of 64 bits as x86-64 has them in memory: `WORDS(0, 16, 0, 2)` (runtime/ops.c). Undefined for other sizes, and
 * without a zero byte, for that may be a text.
 */
function wordsOf(bytes: Uint8Array): string | undefined {
  if (bytes.length % WORD !== 0 || !bytes.includes(0)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const words = Array.from({ length: bytes.length / WORD }, (_, at) => view.getBigInt64(at * WORD, true));
  return `WORDS(${words.map(register).join(', ')})`;
}

/** What is copied into memory. A literal has a last zero byte anyway. */
const memory = (bytes: Uint8Array): string =>
  (isText(bytes) ? undefined : wordsOf(bytes)) ?? literal(withoutEnd(bytes));

/** Expressions for the arguments of one call; outputs are numbered in the order of the protocol. */
export class Arguments {
  #outputs = 0;

  expression(arg: Arg): string {
    if (typeof arg === 'number' || typeof arg === 'bigint') return register(arg);
    if ('slot' in arg) return `slot(${arg.slot})`;
    if ('pid' in arg) return `pid_of(${arg.pid})`;
    if ('out' in arg) return `out(${this.#outputs++}, ${arg.out})`;
    if ('inout' in arg) {
      const { inout } = arg;
      const made = `inout(${this.#outputs++}, ${memory(inout)}, ${inout.length})`;
      return this.#relocated(made, arg.relocs);
    }
    const { data } = arg;
    const made =
      isText(data) && isLiteral(withoutEnd(data))
        ? `text(${literal(withoutEnd(data))})`
        : `copy(${memory(data)}, ${data.length})`;
    return this.#relocated(made, arg.relocs);
  }

  #relocated(made: string, relocs: readonly Reloc[] = []): string {
    return relocs.reduce((base, { at, size, arg }) => {
      return `put(${base}, ${at}, ${size ?? 8}, ${this.expression(arg)})`;
    }, made);
  }
}

/** The function and the arguments of a call; undefined for another expression. */
function callOf(expression: string): { readonly name: string; readonly args: readonly string[] } | undefined {
  const [, name, inner] = /^(\w+)\((.*)\)$/s.exec(expression) ?? [];
  if (name === undefined || inner === undefined) return undefined;
  const args: string[] = [''];
  let depth = 0;
  for (const [token] of inner.matchAll(TOKEN)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) args.push('');
    else args[args.length - 1] += token;
  }
  return { name, args: args.map((arg) => arg.trim()) };
}

/** A string, a character, a run of what is neither, or one of what a call is written with. */
const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^"'(),]+|[(),]/g;

const STRING = /^"(?:[^"\\]|\\.)*"$/;

/** What one byte of a literal is written with. */
const UNIT = /\\[0-7]{3}|\\.|[^\\]/g;

/** A literal as several of at most so many columns, each ended by a line or by a word where one ends in its second half. */
function piecesOfLiteral(string: string, columns: number): string[] {
  const units: readonly string[] = string.slice(1, -1).match(UNIT) ?? [];
  const pieces: string[] = [];
  for (let from = 0; from < units.length; ) {
    let [to, size] = [from, 2];
    while (to < units.length && size + units[to]!.length <= columns) size += units[to++]!.length;
    if (to < units.length) {
      const half = from + Math.floor((to - from) / 2);
      const end = [...['\\n', ' '].map((unit) => units.lastIndexOf(unit, to - 1)), 0].find(
        (at) => at >= half,
      );
      if (end !== undefined) to = end + 1;
    }
    pieces.push(`"${units.slice(from, to).join('')}"`);
    from = to;
  }
  return pieces;
}

const indented = (column: number): string =>
  `\n${'\t'.repeat(Math.floor(column / TAB))}${' '.repeat(column % TAB)}`;

/** The column behind a text of which the first line begins at one. */
function columnAfter(text: string, column: number): number {
  const last = text.slice(text.lastIndexOf('\n') + 1);
  const tabs = last.length - last.replaceAll('\t', '').length;
  return (text.includes('\n') ? 0 : column) + last.length + tabs * (TAB - 1);
}

/**
 * An expression in lines: what is too long is continued behind the parenthesis that it is in.
 * @param column where it begins
 * @param tail columns that what follows on its last line takes
 */
function inLines(expression: string, column: number, tail: number): string {
  if (column + expression.length + tail <= COLUMNS) return expression;
  if (STRING.test(expression))
    return piecesOfLiteral(expression, COLUMNS - column - tail).join(indented(column));
  const call = callOf(expression);
  if (call === undefined) return expression;
  const inner = column + call.name.length + 1;
  let text = '';
  let at = inner;
  for (const [i, arg] of call.args.entries()) {
    const after = i === call.args.length - 1 ? tail + 1 : 1;
    if (i > 0) {
      const fits = at + 1 + arg.length + after <= COLUMNS;
      text += fits ? ' ' : indented(inner);
      at = fits ? at + 1 : inner;
    }
    const one = `${inLines(arg, at, after)}${i === call.args.length - 1 ? ')' : ','}`;
    text += one;
    at = columnAfter(one, at);
  }
  return `${call.name}(${text}`;
}

/** `name(a, b);` one tab deep, in lines where it would be too long. */
export function statement(name: string, args: readonly string[]): string {
  return `\t${inLines(`${name}(${args.join(', ')})`, TAB, 1)};`;
}
