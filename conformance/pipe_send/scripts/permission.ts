// SPDX-License-Identifier: MIT
// Who listens for permission to read a file is asked for a recv as for a read, and may deny it (R15, E7).
import { MSG_DONTWAIT, MSG_NOSIGNAL, O_CREAT, O_RDWR } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { mkfifo, open, write } from '../../harness/scripted/calls.ts';
import { answer, FAN, fanotify, readEvents } from '../../harness/scripted/file-events.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import type { Fd } from '../../harness/scripted/script.ts';

/** A call that receives, or is to be as one. */
type Receive = readonly [name: string, nr: number, ...args: Arg[]];

/** A task that reads a file, and a listener that is asked for permission. */
class Permission {
  readonly script: JudgedScript;
  readonly #task: number;
  readonly #listener: number;
  readonly #fd: Fd;
  readonly #events: Arg;

  constructor(title: string, make: (script: JudgedScript, task: number) => void) {
    this.script = new JudgedScript(`permission: ${title}`);
    [this.#task, this.#listener] = [this.script.spawn(), this.script.spawn()];
    make(this.script, this.#task);
    // Whether anybody is to be asked is decided when the file is opened, since Linux 6.14.
    this.#events = fanotify(this.script, this.#listener, FAN.classContent, FAN.accessPerm, 'f');
    this.#fd = open(this.script, this.#task, 'f', O_RDWR);
    write(this.script, this.#task, this.#fd, 'abcdefgh');
    if (!title.includes('FIFO')) this.script.call(this.#task, NR.lseek, this.#fd, 0, 0);
  }

  /** The listener is asked, and answers. */
  asked([name, nr, ...args]: Receive, response: number, gives: string): void {
    const op = this.script.call(this.#task, nr, this.#fd, ...args);
    this.script.expect(op, `${name}, before the answer`, 'blocked');
    readEvents(this.script, this.#listener, this.#events);
    // The group is the first descriptor of the listener, and the file of the event the second.
    answer(this.script, this.#listener, this.#events, 1, response);
    this.script.call(this.#listener, NR.close, 1);
    this.script.expectInTheEnd(op, `${name}, after it`, gives);
  }

  unasked([name, nr, ...args]: Receive, gives: string): void {
    const op = this.script.call(this.#task, nr, this.#fd, ...args);
    this.script.expect(op, `${name}, and nobody is asked`, gives);
    const events = readEvents(this.script, this.#listener, this.#events);
    this.script.expect(events, `events of ${name}`, 'EAGAIN');
  }
}

const READ: Receive = ['read', NR.read, { out: 1 }, 1];
const recv = (name: string, flags: number): Receive => [name, NR.recvfrom, { out: 1 }, 1, flags, 0, 0];
const NOW = recv('recv, MSG_DONTWAIT', MSG_DONTWAIT);
/** Of no bytes, so that nothing is changed by it. */
const send = (nr: number): Receive => ['send, no bytes', nr, { data: Buffer.from('x') }, 0, 0, 0, 0];

/** A file of which every read is asked for. MSG_DONTWAIT is refused before (E6, E7). */
function denied(receives: readonly Receive[], others: readonly (readonly [Receive, string])[]): JudgedScript {
  const room = new Permission('a regular file', (script, task) => {
    open(script, task, 'f', O_CREAT | O_RDWR);
  });
  for (const one of receives) {
    room.asked(one, FAN.deny, 'EPERM');
    room.asked(one, FAN.allow, '1');
  }
  for (const [one, gives] of others) room.unasked(one, gives);
  return room.script;
}

/** Of a FIFO nobody is asked, so that nobody waits for an answer. */
function unasked(receives: readonly (readonly [Receive, string])[]): JudgedScript {
  const room = new Permission('a FIFO', (script, task) => {
    mkfifo(script, task, 'f');
  });
  for (const [one, gives] of receives) room.unasked(one, gives);
  return room.script;
}

/** Who reads is asked for. */
export const permissionWorks = (): readonly JudgedScript[] => [denied([READ], []), unasked([[READ, '1']])];

/** The same of what receives. */
export const permissionCases = (nr: number): readonly JudgedScript[] => [
  denied(
    [READ, recv('recv', 0), recv('recv, MSG_NOSIGNAL', MSG_NOSIGNAL)],
    [
      [send(nr), '0'],
      [NOW, 'EOPNOTSUPP'],
    ],
  ),
  unasked([...[READ, recv('recv', 0), NOW].map((one) => [one, '1'] as const), [send(nr), '0']]),
];
