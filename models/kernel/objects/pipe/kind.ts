// SPDX-License-Identifier: MIT
// Pipes at their real size, as read(2), write(2) and pipe(7) have them. A small system takes one lock section at a time, so that
// the mutex is free whenever a call comes to it; of who sleeps under it, nothing is said here.
import { wakeAll } from '../../system/sleep.ts';
import type { ObjectKind, World } from '../../system/types.ts';
import { copyMap, stateOf } from '../../system/world.ts';
import type { Pipe } from './pipe.ts';
import { readPipe } from './read.ts';
import { writePipe } from './write.ts';

export type PipeId = `q${number}`;

/** What a description is of: one end of one pipe. */
export interface PipeEnd {
  readonly pipe: PipeId;
  readonly end: 'read' | 'write';
  /** O_DIRECT. */
  readonly packets: boolean;
}

const copyPipe = (pipe: Pipe): Pipe => ({ ...pipe, reading: [...pipe.reading], writing: [...pipe.writing] });

/** Pipes; a description says which, and which end of it. */
export const PIPES: ObjectKind<Map<PipeId, Pipe>, PipeEnd> = {
  name: 'pipe',
  initial: () => new Map(),
  copy: (pipes) => copyMap(pipes, copyPipe),
  *queues(pipes) {
    for (const { reading, writing } of pipes.values()) yield* [reading, writing];
  },
  /** `pipe_release`. */
  release(world, { pipe: id, end }) {
    const pipe = pipeOf(world, id);
    pipe[end === 'read' ? 'readers' : 'writers'] -= 1;
    if ((pipe.readers === 0) === (pipe.writers === 0)) return;
    for (const queue of [pipe.reading, pipe.writing]) wakeAll(world, queue);
  },
  read: (world, task, { pipe, end }, args) =>
    end === 'read' ? readPipe(world, task, pipeOf(world, pipe), args) : 'EBADF',
  write: (world, task, { pipe, end, packets }, args) =>
    end === 'write' ? writePipe(world, task, pipeOf(world, pipe), { ...args, packets }) : 'EBADF',
};

export function pipeOf(world: World, id: PipeId): Pipe {
  return stateOf(world, PIPES).get(id)!;
}
