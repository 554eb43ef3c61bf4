// SPDX-License-Identifier: MIT
// The ends of a pipe that a process was passed by another (SCM_RIGHTS): one description, and two tables of descriptors.
import { CLONE_VM, SIGCHLD } from '../../harness/protocol/clone.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { O } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { byteAndControl, rights, spaceOfRights } from '../../harness/scripted/rights.ts';

const [AF_UNIX, SOCK_STREAM] = [1, 1];
const F_SETFL = 4;
/** Descriptors that are passed: both ends. */
const ENDS = 2;

/** A byte, and control data or room for it. */
function message(byte: Arg, control: Arg): Arg {
  const { data, relocs } = byteAndControl(byte, control, ENDS);
  return { inout: data, relocs };
}

/** A pipe with O_NONBLOCK, which the task has made and another is passed. */
export function passed(script: JudgedScript, task: number) {
  script.call(task, NR.socketpair, AF_UNIX, SOCK_STREAM, 0, { out: 8 });
  // It has the sockets, and no pipe yet. The next descriptors are the same two in both.
  const other = script.spawn({ parent: task, flags: CLONE_VM | SIGCHLD });
  const [here, there, read, write] = [0, 1, 2, 3];
  script.call(task, NR.pipe2, { out: 8 }, O.nonblock);
  script.call(task, NR.sendmsg, here, message({ data: Buffer.from('p') }, rights(read, write)), 0);
  script.call(other, NR.recvmsg, there, message({ out: 1 }, { out: spaceOfRights(ENDS) }), 0);
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
