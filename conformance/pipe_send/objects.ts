// SPDX-License-Identifier: MIT
// The objects that the calls are about: what the lanes make, and must see, follows from them.
import { laneObjects } from '../objects/compose.ts';
import { DESCRIPTORS_IN_LANES } from '../objects/descriptors/index.ts';
import { PATHS_FOR_OTHERS } from '../objects/path/index.ts';
import { PIPES_IN_LANES } from '../objects/pipe/index.ts';

/** Pipes and FIFOs. Nothing of who calls, or of where a path leads, matters here. */
export const OBJECTS = laneObjects([PIPES_IN_LANES, DESCRIPTORS_IN_LANES, PATHS_FOR_OTHERS], {
  surroundings: false,
});
