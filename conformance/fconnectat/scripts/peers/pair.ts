// SPDX-License-Identifier: MIT
// A socket that has a peer, or none: who it is, what arrives there, and what has been received from there.
import { MSG_DONTWAIT } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import type { Arg } from '../../../harness/protocol/types.ts';
import { u32 } from '../../../harness/registers.ts';
import { chmod } from '../../../harness/scripted/calls.ts';
import { JudgedScript } from '../../../harness/scripted/judged-script.ts';
import type { ScriptRun } from '../../../harness/scripted/run.ts';
import type { Fd } from '../../../harness/scripted/script.ts';
import { SOCKADDR_UN } from '../../../objects/unix-socket/codecs.ts';
import {
  bound,
  connectTo,
  type SocketType,
  SUN_PATH,
  served,
} from '../../../objects/unix-socket/scripts/sockets.ts';

/** Who is connected to whom, before the call. */
export const STATES = ['connected', 'unconnected'] as const;
export type State = (typeof STATES)[number];

/** What waits to be received, all the while. */
const WAITING = 'q';

/** A caller with a socket at `c`, and a server with one at `a` and another at `s`. */
export class Pair {
  readonly script: JudgedScript;
  readonly server: number;
  readonly caller: number;
  readonly fd: Fd;
  readonly type: SocketType;
  readonly #sockets = new Map<string, Fd>();
  /** The server's socket that is connected to the caller's. */
  #end: Fd | undefined;

  constructor(title: string, type: SocketType) {
    this.script = new JudgedScript(title);
    this.type = type;
    this.server = this.script.spawn();
    this.caller = this.script.spawn();
    this.fd = bound(this.script, this.caller, { kind: 'path', path: 'c' }, type);
    for (const name of ['a', 's']) this.serve(name);
  }

  /** A socket of the server's, to which everybody may connect. */
  serve(name: string, type = this.type, backlog = 8): Fd {
    const fd = served(this.script, this.server, { kind: 'path', path: name }, type, backlog);
    chmod(this.script, this.server, name, 0o777);
    this.#sockets.set(name, fd);
    return fd;
  }

  /** The caller is connected to `a`, and has been sent a message from there; of datagram sockets each is connected to the other. */
  connect(): void {
    connectTo(this.script, this.caller, this.fd, 'a');
    this.#end = this.#reached('a');
    if (this.type === 'dgram') connectTo(this.script, this.server, this.#end, 'c');
    this.#send(this.server, this.#end, WAITING);
  }

  /** The name of the caller's peer, or the error of getpeername(2). */
  peer(label: string, expected: string): void {
    const { script, caller, fd } = this;
    const op = script.call(caller, NR.getpeername, fd, { out: SOCKADDR_UN }, { inout: u32(SOCKADDR_UN) });
    const observed = (run: ScriptRun) => (run.value(op) === 0 ? pathIn(run.buffer(op)) : run.inTheEnd(op));
    script.expectThat({ label: `its peer, ${label}`, expected, observed }, [op]);
  }

  /** What the caller sends arrives at the socket of that name, to which it is connected. */
  reaches(name: string): void {
    const end = name === 'a' && this.#end !== undefined ? this.#end : this.#reached(name);
    this.#send(this.caller, this.fd, 'x');
    this.#receive(this.server, end, `what arrives at ${name}`, 'x');
  }

  /** What waits to be received by the caller: that which had come before, or nothing any more. */
  holds(expected: 'what had come' | 'EAGAIN'): void {
    const text = expected === 'EAGAIN' ? expected : WAITING;
    this.#receive(this.caller, this.fd, 'what had come', text);
  }

  /** What the old peer is told when it sends to the caller. */
  told(expected: '1' | 'ECONNRESET'): void {
    const { script, server } = this;
    const data = Buffer.from('y');
    const op = script.call(server, NR.sendto, this.#end ?? -1, { data }, 1, MSG_DONTWAIT, 0, 0);
    script.expect(op, 'the old peer sends', expected);
  }

  /** The end of a connection that has been made to a socket of the server's. */
  #reached(name: string): Fd {
    const fd = this.#sockets.get(name)!;
    return this.type === 'dgram' ? fd : this.script.open(this.server, NR.accept, fd, 0, 0);
  }

  #send(task: number, fd: Arg, text: string): void {
    const data = Buffer.from(text);
    const op = this.script.call(task, NR.sendto, fd, { data }, 1, MSG_DONTWAIT, 0, 0);
    this.script.expect(op, `sends ${text}`, '1');
  }

  #receive(task: number, fd: Arg, label: string, expected: string): void {
    const op = this.script.call(task, NR.recvfrom, fd, { out: 1 }, 1, MSG_DONTWAIT, 0, 0);
    const observed = (run: ScriptRun) => (run.value(op) === 1 ? run.text(op) : run.inTheEnd(op));
    this.script.expectThat({ label, expected, observed }, [op]);
  }
}

/** The path of a struct sockaddr_un. */
function pathIn(address: Buffer): string {
  const [path = ''] = address.subarray(SUN_PATH).toString().split('\0');
  return path;
}
