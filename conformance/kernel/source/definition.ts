// SPDX-License-Identifier: MIT
// How C code defines a system call: `SYSCALL_DEFINE2(name, int, fd, unsigned int, flags)`.
import { readFileSync } from 'node:fs';
import type { Patch } from './patch.ts';

/** A parameter of a call. */
export interface Parameter {
  /** `const char __user *` */
  readonly type: string;
  readonly name: string;
}

/** The lines that a patch adds. */
export const addedBy = ({ path }: Patch): string =>
  (readFileSync(path, 'utf8').match(/^\+(?!\+\+ ).*/gm) ?? []).map((line) => line.slice(1)).join('\n');

/** The parameters with which the first text that defines a call does so, in their order; undefined where none does. */
export function parametersIn(texts: readonly string[], call: string): readonly Parameter[] | undefined {
  const defined = new RegExp(`^SYSCALL_DEFINE\\d\\(${call}\\b([^)]*)\\)`, 'm');
  const [list] = texts.flatMap((text) => defined.exec(text)?.[1] ?? []);
  const parts = list
    ?.split(',')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '');
  // Types and names alternate.
  return parts?.flatMap((type, at) => (at % 2 === 0 ? [{ type, name: parts[at + 1] ?? '' }] : []));
}
