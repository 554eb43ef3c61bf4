// SPDX-License-Identifier: MIT
// What a call with an address leaves in the log of audit.
import type { Address } from '../../../models/kernel/objects/unix-socket/index.ts';
import type { Leaves } from '../../harness/scripted/audit-room.ts';
import { encodeAddress } from '../../objects/unix-socket/codecs.ts';

/** What there is to see of one call. */
export interface ConnectLeaves {
  readonly exit: number;
  /** The address, where it was read. */
  readonly saddr?: Address;
  /** How many lookups. */
  readonly paths: number;
}

/** An address as a record has it. */
function hex(address: Address): string {
  const [arg, length] = encodeAddress(address);
  const bytes = typeof arg === 'object' && 'data' in arg ? arg.data : [];
  return Buffer.from(bytes).subarray(0, length).toString('hex').toUpperCase();
}

/** The same as records. */
export const recordsOf = ({ exit, saddr, paths }: ConnectLeaves): Leaves => ({
  exit,
  records: [
    ...(saddr === undefined ? [] : (['SOCKADDR'] as const)),
    ...(paths === 0 ? [] : (['CWD', ...Array<'PATH'>(paths).fill('PATH')] as const)),
  ],
  fields: [
    {
      ...{ label: 'the address as given', record: 'SOCKADDR', field: 'saddr' },
      expected: saddr === undefined ? 'none' : hex(saddr),
    },
  ],
});
