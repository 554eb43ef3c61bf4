// SPDX-License-Identifier: MIT
// A task that calls by one way into the kernel, and what must come of each call.
import { MSG_DONTWAIT } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import type { Part } from '../../harness/registers.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { type Call, fieldsOf, headerOf, type Message, messageOf, type Way } from './ways.ts';

export const ADDRESS: Arg = { data: Buffer.alloc(16) };
export const ADDRESS_SIZE = 16;
export const LENGTH_OF_ADDRESS: Arg = { data: Buffer.from([ADDRESS_SIZE, 0, 0, 0]) };

/** What is sent, and where it is received. */
export const bytes = (text: string): Part => ({ base: { data: Buffer.from(text) }, length: text.length });
export const room = (length: number): Part => ({ base: { out: length }, length });

interface Given {
  readonly fd?: Arg;
  readonly flags?: number;
  readonly address?: Arg;
  /** The length of the address, or where it is; by default it fits. */
  readonly size?: Arg;
  readonly task?: number;
}

/** A task with a pipe, both of its own, which calls by one way. */
export class Room {
  readonly script: JudgedScript;
  readonly way: Way;
  readonly task: number;
  /** The ends of its pipe. */
  readonly read = 0;
  readonly write = 1;

  constructor(script: JudgedScript, way: Way) {
    [this.script, this.way] = [script, way];
    this.task = script.spawn();
    script.call(this.task, NR.pipe2, { out: 8 }, 0);
  }

  /** A label, by the way. */
  #say(label: string): string {
    return `by ${this.way.name}: ${label}`;
  }

  made(call: Call, args: readonly Arg[], task = this.task): number {
    return this.script.callBy(this.way.abi, task, ...this.way.made(call, ...args));
  }

  expect(op: number, label: string, expected: string): void {
    this.script.expect(op, this.#say(label), expected);
  }

  send(label: string, { base, length }: Part, expected: string, given: Given = {}): number {
    const { fd = this.write, flags = 0, address = 0, task } = given;
    const { size = address === 0 ? 0 : ADDRESS_SIZE } = given;
    const op = this.made('sendto', [fd, base, length, flags, address, size], task);
    this.expect(op, `send, ${label}`, expected);
    return op;
  }

  /** `found` is what was received. */
  recv(label: string, { base, length }: Part, expected: string, found = '', given: Given = {}): number {
    const { fd = this.read, flags = 0, address = 0, task } = given;
    const { size = address === 0 ? 0 : LENGTH_OF_ADDRESS } = given;
    const op = this.made('recvfrom', [fd, base, length, flags, address, size], task);
    this.expect(op, `recv, ${label}`, expected);
    if (found !== '') this.#finds(label, found, (run) => run.text(op));
    return op;
  }

  sendmsg(
    label: string,
    message: Message,
    expected: string,
    { fd = this.write, flags = 0 }: Given = {},
  ): void {
    const op = this.made('sendmsg', [fd, messageOf(this.way.layout, message), flags]);
    this.expect(op, `sendmsg, ${label}`, expected);
  }

  /** The header is 0 in its three fields after success, and as it was otherwise. */
  recvmsg(label: string, message: Message, expected: string, found = '', given: Given = {}): void {
    const { fd = this.read, flags = 0 } = given;
    const { layout } = this.way;
    const op = this.made('recvmsg', [fd, messageOf(layout, message), flags]);
    this.expect(op, `recvmsg, ${label}`, expected);
    const was = fieldsOf(layout, headerOf(layout, message));
    this.script.expectThat({
      label: this.#say(`the header, ${label}`),
      expected: /^\d+$/.test(expected) ? 'name 0, control 0, flags 0' : was,
      observed: (run) => fieldsOf(layout, run.buffer(op)),
    });
    if (found === '') return;
    const buffers = (message.parts ?? []).map((_, i) => i + 1);
    this.#finds(label, found, (run) =>
      buffers.map((one) => run.buffer(op, one).toString().replace(/\0+$/, '')).join('|'),
    );
  }

  #finds(label: string, expected: string, observed: (run: ScriptRun) => string): void {
    this.script.expectThat({ label: this.#say(`what is received, ${label}`), expected, observed });
  }

  /** What is left, by one way for all; none is EAGAIN. */
  left(expected: string): void {
    const op = this.script.call(this.task, NR.recvfrom, this.read, { out: 64 }, 64, MSG_DONTWAIT, 0, 0);
    this.script.expectThat(
      {
        ...{ label: this.#say('what is left'), expected },
        observed: (run) => (typeof run.value(op) === 'number' ? run.text(op) : run.inTheEnd(op)),
      },
      [op],
    );
  }

  /** A task that shares its descriptors. */
  beside(): number {
    return this.script.fork(this.task);
  }
}
