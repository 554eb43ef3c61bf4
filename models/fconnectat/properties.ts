// SPDX-License-Identifier: MIT
// What the claims of the document say comes to pass: C9, N1 to N3.
import { allGoOn, isOver } from '../kernel/claim.ts';
import type { Comes } from '../kernel/instances.ts';
import { isFull } from '../kernel/objects/unix-socket/listener.ts';
import { againAndAgain, eventually, settles } from '../kit/index.ts';
import { isAsleepOnFull } from './claims.ts';
import type { Caller, Listener } from './names.ts';
import type { Scenario } from './scenarios.ts';
import type { Seen } from './state.ts';

/**
 * By claim. For every caller and in one: what is over stays so, and therefore each caller's `<>over \/ <>[]asleep` is
 * `<>[](over \/ asleep)`, and all callers' together are one.
 */
export function livenessIn(scenario: Scenario): Readonly<Record<string, Comes<Seen>>> {
  const { callers, loopers, fullAt, fs } = scenario;
  const finite = allGoOn(scenario, ({ loops }) => !loops);
  const hasRoom = (s: Seen, p: Caller) => {
    const { other } = s.task[p];
    return other !== 'none' && !isFull(s, other as Listener, fullAt);
  };
  // Who is done has no listener, so that it has no room again and again.
  const waits = callers.filter((p) => !loopers.includes(p));
  const differs = (s: Seen) =>
    fs.dirs.some((d) => fs.names.some((n) => s.entry[d][n] !== (fs.entries[d]?.[n] ?? 'none')));
  return {
    C9: {
      comes: settles((s) => callers.every((p) => isOver(s, p) || isAsleepOnFull(scenario, s, p))),
      fairness: finite,
    },
    N1: { comes: settles((s) => !waits.some((p) => hasRoom(s, p))), fairness: allGoOn(scenario) },
    N2: { comes: againAndAgain(differs), fairness: finite },
    N3: { comes: eventually((s) => callers.every((p) => isOver(s, p))), fairness: finite },
  };
}
