// SPDX-License-Identifier: MIT
// What the document's Alternatives say of the series' fixes alone: with R3 and R4 built into it, RWF_NOWAIT keeps what it is asked to.
// No variant has it: here the steps are put together as those patches would leave them, and each is needed.
import { expect, test } from 'vitest';
import { readManifest } from '../../tla/manifest.ts';
import { explore } from '../kit/index.ts';
import type { Part } from '../proposal.ts';
import { instance } from './instance.ts';
import { scenarioNamed } from './scenarios.ts';
import { type Behaviour, VARIANTS } from './variants.ts';

const FIXED: Behaviour = { ...VARIANTS['today-rwf'], triesLock: true, revocable: false };

const { claims } = readManifest('pipe_send');

/** The verdicts of one claim's part, in each scenario that lists it, by their kind. */
function kindsOf(
  behaviour: Behaviour,
  claim: string,
  part: Exclude<Part, 'unfair'>,
): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, string[]>();
  for (const scenario of claims[claim]?.in?.[part] ?? []) {
    const { model, property } = instance(behaviour, scenarioNamed(scenario));
    const { kind } = explore(model, { properties: [property(claim, part)!] }).verdicts[0]!;
    kinds.set(kind, [...(kinds.get(kind) ?? []), scenario]);
  }
  return kinds;
}

const ASKED = [
  ['C1', 'safety'],
  ['C1', 'progress'],
  ['C2', 'safety'],
  ['C2', 'liveness'],
  ['C3', 'safety'],
  ['C3', 'progress'],
  ['C11', 'safety'],
  ['C11', 'progress'],
] as const;

test.each(ASKED)('with the fixes RWF_NOWAIT has %s, %s', (claim, part) => {
  expect([...kindsOf(FIXED, claim, part).keys()]).toEqual(['holds']);
});

test.each([
  ['the lock is waited for', { triesLock: false }, 'C2', 'splice'],
  ['a splice revokes it', { revocable: true }, 'C11', 'splice'],
  ['a FIFO never has it', { revocable: true }, 'C3', 'fifo'],
] as const)('and not where %s', (_, change, claim, scenario) => {
  expect(kindsOf({ ...FIXED, ...change }, claim, 'safety').get('violated')).toContain(scenario);
});
