// SPDX-License-Identifier: MIT
// A kernel whose step Lock is two sections passes for an atomic one only where nobody can be parked between them.
import { afterEach, expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { type OpenTarget, openTarget } from '../../harness/target/index.ts';
import { CONFORMANCE } from '../../index.ts';
import { interfaceOf } from '../../interface.ts';
import { atomicityRow } from '../../run/atomicity.ts';

const { schedules = [] } = CONFORMANCE.fconnectat!;
const proposed = schedules.find(({ variant }) => variant === 'proposed')!;

let target: OpenTarget | undefined;
afterEach(async () => {
  await target?.close();
  target = undefined;
});

async function row(...patches: string[]) {
  target = await openTarget({ flavour: 'places', slug: 'fconnectat', patches });
  return await atomicityRow('fconnectat', proposed, 'newcomers', interfaceOf('fconnectat'), {
    targets: [target],
  });
}

test('the steps of the series are atomic', async () => {
  const { failures, cases } = await row();
  expect(failures).toEqual([]);
  expect(cases).toBeGreaterThan(0);
});

test('a lock that is dropped between a check and its use is found, at its place', async () => {
  const { failures, places } = await row(inRoot('conformance/fconnectat/schedule/fixtures/torn.patch'));
  expect(places?.Lock).toContain('@__unix_stream_connect');
  expect(failures.map(({ title }) => title)).toContainEqual(
    expect.stringMatching(/^Lock\(c[12]\) at @__unix_stream_connect \(1\), Lock\(c[12]\): allowed /),
  );
});
