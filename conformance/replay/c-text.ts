// SPDX-License-Identifier: MIT
// Values as C writes them, and lines that are not too long.

import { SIGCHLD } from '../harness/protocol/clone.ts';
import type { Arg, Reloc } from '../harness/protocol/types.ts';
import { piecesOf } from './numbered.ts';

/** Columns of a line of kernel code. */
const COLUMNS = 100;
const TAB = 8;

/** Bytes in one string literal; more are continued in another. */
const LITERAL = 64;

const NAMED: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n' };

/** A byte; always three octal digits, so that a digit after it is not taken for one of its own. */
function byte(value: number): string {
  const character = String.fromCharCode(value);
  if (NAMED[character] !== undefined) return NAMED[character];
  // Two question marks can begin a trigraph.
  if (value >= 0x20 && value < 0x7f && character !== '?') return character;
  return `\\${value.toString(8).padStart(3, '0')}`;
}

function plainLiteral(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += LITERAL) {
    pieces.push(`"${[...bytes.subarray(at, at + LITERAL)].map(byte).join('')}"`);
  }
  return pieces.join(' ');
}

/** Whether a text is one literal; one with long numbered parts is made when the program runs. */
const isLiteral = (bytes: Uint8Array): boolean =>
  bytes.includes(0) ||
  piecesOf(Buffer.from(bytes).toString('latin1')).every((one) => typeof one === 'string');

/** A string: a literal, in pieces when it is long, or a call of what makes it (runtime/ops.c). */
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
      const made = `inout(${this.#outputs++}, ${literal(withoutEnd(inout))}, ${inout.length})`;
      return this.#relocated(made, arg.relocs);
    }
    const { data } = arg;
    const made =
      isText(data) && isLiteral(withoutEnd(data))
        ? `text(${literal(withoutEnd(data))})`
        : `copy(${literal(withoutEnd(data))}, ${data.length})`;
    return this.#relocated(made, arg.relocs);
  }

  #relocated(made: string, relocs: readonly Reloc[] = []): string {
    return relocs.reduce((base, { at, size, arg }) => {
      return `put(${base}, ${at}, ${size ?? 8}, ${this.expression(arg)})`;
    }, made);
  }
}

/** `name(a, b);` one tab deep, an argument a line where it would be too long. */
export function statement(name: string, args: readonly string[]): string {
  const line = `\t${name}(${args.join(', ')});`;
  if (line.length + TAB - 1 <= COLUMNS) return line;
  const continued = args.map((arg) => `\t     ${arg.replaceAll('" "', '"\n\t     "')}`);
  return `\t${name}(${continued.join(',\n').trimStart()});`;
}
