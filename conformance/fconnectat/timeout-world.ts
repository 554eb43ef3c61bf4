// SPDX-License-Identifier: MIT
// A sleeper with SO_SNDTIMEO, before its call is made.
import { NR } from '../harness/guest/calls.ts';
import { Script } from '../harness/guest/script.ts';
import { build, CALLER, fill, KEEPER, type Scenario, type World } from './scenarios.ts';

const [SOL_SOCKET, SO_SNDTIMEO] = [1, 21];

export const TIMEOUT_MS = 200;
/** Past the timeout by so much, the task has been woken if it ever is. */
export const LATE_MS = 100;

function limit({ script, caller }: World, ms: number): void {
  const data = Buffer.alloc(16);
  data.writeBigInt64LE(BigInt(Math.floor(ms / 1000)), 0);
  data.writeBigInt64LE(BigInt((ms % 1000) * 1000), 8);
  script.call(KEEPER, NR.setsockopt, caller, SOL_SOCKET, SO_SNDTIMEO, { data }, data.length);
}

/** A full queue, and a caller whose wait is bounded. */
export function begin(scenario: Scenario, ms: number): World {
  const script = new Script();
  script.spawn(KEEPER);
  script.fork(CALLER, KEEPER);
  const world = build(script, scenario);
  fill(world);
  limit(world, ms);
  return world;
}
