// SPDX-License-Identifier: MIT
// Small alphabets, every sequence of which is run: a pipe of one page, who sends and who receives, and what happens meanwhile.

import { PAGE } from '../../models/kernel/objects/pipe/index.ts';
import type { TaskId } from '../../models/kernel/system/index.ts';
import { type Called, caseOf, type Done } from '../harness/lockstep/cases.ts';
import type { SmallAlphabet } from '../harness/lockstep/engine/exhaustive.ts';
import { piped } from '../objects/pipe/cases.ts';
import { bytesOf } from '../objects/pipe/choose.ts';
import { recv, send } from './calling.ts';

type Letter = SmallAlphabet['letters'][number];

const letter = ({ task = 't0', call, args }: Called): Letter => ({ op: 'call', task, call, args });

/** t0, t2 and t3 have a pipe of one slot, with a byte in it. */
const OPENING: readonly Done[] = [
  piped(),
  { task: 't0', call: 'resize', args: { fd: 1, size: PAGE } },
  { task: 't0', call: 'write', args: { fd: 1, data: 'o' } },
  { from: 't0', fork: 't2' },
  { from: 't0', fork: 't3' },
];

const close = (task: TaskId, fd: number): Called => ({ task, call: 'close', args: { fd } });
const nonblock = (fd: number): Called => ({ task: 't0', call: 'nonblock', args: { fd, on: true } });

const MEANWHILE: readonly Letter[] = [
  ...[close('t0', 0), close('t3', 0), close('t2', 0), nonblock(1), nonblock(0)].map(letter),
  { op: 'signal', task: 't2', signal: 'interrupt' },
  { op: 'signal', task: 't2', signal: 'restart' },
  { op: 'signal', task: 't3', signal: 'kill' },
];

/** read(2) and write(2). */
export const SMALL_TODAY: SmallAlphabet = {
  opening: caseOf('', 0, OPENING).ops,
  letters: [
    ...[1, PAGE].map((count) => letter({ task: 't0', call: 'read', args: { fd: 0, count } })),
    letter({ task: 't2', call: 'write', args: { fd: 1, data: bytesOf('y', PAGE) } }),
    letter({ task: 't3', call: 'write', args: { fd: 1, data: bytesOf('z', PAGE + 1) } }),
    letter({ task: 't3', call: 'read', args: { fd: 0, count: 2 } }),
    ...MEANWHILE,
  ],
  depth: 3,
};

/** send and recv, with flags and without. */
export const SMALL_SEND: SmallAlphabet = {
  opening: caseOf('', 0, OPENING).ops,
  letters: [
    letter(recv(0, PAGE, { dontwait: true })),
    letter(recv(0, 1, { dontwait: true, high: true })),
    letter(send(1, bytesOf('y', PAGE), { task: 't2', nosignal: true })),
    letter(send(1, bytesOf('z', PAGE + 1), { task: 't3', dontwait: true })),
    letter(recv(0, 2, { task: 't3', parts: 2 })),
    ...MEANWHILE,
  ],
  depth: 3,
};
