// SPDX-License-Identifier: MIT
// Every allocation made to fail on a kernel: a right one passes, and planted faults are found.
import { expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { runLane } from '../../run/fixtures/own-lane.ts';
import { FAULTS } from './faults.ts';

const slug = 'pipe_send';
const mutant = (name: string) => inRoot('conformance', 'kernel', 'mutants', slug, `${name}.patch`);

test('nothing is wrong, and each call was without memory that the document says may lack', async () => {
  const { failures, covered, lacking, complaints } = await runLane(FAULTS, { flavour: 'kasan', slug });
  expect(failures).toEqual([]);
  expect(lacking).toBeUndefined();
  expect(complaints).toEqual([]);
  expect(covered).toEqual(['recvfrom E11', 'recvmsg E11', 'recvmsg E2d', 'sendmsg E2d']);
});

/** In one kernel, as none hides another. */
const PLANTED = [
  ...[mutant('6.12/refused-vector-leaked'), mutant('sigpipe-never')],
  inRoot('conformance', slug, 'scripts', 'fixtures', 'read-part-forgotten.patch'),
];

test('what is planted is found: a vector that is kept, a signal that is not sent, a part that is forgotten', async () => {
  const { failures } = await runLane(FAULTS, { flavour: 'kasan', slug, patches: PLANTED });
  const titles = failures.map(({ title }) => title);
  for (const title of [
    /^leaked memory, allocated in iovec_from_user$/,
    /^sendto no reader, allocation 1 fails: SIGPIPE: EAGAIN instead of 13$/,
    /^recvfrom of two slots into two pages, allocation \d+ fails: EFAULT instead of 4 or 7$/,
  ])
    expect(titles).toContainEqual(expect.stringMatching(title));
});

test('a kernel without failslab lacks it', async () => {
  expect(await runLane(FAULTS, { flavour: 'fast', slug })).toMatchObject({
    ...{ cases: 0, lacking: expect.any(String) },
  });
});
