// SPDX-License-Identifier: MIT
// With build tools that only pretend.
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONFORMANCE } from '../index.ts';
import { BASE_NAMES } from '../kernel/bases.ts';
import { type FakeTools, fakeTools } from '../kernel/fixtures/fake-tools.ts';
import { seriesOf, writtenSeries } from '../kernel/source/patches.ts';
import { costKernels } from './kernels.ts';

/** The wiring of calls needs a source that has tables of them. */
const SLUG = Object.keys(CONFORMANCE).find((slug) => seriesOf(slug).every((change) => 'path' in change))!;

let tools: FakeTools;
beforeEach(() => {
  tools = fakeTools();
});
afterEach(() => {
  tools.remove();
});

test.each([undefined, ...BASE_NAMES])(
  'on %s both kernels are of that, and one has its series',
  async (base) => {
    const env = { ...process.env, ...tools.env };
    const { pristine, patched } = await costKernels({ slug: SLUG, base, source: tools.tree, env });
    const [first] = BASE_NAMES;
    expect(pristine.meta).toMatchObject({ base: base ?? first, flavour: 'pristine', patches: [] });
    expect(patched.meta).toMatchObject({ base: base ?? first, flavour: 'series' });
    const series = writtenSeries(SLUG, { base: base ?? first });
    expect(patched.meta.patches.map(({ sha256 }) => sha256)).toEqual(series.map(({ sha256 }) => sha256));
  },
);

test('who has no series is told before anything is built', async () => {
  const asked = costKernels({ slug: 'nobody', source: tools.tree, env: { ...process.env, ...tools.env } });
  await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT', message: 'nobody has no patch series' });
  expect(existsSync(tools.env.LOG)).toBe(false);
});
