// SPDX-License-Identifier: MIT
// The calls of a proposal as syzkaller describes them (docs/syscall_descriptions_syntax.md there).
import { NR } from '../../conformance/harness/protocol/nr.ts';
import { type Material, nameOf, parametersOf } from '../material.ts';

interface Parameter {
  readonly type: string;
  readonly name: string;
}

/** What of a call is told by more than its prototype. */
interface Context {
  /** The name of the set of flags; undefined where the proposal has none. */
  readonly flags: string | undefined;
  readonly isNew: boolean;
  /** Whether a descriptor of a directory can be one of anything, by itself. */
  readonly isEmptyPath: boolean;
  /** The structures that the descriptions of parameters name, by the parameters: `sockaddr_un`. */
  readonly named: ReadonlyMap<string, string>;
}

/** Structures of one family of addresses, and the resource that sys/linux has for its sockets. */
const FAMILIES: Readonly<Record<string, { readonly structure: string; readonly socket: string }>> = {
  sockaddr_un: { structure: 'sockaddr_un', socket: 'sock_unix' },
  sockaddr_in: { structure: 'sockaddr_in', socket: 'sock_in' },
  sockaddr_in6: { structure: 'sockaddr_in6', socket: 'sock_in6' },
};

/** Resources of sys/linux by which descriptors are told apart; a call that is changed takes any. */
function descriptor(name: string, { isNew, isEmptyPath, named }: Context): string | undefined {
  if (!/fd$|^sock$/.test(name)) return undefined;
  if (!isNew) return 'fd';
  const [family] = [...named.values()].flatMap((one) => FAMILIES[one] ?? []);
  if (/^(?:sockfd|sock)$/.test(name)) return family?.socket ?? 'sock';
  if (/^(?:dirfd|dfd)$/.test(name)) return isEmptyPath ? 'fd[opt]' : 'fd_dir[opt]';
  return name === 'pidfd' ? 'fd_pidfd' : 'fd';
}

/** Structures that sys/linux/socket.txt has by other names, in the way in which they are given. */
const STRUCTURES: Readonly<Record<string, { readonly in: string; readonly out: string }>> = {
  sockaddr: { in: 'ptr[in, sockaddr_storage, opt]', out: 'ptr[out, sockaddr_storage, opt]' },
  msghdr: { in: 'ptr[in, send_msghdr]', out: 'ptr[inout, recv_msghdr]' },
};

function pointer({ type, name }: Parameter, before: Parameter | undefined, named: Context['named']): string {
  const way = /\bconst\b/.test(type) ? 'in' : 'out';
  const target = type.replace(/\bconst\b|\bstruct\b|\*/g, ' ').trim();
  if (target === 'char') return `ptr[${way}, ${/path|name/.test(name) ? 'filename' : 'string'}]`;
  if (target === 'void') return `buffer[${way}]`;
  // A size that is written back.
  if (target === 'socklen_t') return `ptr[inout, len[${before?.name}, int32], opt]`;
  const family = target === 'sockaddr' ? FAMILIES[named.get(name) ?? ''] : undefined;
  if (family !== undefined) return `ptr[${way}, ${family.structure}]`;
  return STRUCTURES[target]?.[way] ?? `ptr[${way}, ${target}]`;
}

function typeOf(at: number, all: readonly Parameter[], context: Context): string {
  const { type, name } = all[at]!;
  const before = all[at - 1];
  if (type.endsWith('*')) return pointer(all[at]!, before, context.named);
  if (name === 'flags') return context.flags === undefined ? 'const[0]' : `flags[${context.flags}]`;
  if (/len$|size$|^count$/.test(name) && before?.type.endsWith('*') === true) return `len[${before.name}]`;
  return (
    (type === 'int' ? descriptor(name, context) : undefined) ??
    (type === 'int' || type === 'unsigned int' ? 'int32' : 'intptr')
  );
}

/** Where the kernel has constants: descriptions are compiled against its headers, not against those of the C library. */
const HEADERS: readonly (readonly [prefix: string, header: string])[] = [
  ['AT_', 'uapi/linux/fcntl.h'],
  ['MSG_', 'linux/socket.h'],
  ['RWF_', 'uapi/linux/fs.h'],
];

/** The headers of the kernel that the flags are from; and those of a synopsis that are the kernel's. */
function headersOf({ flags, synopsis }: Material['proposal']): string[] {
  const own = HEADERS.flatMap(([prefix, header]) =>
    flags.some(({ name }) => name.startsWith(prefix)) ? [header] : [],
  );
  const said = [...synopsis.matchAll(/^#include\s+<(linux\/[^>]+)>/gm)].map(([, one]) => one!);
  return [...new Set([...said, ...own])];
}

/** `sockaddr_un` of `**addr** the address, a struct sockaddr_un`. */
function structuresIn({ sections }: Material['prose']): Context['named'] {
  const all = (sections.get('Parameters') ?? []).flatMap(({ text }): [string, string][] => {
    const [, name, structure] = /^\*\*(\w+)\*\*[\s\S]*?\bstruct (\w+)/.exec(text) ?? [];
    return name === undefined || structure === undefined ? [] : [[name, structure]];
  });
  return new Map(all);
}

/** The description; the flags are those of the document, and structures those that the prose names of parameters. */
export function syzlang({ proposal, prose }: Material): string {
  const { slug, flags, calls } = proposal;
  const set = flags.length === 0 ? undefined : `${slug}_flags`;
  const isEmptyPath = flags.some((flag) => flag.name === 'AT_EMPTY_PATH');
  const named = structuresIn(prose);
  const lines = proposal.prototypes.map(({ text }) => {
    const all = parametersOf(text);
    const name = nameOf(text);
    const isNew = calls.some((call) => call.name === name && call.number !== undefined);
    const list = all
      .map((one, at) => `${one.name} ${typeOf(at, all, { flags: set, isNew, isEmptyPath, named })}`)
      .join(', ');
    if (isNew) return `${name}(${list})`;
    // Of a function of the C library that is no call of its own.
    return name in NR ? `${name}$${slug}(${list})` : `# ${name}() is no call of x86-64.`;
  });
  const used = set !== undefined && lines.some((line) => line.includes(`flags[${set}]`));
  return [
    '# SPDX-License-Identifier: Apache-2.0',
    `# ${slug}: ${proposal.title}`,
    '',
    ...headersOf(proposal).map((one) => `include <${one}>`),
    '',
    ...lines,
    ...(used ? ['', `${set} = ${flags.map(({ name }) => name).join(', ')}`] : []),
    '',
  ].join('\n');
}
