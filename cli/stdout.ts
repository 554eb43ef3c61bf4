// SPDX-License-Identifier: MIT
// What a command prints and how it ends, as data, and the terminal that it prints on.
import pc from 'picocolors';

/** The outcome of a command. */
export interface Printed {
  readonly text: string;
  readonly exitCode: number;
}

/** Prints on stdout; the process will end with the exit code. */
export function print({ text, exitCode }: Printed): void {
  process.stdout.write(text);
  process.exitCode = exitCode;
}

/** Colours are for terminals alone, and not where NO_COLOR or TERM forbid them. */
export function hasColors(): boolean {
  return process.stdout.isTTY === true && pc.isColorSupported;
}

const WIDEST = 160;
const UNKNOWN = 100;

/** A width that the environment asks for, `COLUMNS=80`; 0 where it is none. */
function wished(): number {
  const value = Number(process.env.COLUMNS);
  return Number.isInteger(value) && value > 0 ? value : 0;
}

/**
 * Characters of a line on a stream. A terminal that does not know its width says 0; what is no terminal is as wide as COLUMNS asks,
 * else as `unknown` says.
 */
export function columns(
  stream: { readonly columns?: number } = process.stdout,
  unknown: number = UNKNOWN,
): number {
  return Math.min(WIDEST, stream.columns || wished() || unknown);
}
