// SPDX-License-Identifier: MIT
// A caller that sleeps keeps the mount by which it has found the socket, whatever its descriptors are by then (R2, R7): it is looked at
// once more after the wait. When the call has ended it keeps nothing (R20). connect(2) keeps none, and looks its path up again.
import { MNT_DETACH, MS_BIND, O_DIRECTORY, O_PATH } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import { cString } from '../../../harness/registers.ts';
import { mkdir, mountOn, mountWith, open, SIGNAL, unmount } from '../../../harness/scripted/calls.ts';
import { JudgedScript } from '../../../harness/scripted/judged-script.ts';
import type { Fd } from '../../../harness/scripted/script.ts';
import { accept, connectTo, listener, socket } from '../../../objects/unix-socket/scripts/sockets.ts';
import { inode, issue, path, type Way } from '../../hooks/calls.ts';

/** A file system at `m` and at `n`, with a listener `s` whose queue is full; a caller, and a task with the same descriptors. */
class Room {
  readonly script: JudgedScript;
  readonly caller: number;
  readonly beside: number;
  readonly fd: Fd;
  readonly #server: number;
  readonly #listener: Fd;

  constructor(title: string) {
    const script = new JudgedScript(title);
    this.script = script;
    this.#server = script.spawn();
    mountOn(script, this.#server, 'tmpfs', 'm');
    mkdir(script, this.#server, 'n');
    this.#listener = listener(script, this.#server, 'm/s', 0);
    connectTo(script, this.#server, socket(script, this.#server), 'm/s');
    mountWith(script, this.#server, 'm', 'n', MS_BIND);
    this.caller = script.spawn();
    script.handle(this.caller, SIGNAL.usr1);
    this.beside = script.fork(this.caller);
    this.fd = socket(script, this.caller);
  }

  accept(): void {
    accept(this.script, this.#server, this.#listener);
  }

  close(): void {
    this.script.call(this.#server, NR.close, this.#listener);
  }

  /** Takes the mount at `n` away, which must give this. */
  unmount(label: string, expected: string): void {
    this.script.expect(unmount(this.script, this.#server, 'n'), `umount, ${label}`, expected);
  }

  /** Takes a mount away, whoever uses it. */
  detach(at: string): void {
    const op = this.script.call(this.#server, NR.umount2, cString(at), MNT_DETACH);
    this.script.expect(op, `umount2 of ${at}, MNT_DETACH`, '0');
  }
}

/** How the caller has found the socket, and the descriptor of the mount that it had for that. */
const WAYS: Readonly<Record<string, (room: Room) => { readonly way: Way; readonly used?: Fd }>> = {
  'a path': () => ({ way: path('n/s') }),
  'a directory': ({ script, caller }) => {
    const used = open(script, caller, 'n', O_PATH | O_DIRECTORY);
    return { way: path('s', used), used };
  },
  AT_EMPTY_PATH: ({ script, caller }) => {
    const used = open(script, caller, 'n/s', O_PATH);
    return { way: inode(used), used };
  },
};

/** Which mounts are taken away meanwhile, though they are used. */
const FATES: Readonly<Record<string, readonly string[]>> = {
  'its mount stays': [],
  'its mount goes': ['n'],
  'all mounts go': ['m', 'n'],
};

type End = readonly [what: string, end: (room: Room) => void, expected: string];

/** What ends the wait, and what the call gives. */
const ENDS: readonly End[] = [
  ['a slot', (room) => room.accept(), '0'],
  ['no listener', (room) => room.close(), 'ECONNREFUSED'],
  ['a signal', ({ script, caller }) => script.kill(caller, SIGNAL.usr1), 'EINTR'],
];

function sleeper(nr: number, name: string, fate: string, [what, end, expected]: End): JudgedScript {
  const room = new Room(`a sleeper by ${name}, ${fate}, then ${what}`);
  const { script, caller, beside, fd } = room;
  const { way, used } = WAYS[name]!(room);
  const gone = FATES[fate]!;
  const op = issue(script, nr, caller, fd, way);
  script.expect(op, 'fconnectat', 'blocked');
  if (used !== undefined) script.call(beside, NR.close, used);
  room.unmount('while the caller sleeps', 'EBUSY');
  for (const at of gone) room.detach(at);
  end(room);
  script.expectInTheEnd(op, `fconnectat, ${what}`, expected);
  if (gone.length === 0) room.unmount('when the call has ended', '0');
  return script;
}

/** A mount is busy where it is used, and not where a caller of connect(2) sleeps, who looks its path up again. */
export function usedMounts(): JudgedScript {
  const room = new Room('a mount that is used, by connect');
  const { script, caller, fd } = room;
  const used = open(script, caller, 'n', O_PATH | O_DIRECTORY);
  room.unmount('while it is open', 'EBUSY');
  script.call(caller, NR.close, used);
  const op = connectTo(script, caller, fd, 'n/s');
  script.expect(op, 'connect', 'blocked');
  room.unmount('while the caller sleeps', '0');
  room.accept();
  script.expectInTheEnd(op, 'connect, a slot', 'ENOENT');
  return script;
}

/** Each way to the socket, whatever becomes of the mount, and however the wait ends. */
export const sleepers = (nr: number): readonly JudgedScript[] =>
  Object.keys(WAYS).flatMap((name) =>
    Object.keys(FATES).flatMap((fate) => ENDS.map((end) => sleeper(nr, name, fate, end))),
  );
