// SPDX-License-Identifier: MIT
// "Coarser than the kernel": what can be seen of the finer model, but for who stands on the wait queues, can be seen of the coarse one.
import { describe, expect, test } from 'vitest';
import { actorOf } from '../kernel/claim.ts';
import { always, asSpecification, explore, noDeadlock, type Property, refines } from '../kit/index.ts';
import { claimsIn } from './claims.ts';
import { type FinerFault, type FinerSeen, finerModel, owesAWakeUp } from './finer.ts';
import { fconnectat } from './model.ts';
import { observing } from './observation.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Seen } from './state.ts';
import { VARIANTS } from './variants.ts';

const watch = observing(VARIANTS.proposed);

/** Neither the wait queues nor who sleeps: the finer model stands on a queue sooner, or not at all. */
function observe(s: Seen) {
  const { waiters: _, ...rest } = watch(s);
  return rest;
}

function refinesTheCoarse(scenario: string, fault?: FinerFault) {
  const coarse = fconnectat(scenarioNamed(scenario), VARIANTS.proposed);
  const specification = asSpecification(coarse, { observe, actor: actorOf });
  const property = refines<FinerSeen, ReturnType<typeof observe>, number>('refines the coarse one', {
    observe,
    actor: actorOf,
    specification,
  });
  const { verdicts } = explore(finerModel(scenarioNamed(scenario), fault), { properties: [property] });
  return verdicts[0]!;
}

function broken(scenario: string, fault?: FinerFault): string[] {
  const claims = claimsIn(scenarioNamed(scenario));
  const properties = ['C2', 'C8', 'C9', 'C10'].map((id): Property<FinerSeen> => {
    const { safety } = claims[id]!;
    if (typeof safety !== 'object' || !('state' in safety)) return noDeadlock(id);
    // Who still owes a wake-up is not at rest.
    const { state } = safety;
    return always(id, (s) => state(s) || (id === 'C8' && owesAWakeUp(s)));
  });
  const { verdicts } = explore(finerModel(scenarioNamed(scenario), fault), { properties });
  return verdicts.filter(({ kind }) => kind !== 'holds').map(({ property }) => property);
}

describe.each(['signal', 'isconn', 'rights', 'again', 'backlog', 'pair'])(
  'in %s the finer model',
  (scenario) => {
    test('refines the coarse one', () => {
      expect(refinesTheCoarse(scenario)).toMatchObject({ kind: 'holds' });
    });

    test('keeps the claims on waits and the backlog', () => {
      expect(broken(scenario)).toEqual([]);
    });
  },
);

test('a second test that takes the slot, without a look at the socket and the signals, refines nothing', () => {
  const verdict = refinesTheCoarse('isconn', 'the second test takes the slot');
  expect(verdict).toMatchObject({ kind: 'violated', unexplained: { actor: 'c2' } });
});

test('without a second test the finer model sleeps beside a free slot', () => {
  expect(broken('rights', 'no second test')).toContain('C8');
});
