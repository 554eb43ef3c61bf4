// SPDX-License-Identifier: MIT
// The calls of a proposal as syzkaller describes them (docs/syscall_descriptions_syntax.md there).
import { type Material, nameOf, parametersOf } from '../material.ts';

interface Parameter {
  readonly type: string;
  readonly name: string;
}

/** Resources of sys/linux by which descriptors are told apart. */
function descriptor(name: string): string | undefined {
  if (/^(?:sockfd|sock)$/.test(name)) return 'sock';
  if (/^(?:dirfd|dfd)$/.test(name)) return 'fd_dir[opt]';
  if (name === 'pidfd') return 'fd_pidfd';
  return /fd$/.test(name) ? 'fd' : undefined;
}

function pointer({ type, name }: Parameter): string {
  const way = /\bconst\b/.test(type) ? 'in' : 'out';
  const target = type.replace(/\bconst\b|\bstruct\b|\*/g, ' ').trim();
  if (target === 'char') return `ptr[${way}, ${/path|name/.test(name) ? 'filename' : 'string'}]`;
  if (target === 'void') return `buffer[${way}]`;
  return `ptr[${way}, ${target}]`;
}

function typeOf(parameter: Parameter, at: number, all: readonly Parameter[], flags: string): string {
  const { type, name } = parameter;
  if (type.endsWith('*')) return pointer(parameter);
  if (name === 'flags') return `flags[${flags}]`;
  const before = all[at - 1];
  if (/len$|size$|^count$/.test(name) && before?.type.endsWith('*') === true) return `len[${before.name}]`;
  return (
    (type === 'int' ? descriptor(name) : undefined) ??
    (type === 'int' || type === 'unsigned int' ? 'int32' : 'intptr')
  );
}

/** The description; the flags are those of the document. */
export function syzlang({ proposal }: Material): string {
  const { slug, flags, synopsis, calls } = proposal;
  const headers = [...synopsis.matchAll(/^#include\s+<([^>]+)>/gm)].map(([, one]) => one!);
  const set = `${slug}_flags`;
  const lines = proposal.prototypes.map(({ text }) => {
    const all = parametersOf(text);
    const list = all.map((one, at) => `${one.name} ${typeOf(one, at, all, set)}`).join(', ');
    const name = nameOf(text);
    const isNew = calls.some((call) => call.name === name && call.number !== undefined);
    return `${isNew ? name : `${name}$${slug}`}(${list})`;
  });
  const used = lines.some((line) => line.includes(`flags[${set}]`)) && flags.length > 0;
  return [
    '# SPDX-License-Identifier: Apache-2.0',
    `# ${slug}: ${proposal.title}`,
    '',
    ...headers.map((one) => `include <${one}>`),
    '',
    ...lines,
    ...(used ? ['', `${set} = ${flags.map(({ name }) => name).join(', ')}`] : []),
    '',
  ].join('\n');
}
