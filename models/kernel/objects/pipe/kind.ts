// SPDX-License-Identifier: MIT
// Pipes at their real size, as read(2), write(2) and pipe(7) have them. A small system takes one lock section at a time, so that
// the mutex is free whenever a call comes to it; of who sleeps under it, nothing is said here.

import { objectOf } from '../../system/fd.ts';
import { wakeAll } from '../../system/sleep.ts';
import type { ObjectKind, OpenFile, World } from '../../system/types.ts';
import { copyMap, stateOf } from '../../system/world.ts';
import type { InodeId } from '../path/kind.ts';
import type { Pipe } from './pipe.ts';
import { readPipe } from './read.ts';
import { writePipe } from './write.ts';

export type PipeId = `q${number}`;
export type EndId = `e${number}`;

/** How a description may be used. */
export type Mode = 'read' | 'write' | 'both';

/** What a description of a pipe has, beside O_NONBLOCK. */
export interface End {
  readonly pipe: PipeId;
  readonly mode: Mode;
  /** O_DIRECT. */
  packets: boolean;
  /** FMODE_NOWAIT. */
  nowait: boolean;
}

/** All pipes. */
export interface Pipes {
  readonly pipes: Map<PipeId, Pipe>;
  readonly ends: Map<EndId, End>;
  /** FIFOs that somebody has open: the pipe of each inode. */
  readonly fifos: Map<InodeId, PipeId>;
  /** Whether there is a /proc, by which ends can be opened again. */
  proc: boolean;
}

const copyPipe = (pipe: Pipe): Pipe => ({ ...pipe, reading: [...pipe.reading], writing: [...pipe.writing] });

export const mayRead = ({ mode }: Pick<End, 'mode'>): boolean => mode !== 'write';
export const mayWrite = ({ mode }: Pick<End, 'mode'>): boolean => mode !== 'read';

/** Pipes; a description says which end it is. */
export const PIPES: ObjectKind<Pipes, EndId> = {
  name: 'pipe',
  initial: () => ({ pipes: new Map(), ends: new Map(), fifos: new Map(), proc: false }),
  copy: ({ pipes, ends, fifos, proc }) => ({
    pipes: copyMap(pipes, copyPipe),
    ends: copyMap(ends, (end) => ({ ...end })),
    fifos: new Map(fifos),
    proc,
  }),
  *queues({ pipes }) {
    for (const { reading, writing } of pipes.values()) yield* [reading, writing];
  },
  release(world, id) {
    const end = endOf(world, id);
    stateOf(world, PIPES).ends.delete(id);
    releaseEnd(world, end);
  },
  read: (world, task, id, args) => {
    const end = endOf(world, id);
    return mayRead(end) ? readPipe(world, task, pipeOf(world, end.pipe), args) : 'EBADF';
  },
  write: (world, task, id, args) => {
    const end = endOf(world, id);
    if (!mayWrite(end)) return 'EBADF';
    return writePipe(world, task, pipeOf(world, end.pipe), { ...args, packets: end.packets });
  },
  // F_SETFL with O_NONBLOCK alone takes O_DIRECT away, and with it packet mode (`setfl`, fs/fcntl.c).
  setFlags(world, id) {
    endOf(world, id).packets = false;
  },
};

/** `pipe_release`, `put_pipe_info`. */
function releaseEnd(world: World, end: End): void {
  const { pipes, fifos } = stateOf(world, PIPES);
  const pipe = pipeOf(world, end.pipe);
  if (mayRead(end)) pipe.readers -= 1;
  if (mayWrite(end)) pipe.writers -= 1;
  if ((pipe.readers === 0) !== (pipe.writers === 0))
    for (const queue of [pipe.reading, pipe.writing]) wakeAll(world, queue);
  pipe.files -= 1;
  if (pipe.files > 0) return;
  pipes.delete(end.pipe);
  for (const [inode, of] of fifos) if (of === end.pipe) fifos.delete(inode);
}

export function pipeOf(world: World, id: PipeId): Pipe {
  return stateOf(world, PIPES).pipes.get(id)!;
}

export function endOf(world: World, id: EndId): End {
  return stateOf(world, PIPES).ends.get(id)!;
}

/** The end that a description is of, where it is of a pipe. */
export function endIn(world: World, file: OpenFile | undefined): End | undefined {
  const id = objectOf(file, PIPES);
  return id === undefined ? undefined : endOf(world, id);
}
