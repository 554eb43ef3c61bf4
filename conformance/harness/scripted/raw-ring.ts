// SPDX-License-Identifier: MIT
// A ring of io_uring by its system calls and its memory: what the shim's own ring has not, which takes a request at a time.
import { NR } from '../protocol/nr.ts';
import type { Arg } from '../protocol/types.ts';
import { iovecs } from '../registers.ts';
import { mapAt } from './calls.ts';
import type { JudgedScript } from './judged-script.ts';
import type { ScriptRun } from './run.ts';
import type { Fd } from './script.ts';

const ENTRIES = 8;
/** Slots of the queue of completions: as many as requests and as many again. */
const COMPLETIONS = 2 * ENTRIES;
/** The memory is the task's; the requests are taken in their order, without an array of their numbers (Linux 6.6). */
const [IORING_SETUP_NO_MMAP, IORING_SETUP_NO_SQARRAY] = [1 << 14, 1 << 16];
/** What comes is looked at when the ring's task asks for it, and not before. */
const DEFERRED = (1 << 12) | (1 << 13);
const IORING_ENTER_GETEVENTS = 1;
/** Where the rings, the requests and the buffers are: memory of the task's own. */
const AT = { rings: 0x5200_0000, requests: 0x5201_0000, buffers: 0x5202_0000 } as const;
const PAGE = 4096;

/** struct io_uring_params, and struct io_rings (Linux 6.6 and later). */
const PARAMS = { size: 120, flags: 8, sqTail: 44, requests: 72, cqTail: 84, cqes: 100, rings: 112 };
const RINGS = { sqTail: 4, cqTail: 12, cqes: 64 };
const CQE = { size: 16, res: 8, flags: 12 };
const SQE = {
  ...{ size: 64, opcode: 0, flags: 1, fd: 4, off: 8, addr: 16, len: 24, events: 28 },
  ...{ data: 32, group: 40 },
};

export const OP = {
  ...{ poll: 6, sendmsg: 9, recvmsg: 10, connect: 16, read: 22, send: 26, recv: 27 },
  ...{ provide: 31, readMultishot: 49 },
} as const;
const IOSQE_BUFFER_SELECT = 1 << 5;
const IORING_CQE_F_MORE = 1 << 1;
/** Buffers that are provided, in one group. */
const [BUFFERS, BUFFER_SIZE, GROUP] = [4, 16, 7];
const POLL_MULTI = 1;

/** A request; its descriptor is that of a slot where it is not a number. */
interface Request {
  readonly opcode: number;
  readonly fd: Arg;
  readonly flags?: number;
  readonly off?: number;
  readonly addr?: Arg;
  readonly len?: number;
  readonly events?: number;
  readonly group?: number;
}

/** A ring of a task, whose memory must be its own. */
export class RawRing {
  readonly #script: JudgedScript;
  readonly #task: number;
  readonly #fd: Fd;
  #made = 0;

  /** `isDeferred`: IORING_SETUP_SINGLE_ISSUER and IORING_SETUP_DEFER_TASKRUN. */
  constructor(script: JudgedScript, task: number, isDeferred = false) {
    [this.#script, this.#task] = [script, task];
    for (const at of Object.values(AT)) mapAt(script, task, at, PAGE);
    const params = Buffer.alloc(PARAMS.size);
    const flags = IORING_SETUP_NO_MMAP | IORING_SETUP_NO_SQARRAY | (isDeferred ? DEFERRED : 0);
    params.writeUInt32LE(flags, PARAMS.flags);
    params.writeBigUInt64LE(BigInt(AT.requests), PARAMS.requests);
    params.writeBigUInt64LE(BigInt(AT.rings), PARAMS.rings);
    const setUp = script.ops.length;
    this.#fd = script.open(task, NR.io_uring_setup, ENTRIES, { inout: params });
    const { sqTail, cqTail, cqes } = RINGS;
    script.expectThat({
      ...{ label: 'set-up: where the ring has its numbers', expected: `${sqTail}, ${cqTail} and ${cqes}` },
      observed(run) {
        const is = run.buffer(setUp);
        if (is.length !== PARAMS.size) return 'nowhere';
        return `${is.readUInt32LE(PARAMS.sqTail)}, ${is.readUInt32LE(PARAMS.cqTail)} and ${is.readUInt32LE(PARAMS.cqes)}`;
      },
    });
  }

  /** Moves bytes from or to memory of the task's: by itself, or by another. */
  #copy(nr: number, here: Arg, at: number, length: number, by = this.#task): number {
    const vector = (base: Arg): Arg => iovecs({ base, length });
    return this.#script.call(by, nr, { pid: this.#task }, vector(here), 1, vector(at), 1, 0);
  }

