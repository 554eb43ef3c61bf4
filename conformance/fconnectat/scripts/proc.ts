// SPDX-License-Identifier: MIT
// The links of /proc that lead to an inode and not along a path (magic links): on the way, and as the last component (R4).
import { O_DIRECTORY, O_NOFOLLOW, O_PATH } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { cString } from '../../harness/registers.ts';
import { mountOn, open, symlink } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { served, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { AT_SYMLINK_NOFOLLOW } from '../codecs.ts';
import { connect, fconnectat, path } from '../hooks/calls.ts';

/** A listener at s, a link l to it; a caller that has the folder (0), the socket's inode (1) and the link (2) open, and /proc at p. */
function room(title: string) {
  const script = new JudgedScript(title);
  const [server, caller] = [script.spawn(), script.spawn()];
  served(script, server, { kind: 'path', path: 's' }, 'stream');
  mountOn(script, server, 'proc', 'p');
  open(script, caller, '.', O_PATH | O_DIRECTORY);
  open(script, caller, 's', O_PATH);
  symlink(script, server, 's', 'l');
  open(script, caller, 'l', O_PATH | O_NOFOLLOW);
  return { script, caller };
}

const ON_THE_WAY = ['p/self/fd/0/s', 'p/self/cwd/s'];
const LAST = 'p/self/fd/1';
const LINK = 'p/self/fd/2';

function links(nr: number): JudgedScript {
  const { script, caller } = room('magic links');
  const to = (name: string, flags: number, expected: string) => {
    const label = flags === 0 ? name : `${name}, AT_SYMLINK_NOFOLLOW`;
    const way = path(name, undefined, flags);
    fconnectat(script, nr, { task: caller, fd: socket(script, caller), way, label }, expected);
  };
  for (const name of ON_THE_WAY) for (const flags of [0, AT_SYMLINK_NOFOLLOW]) to(name, flags, '0');
  to(LAST, 0, '0');
  to(LAST, AT_SYMLINK_NOFOLLOW, 'ELOOP');
  // It leads to a link, and that is not followed any further: E18, without a flag.
  to(LINK, 0, 'ELOOP');
  return script;
}

/** connect(2) follows them all. */
function byConnect(): JudgedScript {
  const { script, caller } = room('magic links, by connect');
  for (const to of [...ON_THE_WAY, LAST])
    connect(script, { task: caller, fd: socket(script, caller), to }, '0');
  return script;
}

/** There is /proc, and it tells what is open. */
function control(): JudgedScript {
  const { script, caller } = room('what /proc tells');
  open(script, caller, 'p/self/fd/0', O_PATH);
  script.expect(script.call(caller, NR.chdir, cString('p/self/fd/99')), 'chdir', 'ENOENT');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'proc',
  what: 'the links of /proc are followed on the way, and as the last component without AT_SYMLINK_NOFOLLOW',
  call: 'fconnectat',
  needs: [],
  setUp: () => [control()],
  cases: (nr) => [byConnect(), links(nr)],
};

/** R4, of magic links. */
export const PROC = scriptedLane(LANE);
