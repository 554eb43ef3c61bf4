// SPDX-License-Identifier: MIT
// Calls of every outcome: what is made to fail, or counted, around one call.
import { type Numbers, numberOf } from '../harness/numbers.ts';
import type { Meanwhile } from '../harness/one-call/bounded-wait.ts';
import {
  CALLER,
  type Ending,
  KEEPER,
  MOUNT_POINT,
  type Subject,
  type World,
} from '../harness/one-call/subject.ts';
import { O_DIRECTORY, O_PATH, SHUT_RD, SO_PASSCRED, SOCK_NONBLOCK } from '../harness/protocol/flags.ts';
import { NR } from '../harness/protocol/nr.ts';
import type { Arg } from '../harness/protocol/types.ts';
import { link as hardLink, mkdir, open, SIGNAL, symlink, unlink } from '../harness/scripted/calls.ts';
import type { Fd, Script } from '../harness/scripted/script.ts';
import { encodeAddress } from '../objects/unix-socket/codecs.ts';
import { UNIX_SOCKETS } from '../objects/unix-socket/scripts/counts.ts';
import {
  accept,
  bound,
  connectTo,
  listen,
  listener,
  setNonblocking,
  setOption,
  socket,
} from '../objects/unix-socket/scripts/sockets.ts';
import { AT_EMPTY_PATH, AT_SYMLINK_NOFOLLOW } from './codecs.ts';

/** The call that is tried: the proposal's, or the one that it is compared with. */
type CallName = 'fconnectat' | 'connect';

/** What a call is made with. */
export interface ConnectWorld extends World {
  /** The directory in which the peers are. */
  readonly dir: Fd;
  /** Descriptors of the caller's socket, of a listener at `s`, and of the socket file `s` itself. */
  readonly caller: Fd;
  readonly listener: Fd;
  readonly inode: Fd;
}

/** One way for the call to end. */
export interface CallEnding extends Ending<ConnectWorld> {
  readonly calls: readonly CallName[];
  /** Below the directory; an empty one means the socket file's own descriptor. */
  readonly path: string;
  readonly flags?: number;
  readonly type?: 'stream' | 'dgram';
  /** By which name the socket file's descriptor is opened; `s` when absent. */
  readonly opened?: string;
  /** Connections that the listener's queue takes beyond the first. */
  readonly backlog?: number;
}

export const DIR = `${MOUNT_POINT}/d`;

const connect = (script: Script, task: number, fd: Fd, name: string): number =>
  connectTo(script, task, fd, `${DIR}/${name}`);

/**
 * A file system, a listener `s` that takes without waiting, another name `h` of its file, a link `l` to it, what refuses, and
 * deep links `k1`.
 */
function build(script: Script, { backlog = 8, type = 'stream', opened = 's' }: CallEnding): ConnectWorld {
  const link = (to: string, name: string) => symlink(script, KEEPER, to, `${DIR}/${name}`);
  const at = (name: string) => ({ kind: 'path', path: `${DIR}/${name}` }) as const;
  mkdir(script, KEEPER, DIR);
  const dir = open(script, KEEPER, DIR, O_DIRECTORY);
  const peer = listener(script, KEEPER, `${DIR}/s`, backlog, SOCK_NONBLOCK);
  bound(script, KEEPER, at('bound'), 'stream', SOCK_NONBLOCK);
  bound(script, KEEPER, at('g'), 'dgram');
  hardLink(script, KEEPER, `${DIR}/s`, `${DIR}/h`);
  link('s', 'l');
  // One in another: the walk has room for two, and allocates for more.
  link('k2/.', 'k1');
  link('k3/.', 'k2');
  link('.', 'k3');
  const inode = open(script, KEEPER, `${DIR}/${opened}`, O_PATH);
  const caller = socket(script, KEEPER, type);
  return { script, dir, caller, listener: peer, inode };
}

