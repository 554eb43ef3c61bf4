// SPDX-License-Identifier: MIT
// The calls of a proposal: which are new, and which of them the probe asks for.
import type { Complaint } from './problem.ts';
import type { Fields, ProposedCall } from './proposal.ts';

/** A complaint about a row of the table of fields. */
interface Fault extends Complaint {
  readonly field: string;
}

/** The rows `number` and `calls`, of which there is one at most. */
interface Rows {
  readonly slug: string;
  readonly number?: number;
  readonly calls?: readonly ProposedCall[];
}

/** The calls by whichever row there is. */
export function callsOf({ slug, number, calls }: Rows): readonly ProposedCall[] {
  return calls ?? (number === undefined ? [] : [{ name: slug, number }]);
}

const twice = <T>(all: readonly T[]): T | undefined => all.find((one, at) => all.indexOf(one) !== at);

/** What is wrong with the rows `number` and `calls`. */
export function faultsOfCalls(rows: Rows, kind: Fields['kind']): Fault[] {
  const calls = callsOf(rows);
  if (rows.number !== undefined && rows.calls !== undefined) {
    const message = "there are both 'number' and 'calls'";
    return [{ field: 'number', message, expected: 'one of them', hint: 'name all calls in the second' }];
  }
  if (kind === 'new-syscall' && calls.every(({ number }) => number === undefined)) {
    const expected = "a row 'number', or 'calls' with a number";
    const hint = 'take a number that no other proposal has';
    return [{ field: 'calls', message: 'the new system call has no number', expected, hint }];
  }
  if (calls.length === 0 && kind !== 'file-type') {
    const message = 'it is not said which system call is changed';
    return [{ field: 'calls', message, expected: "a row 'calls'", hint: 'name it, as | calls | sendto |' }];
  }
  const name = twice(calls.map((one) => one.name));
  const number = twice(calls.flatMap((one) => one.number ?? []));
  const again = name ?? number;
  if (again === undefined) return [];
  return [
    {
      field: 'calls',
      message: `${again} is there twice`,
      expected: 'each once',
      hint: 'correct one of them',
    },
  ];
}

/** What is wrong with the probe, by the calls: it ends in one of them, and only a call that is not there is ENOSYS. */
export function faultsOfProbe({ calls, probe }: Pick<Fields, 'calls' | 'probe'>): Fault[] {
  const last = probe.calls.at(-1)!.call;
  const asked = calls.find(({ name }) => name === last);
  const fault = (message: string, expected: string, hint: string) => [
    { field: 'probe', message, expected, hint },
  ];
  if (calls.length === 0) return [];
  if (asked === undefined) {
    const expected = `one of ${calls.map(({ name }) => name).join(', ')} at its end`;
    return fault(`the probe ends in ${last}, which is not of the proposal`, expected, 'correct it');
  }
  const isNew = asked.number !== undefined;
  if (isNew === (probe.absent === 'ENOSYS')) return [];
  return isNew
    ? fault(`the probe expects ${probe.absent}`, 'ENOSYS, as of any call that is not there', 'correct it')
    : fault(
        `the probe expects ENOSYS of ${last}, which every kernel has`,
        'what a kernel without the change answers, or the number of a new call',
        'correct it',
      );
}
