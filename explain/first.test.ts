// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { lease } from '../verdicts/fixtures/lease.ts';
import { counterexamples } from './counterexamples.ts';
import { inDocumentOrder } from './first.ts';
import type { Told } from './story.ts';

const [found] = counterexamples(lease(), 'today-look', {});
const { claims, scenarios } = found!.proposal;

const at = (claim: string, scenario: string, steps: number): Told => ({
  ...found!,
  scenario,
  claim: { ...claims[0]!, id: claim },
  trace: { ...found!.trace, steps: found!.trace.steps.slice(0, steps) },
});
const named = (told: readonly Told[]) =>
  told.map(({ claim, scenario, trace }) => `${claim.id} ${scenario} ${trace.steps.length}`);

test('the first claim of the document, in its first scenario, though another one has fewer steps', () => {
  const [first = '', second = ''] = scenarios.map(({ name }) => name);
  const [claim = ''] = claims.map(({ id }) => id).filter((id) => id !== 'S');
  const told = [
    at('S', first, 1),
    at(claim, second, 1),
    at(claim, first, 4),
    at(claim, first, 3),
    at(claim, second, 2),
  ];
  expect(named(inDocumentOrder(told))).toEqual([
    `${claim} ${first} 3`,
    `${claim} ${first} 4`,
    `${claim} ${second} 1`,
    `${claim} ${second} 2`,
    `S ${first} 1`,
  ]);
  expect(new Set([first, second, claim]).size).toBe(3);
  expect(told[0]!.claim.id).toBe('S');
});
