// SPDX-License-Identifier: MIT
// What all descriptors can do, in the lanes.
import { OF_OTHERS } from '../../harness/lockstep/abilities.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { LaneObject } from '../object.ts';
import { DESCRIPTOR_CASES } from './cases.ts';
import { DESCRIPTOR_CODECS } from './codecs.ts';
import { descriptorMoves } from './moves.ts';
import { CREDENTIAL_OUTCOMES, DESCRIPTOR_OUTCOMES } from './outcomes.ts';

/** close, dup, O_NONBLOCK, and the limit of descriptors. */
export const DESCRIPTORS_IN_LANES: LaneObject = {
  moves: descriptorMoves,
  codecs: DESCRIPTOR_CODECS,
  outcomes: DESCRIPTOR_OUTCOMES,
  onFd: [
    (fd) => ({ call: 'nonblock', args: { fd, on: true } }),
    (fd) => ({ call: 'dup', args: { fd } }),
    (fd) => ({ call: 'close', args: { fd } }),
  ],
  cases: DESCRIPTOR_CASES,
  surroundings: {
    outcomes: CREDENTIAL_OUTCOMES,
    privileges: [
      {
        calls: ['seteuid', 'setfsuid', 'setfsgid'],
        capability: OF_OTHERS,
        probe: [DESCRIPTOR_CODECS.seteuid!.encode({ uid: 1000 })],
      },
      // It asks for all of them, so that one that is lacking is too few.
      {
        calls: ['capset'],
        capability: 'every capability',
        probe: [DESCRIPTOR_CODECS.capset!.encode({ how: 'none' })],
      },
    ],
  },
  needs: [{ option: 'CONFIG_MULTIUSER', call: { nr: NR.setresuid, args: [-1, -1, -1] }, without: 'ENOSYS' }],
};
