// SPDX-License-Identifier: MIT
// What the policy permits in each case, and how a case begins.
import type { Arg } from '../../harness/protocol/types.ts';
import { mkdir } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type SocketType, served } from '../../objects/unix-socket/scripts/sockets.ts';
import { DIGITS, type Permission, TomoyoLog, tomoyoName } from '../../objects/unix-socket/scripts/tomoyo.ts';

/** The names of a case's folder that may be connected to. All others may not. */
export const ALLOWED = 'allowed';
export const DENIED = 'denied';
/** Names of their own: one that a case takes the permission from, and one that is allowed and a link elsewhere. */
export const TURNING = 'turning';
export const VIA = 'via';
/** As `d_path` shows a socket whose name is gone (A9). */
export const GONE = 'gone (deleted)';

/** In the long paths: more than any sun_path holds. */
export const LONG = 'd'.repeat(120);
/** Folders below each other: some 3000 bytes, which one byte cannot count. */
export const LONGER: readonly string[] = Array<string>(12).fill('e'.repeat(249));

/** As `d_path` shows a memfd of that name. */
export const memfd = (name: string): string => `/memfd:${name} (deleted)`;

/** The folder of a case, by its number. */
export const folderOf = (number: number | string): string => `/run/t${number}`;

const streams = [
  ...[ALLOWED, TURNING, VIA, `${LONG}/${ALLOWED}`, `${LONGER.join('/')}/${ALLOWED}`].map(
    (name) => `${folderOf(DIGITS)}/${name}`,
  ),
  `${folderOf(DIGITS)}/${tomoyoName(GONE)}`,
  tomoyoName(memfd(ALLOWED)),
  // As seen by a task whose root is the folder.
  `/${ALLOWED}`,
];
const others = [ALLOWED, VIA].map((name) => `${folderOf(DIGITS)}/${name}`);

/** What is permitted for as long as no case changes it. */
export const PERMISSIONS: readonly Permission[] = [
  ...streams.map((name): Permission => ({ type: 'stream', name })),
  ...others.map((name): Permission => ({ type: 'dgram', name })),
  ...others.map((name): Permission => ({ type: 'seqpacket', name })),
];

/** The permission that a case takes away and gives back. */
export const TURNING_PERMISSION: Permission = { type: 'stream', name: `${folderOf(DIGITS)}/${TURNING}` };

/** Writes a case for the call of that number and an absolute folder that is not there yet. */
export type CaseWriter = (nr: number, folder: string) => JudgedScript;

/** Where a case is played: a folder of its own, and a task of root's that serves and reads the log. */
export interface Room {
  readonly script: JudgedScript;
  readonly folder: string;
  readonly server: number;
  readonly log: TomoyoLog;
}

/** Begins a case. */
export function room(title: string, folder: string): Room {
  const script = new JudgedScript(`TOMOYO: ${title}`);
  const server = script.spawn();
  mkdir(script, server, folder);
  return { script, folder, server, log: new TomoyoLog(script, server) };
}

/** A socket at that path that can be connected to. */
export function serve({ script, server }: Room, path: string, type: SocketType = 'stream', backlog = 8): Arg {
  return served(script, server, { kind: 'path', path }, type, backlog);
}
