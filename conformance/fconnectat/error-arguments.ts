// SPDX-License-Identifier: MIT
// Every kind of argument that fconnectat can be given, with the rows of the document's table of errors that each makes
// apply: written from the table, and no use is made of the model.
import { AT_FDCWD } from '../../models/kernel/objects/path/index.ts';
import { BOOLEANS, type Kind as ErrorKind, product } from '../harness/errors/product.ts';
import { UNKNOWN_BITS } from './codecs.ts';

/** A row of the table of errors. */
export type ErrorId = `E${number}`;

type Kind = ErrorKind<ErrorId>;

/** What `sockfd` is: t1's descriptor of that name. */
export const SOCKFDS: readonly Kind[] = [
  { name: 'ok', rows: [] },
  { name: 'nonblock', rows: ['E24'] },
  { name: 'connected', rows: ['E26'] },
  { name: 'connected-nonblock', rows: ['E24', 'E26'] },
  { name: 'listening', rows: ['E27'] },
  { name: 'listening-nonblock', rows: ['E24', 'E27'] },
  { name: 'seqpacket-nonblock', rows: ['E22', 'E24'] },
  { name: 'inet', rows: ['E6'] },
  { name: 'file', rows: ['E5'] },
  { name: 'opath', rows: ['E2'] },
  { name: 'closed', rows: ['E2'] },
];

/** An inode: what is wrong with it for a stream socket of t1. E24 needs a `sockfd` that may not wait, too. */
const INODES = {
  s: [],
  w: ['E20'],
  q: ['E24'],
  qw: ['E20', 'E24'],
  n: ['E23'],
  nw: ['E20', 'E23'],
  g: ['E22', 'E23'],
  gw: ['E20', 'E22', 'E23'],
  u: ['E21'],
  v: ['E20', 'E21'],
  y: ['E21'],
  link: ['E18', 'E21'],
} as const satisfies Readonly<Record<string, readonly ErrorId[]>>;

export type InodeName = keyof typeof INODES;

/** A path in the directory d; a final link is `link` where it is not followed. */
interface PathKind extends Kind {
  readonly path: string;
  readonly nofollow?: readonly ErrorId[];
}

const inD = (name: Exclude<InodeName, 'link'>): PathKind => ({ name, path: name, rows: INODES[name] });

/** Paths; each names one thing that is wrong on the way, or an inode. */
export const PATHS: readonly PathKind[] = [
  ...(Object.keys(INODES) as InodeName[]).filter((name) => name !== 'link').map(inD),
  { name: 'link to s', path: 't', rows: INODES.s, nofollow: INODES.link },
  { name: 'link to itself', path: 'l', rows: ['E16'], nofollow: INODES.link },
  { name: 'link to a long name', path: 'k', rows: ['E14'], nofollow: INODES.link },
  { name: 'absent', path: 'a', rows: ['E15'] },
  { name: 'closed directory', path: 'x/s', rows: ['E13'] },
  { name: 'below a socket', path: 's/s', rows: ['E17'] },
  { name: 'socket and slash', path: 's/', rows: ['E17'] },
  { name: 'link and slash', path: 't/', rows: ['E17'] },
];

/** Addresses that hold no path. */
export const ADDRESSES: readonly (Kind & { readonly kind: string; readonly size?: number })[] = [
  { name: 'huge', kind: 'huge', rows: ['E3', 'E4'] },
  { name: 'fault', kind: 'fault', rows: ['E4'] },
  { name: 'family', kind: 'family', rows: ['E7'] },
  { name: 'not so huge', kind: 'huge', size: 129, rows: ['E3', 'E4'] },
  { name: 'of a negative length', kind: 'huge', size: -1, rows: ['E3', 'E4'] },
  { name: 'abstract', kind: 'abstract', rows: ['E7'] },
  { name: 'a NUL', kind: 'abstract', size: 3, rows: ['E7'] },
  { name: 'a struct of NULs', kind: 'abstract', size: 110, rows: ['E7'] },
  { name: 'nothing', kind: 'nothing', rows: ['E7'] },
  { name: 'short', kind: 'short', rows: ['E7'] },
  ...[111, 127, 128].map((size) => ({ name: `long ${size}`, kind: 'long', size, rows: ['E7'] as const })),
  { name: 'unspec', kind: 'unspec', rows: ['E7'] },
];

/** What `dirfd` is for a relative path: t1's descriptor of that name. */
export const DIRFDS: readonly Kind[] = [
  { name: 'd', rows: [] },
  { name: 'closed', rows: ['E11'] },
  { name: 'file', rows: ['E12'] },
  { name: 'opath s', rows: ['E12'] },
  { name: 'ok', rows: ['E12'] },
];

