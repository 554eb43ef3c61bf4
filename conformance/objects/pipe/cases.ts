// SPDX-License-Identifier: MIT
// Sequences on pipes that are always run.

import { type Mode, PAGE, PROC } from '../../../models/kernel/objects/pipe/index.ts';
import type { SignalName, TaskId } from '../../../models/kernel/system/index.ts';
import { type Called, type Case, caseOf, type Done } from '../../harness/lockstep/cases.ts';
import { ALL, bytesOf } from './choose.ts';

const [READ, WRITE] = [0, 1];

/** A pipe as pipe2(2) makes it, of t0. */
export const piped = (
  flags: { nonblock?: boolean; packets?: boolean } = {},
  task: TaskId = 't0',
): Called => ({
  ...{ task, call: 'pipe2' },
  args: { nonblock: false, cloexec: false, packets: false, ...flags },
});

const read = (task: TaskId, count: number, fd = READ): Called => ({
  task,
  call: 'read',
  args: { fd, count },
});
const write = (task: TaskId, count: number, letter = 'x', fd = WRITE): Called => {
  return { task, call: 'write', args: { fd, data: bytesOf(letter, count) } };
};
const close = (task: TaskId, fd: number): Called => ({ task, call: 'close', args: { fd } });
const resize = (task: TaskId, size: number, fd = WRITE): Called => ({
  task,
  call: 'resize',
  args: { fd, size },
});
const nonblock = (task: TaskId, fd: number, on: boolean): Called => ({
  task,
  call: 'nonblock',
  args: { fd, on },
});
const splice = (task: TaskId, fd: number, to: number, count: number): Called => ({
  task,
  call: 'splice',
  args: { fd, to, count },
});

const pipeSize = (task: TaskId): Called => ({ task, call: 'pipesize', args: { fd: READ } });
const openFifo = (mode: Mode, wait = false): Called => ({
  ...{ task: 't0', call: 'openfifo' },
  args: { path: 's', mode, nonblock: !wait },
});
const reopen = (fd: number, mode: Mode, wait = false): Called => ({
  ...{ task: 't0', call: 'reopen' },
  args: { fd, mode, nonblock: !wait },
});
const signal = (task: TaskId, name: SignalName): Done => ({ task, signal: name });
const fork = (task: TaskId): Done => ({ from: 't0', fork: task });

/** t0 has a pipe, and t2 and t3 have it too. */
const SHARED: readonly Done[] = [piped(), fork('t2'), fork('t3')];

/** A /proc, for what is opened again. */
export const WITH_PROC: readonly Called[] = [
  { task: 't0', call: 'mkdir', args: { path: PROC, mode: 0o755 } },
  { task: 't0', call: 'mountproc', args: {} },
];