  /** Hands a request in; its number is in the completion. */
  request({ opcode, fd, flags = 0, off = 0, addr = 0, len = 0, events = 0, group = 0 }: Request): number {
    const number = this.#made;
    const sqe = Buffer.alloc(SQE.size);
    sqe.writeUInt8(opcode, SQE.opcode);
    sqe.writeUInt8(flags, SQE.flags);
    sqe.writeBigUInt64LE(BigInt(off), SQE.off);
    sqe.writeUInt32LE(len, SQE.len);
    sqe.writeUInt32LE(events, SQE.events);
    sqe.writeBigUInt64LE(BigInt(number), SQE.data);
    sqe.writeUInt16LE(group, SQE.group);
    const relocs = [
      { at: SQE.fd, size: 4, arg: fd },
      { at: SQE.addr, arg: addr },
    ] as const;
    this.#made += 1;
    const tail = Buffer.alloc(4);
    tail.writeUInt32LE(this.#made);
    const slot = AT.requests + SQE.size * (number % ENTRIES);
    this.#copy(NR.process_vm_writev, { data: sqe, relocs }, slot, SQE.size);
    this.#copy(NR.process_vm_writev, { data: tail }, AT.rings + RINGS.sqTail, tail.length);
    const op = this.#script.call(this.#task, NR.io_uring_enter, this.#fd, 1, 0, 0, 0, 0);
    this.#script.expect(op, `a request of ${opcode} is handed in`, '1');
    return number;
  }

  /** Buffers for what is received. */
  provide(): void {
    const request = { opcode: OP.provide, fd: BUFFERS, addr: AT.buffers, len: BUFFER_SIZE, group: GROUP };
    this.completed('buffers', this.request(request), '0');
  }

  /** Reads whatever comes, until it is told that there is no more. */
  readMultishot(fd: Arg): number {
    return this.request({ opcode: OP.readMultishot, fd, flags: IOSQE_BUFFER_SELECT, group: GROUP });
  }

  /** Reads once, into the first buffer. */
  read(fd: Arg): number {
    return this.request({ opcode: OP.read, fd, addr: AT.buffers, len: BUFFER_SIZE });
  }

  /** Polls; at every edge where it is `multi`. */
  poll(fd: Arg, events: number, multi = false): number {
    return this.request({ opcode: OP.poll, fd, events, len: multi ? POLL_MULTI : 0 });
  }

  /** What has come of a request until now: the results, `...` behind one that more are to follow. */
  completed(label: string, number: number, expected: string): void {
    this.#script.call(this.#task, NR.io_uring_enter, this.#fd, 0, 0, IORING_ENTER_GETEVENTS, 0, 0);
    this.found(label, number, expected);
  }

  /** The same, as the memory says it to another task: the ring's own may be busy. */
  found(label: string, number: number, expected: string, by?: number): void {
    const size = RINGS.cqes + CQE.size * COMPLETIONS;
    const op = this.#copy(NR.process_vm_readv, { out: size }, AT.rings, size, by);
    this.#script.expectThat({ label, expected, observed: (run) => completions(run, op, number) });
  }

  /** What was received into one of the buffers. */
  received(label: string, buffer: number, text: string): void {
    const at = AT.buffers + BUFFER_SIZE * buffer;
    const op = this.#copy(NR.process_vm_readv, { out: BUFFER_SIZE }, at, BUFFER_SIZE);
    const observed = (run: ScriptRun) => run.buffer(op).toString().replace(/\0+$/, '');
    this.#script.expectThat({ label, expected: text, observed });
  }
}

/** Those of one request; none of them is taken off the ring. */
function completions(run: ScriptRun, op: number, number: number): string {
  const rings = run.buffer(op);
  if (rings.length === 0) return 'nothing was read';
  const all = Array.from({ length: Math.min(rings.readUInt32LE(RINGS.cqTail), COMPLETIONS) }, (_, i) => {
    const at = RINGS.cqes + CQE.size * i;
    const more = (rings.readUInt32LE(at + CQE.flags) & IORING_CQE_F_MORE) !== 0;
    return { of: rings.readBigUInt64LE(at), text: `${rings.readInt32LE(at + CQE.res)}${more ? '...' : ''}` };
  });
  return (
    all
      .filter(({ of }) => of === BigInt(number))
      .map(({ text }) => text)
      .join(' ') || 'none'
  );
}
