// SPDX-License-Identifier: MIT
// connect(2), as it is today and as it is proposed, on a kernel.
import { CONNECT } from '../../models/fconnectat/system-connect.ts';
import { SYSTEM_CALLS } from '../../models/kernel/system/index.ts';
import { encodeAddress, SYSTEM_CODECS } from '../harness/lockstep/abi.ts';
import { FD_MOVES, NAME_MOVES, SOCKET_MOVES } from '../harness/lockstep/moves.ts';
import type { Conformance } from '../harness/lockstep/proposal.ts';
import { BENCH } from './bench.ts';
import { CASES } from './cases.ts';
import { CONNECT_MOVES, SMALL_ALPHABET } from './moves.ts';
import { OPENINGS } from './openings.ts';
import { OUTCOMES } from './outcomes.ts';

export const FCONNECTAT: Conformance = {
  slug: 'fconnectat',
  presence: { nr: 500, args: [-1, -1, 0, 0, 0x8000_0000], absent: 'ENOSYS' },
  variant: 'today-connect',
  alphabet: {
    rules: { ...SYSTEM_CALLS, connect: CONNECT },
    moves: [...SOCKET_MOVES, ...FD_MOVES, ...NAME_MOVES, ...CONNECT_MOVES],
    openings: OPENINGS,
    users: [0, 0, 1000],
  },
  codecs: {
    ...SYSTEM_CODECS,
    connect: { encode: ({ fd, address }) => ({ nr: 42, args: [fd, ...encodeAddress(address)] }) },
  },
  small: SMALL_ALPHABET,
  cases: CASES,
  bench: BENCH,
  outcomes: OUTCOMES,
};
