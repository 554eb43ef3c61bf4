// SPDX-License-Identifier: MIT
// The calls that a caller's program makes, as registers.
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import { FLAG_VALUES } from '../../../models/pipe_send/flags.ts';
import { type Call, type Caller, dataOf, ENDS, type End } from '../../../models/pipe_send/names.ts';
import type { Scenario } from '../../../models/pipe_send/scenarios.ts';
import { F_GETFL, F_SETFL, O_NONBLOCK, O_WRONLY, RWF_NOWAIT } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg, CallOp } from '../../harness/protocol/types.ts';
import { cString, iovecs } from '../../harness/registers.ts';
import { lateAt } from './late.ts';
import { endOf, flagsOf, UNIT, type World, written } from './world.ts';

/** Memory in which no page is. */
export const UNMAPPED = 1;

/** Slots that no set-up fills, for what a program opens; the task's own number is added. */
const FIRST_SLOT = 40;

/** What the calls of a scenario are made of. */
export interface Calling {
  readonly scenario: Scenario;
  readonly world: World;
  readonly tasks: Readonly<Record<string, number>>;
  /** Whether a program has a description of its own. */
  readonly isOwn: boolean;
}

/** The call that p is about to make: what a program of no MSG_DONTWAIT leaves out is a call that changes nothing. */
export function callsOf(
  { scenario, world, tasks, isOwn }: Calling,
  p: Caller,
  call: Call,
  ends: Pick<ReadonlySet<End>, 'has'>,
): CallOp[] {
  const { op, buf, n, flags } = scenario.args[p]![0]!;
  const [task, fd, sends] = [tasks[p]!, endOf(world, scenario, p), op === 'send'];
  const dontwait = flags.includes('DONTWAIT');
  const make = (nr: number, ...args: Arg[]): CallOp => ({ op: 'call', task, nr, args });
  const own = { slot: FIRST_SLOT + task };
  const length = n * UNIT;
  const good: Arg = sends ? { data: written(scenario, dataOf(p).slice(0, n)) } : { out: length };
  const buffer: Arg = buf === 'unmapped' ? UNMAPPED : buf === 'slow' ? lateAt(p) : good;
  switch (call) {
    case 'fcntl':
      if (!dontwait) return [make(NR.fcntl, fd, F_GETFL, 0)];
      // The flag is that of both ends, taken as one. What is told is what came of the last call.
      return [...ENDS.filter((end) => ends.has(end) && world[end] !== fd).map((end) => world[end]), fd].map(
        (end) => make(NR.fcntl, end, F_SETFL, flagsOf(scenario, 'on')),
      );
    case 'openat': {
      if (!dontwait) return [make(NR.fcntl, fd, F_GETFL, 0)];
      const path = cString(`/proc/thread-self/fd/${fd}`);
      return [{ ...make(NR.openat, AT_FDCWD, path, (sends ? O_WRONLY : 0) | O_NONBLOCK, 0), save: own.slot }];
    }
    case 'write':
      return [make(sends ? NR.write : NR.read, isOwn && dontwait ? own : fd, buffer, length)];
    case 'pwritev2': {
      const iov = iovecs({ base: buffer, length });
      const rwf = dontwait ? RWF_NOWAIT : 0;
      return [make(sends ? NR.pwritev2 : NR.preadv2, fd, iov, 1, -1, -1, rwf)];
    }
    case 'send': {
      const msg = flags.reduce((bits, flag) => bits | (FLAG_VALUES[`MSG_${flag}`] ?? 0), 0);
      return [make(sends ? NR.sendto : NR.recvfrom, fd, buffer, length, msg, 0, 0)];
    }
  }
}
