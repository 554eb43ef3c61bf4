// SPDX-License-Identifier: MIT
// Faults that only a kernel with checks of its own sees: a use after free, and locks taken in two orders.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { among, connectTo, unusual } from './fixtures/sequences.ts';
import { type OpenTarget, openTarget } from './index.ts';

let target: OpenTarget;
beforeAll(async () => {
  const patches = [inRoot('conformance', 'harness', 'target', 'fixtures', 'planted-faults.patch')];
  target = await openTarget({ flavour: 'kasan', patches });
});
afterAll(() => target.close());

test('KASAN and lockdep: each report is of its sequence, though lockdep reports once a boot', async () => {
  const faults = { 2: connectTo('lockdep'), 5: connectTo('uaf'), 8: connectTo('lockdep') };
  expect(unusual(await target.run(among(10, faults)))).toEqual({
    2: 'WARNING: possible circular locking dependency detected',
    5: expect.stringMatching(/^BUG: KASAN: slab-use-after-free in (?:__)?unix_stream_connect\+/),
    8: 'WARNING: possible circular locking dependency detected',
  });
});
