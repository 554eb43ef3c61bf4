// SPDX-License-Identifier: MIT
// The objects that the calls are about: what the lanes make, and must see, follows from them.
import { laneObjects } from '../objects/compose.ts';
import { DESCRIPTORS_IN_LANES } from '../objects/descriptors/index.ts';
import { PATHS_IN_LANES } from '../objects/path/index.ts';
import { LOCKS_IN_LANES } from './lock.ts';

/** Paths, and what is opened by them. A lock looks up nothing, so mounts and credentials are left out. */
export const OBJECTS = laneObjects([DESCRIPTORS_IN_LANES, PATHS_IN_LANES], { surroundings: false });

/** With the locks of files, which are of this proposal alone. */
export const WITH_LOCKS = laneObjects([LOCKS_IN_LANES, DESCRIPTORS_IN_LANES, PATHS_IN_LANES], {
  surroundings: false,
});
