// SPDX-License-Identifier: MIT
// The causes of C6, each by a state in which it is missing: no variant and no seeded fault brings all of them about, so that
// without this a case that says yes to everything would not be seen.
import { expect, test } from 'vitest';
import { always, explore } from '../kit/index.ts';
import { claimsIn } from './claims.ts';
import { fconnectat } from './model.ts';
import type { Caller } from './names.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';
import { VARIANTS } from './variants.ts';

/** The scenario's first state. */
function firstOf(scenario: string): Seen {
  const model = fconnectat(scenarioNamed(scenario), VARIANTS.proposed);
  const { verdicts } = explore(model, { properties: [always<Seen>('there is no state', () => false)] });
  const [verdict] = verdicts;
  if (verdict?.kind !== 'violated') throw new Error(`${scenario} has no first state`);
  return verdict.trace.initial;
}

/** Whether C6 holds where `p` has that result, and all else is as at first. */
function isCaused(scenario: string, p: Caller, ret: Seen['task'][Caller]['ret']): boolean {
  const { safety } = claimsIn(scenarioNamed(scenario)).C6!;
  if (typeof safety !== 'object' || !('state' in safety)) throw new Error('C6 is not of states');
  const s = firstOf(scenario);
  return safety.state({ ...s, task: { ...s.task, [p]: { ...s.task[p], ret } } });
}

// In `held` c1 names a socket on which A listens, c2 one that denies write, and c3 a link; nobody sends a signal.
test.each([
  ['held', 'c1', 'ENOENT', false],
  ['held', 'c1', 'ECONNREFUSED', false],
  ['held', 'c3', 'ECONNREFUSED', true],
  ['held', 'c1', 'ELOOP', false],
  ['held', 'c3', 'ELOOP', true],
  ['held', 'c1', 'EACCES', false],
  ['held', 'c2', 'EACCES', true],
  ['again', 'c1', 'EAGAIN', false],
  ['again', 'c3', 'EAGAIN', true],
  ['held', 'c1', 'EINTR', false],
  ['thawed', 'c1', 'EINTR', true],
  ['thawed', 'c2', 'EINTR', false],
] as const)('in %s a refusal of %s with %s has a cause: %s', (scenario, p, ret, caused) => {
  expect(isCaused(scenario, p, ret)).toBe(caused);
});
