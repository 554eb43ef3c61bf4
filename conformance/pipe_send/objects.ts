// SPDX-License-Identifier: MIT
// The objects that the calls are about: what the lanes make, and must see, follows from them.
import { laneObjects } from '../objects/compose.ts';
import { DESCRIPTORS_IN_LANES } from '../objects/descriptors/index.ts';
import { ODD_IN_LANES } from '../objects/odd/index.ts';
import { PATHS_FOR_OTHERS } from '../objects/path/index.ts';
import { PIPES_IN_LANES } from '../objects/pipe/index.ts';
import { SOCKETPAIRS_IN_LANES } from '../objects/socketpair/index.ts';

const PIPES = [PIPES_IN_LANES, DESCRIPTORS_IN_LANES, PATHS_FOR_OTHERS];
// Nothing of who calls, or of where a path leads, matters here.
const PLAIN = { surroundings: false };

/** Pipes and FIFOs. */
export const OBJECTS = laneObjects(PIPES, PLAIN);

/** And what is neither: sockets, for which nothing changes, and all others. */
export const ALL_OBJECTS = laneObjects([...PIPES, ODD_IN_LANES, SOCKETPAIRS_IN_LANES], PLAIN);
