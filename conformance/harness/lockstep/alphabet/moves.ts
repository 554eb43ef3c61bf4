// SPDX-License-Identifier: MIT
// The next call of a task, chosen so that most calls have something to work on and some have not.
import {
  cwdOf,
  filesOf,
  type Inode,
  type InodeId,
  inodeOf,
  LONG_NAME,
  PATHS,
  ROOT,
} from '../../../../models/kernel/objects/path/index.ts';
import {
  type Address,
  SOCKETS,
  type Sock,
  sockOf,
} from '../../../../models/kernel/objects/unix-socket/index.ts';
import { fdsOf, type OpenFile, objectOf, type World } from '../../../../models/kernel/system/index.ts';
import type { Dice } from '../engine/dice.ts';
import type { Situation, WeightedMove } from '../engine/move.ts';
import type { FdArg } from '../engine/sequence.ts';

interface Open {
  readonly fd: number;
  readonly file: OpenFile;
  readonly sock: Sock | undefined;
  readonly inode: Inode | undefined;
}

function openFds({ world, task }: Situation): Open[] {
  return fdsOf(world, task).flatMap((id, fd) => {
    const file = id === undefined ? undefined : world.files.get(id);
    if (file === undefined) return [];
    const [sockId, inodeId] = [objectOf(file, SOCKETS), objectOf(file, PATHS)];
    const sock = sockId === undefined ? undefined : sockOf(world, sockId);
    const inode = inodeId === undefined ? undefined : inodeOf(world, inodeId);
    return [{ fd, file, sock, inode }];
  });
}

/** A descriptor that fits, nine times in ten if there is one; now and then another, or none that is open. */
export function chooseFd(at: Situation, fits: (open: Open) => boolean): FdArg | undefined {
  const open = openFds(at);
  const good = open.filter(fits);
  if (good.length > 0 && at.dice.percent(90)) return at.nameOf(at.dice.pick(good).fd);
  if (at.dice.percent(65)) return undefined;
  if (open.length > 0 && at.dice.percent(85)) return at.nameOf(at.dice.pick(open).fd);
  return at.dice.pick([0, 1, 2, 3, 7, -1]);
}

const DIRS = ['', 'd1/', 'd2/'];
const NAMES = ['s', 't', 'l', 'd1', 'd2'];

/** Every path of the system that a task in the root directory can write down, links not followed. */
export function existingPaths(world: World): string[] {
  const paths: string[] = [];
  const walk = (dir: InodeId, prefix: string) => {
    for (const [name, inode] of Object.entries(filesOf(world).entry[dir] ?? {})) {
      paths.push(prefix + name);
      if (paths.length < 16) walk(inode, `${prefix}${name}/`);
    }
  };
  walk(ROOT, '');
  return paths;
}

/** A path of something that is there and fits, or one that leads elsewhere or nowhere. */
export function choosePath(at: Situation, fits: (inode: Inode) => boolean, often = 85): string {
  const { world, dice } = at;
  const paths = existingPaths(world).filter((path) => fits(inodeOf(world, inodeAt(world, path))));
  if (paths.length > 0 && dice.percent(often)) return relative(at, dice.pick(paths));
  return relative(at, dice.pick(DIRS) + dice.pick(NAMES));
}

function inodeAt(world: World, path: string): InodeId {
  return path.split('/').reduce<InodeId>((dir, name) => filesOf(world).entry[dir]![name]!, ROOT);
}

/** An absolute path where the task has moved, mostly. */
function relative({ world, task, dice }: Situation, path: string): string {
  return dice.percent(cwdOf(world, task) === ROOT ? 5 : 60) ? `/${path}` : path;
}

/** A path at which nothing is, mostly. */
export function newPath(at: Situation): string {
  const taken = new Set(existingPaths(at.world));
  const free = DIRS.flatMap((dir) => ['s', 't'].map((name) => dir + name)).filter(
    (path) => !taken.has(path) && (!path.includes('/') || taken.has(path.slice(0, 2))),
  );
  if (free.length > 0 && at.dice.percent(85)) return relative(at, at.dice.pick(free));
  return choosePath(at, () => true);
}

/** An address: a path mostly, and now and then one that is refused. */
export function chooseAddress(dice: Dice, path: () => string, odd: readonly Address['kind'][]): Address {
  if (dice.percent(odd.length === 0 ? 100 : 88)) return { kind: 'path', path: path() };
  return { kind: dice.pick(odd) } as Address;
}

const isUnix = ({ sock }: Open) => sock?.family === 'unix';
const isUnbound = ({ sock }: Open) =>
  sock?.family === 'unix' && sock.address === undefined && sock.state === 'unconnected';
