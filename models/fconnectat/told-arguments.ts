// SPDX-License-Identifier: MIT
// The arguments of callers in the words of the document.
import { pathText } from '../kernel/told-words.ts';
import type { Arg } from './names.ts';
import type { Opened } from './scenarios.ts';

const flagsText = (flags: readonly string[]): string => flags.join(' and ') || 'empty';

/** `sockfd ok`, and so on. */
function fieldsOf(arg: Arg): Readonly<Record<keyof Arg, string>> {
  return {
    sockfd: arg.sockfd,
    addr: arg.addr,
    dirfd: arg.dirfd,
    path: pathText(arg.path),
    flags: flagsText(arg.flags),
  };
}

const FIELDS = ['sockfd', 'addr', 'dirfd', 'path', 'flags'] as const satisfies readonly (keyof Arg)[];

/** All fields of one caller's arguments. */
export const argText = (arg: Arg): string =>
  FIELDS.map((field) => `${field} ${fieldsOf(arg)[field]}`).join(', ');

/** The fields in which the arguments are other than in `base`. */
export function argDiffers(base: Arg, arg: Arg): readonly string[] {
  const [before, now] = [fieldsOf(base), fieldsOf(arg)];
  return FIELDS.filter((field) => before[field] !== now[field]).map((field) => `${field} ${now[field]}`);
}

/** Where a descriptor was opened. */
export const openedText = ({ dir, path }: Opened): string => `(${dir}, ${pathText(path)})`;

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Every subset of some flags, or the subsets that there are. */
function flagsChoice(args: readonly Arg[]): string {
  const given = distinct(args.map(({ flags }) => flagsText(flags)));
  const members = distinct(args.flatMap(({ flags }) => [...flags]));
  return given.length === 2 ** members.length
    ? `flags in every subset of ${members.join(', ')}`
    : `flags ${given.join(' or ')}`;
}

/** The addresses by the paths that go with them. */
function addrChoices(args: readonly Arg[]): readonly string[] {
  const paths = new Map<string, Set<string>>();
  for (const { addr, path } of args) paths.set(addr, (paths.get(addr) ?? new Set()).add(pathText(path)));
  const addrs = new Map<string, string[]>();
  for (const [addr, with_] of paths) {
    const text = [...with_].join(', ');
    addrs.set(text, [...(addrs.get(text) ?? []), addr]);
  }
  return [...addrs].map(([path, names]) => `addr ${names.join(', ')} with path ${path}`);
}

/** The choices of one argument each, where every combination of them is given; else each of the arguments. */
export function choices(args: readonly Arg[]): readonly string[] {
  if (args.length === 1) return args.map(argText);
  const count = (of: (arg: Arg) => string) => distinct(args.map(of)).length;
  const combinations =
    count(({ sockfd }) => sockfd) *
    count(({ addr, path }) => `${addr} ${pathText(path)}`) *
    count(({ dirfd }) => dirfd) *
    count(({ flags }) => flagsText(flags));
  if (combinations !== distinct(args.map(argText)).length) return args.map(argText);
  return [
    `sockfd ${distinct(args.map(({ sockfd }) => sockfd)).join(', ')}`,
    ...addrChoices(args),
    `dirfd ${distinct(args.map(({ dirfd }) => dirfd)).join(', ')}`,
    flagsChoice(args),
  ];
}
