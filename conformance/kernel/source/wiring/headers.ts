// SPDX-License-Identifier: MIT
// The wiring of a system call that is C: its number for programs, its declaration, and what stands in for it.
import type { Call } from './call.ts';

/** A place of a text, as the index behind it. */
const behind = (text: string, pattern: RegExp): number | undefined => {
  const found = pattern.exec(text);
  return found === null ? undefined : found.index + found[0].length;
};

const insert = (text: string, at: number, more: string): string => text.slice(0, at) + more + text.slice(at);

const COUNT = /^#undef __NR_syscalls\n#define __NR_syscalls (\d+)$/m;

/**
 * asm-generic/unistd.h with a call more: behind the last one of a smaller number.
 * @returns undefined for a text that has no count of calls
 */
export function withNumber(text: string, { name, number }: Call): string | undefined {
  const count = COUNT.exec(text);
  if (count === null) return undefined;
  const head = text.slice(0, count.index);
  const smaller = [...head.matchAll(/^#define __NR_(\w+) (\d+)$/gm)].filter(([, , n]) => Number(n) < number);
  const last = smaller.reduce((a, b) => (Number(b[2]) > Number(a[2]) ? b : a));
  const entry = behind(head, new RegExp(`^__S\\w+\\(__NR_${last[1]},[^)]*\\)$`, 'm'));
  if (entry === undefined) return undefined;
  const added = `\n\n#define __NR_${name} ${number}\n__SYSCALL(__NR_${name}, sys_${name})`;
  return insert(text, entry, added).replace(
    COUNT,
    `#undef __NR_syscalls\n#define __NR_syscalls ${Math.max(Number(count[1]), number + 1)}`,
  );
}

/** How wide a line of C may be. */
const WIDTH = 80;
const TAB = 8;

/** The declaration, as the kernel breaks its lines. */
export function declaration({ name, parameters }: Call): string {
  const opening = `asmlinkage long sys_${name}(`;
  const indent = '\t'.repeat(Math.floor(opening.length / TAB)) + ' '.repeat(opening.length % TAB);
  const words = parameters.length === 0 ? ['void);'] : parameters.map((one) => `${one},`);
  if (parameters.length > 0) words.push(words.pop()!.replace(/,$/, ');'));
  const lines: string[] = [];
  let line = opening;
  let width = opening.length;
  for (const [i, word] of words.entries()) {
    const space = i === 0 || width === opening.length ? '' : ' ';
    if (i > 0 && width + space.length + word.length > WIDTH) {
      lines.push(line);
      line = indent + word;
      width = opening.length + word.length;
    } else {
      line += space + word;
      width += space.length + word.length;
    }
  }
  return [...lines, line].join('\n');
}

/** The place behind the newest of the calls for which a text has what `pattern` finds; undefined where it has none of them. */
function behindNewest(
  text: string,
  newestFirst: readonly string[],
  pattern: (name: string) => RegExp,
): number | undefined {
  for (const name of newestFirst) {
    const at = behind(text, pattern(name));
    if (at !== undefined) return at;
  }
  return undefined;
}

/** linux/syscalls.h with the declaration; undefined where it declares none of the others. */
export function withDeclaration(text: string, newestFirst: readonly string[], call: Call) {
  const pattern = (name: string) => new RegExp(`^asmlinkage long sys_${name}\\([^;]*;$`, 'm');
  const at = behindNewest(text, newestFirst, pattern);
  return at === undefined ? undefined : insert(text, at, `\n${declaration(call)}`);
}

/**
 * sys_ni.c with what stands in for a call that is not configured, as a paragraph of its own: what is said above the newest call
 * need not be true of another. Undefined where it has none of the others.
 */
export function withStandIn(text: string, newestFirst: readonly string[], { name }: Call) {
  const pattern = (other: string) => new RegExp(`^COND_SYSCALL\\(${other}\\);(?:\\n.+)*$`, 'm');
  const at = behindNewest(text, newestFirst, pattern);
  return at === undefined ? undefined : insert(text, at, `\n\nCOND_SYSCALL(${name});`);
}
