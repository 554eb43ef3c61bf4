// SPDX-License-Identifier: MIT
// The sets of the document's State section, over all scenarios.
import type { Errno } from './errno.ts';

export type Caller = 'c1' | 'c2' | 'c3';
export type Listener = 'A' | 'B' | 'G' | 'W' | 'N' | 'Q' | 'P';
export type Dir = 'R' | 'D1' | 'D2' | 'DX' | 'DW';
export type SocketInode = 'iA' | 'iB' | 'iU' | 'iV' | 'iG' | 'iW' | 'iN' | 'iQ' | 'iP';
export type Inode = Dir | SocketInode | 'L' | 'LD' | 'LL' | 'K' | 'M' | 'MM' | 'J' | 'E' | 'H' | 'F' | 'FW';
export type Name =
  | 's'
  | 't'
  | 'd1'
  | 'd2'
  | 'f'
  | 'u'
  | 'v'
  | 'g'
  | 'w'
  | 'l'
  | 'n'
  | 'q'
  | 'k'
  | 'x'
  | 'm'
  | 'a'
  | 'p'
  | 'j'
  | 'e'
  | 'h'
  | 'c'
  | 'r'
  | 'long';

export const SOCKFDS = ['ok', 'nonblock', 'bad', 'file', 'inet', 'connected', 'listening'] as const;
export const ADDRS = ['path', 'unnamed', 'abstract', 'family', 'huge', 'fault'] as const;
export const FLAGS = ['NOFOLLOW', 'EMPTY', 'UNKNOWN'] as const;
export type Sockfd = (typeof SOCKFDS)[number];
export type Addr = (typeof ADDRS)[number];
export type Flag = (typeof FLAGS)[number];

/** The names of all scenarios, for the steps of a call. */
export interface ModelNames {
  readonly caller: Caller;
  readonly listener: Listener;
  readonly dir: Dir;
  readonly inode: Inode;
  readonly name: Name;
}

/** A caller's arguments. */
export interface Arg {
  readonly sockfd: Sockfd;
  readonly addr: Addr;
  readonly dirfd: Inode | 'bad';
  readonly path: readonly Name[];
  readonly flags: readonly Flag[];
}

/** The system calls of the variants' programs. */
export const CALLS = ['fstatat', 'fchdir', 'openat', 'connect', 'fconnectat'] as const;
export type Call = (typeof CALLS)[number];

const CALL_PCS = ['enter', 'init', 'walk', 'find', 'lock', 'asleep', 'woken', 'frozen'] as const;
export const PCS = [...CALL_PCS, 'done', 'dead'] as const;

/** The result of a caller's program; `refused` is the program's own decision. */
export type Result = 'OK' | 'refused' | Errno;
