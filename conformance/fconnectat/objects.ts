// SPDX-License-Identifier: MIT
// The objects that the calls are about: what the lanes make, and must see, follows from them.
import { laneObjects } from '../objects/compose.ts';
import { DESCRIPTORS_IN_LANES } from '../objects/descriptors/index.ts';
import { PATHS_IN_LANES } from '../objects/path/index.ts';
import { SOCKETS_IN_LANES } from '../objects/unix-socket/index.ts';

/** UNIX sockets and paths. */
export const OBJECTS = laneObjects([SOCKETS_IN_LANES, DESCRIPTORS_IN_LANES, PATHS_IN_LANES]);
