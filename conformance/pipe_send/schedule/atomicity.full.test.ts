// SPDX-License-Identifier: MIT
// A reader that lets the mutex go in the middle of its copy passes for one that does not only where nobody can be parked there.
import { expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { atomicityOf } from '../../run/fixtures/atomicity.ts';

const TORN = inRoot('conformance/pipe_send/schedule/fixtures/torn.patch');

test('the steps of the series are atomic, and who splices is kept out', async () => {
  for (const scenario of ['share', 'splice', 'signal']) {
    const { failures, cases } = await atomicityOf('pipe_send', scenario);
    expect(failures).toEqual([]);
    expect(cases).toBeGreaterThan(0);
  }
});

test('a mutex that is dropped between a copy and what it takes is found, at its place', async () => {
  const { failures, places } = await atomicityOf('pipe_send', 'merge', TORN);
  expect(places?.Copy).toContain('@mutex_lock');
  expect(failures.map(({ title }) => title)).toContainEqual(
    expect.stringMatching(/^Copy\(c3\) at @mutex_lock \(2\), Lock\(c[12]\): allowed .* observed .*c3 asleep/),
  );
});