/** What an empty path names: the inodes that t1 has O_PATH descriptors of, itself, its directory. */
export const EMPTY_DIRFDS: readonly Kind[] = [
  ...(Object.keys(INODES) as InodeName[]).map((name) => ({ name: `opath ${name}`, rows: INODES[name] })),
  { name: 'closed', rows: ['E11'] },
  { name: 'file', rows: ['E21'] },
  // A socket is bound to a path's inode and not to its own.
  { name: 'ok', rows: ['E21'] },
  { name: String(AT_FDCWD), rows: ['E21'] },
];

/** The names of all inodes, for whoever makes them. */
export const INODE_NAMES = Object.keys(INODES) as readonly InodeName[];

/** A choice of arguments, and every row that applies to it. */
export interface Chosen {
  readonly sockfd: string;
  readonly dirfd: string;
  readonly address: { readonly kind: string; readonly path?: string };
  readonly nofollow: boolean;
  readonly empty: boolean;
  /** A bit that is no flag. */
  readonly bit?: number;
  readonly rows: ReadonlySet<ErrorId>;
}

/** Where nothing can be looked up, nothing of what is there applies. */
const LOOKUP_FAILS: readonly ErrorId[] = ['E10', 'E11', 'E12', 'E13', 'E14', 'E15', 'E16', 'E17'];

/**
 * The rows of parts that are independent. E24 needs both a full backlog and a caller that may not wait; one that may
 * waits before it comes to E26 and E27.
 */
function combined(sockfd: Kind, flags: readonly ErrorId[], named: readonly ErrorId[]): Set<ErrorId> {
  const rows = new Set([...flags, ...sockfd.rows, ...named]);
  const looksUp = !named.some((row) => LOOKUP_FAILS.includes(row) || row === 'E7' || row === 'E4');
  if (!looksUp) rows.delete('E22');
  const mayWait = !sockfd.rows.includes('E24');
  const isFull = named.includes('E24');
  if (mayWait || !isFull) rows.delete('E24');
  if (mayWait && isFull) for (const row of ['E26', 'E27'] as const) rows.delete(row);
  // Where no socket is bound there is none of another type.
  if (named.includes('E21')) rows.delete('E22');
  return rows;
}

type Named = Pick<Chosen, 'dirfd' | 'address'> & { readonly rows: readonly ErrorId[] };

function* byPath(nofollow: boolean): Generator<Named> {
  for (const dirfd of DIRFDS) {
    for (const { path, rows, nofollow: asLink } of PATHS) {
      const found = nofollow ? (asLink ?? rows) : rows;
      const address = { kind: 'path', path };
      yield { dirfd: dirfd.name, address, rows: dirfd.rows.length > 0 ? dirfd.rows : found };
    }
  }
  // An absolute path needs no directory.
  yield { dirfd: 'closed', address: { kind: 'path', path: '/d/w' }, rows: INODES.w };
}

function* byAddress(empty: boolean): Generator<Named> {
  for (const { kind, size, rows } of ADDRESSES) {
    const address = { kind, ...(size === undefined ? {} : { size }) };
    for (const dirfd of ['d', 'closed']) yield { dirfd, address, rows };
  }
  for (const { name, rows } of EMPTY_DIRFDS) {
    yield { dirfd: name, address: { kind: 'unnamed' }, rows: empty ? rows : withoutFlag(rows) };
  }
}

/** An empty path without AT_EMPTY_PATH is E10, and a descriptor that is not open would be E11. */
const withoutFlag = (rows: readonly ErrorId[]): readonly ErrorId[] => [
  'E10',
  ...rows.filter((row) => row === 'E11'),
];

/** Every combination. */
export function* everyChoice(): Generator<Chosen> {
  let made = 0;
  for (const [sockfd, unknown, nofollow, empty] of product(SOCKFDS, BOOLEANS, BOOLEANS, BOOLEANS)) {
    for (const { rows, ...named } of [...byPath(nofollow), ...byAddress(empty)]) {
      const all = combined(sockfd, unknown ? ['E1'] : [], rows);
      made += 1;
      // Each bit in its turn.
      const flag = unknown ? { bit: UNKNOWN_BITS[made % UNKNOWN_BITS.length]! } : {};
      yield { sockfd: sockfd.name, ...named, nofollow, empty, ...flag, rows: all };
    }
  }
}
