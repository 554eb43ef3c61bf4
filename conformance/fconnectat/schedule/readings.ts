// SPDX-License-Identifier: MIT
// What a call returned, as the end of an event.
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import { S_IFMT } from '../../harness/protocol/flags.ts';
import type { Readings } from '../../harness/schedule/readings.ts';
import { SUN_PATH } from '../../objects/unix-socket/scripts/sockets.ts';
import { ST_MODE } from './calls.ts';
import { boundAt, KEEPER, KINDS, modes } from './files.ts';

/** Where the socket of a caller that is connected already leads. */
export const ELSEWHERE = '/elsewhere';

/** The keeper looks at inodes by their modes, at peers by where they were bound, and at what it accepts. */
export function readingsOf(scenario: Scenario): Readings {
  const peers = scenario.listeners.map(({ inode }) => [boundAt(scenario, inode), inode] as const);
  return {
    keeper: KEEPER,
    looks: [
      {
        ...{ call: 'newfstatat', says: 'found' },
        field: { kind: 'bits', what: 'mode', at: ST_MODE, names: modes(scenario) },
      },
      {
        ...{ call: 'getpeername', says: 'peer', saysErrors: true },
        field: {
          kind: 'text',
          at: SUN_PATH,
          names: { [ELSEWHERE]: 'elsewhere', ...Object.fromEntries(peers) },
        },
      },
      { call: 'getsockopt', says: 'credentials of', field: { kind: 'pid', at: 0 } },
      { call: 'accept', says: 'accepted' },
    ],
    verdicts: [
      // A descriptor has its number: the program goes on.
      { call: 'dup2' },
      // The program's own decision.
      {
        ...{ call: 'newfstatat', says: 'returned refused' },
        unless: { at: ST_MODE, value: KINDS.socket, mask: S_IFMT },
      },
    ],
  };
}
