// SPDX-License-Identifier: MIT
// Landlock of 6.12 refuses abstract names only: the new call must be no way around it (E7), and agree with connect
// elsewhere. That of 7.3 refuses paths too, which other rows are about.
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import type { Address } from '../../../models/kernel/objects/unix-socket/index.ts';
import { isBefore } from '../../../models/kernel/system/index.ts';
import { O_PATH } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { cString } from '../../harness/registers.ts';
import { open } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { ALL_OF_FS, restrict } from '../../harness/scripted/landlock.ts';
import { scriptedLane } from '../../harness/scripted/lane.ts';
import { DEFAULT_BASE } from '../../kernel/bases.ts';
import {
  accept,
  connectTo,
  SCOPE_ABSTRACT_UNIX_SOCKET,
  type SocketType,
  served,
  socket,
  TYPES,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { connect, fconnectat, inode, path } from './calls.ts';
import { pathsAreRefused, refusedPaths } from './landlock-paths.ts';

const ABSTRACT: Address = { kind: 'abstract' };

interface LandlockRoom {
  readonly script: JudgedScript;
  readonly outside: number;
  readonly inside: number;
}

/** A task in a domain, and one outside of it. */
function landlockRoom(title: string): LandlockRoom {
  const script = new JudgedScript(`Landlock: ${title}`);
  const [outside, inside] = [script.spawn(), script.spawn()];
  return { script, outside, inside };
}

const confine = ({ script, inside }: LandlockRoom): void =>
  restrict(script, inside, { fs: ALL_OF_FS, scoped: SCOPE_ABSTRACT_UNIX_SOCKET });

/** Makes connect(2) with the abstract name; gives the number of the operation. */
function connectAbstract(
  { script }: LandlockRoom,
  task: number,
  type: SocketType,
  label: string,
  expected: string,
): number {
  const fd = socket(script, task, type);
  const op = connectTo(script, task, fd, ABSTRACT);
  const covers = expected === 'EPERM' ? 'connect E29' : undefined;
  script.expect(op, `connect to the abstract name, ${label}`, expected, covers);
  return op;
}

/** An abstract name outside of the domain is out of reach, and inside it is not: by connect. The new call has neither. */
function abstractNames(nr: number, type: SocketType, owner: 'outside' | 'inside'): JudgedScript {
  const here = landlockRoom(`an abstract name ${owner}, ${type}`);
  const { script, outside, inside } = here;
  confine(here);
  served(script, owner === 'outside' ? outside : inside, ABSTRACT, type);
  connectAbstract(here, outside, type, 'from outside', '0');
  connectAbstract(here, inside, type, 'from the domain', owner === 'outside' ? 'EPERM' : '0');
  for (const task of [outside, inside]) {
    const label = `the abstract name, ${task === inside ? 'from the domain' : 'from outside'}`;
    fconnectat(
      script,
      nr,
      { task, fd: socket(script, task, type), way: { address: ABSTRACT }, label },
      'EINVAL',
    );
  }
  return script;
}

/** A domain that may open nothing may connect to a path by either call: none of the rights of 6.12 is for that. */
function paths(nr: number, type: SocketType): JudgedScript {
  const here = landlockRoom(`a path, ${type}`);
  const { script, outside, inside } = here;
  served(script, outside, { kind: 'path', path: 's' }, type);
  const dirfd = open(script, inside, '.', O_PATH);
  confine(here);
  const opened = script.call(inside, NR.openat, AT_FDCWD, cString('.'), 0, 0);
  script.expect(opened, 'open the folder', 'EACCES');
  connect(script, { task: inside, fd: socket(script, inside, type), to: 's' }, '0');
  for (const [label, way] of [
    ['s', path('s')],
    ['dirfd, s', path('s', dirfd)],
    ['O_PATH descriptor of s, AT_EMPTY_PATH', inode(open(script, inside, 's', O_PATH))],
  ] as const)
    fconnectat(script, nr, { task: inside, fd: socket(script, inside, type), way, label }, '0');
  return script;
}

/** Whom Landlock refuses after its wait hands its wake-up on: it is asked when there is a slot, and not before. */
function refusedAfterTheWait(type: SocketType): JudgedScript {
  const here = landlockRoom(`connect after a wait for an abstract name outside, ${type}`);
  const { script, outside, inside } = here;
  confine(here);
  const listens = served(script, outside, ABSTRACT, type, 0);
  connectAbstract(here, outside, type, 'which fills the queue', '0');
  const first = connectAbstract(here, inside, type, 'from the domain', 'blocked');
  const second = connectAbstract(here, script.spawn(), type, 'from outside', 'blocked');
  accept(script, outside, listens);
  script.expectInTheEnd(first, 'from the domain, when there is a slot', 'EPERM');
  script.expectInTheEnd(second, 'from outside, when that one has left', '0');
  return script;
}

/** connect(2) is what tells that a domain is live. */
function control(): JudgedScript {
  const here = landlockRoom('it does not watch connect');
  confine(here);
  served(here.script, here.outside, ABSTRACT, 'stream');
  connectAbstract(here, here.inside, 'stream', 'from the domain', 'EPERM');
  return here.script;
}

const refusesPaths = (release: string): boolean => !isBefore(release, '7.3');

/** The lane. */
export const LANDLOCK = scriptedLane({
  scenario: 'landlock',
  what: 'the new call is no way around a Landlock domain, and is refused what connect is',
  call: 'fconnectat',
  needs: ['landlock'],
  setUp: (_nr, _ids, release = DEFAULT_BASE) => [
    control(),
    ...(refusesPaths(release) ? [pathsAreRefused()] : []),
  ],
  cases: (nr, _, release = DEFAULT_BASE) => [
    ...TYPES.flatMap((type) => [
      abstractNames(nr, type, 'outside'),
      abstractNames(nr, type, 'inside'),
      paths(nr, type),
    ]),
    ...(['stream', 'seqpacket'] as const).map(refusedAfterTheWait),
    ...(refusesPaths(release) ? refusedPaths(nr) : []),
  ],
});
