// SPDX-License-Identifier: MIT
// Calls on sockets, at random.
import {
  type Address,
  type Layout,
  SOCKETS,
  type Sock,
  sockOf,
} from '../../../models/kernel/objects/unix-socket/index.ts';
import { type OpenFile, objectOf } from '../../../models/kernel/system/index.ts';
import { FLAG, kind, partsOf, SIGN, word } from '../../harness/lockstep/engine/choices.ts';
import type { Dice } from '../../harness/lockstep/engine/dice.ts';
import type { Situation, WeightedMove } from '../../harness/lockstep/engine/move.ts';
import { chooseFd } from '../descriptors/choose.ts';
import { choosePath, newPath } from '../path/choose.ts';

/** Ways to lay a path out: as long as it is, at the ends of what there is room for, and what most programs do, filled up. */
const LAYOUTS: readonly Layout[] = [
  ...[{ size: 110 }, { size: 110, junk: true } as const, { size: 109 }, { size: 16 }],
  ...[{ bare: true } as const, { stretch: 106 }, { stretch: 107 }, { stretch: 107, bare: true } as const],
  ...[{ stretch: 108, bare: true } as const],
];

/** Lengths of addresses that are refused for them, or that make an abstract name of NULs. */
const SIZES: { readonly [kind in Address['kind']]?: readonly (number | undefined)[] } = {
  long: [111, 112, 127, 128],
  huge: [129, 4096, -1, 0x7fff_ffff, -0x8000_0000],
  abstract: [undefined, 3, 110],
};

/** How a path is laid out: mostly just as it is. */
export function chooseLayout(dice: Dice): Layout {
  return dice.percent(25) ? dice.pick(LAYOUTS) : {};
}

/** An address: a path mostly, and now and then one that is refused. */
export function chooseAddress(dice: Dice, path: () => string, odd: readonly Address['kind'][]): Address {
  if (dice.percent(odd.length === 0 ? 100 : 88)) {
    return { kind: 'path', path: path(), ...chooseLayout(dice) };
  }
  const kind = dice.pick(odd);
  const size = dice.pick(SIZES[kind] ?? [undefined]);
  return { kind, ...(size === undefined ? {} : { size }) } as Address;
}

/** Whether a description is of a socket that fits. */
export function onSock({ world }: Situation, fits: (sock: Sock) => boolean): (file: OpenFile) => boolean {
  return (file) => {
    const id = objectOf(file, SOCKETS);
    return id !== undefined && fits(sockOf(world, id));
  };
}

const isUnix = ({ family }: Sock) => family === 'unix';
const isUnbound = ({ family, address, state }: Sock) =>
  family === 'unix' && address === undefined && state === 'unconnected';
const isBound = ({ address, state }: Sock) => address !== undefined && state !== 'connected';
const isListening = ({ state }: Sock) => state === 'listening';
const isConnected = ({ state }: Sock) => state === 'connected';

/** Of UNIX sockets, and how often each is taken. */
const TYPES = { stream: 80, seqpacket: 6, dgram: 10 };

/** How many wait in a queue beside the one that always may. */
const BACKLOGS = { none: 0, one: 1, two: 2, negative: -1 } as const;

/** Addresses at which nothing is bound. */
const ODD_NAMES = ['unnamed', 'fault', 'huge', 'family'] as const;

/** An address as `chooseAddress` makes it: of which kinds, how a path lies in memory, and how long the others are. */
function addresses(odd: readonly Address['kind'][]) {
  const sized = odd.flatMap((of) => (SIZES[of] ?? []).flatMap((size) => partsOf({ ...{ kind: of, size } })));
  const laid = LAYOUTS.flatMap((layout) => partsOf({ kind: 'path', ...layout }));
  return kind([...new Set(['path', ...odd, ...laid, ...sized])]);
}

/** Calls on sockets. */
export const SOCKET_MOVES: readonly WeightedMove[] = [
  {
    weight: 16,
    choices: { socket: { type: word(Object.keys(TYPES)), nonblock: FLAG } },
    move: ({ dice }) => {
      const which = dice.weighted({ ...TYPES, inet: 4 });
      const [family, type] = which === 'inet' ? ['inet', 'stream'] : ['unix', which];
      return { call: 'socket', args: { family, type, nonblock: dice.percent(15) } };
    },
  },
  {
    weight: 12,
    choices: { bind: { address: addresses(ODD_NAMES) } },
    move: (at) => {
      const fd = chooseFd(at, onSock(at, isUnbound));
      return {
        call: 'bind',
        args: {
          fd,
          address: chooseAddress(at.dice, () => newPath(at), ODD_NAMES),
        },
      };
    },
  },
  {
    weight: 12,
    choices: { listen: { backlog: SIGN } },
    move: (at) => ({
      call: 'listen',
      args: {
        fd: chooseFd(at, onSock(at, isBound)),
        backlog: BACKLOGS[at.dice.weighted({ none: 6, one: 2, two: 1, negative: 1 })],
      },
    }),
  },
  { weight: 12, move: (at) => ({ call: 'accept', args: { fd: chooseFd(at, onSock(at, isListening)) } }) },
  {
    weight: 3,
    choices: { shutdown: { how: word([0, 1, 2]) } },
    move: (at) => ({
      call: 'shutdown',
      args: { fd: chooseFd(at, onSock(at, isUnix)), how: at.dice.roll(3) },
    }),
  },
  {
    weight: 2,
    choices: { passcred: { on: FLAG } },
    move: (at) => ({
      call: 'passcred',
      args: { fd: chooseFd(at, onSock(at, isUnbound)), on: at.dice.percent(85) },
    }),
  },
  { weight: 2, move: (at) => ({ call: 'getsockname', args: { fd: chooseFd(at, onSock(at, isUnix)) } }) },
  { weight: 5, move: (at) => ({ call: 'getpeername', args: { fd: chooseFd(at, onSock(at, isConnected)) } }) },
  {
    weight: 4,
    move: (at) => ({
      call: 'peercred',
      args: {
        fd: chooseFd(
          at,
          onSock(at, (sock) => isConnected(sock) || isListening(sock)),
        ),
      },
    }),
  },
];

/** Addresses that are refused. */
export const ODD_ADDRESSES = [
  ...(['unnamed', 'fault', 'huge', 'family', 'abstract'] as const),
  ...(['nothing', 'short', 'long', 'unspec'] as const),
];

/** An address to connect to, as a choice of a call. */
export const PEER_ADDRESS = addresses(ODD_ADDRESSES);

/** A socket that can be connected. */
export function chooseSocket(at: Situation) {
  return chooseFd(
    at,
    onSock(at, ({ family, state }) => family === 'unix' && state === 'unconnected'),
  );
}

/** A path, mostly to where a socket is. */
export function chooseSocketPath(at: Situation): string {
  return choosePath(at, ({ kind }) => kind === 'socket', 80);
}

/** connect(2), at random. */
export const CONNECT_MOVES: readonly WeightedMove[] = [
  {
    weight: 34,
    choices: { connect: { address: PEER_ADDRESS } },
    move(at) {
      const fd = chooseSocket(at);
      if (fd === undefined) return undefined;
      const address = chooseAddress(at.dice, () => chooseSocketPath(at), ODD_ADDRESSES);
      return { call: 'connect', args: { fd, address } };
    },
  },
];
