// SPDX-License-Identifier: MIT
// Pages that come late: memory of a userfaultfd(2), in which a caller waits until the keeper copies them there
// (handle_userfault(), Linux 6.12: in the middle of a copy, so that the pipe's mutex is held meanwhile).
import { CALLERS, type Caller, dataOf, MOST, PAGE } from '../../../models/pipe_send/names.ts';
import type { Scenario } from '../../../models/pipe_send/scenarios.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg, CallOp } from '../../harness/protocol/types.ts';
import { u64s } from '../../harness/registers.ts';
import type { Script } from '../../harness/scripted/script.ts';
import { KEEPER, SLOT, UNIT, written } from './world.ts';

/** The number of the userfaultfd, which nothing else has. */
const LATE = 104;
/** Room for the longest call of a scenario, in whole pages. */
const LENGTH = Math.ceil(MOST / PAGE) * SLOT;
/** Where the first caller's memory is; the others' follow. */
const FIRST = 0x3100_0000;
const APART = 0x1_0000;
/** PROT_READ and PROT_WRITE; MAP_PRIVATE, MAP_FIXED and MAP_ANONYMOUS: a sequence has what one before it had. */
const [PROT, MAP] = [3, 0x32];

/** include/uapi/linux/userfaultfd.h */
const [UFFDIO_API, UFFDIO_REGISTER, UFFDIO_COPY] = [0xc018_aa3f, 0xc020_aa00, 0xc028_aa03];
const [UFFD_API, UFFDIO_REGISTER_MODE_MISSING] = [0xaa, 1];

/** What a caller's call is given as its buffer. */
export const lateAt = (p: Caller): number => FIRST + APART * CALLERS.indexOf(p);

/** Those whose pages come late. */
export const lateOf = ({ args, callers }: Scenario): readonly Caller[] =>
  callers.filter((p) => args[p]!.some(({ buf }) => buf === 'slow'));

/** Makes the memory of all whose pages come late. */
export function makeLate(script: Script, scenario: Scenario): void {
  const late = lateOf(scenario);
  if (late.length === 0) return;
  const fd = script.open(KEEPER, NR.userfaultfd, 0);
  script.call(KEEPER, NR.dup2, fd, LATE);
  script.call(KEEPER, NR.close, fd);
  script.call(KEEPER, NR.ioctl, LATE, UFFDIO_API, { data: u64s(UFFD_API, 0, 0) });
  for (const p of late) {
    script.call(KEEPER, NR.mmap, lateAt(p), LENGTH, PROT, MAP, -1, 0);
    const range = u64s(lateAt(p), LENGTH, UFFDIO_REGISTER_MODE_MISSING, 0);
    script.call(KEEPER, NR.ioctl, LATE, UFFDIO_REGISTER, { data: range });
  }
}

/** Brings p's pages: with what it sends, where it sends. */
export function bring(scenario: Scenario, p: Caller): CallOp {
  const { op, n } = scenario.args[p]![0]!;
  const pages = Buffer.alloc(LENGTH, '-');
  if (op === 'send') pages.set(written(scenario, dataOf(p).slice(0, n)));
  const source: Arg = { data: pages };
  const copy: Arg = { data: u64s(lateAt(p), 0, LENGTH, 0, 0), relocs: [{ at: 8, arg: source }] };
  return { op: 'call', task: KEEPER, nr: NR.ioctl, args: [LATE, UFFDIO_COPY, copy] };
}

/** Whether a call of the keeper has brought pages. */
export const isBring = ({ nr, args }: CallOp): boolean => nr === NR.ioctl && args[1] === UFFDIO_COPY;

/** What p has in its memory, as the keeper copies it to a pipe. */
export const shown = (p: Caller, bytes: number, to: Arg): CallOp => ({
  ...{ op: 'call', task: KEEPER, nr: NR.write },
  args: [to, lateAt(p), bytes * UNIT],
});
