// SPDX-License-Identifier: MIT
// The ends of a pipe that a process was passed by another (SCM_RIGHTS): one description, and two tables of descriptors.
import { CLONE_VM, SIGCHLD } from '../../harness/protocol/clone.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg, Reloc } from '../../harness/protocol/types.ts';
import { iovecs, u64s } from '../../harness/registers.ts';
import { O } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';

const [AF_UNIX, SOCK_STREAM, SOL_SOCKET, SCM_RIGHTS] = [1, 1, 1, 1];
const F_SETFL = 4;
/** Fields of struct msghdr; and of a struct cmsghdr with two descriptors. */
const MSGHDR = { size: 56, iov: 16, iovlen: 24, control: 32, controllen: 40 } as const;
const CMSGHDR = { length: 24, level: 8, type: 12, data: 16 } as const;

/** The struct msghdr: a byte, and control data or room for it. */
function message(byte: Arg, control: Arg): Arg {
  const header = Buffer.alloc(MSGHDR.size);
  header.writeBigUInt64LE(1n, MSGHDR.iovlen);
  header.writeBigUInt64LE(BigInt(CMSGHDR.length), MSGHDR.controllen);
  const relocs: Reloc[] = [
    { at: MSGHDR.iov, arg: iovecs({ base: byte, length: 1 }) },
    { at: MSGHDR.control, arg: control },
  ];
  return { inout: header, relocs };
}

/** Two descriptors. */
function rights(first: number, second: number): Arg {
  const data = Buffer.alloc(CMSGHDR.length);
  data.set(u64s(CMSGHDR.length));
  data.writeInt32LE(SOL_SOCKET, CMSGHDR.level);
  data.writeInt32LE(SCM_RIGHTS, CMSGHDR.type);
  data.writeInt32LE(first, CMSGHDR.data);
  data.writeInt32LE(second, CMSGHDR.data + 4);
  return { data };
}

/** A pipe with O_NONBLOCK, which the task has made and another is passed. */
export function passed(script: JudgedScript, task: number) {
  script.call(task, NR.socketpair, AF_UNIX, SOCK_STREAM, 0, { out: 8 });
  // It has the sockets, and no pipe yet. The next descriptors are the same two in both.
  const other = script.spawn({ parent: task, flags: CLONE_VM | SIGCHLD });
  const [here, there, read, write] = [0, 1, 2, 3];
  script.call(task, NR.pipe2, { out: 8 }, O.nonblock);
  script.call(task, NR.sendmsg, here, message({ data: Buffer.from('p') }, rights(read, write)), 0);
  script.call(other, NR.recvmsg, there, message({ out: 1 }, { out: CMSGHDR.length }), 0);
  return {
    ...{ read, write, other },
    theirs: {
      ...{ read, write },
      clear() {
        for (const fd of [read, write]) script.call(other, NR.fcntl, fd, F_SETFL, 0);
      },
    },
  };
}
