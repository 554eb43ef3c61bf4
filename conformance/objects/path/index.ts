// SPDX-License-Identifier: MIT
// Paths in the lanes.
import { PATH } from '../../../models/kernel/objects/path/index.ts';
import type { LaneObject } from '../object.ts';
import { PATH_CALLS_ON_PATH, PATH_CASES } from './cases.ts';
import { PATH_CODECS } from './codecs.ts';
import { NAME_MOVES } from './moves.ts';
import { AROUND_PATHS, PATH_OUTCOMES } from './outcomes.ts';

const PROBE = [
  PATH_CODECS.mkdir!.encode({ path: 'm', mode: 0o777 }),
  PATH_CODECS.mount!.encode({ path: 'm' }),
];

/** Names, and what is opened by them. */
export const PATHS_IN_LANES: LaneObject = {
  plugin: PATH,
  moves: () => NAME_MOVES,
  codecs: PATH_CODECS,
  outcomes: PATH_OUTCOMES,
  onFd: [(fd) => ({ call: 'fchdir', args: { fd } })],
  onPath: PATH_CALLS_ON_PATH,
  cases: PATH_CASES,
  surroundings: {
    outcomes: AROUND_PATHS,
    privileges: [{ calls: ['mount', 'bindmount', 'detach'], capability: 'CAP_SYS_ADMIN', probe: PROBE }],
  },
};

/** Names for another kind of object that is found by them: of names themselves nothing is tested but what cases on descriptors need. */
export const PATHS_FOR_OTHERS: LaneObject = {
  plugin: PATH,
  moves: () => [],
  codecs: PATH_CODECS,
  outcomes: { open: ['OK'], chmod: ['OK'] },
};
