// SPDX-License-Identifier: MIT
// What had come of a call when an operation was over, which is not the one that made it.
import type { JudgedScript } from './judged-script.ts';

/** A call that was made before, by a task that has made no other one since. */
interface Pending {
  readonly task: number;
  readonly op: number;
}

/** What the call must have given by then: `blocked` while its task sleeps. One that has ended has given what it gives in the end. */
export function expectByThen(
  script: JudgedScript,
  at: number,
  { task, op }: Pending,
  label: string,
  expected: string,
): void {
  script.expectThat({
    ...{ label, expected },
    observed: (run) => (run.blocked(at, task) ? 'blocked' : run.inTheEnd(op)),
  });
}
