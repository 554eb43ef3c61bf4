// SPDX-License-Identifier: MIT
// How a call fails whose socket is in order: a case for each row of the table of errors that a name, a descriptor or a socket alone
// can bring about.
import { AT_FDCWD, LONG_NAME } from '../../../../models/kernel/objects/path/index.ts';
import type { Address } from '../../../../models/kernel/objects/unix-socket/index.ts';
import { O_CREAT, O_RDWR } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import { chmod, mkdir, open, symlink } from '../../../harness/scripted/calls.ts';
import {
  bound,
  connectTo,
  type SocketType,
  setNonblocking,
  socket,
} from '../../../objects/unix-socket/scripts/sockets.ts';
import { AT_SYMLINK_NOFOLLOW, UNKNOWN_BITS } from '../../codecs.ts';
import { path, UNNAMED, type Way } from '../../hooks/calls.ts';
import type { Pair } from './pair.ts';

/** One way to fail. */
export interface Failure {
  readonly name: string;
  readonly errno: string;
  /** Of which types; of all when absent. */
  readonly types?: readonly SocketType[];
  /** Makes what it takes, and says what the call is given. The caller is root yet. */
  prepare(pair: Pair): Way;
  /** The call sleeps, and a signal ends it. */
  readonly interrupted?: true;
}

/** Those that are connected to a listener. */
const LISTENING = ['stream', 'seqpacket'] as const;

/** A descriptor that is not open. */
const CLOSED = 99;

/** An address of that kind, by a call without flags. */
const given = (name: string, errno: string, address: Address): Failure => ({
  ...{ name, errno },
  prepare: () => ({ dirfd: AT_FDCWD, address, flags: 0 }),
});

/** A path, when that has been made which it leads to. */
const named = (
  name: string,
  errno: string,
  to: string,
  make: (pair: Pair) => void = () => undefined,
): Failure => ({
  ...{ name, errno },
  prepare(pair) {
    make(pair);
    return path(to);
  },
});

/** A file, a directory or a socket to which everybody may write. */
function writable({ script, server }: Pair, name: string): void {
  chmod(script, server, name, 0o777);
}

function file(pair: Pair, name: string): void {
  open(pair.script, pair.server, name, O_CREAT | O_RDWR);
  writable(pair, name);
}

function folder(pair: Pair, name: string): void {
  mkdir(pair.script, pair.server, name);
  writable(pair, name);
}

/** A listener whose queue is full. */
function full(pair: Pair): void {
  const { script, server, type } = pair;
  pair.serve('f', type, 0);
  connectTo(script, server, socket(script, server, type), 'f');
}

/** Before anything is looked up: E1 to E12. */
const OF_ARGUMENTS: readonly Failure[] = [
  {
    ...{ name: 'E1, an unknown flag', errno: 'EINVAL' },
    prepare: () => path('s', AT_FDCWD, 1 << UNKNOWN_BITS[0]!),
  },
  given('E3, an endless address', 'EINVAL', { kind: 'huge' }),
  given('E4, an address that cannot be read', 'EFAULT', { kind: 'fault' }),
  given('E7, another family', 'EINVAL', { kind: 'family' }),
  given('E7, no family', 'EINVAL', { kind: 'unspec' }),
  given('E7, an abstract name', 'EINVAL', { kind: 'abstract' }),
  given('E7, no address', 'EINVAL', { kind: 'nothing' }),
  given('E10, an empty path', 'ENOENT', UNNAMED),
  { ...{ name: 'E11, a closed dirfd', errno: 'EBADF' }, prepare: () => path('s', CLOSED) },
  {
    ...{ name: 'E12, a dirfd that is a file', errno: 'ENOTDIR' },
    prepare(pair) {
      file(pair, 'f');
      return path('s', open(pair.script, pair.caller, 'f'));
    },
  },
];

/** By the lookup, or what it has found: E13 to E22. */
const OF_NAMES: readonly Failure[] = [
  named('E13, a folder that denies search', 'EACCES', 'd/s', ({ script, server }) =>
    mkdir(script, server, 'd', 0o700),
  ),
  named('E14, an endless name', 'ENAMETOOLONG', 'l', ({ script, server }) =>
    symlink(script, server, LONG_NAME, 'l'),
  ),
  named('E15, a name that is not there', 'ENOENT', 'n'),
  named('E16, a link to itself', 'ELOOP', 'l', ({ script, server }) => symlink(script, server, 'l', 'l')),
  named('E17, a slash after a socket', 'ENOTDIR', 's/'),
  {
    ...{ name: 'E18, a link that is not followed', errno: 'ELOOP' },
    prepare({ script, server }) {
      symlink(script, server, 's', 'l');
      return path('l', AT_FDCWD, AT_SYMLINK_NOFOLLOW);
    },
  },
  named('E20, a socket that denies write', 'EACCES', 'w', (pair) => {
    pair.serve('w');
    chmod(pair.script, pair.server, 'w', 0o700);
  }),
  named('E21, a file', 'ECONNREFUSED', 'f', (pair) => file(pair, 'f')),
  named('E21, a folder', 'ECONNREFUSED', 'd', (pair) => folder(pair, 'd')),
  named('E21, a name that a socket has left', 'ECONNREFUSED', 'g', (pair) => {
    const { script, server } = pair;
    script.call(server, NR.close, bound(script, server, { kind: 'path', path: 'g' }, pair.type));
    writable(pair, 'g');
  }),
  named('E22, a socket of another type', 'EPROTOTYPE', 'o', (pair) => {
    pair.serve('o', pair.type === 'dgram' ? 'stream' : 'dgram');
  }),
];

/** By the socket that was found: E23 to E28. */
const OF_SOCKETS: readonly Failure[] = [
  {
    ...named('E23, a socket that does not listen', 'ECONNREFUSED', 'b', (pair) => {
      bound(pair.script, pair.server, { kind: 'path', path: 'b' }, pair.type);
      writable(pair, 'b');
    }),
    types: LISTENING,
  },
  {
    ...named('E24, a full queue', 'EAGAIN', 'f', (pair) => {
      full(pair);
      setNonblocking(pair.script, pair.caller, pair.fd);
    }),
    types: LISTENING,
  },
  { ...named('E25, a signal', 'EINTR', 'f', full), types: LISTENING, interrupted: true },
  {
    ...named('E28, a socket that is connected to another', 'EPERM', 'p', (pair) => {
      pair.serve('t');
      connectTo(pair.script, pair.server, pair.serve('p'), 't');
    }),
    types: ['dgram'],
  },
];

export const FAILURES = [...OF_ARGUMENTS, ...OF_NAMES, ...OF_SOCKETS];
