// SPDX-License-Identifier: MIT
// Receivers of datagrams whose queues are full, and senders that wait for room there.
import { MSG_DONTWAIT, O_DIRECTORY } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import type { Arg } from '../../../harness/protocol/types.ts';
import { open } from '../../../harness/scripted/calls.ts';
import { JudgedScript } from '../../../harness/scripted/judged-script.ts';
import type { ScriptRun } from '../../../harness/scripted/run.ts';
import { encodeAddress } from '../../../objects/unix-socket/codecs.ts';
import { bound, connectTo, socket } from '../../../objects/unix-socket/scripts/sockets.ts';
import { issue, path } from '../../hooks/calls.ts';
import { REFUSABLE, REFUSED, refusable, refuse } from './refusable.ts';

/** How senders say who is to receive: with each message; or once, by the one call or the other. */
export const HOW = ['sendto', 'connect', 'fconnectat'] as const;
export type How = (typeof HOW)[number];

/**
 * One message more than net.unix.max_dgram_qlen: a queue is full when it has more than that (unix_recvq_full()). They
 * differ, so that it is seen which are left.
 */
export const FILLING = 'abcdefghijk';

/** A task with a datagram socket. */
export interface Party {
  readonly task: number;
  readonly fd: Arg;
}

/** One that has a name, so that it can be sent to. */
export interface Receiver extends Party {
  readonly name: string;
}

/** Who waits in a call, or has. */
interface Waiter extends Party {
  readonly op: number;
  /** Whether the receiver can refuse the message. */
  readonly isRefusable: boolean;
}

type Address = readonly [bytes: Arg, length: number];
const NOBODY: Address = [0, 0];

/** A case, whoever sends. */
export type Make = (nr: number, how: How) => JudgedScript;

/** A script, and those who wait in it. */
export class DatagramRoom {
  readonly script: JudgedScript;
  readonly #nr: number;
  readonly #how: How;
  readonly #waiters: Waiter[] = [];

  constructor(nr: number, title: string, how: How) {
    this.script = new JudgedScript(`${title}, ${how}`);
    this.#nr = nr;
    this.#how = how;
  }

  receiver(name: string): Receiver {
    const task = this.script.spawn();
    return { task, fd: bound(this.script, task, { kind: 'path', path: name }, 'dgram'), name };
  }

  /** A receiver whose queue is full, and who has filled it. */
  full(name: string): readonly [Receiver, Party] {
    const receiver = this.receiver(name);
    const filler = this.#unnamed();
    for (const text of FILLING)
      this.script.expect(this.#trySend(filler, text, addressOf(name)), `set-up: message ${text}`, '1');
    return [receiver, filler];
  }

  /** Somebody who can send to the receiver. */
  sender(to: Receiver): Party {
    return this.#ready(this.#unnamed(), to);
  }

  /** The same, to whom one can send too. */
  peer(name: string, to: Receiver): Receiver {
    return this.#ready(this.receiver(name), to);
  }

  /** Another task with the same socket. It is made before the other one waits. */
  beside({ task, fd }: Party): Party {
    return { task: this.script.fork(task), fd };
  }

  /** Connects, by the call by which senders are connected. */
  connect({ task, fd }: Party, { name }: Receiver): void {
    const { script } = this;
    if (this.#how === 'fconnectat')
      script.expect(issue(script, this.#nr, task, fd, path(name)), `fconnectat, ${name}`, '0');
    else script.expect(connectTo(script, task, fd, name), `connect, ${name}`, '0');
  }

  /** Sends, and may not wait. */
  tries(from: Party, to: Receiver, text: string, expected: string): void {
    const op = this.#trySend(from, text, this.#address(to));
    this.script.expect(op, `sends ${text} to ${to.name}, MSG_DONTWAIT`, expected);
  }

  /** Sends, and has to wait. */
  waits(to: Receiver, text: string, from = this.sender(to)): Waiter {
    const data = Buffer.from(text);
    const op = this.script.call(from.task, NR.sendto, from.fd, { data }, 1, 0, ...this.#address(to));
    return this.#waiting(from, op, text, to);
  }

  /** The same, of a message that the receiver can refuse. */
  waitsRefusable(to: Receiver, from = this.sender(to)): Waiter {
    const descriptor = open(this.script, from.task, '.', O_DIRECTORY);
    const message =
      this.#how === 'sendto' ? refusable(descriptor, addressOf(to.name)) : refusable(descriptor);
    const op = this.script.call(from.task, NR.sendmsg, from.fd, message, 0);
    return this.#waiting(from, op, REFUSABLE, to);
  }

  refuses({ task, fd }: Receiver): void {
    refuse(this.script, task, fd);
  }

  /** Receives a message: there is room for another. */
  recv(by: Receiver): void {
    this.script.expect(this.#tryRecv(by), `${by.name}: recv`, '1');
  }

  /** What has come of those who wait, by now, in the order in which they began. */
  found(label: string, ...expected: readonly string[]): void {
    const [at, waiters] = [this.script.ops.length - 1, [...this.#waiters]];
    const observed = (run: ScriptRun) => waiters.map((one) => seen(run, one, at)).join(', ');
    this.script.expectThat({ label: `who waits, ${label}`, expected: expected.join(', '), observed });
  }

  /** Receives what is in the queue: these messages, and no more. */
  holds(by: Receiver, expected: string): void {
    const made = [...expected, 'EAGAIN'].map(() => this.#tryRecv(by));
    const observed = (run: ScriptRun) =>
      made.map((op) => (run.value(op) === 1 ? run.text(op) : ` ${run.inTheEnd(op)}`)).join('');
    this.script.expectThat({ label: `${by.name}: queue`, expected: `${expected} EAGAIN`, observed }, made);
  }

  #unnamed(): Party {
    const task = this.script.spawn();
    return { task, fd: socket(this.script, task, 'dgram') };
  }

  #ready<T extends Party>(sender: T, to: Receiver): T {
    if (this.#how !== 'sendto') this.connect(sender, to);
    return sender;
  }

  /** With each message, or not. */
  #address({ name }: Receiver): Address {
    return this.#how === 'sendto' ? addressOf(name) : NOBODY;
  }

  #waiting(from: Party, op: number, text: string, to: Receiver): Waiter {
    const waiter = { ...from, op, isRefusable: text === REFUSABLE };
    this.#waiters.push(waiter);
    this.script.expect(op, `sends ${text} to ${to.name}`, 'blocked');
    return waiter;
  }

  #trySend({ task, fd }: Party, text: string, to: Address): number {
    return this.script.call(task, NR.sendto, fd, { data: Buffer.from(text) }, 1, MSG_DONTWAIT, ...to);
  }

  #tryRecv({ task, fd }: Party): number {
    return this.script.call(task, NR.recvfrom, fd, { out: 1 }, 1, MSG_DONTWAIT, 0, 0);
  }
}

function addressOf(name: string): Address {
  return encodeAddress({ kind: 'path', path: name });
}

/** What had come of a call when the operation was over. */
function seen(run: ScriptRun, { task, op, isRefusable }: Waiter, at: number): string {
  const during = run.returnedDuring(op);
  if (during === undefined || during > at) return run.blocked(at, task) ? 'blocked' : 'no answer';
  const value = run.inTheEnd(op);
  return isRefusable && REFUSED.includes(value) ? 'refused' : value;
}
