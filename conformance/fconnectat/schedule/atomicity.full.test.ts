// SPDX-License-Identifier: MIT
// A kernel whose step Lock is two sections passes for an atomic one only where nobody can be parked between them.
import { expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { atomicityOf } from '../../run/fixtures/atomicity.ts';

const TORN = inRoot('conformance/fconnectat/schedule/fixtures/torn.patch');

test('the steps of the series are atomic', async () => {
  const { failures, cases } = await atomicityOf('fconnectat', 'newcomers');
  expect(failures).toEqual([]);
  expect(cases).toBeGreaterThan(0);
});

test('a lock that is dropped between a check and its use is found, at its place', async () => {
  const { failures, places } = await atomicityOf('fconnectat', 'newcomers', TORN);
  expect(places?.Lock).toContain('@__unix_stream_connect');
  expect(failures.map(({ title }) => title)).toContainEqual(
    expect.stringMatching(/^Lock\(c[12]\) at @__unix_stream_connect \(1\), Lock\(c[12]\): allowed /),
  );
});
