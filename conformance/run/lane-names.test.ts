// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { CONFORMANCE } from '../index.ts';
import { checkLane, laneNames } from './lane-names.ts';
import { plan } from './lanes.ts';

const ALL = Object.values(CONFORMANCE);

test('every sequence that is planned, and every scenario that is walked, can be asked for', () => {
  const names = laneNames(ALL).map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { variants, schedules = [] } of ALL) {
    for (const one of variants)
      for (const { lane, scenario } of plan(one, { runs: 1, seed: 1 }, one.abis)) {
        expect(names).toContain(lane);
        expect(names).toContain(scenario);
      }
    for (const { scenarios, walked = scenarios } of schedules)
      expect(names).toEqual(expect.arrayContaining([...walked]));
  }
});

test('a lane that there would be nothing of is refused, with those that there are', () => {
  const refused = (lane: string, asked: Parameters<typeof checkLane>[2], message: string) =>
    expect(() => checkLane(ALL, lane, asked)).toThrow(
      expect.objectContaining({ code: 'BAD_USAGE', message, hint: expect.stringContaining('random') }),
    );
  refused('zz', {}, "no lane 'zz'");
  refused('attack', { host: true }, "no lane with --host 'attack'");
  expect(() => checkLane(ALL, 'attack', {})).not.toThrow();
  expect(() => checkLane(ALL, undefined, { host: true })).not.toThrow();
});

test('the lanes of a variant are its own', () => {
  for (const proposal of ALL) {
    const [first, ...others] = proposal.variants;
    const special = others.flatMap(({ ownLanes = [] }) => ownLanes).map(({ scenario }) => scenario);
    const own = laneNames([proposal], { variant: first.variant }).map(({ name }) => name);
    const ofFirst = (first.ownLanes ?? []).map(({ scenario }) => scenario);
    for (const scenario of special) if (!ofFirst.includes(scenario)) expect(own).not.toContain(scenario);
  }
});

test('of attacks it is said whether some park a task', () => {
  for (const proposal of ALL) {
    const { what } = laneNames([proposal]).find(({ name }) => name === 'attack')!;
    const parks = (proposal.schedules ?? []).some(({ atBoundaries }) => atBoundaries !== true);
    expect(what).toContain(parks ? 'needs a kernel with points' : 'with nobody parked');
  }
});

test('what a proposal brings says itself what it does, and what it needs', () => {
  const own = ALL.flatMap(({ variants }) => [...variants]).flatMap(({ ownLanes = [] }) => [...ownLanes]);
  const said = new Map(laneNames(ALL).map(({ name, what }) => [name, what]));
  expect(own.length).toBeGreaterThan(5);
  for (const { scenario, what, needs } of own) {
    expect(said.get(scenario)).toContain(what);
    for (const need of needs) expect(said.get(scenario)).toContain(need);
    expect(what, scenario).toMatch(/ .* /);
    expect(what.length, scenario).toBeLessThan(100);
  }
  expect(new Set(own.map(({ what }) => what)).size).toBe(new Set(own.map(({ scenario }) => scenario)).size);
});
