// SPDX-License-Identifier: MIT
// Descriptors that a process is passed by another (SCM_RIGHTS): one description, and two tables of descriptors.
import { CLONE_VM, SIGCHLD } from '../protocol/clone.ts';
import { NR } from '../protocol/nr.ts';
import type { Arg } from '../protocol/types.ts';
import { byteAndControl, rights, spaceOfRights } from './rights.ts';
import type { Script } from './script.ts';
import { socketPair } from './socket-pair.ts';

/** The sockets between the two. */
const [HERE, THERE] = [0, 1];

/** Another process. */
export interface Passing {
  readonly other: number;
  /** Passes it descriptors of the task's: there they are the next ones, in this order. */
  pass(...descriptors: readonly Arg[]): void;
}

/** A byte, and control data or room for it. */
function message(byte: Arg, control: Arg, count: number): Arg {
  const { data, relocs } = byteAndControl(byte, control, count);
  return { inout: data, relocs };
}

/** Another process, for a task that has no descriptor yet. The next descriptor of either is 2. */
export function passing(script: Script, task: number): Passing {
  socketPair(script, task);
  const other = script.spawn({ parent: task, flags: CLONE_VM | SIGCHLD });
  return {
    other,
    pass(...descriptors) {
      const count = descriptors.length;
      const sent = message({ data: Buffer.from('p') }, rights(...descriptors), count);
      script.call(task, NR.sendmsg, HERE, sent, 0);
      const room = message({ out: 1 }, { out: spaceOfRights(count) }, count);
      script.call(other, NR.recvmsg, THERE, room, 0);
    },
  };
}
