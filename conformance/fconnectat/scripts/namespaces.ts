// SPDX-License-Identifier: MIT
// Namespaces of the network and of mounts: a path leads to a socket of any network namespace (R8), and a directory is found where it
// is mounted, whatever its user has mounted (R2).
import { CLONE_NEWNET, CLONE_NEWNS } from '../../harness/protocol/clone.ts';
import { O_DIRECTORY, O_PATH } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { mount, mountOn, open } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { Fd } from '../../harness/scripted/script.ts';
import {
  connectTo,
  type SocketType,
  served,
  socket,
  TYPES,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { connect, fconnectat, path, waysTo } from '../hooks/calls.ts';

const ABSTRACT = { kind: 'abstract', size: 8 } as const;

/** A socket of either network namespace of a task, and where it is from. */
interface Own {
  readonly fd: Fd;
  readonly of: string;
}

/** A task that has left its network namespace, in which there is a server; a socket of each. */
function apart(title: string, type: SocketType) {
  const script = new JudgedScript(`${type}, ${title}`);
  const [server, task] = [script.spawn(), script.spawn()];
  served(script, server, { kind: 'path', path: 's' }, type);
  served(script, server, ABSTRACT, type);
  const before = { fd: socket(script, task, type), of: 'a socket of the namespace that it was in' };
  script.call(task, NR.unshare, CLONE_NEWNET);
  const after = (): Own => ({ fd: socket(script, task, type), of: 'a socket of its own namespace' });
  return { script, task, before, after };
}

/** That there are two: an abstract name is that of a network namespace. */
function abstractly(type: SocketType): JudgedScript {
  const { script, task, before, after } = apart('abstract names', type);
  for (const [{ fd, of }, expected] of [
    [after(), 'ECONNREFUSED'],
    [before, '0'],
  ] as const)
    script.expect(connectTo(script, task, fd, ABSTRACT), `connect, ${of}`, expected);
  return script;
}

function byConnect(type: SocketType): JudgedScript {
  const { script, task, before, after } = apart('paths, by connect', type);
  for (const { fd, of } of [before, after()])
    script.expect(connectTo(script, task, fd, 's'), `connect, ${of}`, '0');
  return script;
}

function byFconnectat(nr: number, type: SocketType): JudgedScript {
  const { script, task, before, after } = apart('paths', type);
  const ways = waysTo(script, task, 's');
  for (const [name, way] of ways) {
    const { fd, of } = after();
    fconnectat(script, nr, { task, fd, way, label: `${name}, ${of}` }, '0');
  }
  const [[name, way]] = ways;
  fconnectat(script, nr, { task, fd: before.fd, way, label: `${name}, ${before.of}` }, '0');
  return script;
}

/** A listener at m/s; a task that has that folder open, and in a mount namespace of its own has another file system at m. */
function hidden(title: string) {
  const script = new JudgedScript(title);
  const [server, task] = [script.spawn(), script.spawn()];
  mountOn(script, server, 'tmpfs', 'm');
  served(script, server, { kind: 'path', path: 'm/s' }, 'stream');
  const folder = open(script, task, 'm', O_PATH | O_DIRECTORY);
  script.call(task, NR.unshare, CLONE_NEWNS);
  mount(script, task, 'tmpfs', 'm');
  return { script, server, task, folder };
}

/** That there are two: the name is gone for the task alone. */
function mountedOver(): JudgedScript {
  const { script, server, task } = hidden('a folder under a mount, by connect');
  connect(script, { task, fd: socket(script, task), to: 'm/s' }, 'ENOENT');
  connect(script, { task: server, fd: socket(script, server), to: 'm/s' }, '0');
  return script;
}

function underMount(nr: number): JudgedScript {
  const { script, server, task, folder } = hidden('a folder under a mount');
  const made = (by: number, label: string, way: ReturnType<typeof path>, expected: string) =>
    fconnectat(script, nr, { task: by, fd: socket(script, by), way, label }, expected);
  made(task, 'a path', path('m/s'), 'ENOENT');
  made(task, 'the folder', path('s', folder), '0');
  made(task, 'above the folder', path('../m/s', folder), '0');
  made(server, 'a path, by who is in the other namespace', path('m/s'), '0');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'namespaces',
  what: 'a path leads to another network namespace, and a directory into another mount namespace',
  call: 'fconnectat',
  needs: ['network-namespaces'],
  setUp: () => [...TYPES.map(abstractly), mountedOver()],
  cases: (nr) => [...TYPES.flatMap((type) => [byConnect(type), byFconnectat(nr, type)]), underMount(nr)],
};

/** R2 and R8, of namespaces. */
export const NAMESPACES = scriptedLane(LANE);
