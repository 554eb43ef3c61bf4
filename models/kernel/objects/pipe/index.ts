// SPDX-License-Identifier: MIT
// Pipes.
import { FLAG } from '../../system/args.ts';
import { callOf } from '../../system/calls.ts';
import type { ObjectPlugin } from '../../system/compose.ts';
import { freeFds, install, TABLE } from '../../system/fd.ts';
import type { Answer, Task, World } from '../../system/types.ts';
import { partOf, stateOf } from '../../system/world.ts';
import { PIPES, type PipeId } from './kind.ts';
import { DEFAULT_SLOTS } from './pipe.ts';

export * from './kind.ts';
export { DEFAULT_SLOTS, PAGE, type Pipe } from './pipe.ts';

/** The flags of pipe2(2). */
interface Flags {
  readonly nonblock: boolean;
  readonly cloexec: boolean;
  /** O_DIRECT. */
  readonly packets: boolean;
}

function pipe2(world: World, task: Task, { nonblock, cloexec, packets }: Flags): Answer {
  const fds = freeFds(world, task, 2);
  if (fds === undefined) return 'EMFILE';
  const pipe: PipeId = `q${world.next++}`;
  const empty = { most: DEFAULT_SLOTS, slots: [], readers: 1, writers: 1, reading: [], writing: [] };
  stateOf(world, PIPES).set(pipe, empty);
  for (const [i, end] of (['read', 'write'] as const).entries()) {
    install(world, task, fds[i]!, { kind: PIPES, to: { pipe, end, packets } }, { nonblock });
    if (cloexec) partOf(world, task, TABLE).cloexec.add(fds[i]!);
  }
  return { value: 0, out: fds.join(' '), made: fds };
}

/** Pipes, and pipe2(2). */
export const PIPE: ObjectPlugin = {
  kind: PIPES,
  signals: { SIGPIPE: { number: 13, action: 'ends', byDefault: 'ends' } },
  calls: {
    pipe2: callOf({ nonblock: FLAG, cloexec: FLAG, packets: FLAG }, (w, t, flags) => pipe2(w, t, flags)),
  },
};