const isBound = ({ sock }: Open) => sock?.address !== undefined && sock.state !== 'connected';
const isListening = ({ sock }: Open) => sock?.state === 'listening';
const isConnected = ({ sock }: Open) => sock?.state === 'connected';
const isDir = (inode: Inode) => inode.kind === 'dir';
const any = () => true;

/** Calls on sockets. */
export const SOCKET_MOVES: readonly WeightedMove[] = [
  {
    weight: 16,
    move: ({ dice }) => {
      const kind = dice.weighted({ stream: 80, seqpacket: 6, dgram: 10, inet: 4 });
      const [family, type] = kind === 'inet' ? ['inet', 'stream'] : ['unix', kind];
      return { call: 'socket', args: { family, type, nonblock: dice.percent(15) } };
    },
  },
  {
    weight: 12,
    move: (at) => {
      const fd = chooseFd(at, isUnbound);
      return {
        call: 'bind',
        args: {
          fd,
          address: chooseAddress(at.dice, () => newPath(at), ['unnamed', 'fault', 'huge', 'family']),
        },
      };
    },
  },
  {
    weight: 12,
    move: (at) => ({
      call: 'listen',
      args: { fd: chooseFd(at, isBound), backlog: at.dice.weighted({ 0: 80, 1: 20 }) === '0' ? 0 : 1 },
    }),
  },
  { weight: 12, move: (at) => ({ call: 'accept', args: { fd: chooseFd(at, isListening) } }) },
  {
    weight: 3,
    move: (at) => ({ call: 'shutdown', args: { fd: chooseFd(at, isUnix), how: at.dice.roll(3) } }),
  },
  { weight: 5, move: (at) => ({ call: 'getpeername', args: { fd: chooseFd(at, isConnected) } }) },
  {
    weight: 4,
    move: (at) => ({
      call: 'peercred',
      args: { fd: chooseFd(at, (open) => isConnected(open) || isListening(open)) },
    }),
  },
];

/** Calls on descriptors. */
export const FD_MOVES: readonly WeightedMove[] = [
  { weight: 6, move: (at) => ({ call: 'close', args: { fd: chooseFd(at, any) } }) },
  { weight: 3, move: (at) => ({ call: 'dup', args: { fd: chooseFd(at, any) } }) },
  { weight: 2, move: (at) => ({ call: 'dup2', args: { fd: chooseFd(at, any), to: chooseFd(at, any) } }) },
  {
    weight: 3,
    move: (at) => ({ call: 'nonblock', args: { fd: chooseFd(at, isUnix), on: at.dice.percent(60) } }),
  },
  {
    weight: 2,
    move: ({ world, task, dice }) => {
      const { length } = fdsOf(world, task);
      return { call: 'nofile', args: { limit: dice.pick([length, length + 1, 1, 64]) } };
    },
  },
];

/** Calls on names. */
export const NAME_MOVES: readonly WeightedMove[] = [
  {
    weight: 6,
    move: (at) => ({
      call: 'open',
      args: {
        path: choosePath(at, any),
        how: at.dice.weighted({ path: 40, 'path-nofollow': 15, read: 20, 'read-nofollow': 10, create: 15 }),
      },
    }),
  },
  {
    weight: 7,
    move: (at) => ({
      call: 'mkdir',
      args: {
        path: at.dice.pick(['d1', 'd2', 'd1', 'd2', 'd1/d2', LONG_NAME]),
        mode: at.dice.pick([0o777, 0o777, 0o700]),
      },
    }),
  },
  {
    weight: 6,
    move: (at) => ({
      call: 'symlink',
      args: {
        target: at.dice.pick(['/d1/s', '/s', '/l', '/d2', '/d1', `/${LONG_NAME}`, '/d2/s']),
        path: at.dice.pick(['l', 'l', 'd1/l', 'd2', 's']),
      },
    }),
  },
  { weight: 4, move: (at) => ({ call: 'unlink', args: { path: choosePath(at, any) } }) },
  {
    weight: 9,
    move: (at) => ({
      call: 'rename',
      args: {
        from: choosePath(at, any, 95),
        to: choosePath(at, any),
        how: at.dice.weighted({ exchange: 45, replace: 45, noreplace: 10 }),
      },
    }),
  },
  {
    weight: 7,
    move: (at) => ({
      call: 'chmod',
      args: { path: choosePath(at, any, 95), mode: at.dice.pick([0o777, 0o777, 0o755, 0o700, 0]) },
    }),
  },
  { weight: 4, move: (at) => ({ call: 'chdir', args: { path: choosePath(at, isDir, 80) } }) },
  {
    weight: 2,
    move: (at) => ({ call: 'fchdir', args: { fd: chooseFd(at, ({ inode }) => inode?.kind === 'dir') } }),
  },
];
