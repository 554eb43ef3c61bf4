// SPDX-License-Identifier: MIT
// A file system in the words of a document: all of it, and what differs from another.
import { beyond, listOrNone, pathText, phrasesOrNone, wordsForAll } from '../../told-words.ts';
import { entriesOf, type FileSystem } from './vfs.ts';

type AnyFs = FileSystem<string, string, string>;

/** The first entries by their names, the absent ones left out. */
function entries(fs: AnyFs): Map<string, string> {
  const found = Object.entries(entriesOf(fs)).flatMap(([dir, names]) =>
    Object.entries(names).map(([name, inode]) => [`${dir}.${name}`, inode] as const),
  );
  return new Map(found.filter(([, inode]) => inode !== 'none'));
}

const links = (fs: AnyFs): Map<string, string> =>
  new Map(Object.entries(fs.links).map(([link, target]) => [link, pathText(target ?? [])]));

/** A line for each part. */
export function toldFiles(fs: AnyFs): readonly (readonly [part: string, says: readonly string[]])[] {
  const {
    root,
    dirs,
    names,
    inodes,
    entries: _,
    links: __,
    denySearch,
    denyWrite,
    tooLong,
    maxLinks,
    ...rest
  } = fs;
  wordsForAll(rest);
  return [
    ['root', [root]],
    ['Dir', [listOrNone(dirs)]],
    ['Name', [listOrNone(names)]],
    ['Inode', [listOrNone(inodes)]],
    ['links', phrasesOrNone([...links(fs)].map(([link, target]) => `${link} to ${target}`))],
    ['entries', phrasesOrNone([...entries(fs)].map(([entry, inode]) => `${entry} is ${inode}`))],
    ['deny search', [listOrNone(denySearch)]],
    ['deny write', [listOrNone(denyWrite)]],
    ['longer than NAME_MAX', [tooLong ?? 'none']],
    ['links followed', [`at most ${maxLinks}`]],
  ];
}

function listDiffers(what: string, base: readonly string[], now: readonly string[]): string[] {
  return [
    ...beyond(base, now).map((each) => `${what} adds ${each}`),
    ...beyond(now, base).map((each) => `${what} lacks ${each}`),
  ];
}

function mapDiffers(
  base: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  say: (key: string, value: string | undefined) => string,
): string[] {
  const keys = [...new Set([...base.keys(), ...now.keys()])];
  return keys.filter((key) => base.get(key) !== now.get(key)).map((key) => say(key, now.get(key)));
}

/** What is other than in `base`. */
export function filesDiffer(base: AnyFs, fs: AnyFs): readonly string[] {
  return [
    ...(base.root === fs.root ? [] : [`the root is ${fs.root}`]),
    ...listDiffers('Dir', base.dirs, fs.dirs),
    ...listDiffers('Name', base.names, fs.names),
    ...listDiffers('Inode', base.inodes, fs.inodes),
    ...mapDiffers(links(base), links(fs), (link, target) =>
      target === undefined ? `${link} is no link` : `${link} is a link to ${target}`,
    ),
    ...mapDiffers(entries(base), entries(fs), (entry, inode) => `${entry} is ${inode ?? 'none'}`),
    ...beyond(base.denySearch, fs.denySearch).map((dir) => `${dir} denies search`),
    ...beyond(fs.denySearch, base.denySearch).map((dir) => `${dir} allows search`),
    ...beyond(base.denyWrite, fs.denyWrite).map((inode) => `${inode} denies write`),
    ...beyond(fs.denyWrite, base.denyWrite).map((inode) => `${inode} allows write`),
    ...(base.tooLong === fs.tooLong ? [] : [`${fs.tooLong ?? 'no name'} is longer than NAME_MAX`]),
    ...(base.maxLinks === fs.maxLinks ? [] : [`at most ${fs.maxLinks} links`]),
  ];
}