/** The call, by its caller or another task; the number of the operation. */
function call(world: ConnectWorld, name: string, numbers: Numbers, ending: CallEnding, task: number): number {
  const { script, dir, inode, caller } = world;
  const { path, flags = 0 } = ending;
  if (name === 'connect') return connect(script, task, caller, path);
  const address = path === '' ? ({ kind: 'unnamed' } as const) : ({ kind: 'path', path } as const);
  const from: Arg = path === '' ? inode : dir;
  const nr = numberOf(numbers, 'fconnectat');
  return script.call(task, nr, from, caller, ...encodeAddress(address), flags);
}

/** The calls, each in a world with a listener. */
export const SUBJECT: Subject<ConnectWorld, CallEnding> = { build, call, counts: [UNIX_SOCKETS] };

/** The queue, whose backlog is 0, is filled by somebody else. */
function fill({ script }: ConnectWorld): void {
  connect(script, KEEPER, socket(script, KEEPER), 's');
}

function acceptOne({ script, listener }: ConnectWorld): void {
  accept(script, KEEPER, listener);
}

const BOTH: readonly CallName[] = ['fconnectat', 'connect'];
const ALONE: readonly CallName[] = ['fconnectat'];

const ASLEEP = { calls: BOTH, path: 's', backlog: 0, before: fill } as const;

const passCredentials = ({ script, caller }: ConnectWorld): void => {
  setOption(script, KEEPER, caller, SO_PASSCRED, Buffer.from([1, 0, 0, 0]));
};

/** A call that sleeps until there is room. */
export const ACCEPTED: CallEnding = {
  ...{ ...ASLEEP, name: 'asleep, then accepted', returns: 0, asleep: acceptOne },
};

/** One that a signal ends. */
export const INTERRUPTED: CallEnding = {
  ...{ ...ASLEEP, name: 'asleep, then interrupted', returns: 'EINTR' },
  asleep: ({ script }) => script.kill(CALLER, SIGNAL.usr1),
};

/** A larger backlog wakes all who wait. Where more are queued than that, they are woken in vain. */
export const IN_VAIN: Meanwhile<ConnectWorld> = {
  name: 'over several wake-ups',
  before({ script, listener }: ConnectWorld): void {
    listen(script, KEEPER, listener, 8);
    for (let queued = 0; queued < 5; queued += 1) connect(script, KEEPER, socket(script, KEEPER), 's');
    listen(script, KEEPER, listener, 0);
  },
  again({ script, listener }: ConnectWorld): void {
    listen(script, KEEPER, listener, 1);
    listen(script, KEEPER, listener, 0);
  },
};

/** That wakes nobody, and is seen by who looks once more: a call whose timeout has passed does (R11, E23). */
export const SHUT: Meanwhile<ConnectWorld> = {
  ...{ name: 'of a listener that is shut down', expires: 'ECONNREFUSED' },
  asleep: ({ script, listener }) => script.call(KEEPER, NR.shutdown, listener, SHUT_RD),
};

/** What a call of either type finds, and is refused for. */
const REFUSALS = (['stream', 'dgram'] as const).flatMap((type): CallEnding[] => {
  const refused = type === 'stream' ? 'refused' : 'datagram, refused';
  const of = (why: string, returns: string, path: string): CallEnding => ({
    ...{ name: `${refused}: ${why}`, calls: BOTH, returns, path, type },
  });
  return [
    of('no such name', 'ENOENT', 'nobody'),
    { ...of('a link under NOFOLLOW', 'ELOOP', 'l'), calls: ALONE, flags: AT_SYMLINK_NOFOLLOW },
    of('is no socket', 'ECONNREFUSED', '.'),
    of('of another type', 'EPROTOTYPE', type === 'stream' ? 'g' : 's'),
  ];
});

const unlinkFirst = ({ script }: ConnectWorld): number => unlink(script, KEEPER, `${DIR}/s`);

/** Each way to another name of the file: the socket is bound to its inode. */
const BY_ANOTHER_NAME: readonly CallEnding[] = [
  { name: 'by another name of the file', calls: BOTH, returns: 0, path: 'h' },
  { name: 'by another name, the first is gone', calls: BOTH, returns: 0, path: 'h', before: unlinkFirst },
  {
    ...{
      name: 'by an empty path, of another name',
      calls: ALONE,
      returns: 0,
      path: '',
      flags: AT_EMPTY_PATH,
    },
    opened: 'h',
  },
];

