// SPDX-License-Identifier: MIT
// The objects that the calls are about: what the lanes make, and must see, follows from them.
import { laneObjects } from '../objects/compose.ts';
import { DESCRIPTORS_IN_LANES } from '../objects/descriptors/index.ts';
import { PATHS_IN_LANES } from '../objects/path/index.ts';
import { SOCKETS_WITHOUT_CONNECT } from '../objects/unix-socket/index.ts';

/** UNIX sockets and paths. connect(2) is one of the model's variants: its moves and what must be seen of it are here. */
export const OBJECTS = laneObjects([SOCKETS_WITHOUT_CONNECT, DESCRIPTORS_IN_LANES, PATHS_IN_LANES]);
