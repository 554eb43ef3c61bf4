// SPDX-License-Identifier: MIT
// A sleeper with SO_SNDTIMEO, before its call is made.
import { SO, setOption } from '../harness/scripted/sockets.ts';
import { begin, build, type CallEnding, fill, KEEPER, type World } from './endings.ts';

export const TIMEOUT_MS = 200;
/** Past the timeout by so much, the task has been woken if it ever is. */
export const LATE_MS = 100;

function limit({ script, caller }: World, ms: number): void {
  const data = Buffer.alloc(16);
  data.writeBigInt64LE(BigInt(Math.floor(ms / 1000)), 0);
  data.writeBigInt64LE(BigInt((ms % 1000) * 1000), 8);
  setOption(script, KEEPER, caller, SO.sndtimeo, data);
}

/** A full queue, and a caller whose wait is bounded. */
export function limited(ending: CallEnding, ms: number): World {
  const world = build(begin(), ending);
  fill(world);
  limit(world, ms);
  return world;
}
