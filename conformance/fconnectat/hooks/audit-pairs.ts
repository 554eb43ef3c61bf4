// SPDX-License-Identifier: MIT
// Situations in which both calls are made, and one or the other alone.
import type { Address } from '../../../models/kernel/objects/unix-socket/index.ts';
import { O_CREAT, O_PATH, O_WRONLY, SOCK_NONBLOCK } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { type AuditRoom, alike, audited, auditRoom } from '../../harness/scripted/audit-room.ts';
import { open, symlink } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { connectTo, listener, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { AT_SYMLINK_NOFOLLOW } from '../codecs.ts';
import { type ConnectLeaves, recordsOf } from './audit-leaves.ts';
import { inode, issue, path, UNNAMED, type Way } from './calls.ts';

const UNKNOWN_FLAG = 0x8000_0000;

/** A situation in which both calls are made. */
interface Pair extends ConnectLeaves {
  readonly title: string;
  /** Makes what is needed, and how the new call names it; connect is given `to`. */
  readonly to: Address;
  way?(room: AuditRoom): Way;
  /** The socket; a free stream socket when absent. */
  fd?(room: AuditRoom): Arg;
  prepare?(room: AuditRoom): void;
  /** What the records of both may differ in; `apart` is what the new call leaves then. */
  readonly but?: RegExp;
  readonly apart?: ConnectLeaves;
}

export const AT_S: Address = { kind: 'path', path: 's' };

const serve = ({ script, server }: AuditRoom): void => {
  // The two have one folder: the sequence's.
  listener(script, server, 's');
};

const free = ({ script, caller }: AuditRoom): Arg => socket(script, caller);

const PAIRS: readonly Pair[] = [
  { title: 'a success', to: AT_S, saddr: AT_S, exit: 0, paths: 1, prepare: serve },
  {
    ...{ title: 'a path relative to a descriptor', to: AT_S, saddr: AT_S, exit: 0, paths: 1, prepare: serve },
    way: ({ script, caller }) => path('s', open(script, caller, '.', O_PATH)),
  },
  {
    ...{ title: 'a symbolic link', to: { kind: 'path', path: 'link' }, exit: 0, paths: 1 },
    saddr: { kind: 'path', path: 'link' },
    prepare(here) {
      serve(here);
      symlink(here.script, here.server, 's', 'link');
    },
  },
  {
    ...{ title: 'AT_EMPTY_PATH', to: AT_S, saddr: AT_S, exit: 0, paths: 1, prepare: serve },
    way: ({ script, caller }) => inode(open(script, caller, 's', O_PATH)),
    but: / (?:name|saddr)=\S*/g,
    apart: { saddr: UNNAMED, exit: 0, paths: 1 },
  },
  { title: 'a name that is not there', to: AT_S, saddr: AT_S, exit: -2, paths: 1 },
  { title: 'a socket that is not there', to: AT_S, saddr: AT_S, exit: -111, paths: 1, prepare: unbound },
  {
    title: 'an address of another family',
    to: { kind: 'family' },
    saddr: { kind: 'family' },
    exit: -22,
    paths: 0,
  },
  { title: 'an address that cannot be read', to: { kind: 'fault' }, exit: -14, paths: 0 },
  { title: 'an address that is too long', to: { kind: 'huge' }, exit: -22, paths: 0 },
  { title: 'a socket that is not open', to: AT_S, exit: -9, paths: 0, fd: () => -1 },
  {
    ...{ title: 'a file that is no socket', to: AT_S, saddr: AT_S, exit: -88, paths: 0 },
    fd: ({ script, caller }) => open(script, caller, '.', 0),
  },
  {
    ...{ title: 'a full backlog', to: AT_S, saddr: AT_S, exit: -11, paths: 1 },
    fd: ({ script, caller }) => socket(script, caller, 'stream', SOCK_NONBLOCK),
    prepare: fill,
  },
];

function unbound({ script, server }: AuditRoom): void {
  open(script, server, 's', O_CREAT | O_WRONLY);
}

/** The backlog of `s` becomes full; what that leaves in the log is taken out of it. */
export function fill({ script, server, log }: AuditRoom): Arg {
  const fd = listener(script, server, 's', 0);
  connectTo(script, server, socket(script, server), AT_S);
  log.collect();
  return fd;
}

/** Writes a case for the call of that number. */
export type CaseWriter = (nr: number) => JudgedScript;

function both(pair: Pair): CaseWriter {
  const { title, to, but, apart = pair, fd = free } = pair;
  return (nr) => {
    const here = auditRoom(title);
    const { script, caller } = here;
    pair.prepare?.(here);
    const way = pair.way?.(here) ?? { address: to };
    const before = audited(here, {
      ...{ what: 'connect', nr: NR.connect, left: recordsOf(pair) },
      make: () => connectTo(script, caller, fd(here), to),
    });
    const after = audited(here, {
      ...{ what: 'fconnectat', nr, left: recordsOf(apart) },
      make: () => issue(script, nr, caller, fd(here), way),
    });
    alike(here, { before, after, what: 'fconnectat', but });
    return script;
  };
}

/** What connect cannot meet. */
function alone(title: string, way: Way, left: ConnectLeaves, prepare: (room: AuditRoom) => void): CaseWriter {
  return (nr) => {
    const here = auditRoom(title);
    prepare(here);
    const make = () => issue(here.script, nr, here.caller, free(here), way);
    audited(here, { what: 'fconnectat', nr, make, left: recordsOf(left) });
    return here.script;
  };
}

const LINK: Address = { kind: 'path', path: 'link' };

/** The cases. */
export const PAIR_CASES: readonly CaseWriter[] = [
  ...PAIRS.map(both),
  alone('an unknown flag', { address: AT_S, flags: UNKNOWN_FLAG }, { exit: -22, paths: 0 }, serve),
  alone(
    'AT_SYMLINK_NOFOLLOW',
    { address: LINK, flags: AT_SYMLINK_NOFOLLOW },
    { exit: -40, saddr: LINK, paths: 1 },
    ({ script, server }) => symlink(script, server, 's', 'link'),
  ),
];
