// SPDX-License-Identifier: MIT
// Landlock of 7.3 refuses a domain the sockets whose paths it has no right on, unless their owner is in the domain. It goes by
// the path that was found, and is asked after E22, whenever the socket is looked for (E22a, R18, A9, A16).
import { O_PATH } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { mkdir, open, rename, symlink } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { RESOLVE_UNIX, restrict } from '../../harness/scripted/landlock.ts';
import {
  accept,
  bound,
  connectTo,
  listener,
  type SocketType,
  served,
  socket,
  TYPES,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { AT_SYMLINK_NOFOLLOW } from '../codecs.ts';
import { connect, fconnectat, inode, issue, path, type Way } from './calls.ts';

/** A task in a domain, and one outside of it. Sockets below `a` are allowed to the domain, and those below `b` are not. */
function room(title: string) {
  const script = new JudgedScript(`Landlock: ${title}`);
  const [outside, inside] = [script.spawn(), script.spawn()];
  for (const folder of ['a', 'b']) mkdir(script, outside, folder);
  const [a, b] = [open(script, inside, 'a', O_PATH), open(script, inside, 'b', O_PATH)];
  return {
    ...{ script, outside, inside, a, b },
    confine: () => restrict(script, inside, { fs: RESOLVE_UNIX, scoped: 0n, beneath: [a] }),
  };
}

type Room = ReturnType<typeof room>;

const named = (name: string) => ({ kind: 'path', path: name }) as const;

/** Both calls, to the same socket by each way; of the new one also by what connect(2) has not. */
function both(
  { script, inside }: Room,
  nr: number,
  type: SocketType,
  to: string,
  ways: readonly (readonly [label: string, way: Way])[],
  expected: string,
): void {
  const covers = (call: string) => (expected === 'EACCES' ? `${call} E22a` : undefined);
  const fd = () => socket(script, inside, type);
  connect(script, { task: inside, fd: fd(), to }, expected, covers('connect'));
  for (const [label, way] of [[to, path(to)] as const, ...ways])
    fconnectat(script, nr, { task: inside, fd: fd(), way, label }, expected, covers('fconnectat'));
}

/** By every way to name the same socket: what is judged is where it is. */
function whereItIs(nr: number, type: SocketType): JudgedScript {
  const here = room(`a path that is allowed and one that is not, ${type}`);
  const { script, outside, inside, a, b, confine } = here;
  for (const [folder, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    served(script, outside, named(`${folder}/s`), type);
    symlink(script, outside, `../${folder}/s`, `${other}/link`);
  }
  const [atA, atB] = ['a/s', 'b/s'].map((name) => open(script, inside, name, O_PATH));
  confine();
  const ways = (folder: typeof a, found: typeof a) =>
    [
      ['dirfd, s', path('s', folder)],
      ['dirfd, s, AT_SYMLINK_NOFOLLOW', path('s', folder, AT_SYMLINK_NOFOLLOW)],
      ['O_PATH descriptor of s, AT_EMPTY_PATH', inode(found)],
    ] as const;
  both(here, nr, type, 'a/s', ways(a, atA!), '0');
  both(here, nr, type, 'b/s', ways(b, atB!), 'EACCES');
  both(here, nr, type, 'b/link', [['dirfd, link', path('link', b)]], '0');
  both(here, nr, type, 'a/link', [['dirfd, link', path('link', a)]], 'EACCES');
  return script;
}

/** The domain's own sockets are in its reach wherever they are. */
function ofTheDomain(nr: number, type: SocketType): JudgedScript {
  const here = room(`a socket of the domain, ${type}`);
  const { script, inside, b, confine } = here;
  confine();
  served(script, inside, named('b/s'), type);
  both(here, nr, type, 'b/s', [['dirfd, s', path('s', b)]], '0');
  return script;
}

/** E21 and E22 come before it, and E23 after it. (E20 is the same errno.) */
function order(nr: number): JudgedScript {
  const here = room('E22a among the errors of the socket');
  const { script, outside, confine } = here;
  listener(script, outside, 'b/stream');
  const unowned = bound(script, outside, named('b/unowned'));
  script.call(outside, NR.close, unowned);
  bound(script, outside, named('b/bound'));
  confine();
  both(here, nr, 'dgram', 'b/stream', [], 'EPROTOTYPE');
  both(here, nr, 'stream', 'b/unowned', [], 'ECONNREFUSED');
  both(here, nr, 'stream', 'b/bound', [], 'EACCES');
  return script;
}

/** The socket is moved while the call sleeps, and is looked for where it is then. */
function again(nr: number, to: string, expected: string): JudgedScript {
  const { script, outside, inside, confine } = room(`a/s is moved to ${to} while the call sleeps`);
  const listens = listener(script, outside, 'a/s', 0);
  connectTo(script, outside, socket(script, outside), 'a/s');
  confine();
  const op = issue(script, nr, inside, socket(script, inside), path('a/s'));
  script.expect(op, 'fconnectat', 'blocked');
  rename(script, outside, 'a/s', to);
  accept(script, outside, listens);
  script.expectInTheEnd(op, 'fconnectat, when there is a slot', expected);
  return script;
}

/** connect(2) is what tells that the right is there. */
export function pathsAreRefused(): JudgedScript {
  const { script, outside, inside, confine } = room('it does not watch paths');
  served(script, outside, named('b/s'), 'stream');
  confine();
  connect(script, { task: inside, fd: socket(script, inside), to: 'b/s' }, 'EACCES');
  return script;
}

/** The rows of 7.3. */
export const refusedPaths = (nr: number): JudgedScript[] => [
  ...TYPES.flatMap((type) => [whereItIs(nr, type), ofTheDomain(nr, type)]),
  order(nr),
  again(nr, 'a/t', '0'),
  again(nr, 'b/s', 'EACCES'),
];