/** Pipes: room, pages, packets, ends. */
export const PIPE_CASES: readonly Case[] = [
  caseOf('a pipe that is full, and a page that is read', 0, [
    ...SHARED,
    write('t0', ALL),
    write('t0', 1),
    read('t2', PAGE - 1),
    read('t2', 1),
  ]),
  caseOf('a pipe that is full, and may not be waited for', 0, [
    piped({ nonblock: true }),
    write('t0', ALL + 1),
    write('t0', 1),
    read('t0', 2 * PAGE - 1),
    write('t0', PAGE, 'y'),
    write('t0', 1, 'z'),
    read('t0', ALL),
  ]),
  caseOf('pages that are written behind, and that are not', 0, [
    piped({ nonblock: true }),
    ...[write('t0', 10), write('t0', 20, 'y'), write('t0', PAGE - 30, 'z'), write('t0', 1, 'a')],
    ...[read('t0', 5), write('t0', PAGE + 3, 'b'), write('t0', 2 * PAGE - 4, 'c'), read('t0', PAGE)],
    ...[read('t0', PAGE), read('t0', ALL)],
  ]),
  caseOf('a reader that waits, and the last writer goes', 0, [
    ...[piped(), fork('t2'), close('t2', WRITE), read('t2', 1), close('t0', WRITE)],
  ]),
  caseOf('two who read and wait: one byte wakes one of them', 0, [
    ...[...SHARED, read('t2', 1), read('t3', 1), write('t0', 1), write('t0', 2)],
    ...[read('t2', 3), read('t3', 3), write('t0', 3), signal('t3', 'interrupt')],
  ]),
  caseOf('two who write and wait: a page wakes one of them', 0, [
    ...[...SHARED, write('t0', ALL), write('t2', 1, 'y'), write('t3', PAGE, 'z'), read('t0', PAGE)],
    ...[read('t0', PAGE), read('t0', ALL)],
  ]),
  caseOf(
    'two who write and wait: who is woken for a page of which a part is left waits behind the other',
    0,
    [
      ...[...SHARED, write('t0', ALL), write('t2', PAGE, 'y'), write('t3', PAGE, 'z'), read('t0', 1)],
      ...[read('t0', PAGE - 1), read('t0', PAGE), read('t0', ALL)],
    ],
  ),
  caseOf('a large write that waits: signals, and the last reader goes', 0, [
    ...[...SHARED, write('t2', ALL + 3), signal('t2', 'restart'), read('t0', ALL)],
    ...[write('t2', ALL + 3, 'y'), signal('t2', 'interrupt'), write('t2', 1)],
    ...[signal('t2', 'restart'), signal('t2', 'interrupt')],
    ...[write('t2', 1, 'z'), close('t0', READ), close('t3', READ), signal('t2', 'kill')],
  ]),
  caseOf('a pipe that nobody reads', 0, [
    ...[piped(), write('t0', 0), close('t0', READ), write('t0', 1), write('t0', 0)],
  ]),
  caseOf('a large write, and nobody reads any more', 0, [
    ...[piped(), fork('t2'), close('t2', READ), write('t2', ALL + 1), close('t0', READ)],
  ]),
  caseOf('O_NONBLOCK that comes while somebody writes and waits', 0, [
    ...[
      ...SHARED,
      write('t2', ALL + 2 * PAGE),
      nonblock('t0', WRITE, true),
      read('t0', PAGE),
      read('t0', ALL),
    ],
    ...[
      nonblock('t0', WRITE, false),
      write('t0', ALL, 'y'),
      write('t2', 1, 'z'),
      nonblock('t0', WRITE, true),
    ],
    ...[signal('t2', 'restart')],
  ]),
  caseOf('O_NONBLOCK that comes while somebody reads and waits', 0, [
    ...[...SHARED, read('t2', 1), nonblock('t0', READ, true), signal('t2', 'interrupt')],
    ...[nonblock('t0', READ, false), read('t2', 1), nonblock('t0', READ, true)],
    ...[signal('t2', 'restart'), read('t2', 1)],
  ]),
  caseOf('packets: of each write one, and what does not fit is dropped', 0, [
    piped({ nonblock: true, packets: true }),
    ...[write('t0', 3), write('t0', 2, 'y'), write('t0', PAGE + 2, 'z'), read('t0', 2), read('t0', 9)],
    ...[read('t0', 2 * PAGE), read('t0', 2 * PAGE), read('t0', 1), write('t0', ALL), write('t0', 1)],
  ]),
  caseOf('packets, and a F_SETFL that names no O_DIRECT', 0, [
    piped({ packets: true }),
    ...[write('t0', 3), nonblock('t0', WRITE, true), write('t0', 2, 'y'), write('t0', 2, 'z'), read('t0', 9)],
    read('t0', 9),
  ]),
  caseOf('F_SETPIPE_SZ: smaller, too small, larger while somebody waits', 0, [
    ...[...SHARED, resize('t0', PAGE + 1), write('t0', 2 * PAGE), write('t2', PAGE, 'y'), resize('t0', PAGE)],
    ...[
      resize('t0', 4 * PAGE),
      read('t0', ALL),
      resize('t0', 0),
      write('t0', PAGE + 1),
      resize('t3', 2 ** 31 + 1),
    ],
    ...[pipeSize('t3'), resize('t3', PAGE)],
  ]),
  caseOf('splice: whole pages and parts of them, and what is written behind', 0, [
    ...[piped({ nonblock: true }), piped({ nonblock: true }), write('t0', 10), write('t0', PAGE, 'y')],
    ...[splice('t0', 0, 3, 4), write('t0', 2, 'z'), write('t0', 2, 'q', 3), splice('t0', 0, 3, 0)],
    ...[splice('t0', 0, 3, ALL), write('t0', 2, 'p', 3), read('t0', ALL, 2), splice('t0', 0, 3, 1)],
    ...[
      write('t0', 3),
      splice('t0', 0, 1, 1),
      splice('t0', 1, 0, 1),
      splice('t0', 1, 3, 1),
      splice('t0', 0, 2, 1),
    ],
    ...[splice('t0', 0, 9, 1), close('t0', 2), splice('t0', 0, 3, 1), close('t0', 1), read('t0', 3)],
    splice('t0', 0, 3, 1),
  ]),
  caseOf('splice: behind a part of a page nothing is written, behind a whole one it is', 0, [
    ...[piped({ nonblock: true }), piped({ nonblock: true }), resize('t0', PAGE, 3), write('t0', 9)],
    ...[splice('t0', 0, 3, 4), write('t0', 2, 'q', 3), read('t0', 9, 2)],
    ...[splice('t0', 0, 3, 9), write('t0', 2, 'r', 3), read('t0', 9, 2)],
  ]),
  caseOf('splice wakes those who wait', 0, [
    ...[piped(), piped(), fork('t2'), write('t0', ALL), write('t0', PAGE, 'y', 3)],
    ...[fork('t3'), write('t2', 1, 'z'), splice('t0', 0, 3, PAGE), read('t3', ALL, 2)],
    ...[read('t3', ALL, 2), splice('t0', 0, 3, 3)],
  ]),
  caseOf('a FIFO: opened by both, from one end, and again', 0, [
    { task: 't0', call: 'mkfifo', args: { path: 's', mode: 0o600 } },
    ...(['write', 'read', 'write', 'both'] as const).map((mode) => openFifo(mode)),
    ...[read('t0', 1), write('t0', 5), close('t0', 1), close('t0', 2), read('t0', 2), read('t0', 9)],
    ...[close('t0', 0), openFifo('both', true)],
    ...[write('t0', 5, 'y', 0), read('t0', 9, 0), openFifo('read', true)],
  ]),
  caseOf('no FIFO', 0, [
    { task: 't0', call: 'mkdir', args: { path: 'd1', mode: 0o755 } },
    { task: 't0', call: 'openfifo', args: { path: 'd1', mode: 'write', nonblock: true } },
    openFifo('read'),
    ...(['s', 's/s'] as const).map(
      (path) => ({ task: 't0', call: 'mkfifo', args: { path, mode: 0o600 } }) as const,
    ),
  ]),
  caseOf('no descriptor is left', 0, [
    ...[
      ...WITH_PROC,
      piped(),
      reopen(READ, 'write'),
      { call: 'nofile', task: 't0', args: { limit: 3 } } as const,
    ],
    ...[reopen(READ, 'read'), openFifo('both'), piped(), write('t0', 1, 'x', 2), close('t0', 2), piped()],
  ]),
  caseOf('a pipe that is opened again is the same pipe, with flags of its own', 0, [
    ...[...WITH_PROC, piped(), reopen(0, 'both')],
    ...[read('t0', 1, 2), write('t0', 3, 'x', 2), read('t0', 2, 0), close('t0', 0), write('t0', 3, 'y')],
    ...[read('t0', 9, 2), reopen(9, 'read')],
    ...[fork('t2'), reopen(1, 'read', true)],
    ...[read('t2', 1, 2), close('t0', 2), read('t0', 1, 0), signal('t0', 'interrupt')],
  ]),
];
