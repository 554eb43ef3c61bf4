// SPDX-License-Identifier: MIT
// What the program of today-procfd does beside the model's steps: a path of /proc names its descriptor, so that has a number.
import type { Caller, Inode } from '../../../models/fconnectat/names.ts';
import type { Seen } from '../../../models/fconnectat/state.ts';
import type { VariantName } from '../../../models/fconnectat/variants.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { CallOp } from '../../harness/protocol/types.ts';
import { mountOn } from '../../harness/scripted/calls.ts';
import type { Script } from '../../harness/scripted/script.ts';
import { encodeAddress } from '../../objects/unix-socket/codecs.ts';
import type { Calling } from './calling.ts';
import { KEEPER } from './files.ts';

/** Numbers that no call gives out, and slots that no set-up fills; the task's own number is added. */
const FIRST_NUMBER = 200;
const FIRST_SLOT = 40;

/** proc, self, what that links to, fd, and the descriptor. */
const COMPONENTS = 5;

export const isProcfd = (variant: VariantName): boolean => variant === 'today-procfd';

/** In the root that the callers share. */
export const mountProc = (script: Script): void => mountOn(script, KEEPER, 'proc', '/proc');

/** The descriptor that the program has already, under its number. */
export function holds({ files, tasks }: Calling, p: Caller, inode: Inode): CallOp {
  const task = tasks[p]!;
  const args = [files.inodes.get(inode) ?? -1, FIRST_NUMBER + task, 0];
  return { op: 'call', task, nr: NR.dup3, args };
}

/** The slot that takes what the program opens. */
export const slotOf = ({ tasks }: Calling, p: Caller): number => FIRST_SLOT + tasks[p]!;

/** connect(2) by the path of the descriptor, which has its number first where the program has opened it itself. */
export function connectByPath(calling: Calling, p: Caller, isOpened: boolean): CallOp[] {
  const task = calling.tasks[p]!;
  const number = FIRST_NUMBER + task;
  const path = `/proc/self/fd/${number}`;
  const args = [calling.sockets.get(p)!, ...encodeAddress({ kind: 'path', path })];
  const renumber: CallOp = { op: 'call', task, nr: NR.dup2, args: [{ slot: slotOf(calling, p) }, number] };
  return [...(isOpened ? [renumber] : []), { op: 'call', task, nr: NR.connect, args }];
}

/** The points that the kernel passes within a step: the model looks that path up in one, and again in each round. */
export function pointsWithin(
  { scenario }: Calling,
  before: Seen,
  action: string,
  after: Seen,
  p: Caller,
): number {
  if (before.task[p].call !== 'connect') return 0;
  const { fs, hasProc } = scenario;
  const isReached = hasProc && !fs.denySearch.includes(fs.root);
  if (action === 'PathInit') return isReached ? COMPONENTS : 1;
  const goesRound = (action === 'Lock' || action === 'Woken') && after.task[p].pc === 'find';
  return goesRound ? 1 + COMPONENTS : 0;
}
