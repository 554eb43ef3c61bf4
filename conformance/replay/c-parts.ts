// SPDX-License-Identifier: MIT
// What all C programs are put together from: files of the runtime, and the comment at the head.
import { readFileSync } from 'node:fs';
import { inRoot } from '../../base/root.ts';
import { ERRNO_NUMBERS } from '../../models/kernel/system/index.ts';

/** A text without its licence, which stands at the program's head. */
export function unlicensed(text: string): string {
  return text.replace(/^(?:\/\/ SPDX.*|\/\* SPDX.*\*\/)\n/gm, '');
}

/** A file of the runtime. */
export function runtime(file: string): string {
  return unlicensed(readFileSync(inRoot('conformance', 'replay', 'runtime', file), 'utf8'));
}

function comment(lines: readonly string[]): string {
  const safe = lines.flatMap((line) => line.replaceAll('*/', '* /').split('\n'));
  return `/*\n${safe.map((line) => (line.startsWith('\t') ? ` *${line}` : ` * ${line}`.trimEnd())).join('\n')}\n */\n`;
}

/**
 * What every program begins with.
 * @param who whether it is for anyone, or asks itself that it is run by root
 * @param body what the program does
 */
export function beginning(who: 'anyone' | 'root', body: string): string[] {
  const numbered = body.includes('numbered(') ? ['numbered.c'] : [];
  return ['base.c', 'worker.c', 'observe.c', 'tmpfs.c', `${who}.c`, 'ops.c', ...numbered].map(runtime);
}

/** What every program that stands alone begins with; the lines are its comment. */
export function head(lines: readonly string[], body: string): string[] {
  return ['// SPDX-License-Identifier: GPL-2.0-only\n', comment(lines), ...beginning('anyone', body)];
}

/** How much is allowed at most after an op, in how many states, and the names of errors. */
export function sizes(allowed: number, states: number): string {
  const names = Object.keys(ERRNO_NUMBERS).map((name) => `\t[${name}] = "${name}",\n`);
  return `#define MAX_ALLOWED\t${allowed}\n#define NR_STATES\t${states}\n\nstatic const char *const errors[] = {\n${names.join('')}};\n`;
}
