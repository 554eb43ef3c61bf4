// SPDX-License-Identifier: MIT
// What a kernel showed along a schedule, leg by leg.
import type { SequenceResult } from '../protocol/types.ts';
import { Reader } from './reader.ts';
import type { View } from './view.ts';
import { type Schedule, SET_UP, type Walk } from './walk.ts';

/** What was seen after each leg, as far as the kernel came. */
export function viewsOf<S>(walk: Walk<S>, { ops, legs }: Schedule, result: SequenceResult): View[] {
  const reader = new Reader(walk.scene, ops);
  const seen: View[] = [];
  let from = 0;
  for (const { to, name } of legs) {
    const view = name === SET_UP ? reader.setUp(result, to) : reader.view(result, from, to);
    if (view === undefined) break;
    seen.push(view);
    from = to;
  }
  return seen;
}
