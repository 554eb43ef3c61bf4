// SPDX-License-Identifier: MIT
// Lanes that judge themselves: of what the model has nothing.
import type { OwnLane } from '../../harness/own-lane.ts';
import type { ScriptedLane } from '../../harness/scripted/lane.ts';
import { ABIS } from './abis.ts';
import { CORE_DUMP } from './core-dump.ts';
import { FILES } from './files.ts';
import { HEADERS } from './headers.ts';
import { HELD } from './held.ts';
import { KERNEL_FILES } from './kernel-files.ts';
import { LSMS } from './lsm.ts';
import { NOTICES } from './notices.ts';
import { OTHER_NAMESPACES } from './other-namespaces.ts';
import { RINGS } from './rings.ts';
import { SOCKETS } from './sockets.ts';
import { SPLICES } from './splices.ts';
import { SURROUNDINGS } from './surroundings.ts';
import { TERMINALS } from './terminals.ts';
import { TIMES } from './times.ts';
import { TORN } from './torn.ts';
import { UNLOCKED } from './unlocked.ts';
import { VECTORS } from './vectors.ts';
import { WAKEUPS } from './wakeups.ts';

/** The lanes. Each has a guest of its own. */
export const SCRIPTED_LANES: readonly (OwnLane & ScriptedLane)[] = [
  WAKEUPS,
  HELD,
  HEADERS,
  VECTORS,
  SOCKETS,
  ABIS,
  TIMES,
  TORN,
  FILES,
  SPLICES,
  UNLOCKED,
  SURROUNDINGS,
  TERMINALS,
  RINGS,
  NOTICES,
  LSMS,
  KERNEL_FILES,
  CORE_DUMP,
  OTHER_NAMESPACES,
];
