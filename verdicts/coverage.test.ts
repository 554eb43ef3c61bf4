// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { coverageOf } from './coverage.ts';
import { lease } from './fixtures/lease.ts';

test('properties of the model and operators of the TLA+ cite rules', () => {
  expect(coverageOf(lease()).rules).toEqual([
    { id: 'R1', by: ['property C1', 'C1_OneOwner'] },
    { id: 'R2', by: ['property C2', 'C2_StuckIsTerminal'] },
    { id: 'R3', by: [], untested: 'the model has no log' },
  ]);
});

test('a rule that is called untested and is cited is refused', () => {
  const subject = lease();
  const { C1 } = subject.manifest.claims;
  const claims = { ...subject.manifest.claims, C1: { ...C1!, rules: ['R1', 'R3'] } };
  expect(() => coverageOf({ ...subject, manifest: { ...subject.manifest, claims } })).toThrow(
    expect.objectContaining({
      code: 'BAD_INPUT',
      message: expect.stringMatching(/^lease\.md:\d+: R3 is untested, and C1_OneOwner tests it/),
    }),
  );
});

test('a property that the model lacks cites nothing, and a rule that nothing cites is refused', () => {
  const subject = lease();
  const { models, manifest } = subject;
  const lacking = {
    ...subject,
    models: { ...models, variant: () => ({ ...models.variant('naive', 'pair'), property: () => undefined }) },
    manifest: { ...manifest, claims: {} },
  };
  expect(() => coverageOf(lacking)).toThrow(
    /^lease\.md:\d+: nothing tests R1.*\nlease\.md:\d+: nothing tests R2/,
  );
});
