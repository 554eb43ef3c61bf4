// SPDX-License-Identifier: MIT
// What the program of this folder says in its guest: instructions of each workload.
import { SyspecError } from '../../base/errors.ts';

/** Instructions of one call of each workload, by its name, in the program's order. */
export type Counts = ReadonlyMap<string, number>;

/** What the program's `spin` takes, and how much its two looks at the clock may add. */
const SPIN = 1000;
const SPIN_SLACK = 20;

const LINE = /^(cost|armed) (\d+) (\d+) (.+)$/;

/** What one guest counted. */
export interface Report {
  readonly cost: Counts;
  /** With another task armed; empty unless the program was told to. */
  readonly armed: Counts;
}

/**
 * Reads the report of a program that was told to run so many batches.
 * @throws SyspecError GUEST_DIED when it is not whole, or when what it counted are no instructions
 */
export function parseReport(text: string, batches: number): Report {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.pop() !== 'end') throw broken('the report is cut off');
  const first = lines.shift();
  if (first !== `batches ${batches}`)
    throw broken(`the report begins with '${first}', not with 'batches ${batches}'`);
  const spin = /^spin (\d+)$/.exec(lines.shift() ?? '');
  if (spin === null) throw broken('the report lacks the count of the spin');
  const excess = Number(spin[1]) - SPIN;
  if (excess < 0 || excess > SPIN_SLACK)
    throw broken(`the guest's clock counts no instructions: ${SPIN} of them took ${spin[1]}`);
  const counts = { cost: new Map<string, number>(), armed: new Map<string, number>() };
  for (const line of lines) {
    const failed = /^failed (\d+) (.+)$/.exec(line);
    if (failed !== null) throw broken(`'${failed[2]}' gave errno ${failed[1]}`);
    const [, kind, calls, instructions, name] = LINE.exec(line) ?? [];
    const of = kind === 'armed' ? counts.armed : counts.cost;
    if (name === undefined || of.has(name)) throw broken(`not a line of the report: '${line}'`);
    of.set(name, Number(instructions) / Number(calls));
  }
  return counts;
}

function broken(message: string): SyspecError {
  return new SyspecError('GUEST_DIED', message);
}
