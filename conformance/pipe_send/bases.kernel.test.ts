// SPDX-License-Identifier: MIT
// A kernel by the oracle of its own base, and by that of another.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Lane } from '../harness/lockstep/engine/lane.ts';
import { type OpenTarget, openTarget } from '../harness/target/index.ts';
import { judgedAs } from '../run/judged.ts';
import { plan } from '../run/lanes.ts';
import { TODAY_NONBLOCK } from './today.ts';

let kernel: OpenTarget;
beforeAll(async () => {
  kernel = await openTarget({ flavour: 'unpatched', slug: 'pipe_send' });
});
afterAll(async () => kernel.close());

/** The names of the cases that are red. */
async function redBy(release: string): Promise<string[]> {
  const judged = judgedAs(TODAY_NONBLOCK, release);
  const lane = new Lane(judged, [kernel]);
  await lane.run(plan(judged, { runs: 0, seed: 1 })[0]!.sequences());
  expect(lane.cases).toBe(judged.cases.length);
  return judged.cases
    .filter(({ ops }) => lane.failures.some((failure) => failure.ops === ops))
    .map(({ name }) => name);
}

test('it is green by what it says that it is', async () => {
  expect(kernel.hello.release).toMatch(/^6\.12\./);
  expect(await redBy(kernel.hello.release)).toEqual([]);
});

test('by another base the case in which they differ is red', async () => {
  expect(await redBy('7.3')).toEqual([expect.stringMatching(/^two who write and wait: who is woken/)]);
});
