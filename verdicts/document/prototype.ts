// SPDX-License-Identifier: MIT
// The C declaration: against the definition of the call in the series, and the kernel's own prototype.
import { Comparing, type Comparison, type Repeaters, shown, untold } from './fact.ts';
import { joined, type SourceLine } from './sources.ts';

interface Parameter {
  readonly type: string;
  readonly name: string;
}

/** A type as the kernel sees it: `socklen_t` is an int there, and a pointer may be to user memory. */
function kernelType(type: string): string {
  return type
    .replace(/\bconst\b|\b__user\b/g, ' ')
    .replace(/\bsocklen_t\b/g, 'int')
    .replace(/\bunsigned(?! *(?:int|long|char|short))\b/g, 'unsigned int')
    .replace(/\s*\*\s*/g, ' *')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `int dirfd, const char *path`. */
function parameters(text: string): Parameter[] {
  if (/^\s*(?:void)?\s*$/.test(text)) return [];
  return text.split(',').map((one) => {
    const [, type = one, name = ''] = /^(.*?)(\w+)?\s*$/s.exec(one.trim().replace(/\[\]$/, '')) ?? [];
    return { type: kernelType(type), name };
  });
}

/** The pairs of SYSCALL_DEFINE: `int, dirfd, char __user *, path`. */
function paired(text: string): Parameter[] {
  const parts = text.split(',').map((one) => one.trim());
  return parts.flatMap((type, at) =>
    at % 2 === 0 ? [{ type: kernelType(type), name: parts[at + 1] ?? '' }] : [],
  );
}

/** Whether all letters of `short` stand in `long` in their order: `dfd` is short for `dirfd`, and `fd` for `sockfd`. */
function abbreviates(short: string, long: string): boolean {
  let from = 0;
  for (const letter of short) {
    from = long.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

const text = (list: readonly Parameter[]): string =>
  list.map(({ type, name }) => `${type}${type.endsWith('*') ? '' : ' '}${name}`).join(', ') || 'void';

/** `other` under the names of `document`, where the kernel's are short for them or have a letter before. */
function renamed(document: readonly Parameter[], other: readonly Parameter[]): Parameter[] {
  return other.map(({ type, name }, at) => {
    const meant = document[at]?.name ?? '';
    const same = name === '' || abbreviates(name, meant) || name.endsWith(meant);
    return { type, name: same ? meant : name };
  });
}

interface Declared {
  readonly name: string;
  readonly list: readonly Parameter[];
  readonly file: string;
  readonly line: number;
}

function declarations(series: readonly SourceLine[]): Declared[] {
  return series.flatMap(({ text: line1, file, line }, at) => {
    if (!/^(?:SYSCALL_DEFINE\d|asmlinkage long sys_)/.test(line1)) return [];
    const whole = joined(series, at, /\)/);
    const define = /^SYSCALL_DEFINE\d\((\w+)\s*,?(.*?)\)/.exec(whole);
    const prototype = /^asmlinkage long sys_(\w+)\((.*?)\)/.exec(whole);
    const found = define ?? prototype;
    if (found === null) return [];
    const list = define === null ? parameters(found[2]!) : paired(found[2]!);
    return [{ name: found[1]!, list, file: shown(file), line }];
  });
}

/** Names and types of the arguments, in their order. */
export function comparePrototypes({ proposal, series }: Repeaters): Comparison[] {
  const declared = declarations(series);
  if (declared.length === 0)
    return [untold('prototype', 'the series', 'no series that defines a system call')];
  const comparing = new Comparing();
  for (const { text: code, line } of proposal.prototypes) {
    const [, name = '', list = ''] = /(\w+)\s*\((.*)\);$/.exec(code) ?? [];
    const mine = parameters(list);
    const document = { file: proposal.file, line, says: text(mine) };
    const places = declared.filter((each) => each.name === name);
    for (const other of places) {
      const { file } = other;
      const says = text(renamed(mine, other.list));
      comparing.equal(`the arguments of ${name}`, document, { file, line: other.line, says });
    }
    // A call that is only changed is defined by the kernel.
    const isChanged = proposal.calls.some((each) => each.name === name && each.number === undefined);
    if (places.length === 0 && !isChanged) {
      const { file, line: at } = declared[0]!;
      const says = `no call of that name, but ${[...new Set(declared.map((each) => each.name))].join(', ')}`;
      comparing.equal(`the arguments of ${name}`, document, { file, line: at, says });
    }
  }
  return [comparing.done('prototype', 'the series')];
}