/** The peer of a datagram socket is connected to somebody else. */
const TAKEN: CallEnding = {
  ...{ name: 'datagram, refused: is of another', calls: BOTH, returns: 'EPERM', path: 'p', type: 'dgram' },
  before({ script }) {
    const peer = bound(script, KEEPER, { kind: 'path', path: `${DIR}/p` }, 'dgram');
    connect(script, KEEPER, peer, 'g');
  },
};

/** A datagram socket is connected to whoever is bound there, whether that receives any more or not (R17). */
const DEAF: CallEnding = {
  ...{ name: 'datagram, of one that is shut down', calls: BOTH, returns: 0, path: 'p', type: 'dgram' },
  before({ script }) {
    const peer = bound(script, KEEPER, { kind: 'path', path: `${DIR}/p` }, 'dgram');
    script.call(KEEPER, NR.shutdown, peer, SHUT_RD);
  },
};

/** Every one of them leaves the caller alive. */
export const ENDINGS: readonly CallEnding[] = [
  { name: 'by a relative path', calls: BOTH, returns: 0, path: 's' },
  { name: 'by an empty path', calls: ALONE, returns: 0, path: '', flags: AT_EMPTY_PATH },
  { name: 'by a path under NOFOLLOW', calls: ALONE, returns: 0, path: 's', flags: AT_SYMLINK_NOFOLLOW },
  { name: 'through a link', calls: BOTH, returns: 0, path: 'l' },
  {
    ...{ name: 'through deep links', calls: BOTH, returns: 0, path: 'k1/s' },
    // Whoever follows a link first notes when, and cannot do without references (fs/namei.c: pick_link).
    before: ({ script }) => open(script, KEEPER, `${DIR}/k1/s`, O_PATH),
  },
  { name: 'with SO_PASSCRED', calls: BOTH, returns: 0, path: 's', before: passCredentials },
  { name: 'datagram', calls: BOTH, returns: 0, path: 'g', type: 'dgram' },
  ...BY_ANOTHER_NAME,
  ...REFUSALS,
  TAKEN,
  DEAF,
  { name: 'refused: does not listen', calls: BOTH, returns: 'ECONNREFUSED', path: 'bound' },
  {
    ...{ name: 'refused: is connected', calls: BOTH, returns: 'EISCONN', path: 's' },
    before: ({ script, caller }) => connect(script, KEEPER, caller, 's'),
  },
  {
    ...{ ...ASLEEP, name: 'refused: may not wait', returns: 'EAGAIN' },
    before(world) {
      fill(world);
      setNonblocking(world.script, KEEPER, world.caller);
    },
  },
  ACCEPTED,
  INTERRUPTED,
];

/** What leaves no caller, or no listener, or another backlog, to try again with. */
export const LAST_ENDINGS: readonly CallEnding[] = [
  {
    ...{ ...ASLEEP, name: 'asleep, woken when there is room for one, and asleep again', returns: 0 },
    before(world) {
      const { script } = world;
      fill(world);
      // It waits before the caller does, and so is served before it.
      const first = script.fork(KEEPER);
      connect(script, first, socket(script, KEEPER), 's');
    },
    asleep(world) {
      listen(world.script, KEEPER, world.listener, 1);
      acceptOne(world);
    },
  },
  {
    ...{ ...ASLEEP, name: 'asleep, then killed', returns: undefined },
    asleep: ({ script }) => script.kill(CALLER, SIGNAL.kill),
  },
  {
    ...{ ...ASLEEP, name: 'asleep, then the listener is closed', returns: 'ECONNREFUSED' },
    asleep: ({ script, listener }) => script.call(KEEPER, NR.close, listener),
  },
  {
    ...{
      ...ASLEEP,
      calls: ALONE,
      name: 'asleep, then the name is taken away and it is accepted',
      returns: 0,
    },
    asleep(world) {
      unlink(world.script, KEEPER, `${DIR}/s`);
      acceptOne(world);
    },
  },
];
