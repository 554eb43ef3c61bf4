// SPDX-License-Identifier: MIT
// Lanes that judge themselves: of what surrounds a call, and the model has nothing of.
import type { OwnLane } from '../../harness/own-lane.ts';
import type { ScriptedLane } from '../../harness/scripted/lane.ts';
import { ANNOUNCED } from './announced.ts';
import { DATAGRAMS } from './datagrams.ts';
import { ENDLESS_PATH } from './endless-path.ts';
import { FREEZER } from './freezer.ts';
import { FROZEN_AGAIN } from './frozen-again.ts';
import { IDMAPPED } from './idmapped.ts';
import { LIMITS } from './limits.ts';
import { MOUNTS } from './mounts.ts';
import { NAMES } from './names.ts';
import { NAMESPACES } from './namespaces.ts';
import { PEERS } from './peers.ts';
import { PROC } from './proc.ts';
import { RESTARTED } from './restarts.ts';
import { TASK_WORK } from './task-work.ts';
import { THREADS } from './threads.ts';
import { TRAPPED } from './trapped.ts';

/** The lanes. Each has a guest of its own. */
export const SCRIPTED_LANES: readonly (OwnLane & ScriptedLane)[] = [
  PROC,
  NAMES,
  ENDLESS_PATH,
  LIMITS,
  ANNOUNCED,
  THREADS,
  MOUNTS,
  FREEZER,
  FROZEN_AGAIN,
  TASK_WORK,
  RESTARTED,
  TRAPPED,
  IDMAPPED,
  NAMESPACES,
  DATAGRAMS,
  PEERS,
];
