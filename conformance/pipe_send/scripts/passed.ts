// SPDX-License-Identifier: MIT
// The ends of a pipe that a process was passed by another.
import { F_SETFL, O_NONBLOCK } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { passing } from '../../harness/scripted/passing.ts';

/** A pipe with O_NONBLOCK, which the task has made and another is passed. */
export function passed(script: JudgedScript, task: number) {
  const { other, pass } = passing(script, task);
  // The same numbers in both.
  const [read, write] = [2, 3];
  script.call(task, NR.pipe2, { out: 8 }, O_NONBLOCK);
  pass(read, write);
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
