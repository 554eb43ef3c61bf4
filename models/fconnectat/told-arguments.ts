// SPDX-License-Identifier: MIT
// The arguments of callers in the words of the document.
import { flagsText, subsetsText, wordsOf } from '../kernel/told-arguments.ts';
import { distinct, pathText } from '../kernel/told-words.ts';
import type { Arg } from './names.ts';
import type { Opened } from './scenarios.ts';

const FIELDS = ['sockfd', 'addr', 'dirfd', 'path', 'flags'] as const satisfies readonly (keyof Arg)[];

const words = wordsOf(FIELDS, (arg: Arg, field) => {
  if (field === 'path') return pathText(arg.path);
  return field === 'flags' ? flagsText(arg.flags) : arg[field];
});

/** All of one call's arguments. */
export const argText: (arg: Arg) => string = words.all;

/** The fields in which the arguments are other than in `base`. */
export const argDiffers = (base: Arg, arg: Arg): readonly string[] =>
  words.other(base, arg).map((field) => words.one(arg, field));

/** Where a descriptor was opened. */
export const openedText = ({ dir, path }: Opened): string => `(${dir}, ${pathText(path)})`;

/** Every subset of some flags, or the subsets that there are. */
function flagsChoice(args: readonly Arg[]): string {
  const given = distinct(args.map(({ flags }) => flagsText(flags)));
  const members = distinct(args.flatMap(({ flags }) => [...flags]));
  return given.length === 2 ** members.length ? subsetsText(members) : `flags ${given.join(' or ')}`;
}

/** Keys that have the same values, together: the keys, and the values. */
function bySameValues(
  pairs: Iterable<readonly [key: string, value: string]>,
): readonly (readonly [string, string])[] {
  const values = new Map<string, Set<string>>();
  for (const [key, value] of pairs) values.set(key, (values.get(key) ?? new Set()).add(value));
  const keys = new Map<string, string[]>();
  for (const [key, of] of values) {
    const text = [...of].join(', ');
    keys.set(text, [...(keys.get(text) ?? []), key]);
  }
  return [...keys].map(([text, of]) => [of.join(', '), text]);
}

/** The addresses, with the paths and directories that go with them. */
function places(args: readonly Arg[]): readonly string[] {
  const ofAddr = (addr: string) =>
    bySameValues(
      args.filter((arg) => arg.addr === addr).map(({ dirfd, path }) => [dirfd, pathText(path)] as const),
    ).map(([dirfds, paths]) => `path ${paths} and dirfd ${dirfds}`);
  const withText = new Map<string, string[]>();
  for (const addr of distinct(args.map((arg) => arg.addr))) {
    for (const text of ofAddr(addr)) withText.set(text, [...(withText.get(text) ?? []), addr]);
  }
  return [...withText].map(([text, addrs]) => `addr ${addrs.join(', ')} with ${text}`);
}

/** What each argument may be, where every combination is given; else all of the arguments that are. */
export function choices(args: readonly Arg[]): readonly string[] {
  if (args.length === 1) return args.map(argText);
  const count = (of: (arg: Arg) => string) => distinct(args.map(of)).length;
  const combinations =
    count(({ sockfd }) => sockfd) *
    count(({ addr, path, dirfd }) => `${addr} ${pathText(path)} ${dirfd}`) *
    count(({ flags }) => flagsText(flags));
  if (combinations !== distinct(args.map(argText)).length) return args.map(argText);
  return [words.values(args, 'sockfd'), flagsChoice(args), ...places(args)];
}
