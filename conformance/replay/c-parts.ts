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

/** What every program begins with; the lines are its comment. */
export function head(lines: readonly string[]): string[] {
  return [
    '// SPDX-License-Identifier: GPL-2.0-only\n',
    comment(lines),
    ...['base.c', 'worker.c', 'observe.c', 'ops.c'].map(runtime),
  ];
}

/** How much is allowed at most after an op, in how many states, and the names of errors. */
export function sizes(allowed: number, states: number): string {
  const names = Object.keys(ERRNO_NUMBERS).map((name) => `\t[${name}] = "${name}",\n`);
  return `#define MAX_ALLOWED\t${allowed}\n#define NR_STATES\t${states}\n\nstatic const char *const errors[] = {\n${names.join('')}};\n`;
}
