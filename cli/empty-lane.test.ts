// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { CONFORMANCE } from '../conformance/index.ts';
import { laneNames } from '../conformance/run/lane-names.ts';
import { type EmptyLane, refuseEmptyLane } from './empty-lane.ts';

const ALL = Object.values(CONFORMANCE);
const NONE = { results: [] };

/** One with calls by another way into the kernel, as that is proposed. */
const WITH_ABIS = ALL.find(({ variants }) => variants.some(({ abis = [] }) => abis.length > 0))!;
const PROPOSED = WITH_ABIS.variants.find(({ abis = [] }) => abis.length > 0)!;
const absent = [{ slug: WITH_ABIS.slug, variant: PROPOSED.variant }];

const refused = (asked: Partial<EmptyLane>, message: unknown, hint: unknown = expect.anything()) =>
  expect(() =>
    refuseEmptyLane([WITH_ABIS], NONE, { host: true, absent: [], capabilities: [], ...asked }),
  ).toThrow(expect.objectContaining({ code: 'BAD_USAGE', message, hint }));

test.each(['errors', `cases by ${PROPOSED.abis![0]}`])(
  "'%s' of what the kernel lacks is refused, and what it has is said",
  (lane) => {
    refused(
      { lane, absent },
      `the lane '${lane}' cannot be run on this kernel: it needs ${WITH_ABIS.slug}, which the kernel does not have`,
      expect.stringMatching(/^This kernel has: .*\bcases, (?!.*(?:errors| by )).*random/),
    );
  },
);

test('so is a way into the kernel that this one has not', () => {
  const [abi, other] = PROPOSED.abis!;
  refused(
    { lane: `cases by ${abi}`, capabilities: [other!] },
    `the lane 'cases by ${abi}' cannot be run on this kernel: it needs calls by ${abi}, which the kernel does not have`,
    expect.stringContaining(`cases by ${other}`),
  );
});

test('and what a kernel was not built with, by what it needs', () => {
  const own = laneNames(ALL).find(({ what }) => what.includes('(needs kasan'));
  const special = own ?? laneNames([WITH_ABIS]).find(({ what }) => what.includes('(needs '))!;
  refused({ host: false, lane: special.name }, expect.stringContaining(special.what));
});

test('nothing is refused without a lane, with a row, or in a run that was ended', () => {
  const nothing = { absent, capabilities: [], host: true };
  refuseEmptyLane(ALL, NONE, nothing);
  refuseEmptyLane(ALL, { results: [{} as never] }, { ...nothing, lane: 'errors' });
  refuseEmptyLane(ALL, { ...NONE, interrupted: true }, { ...nothing, lane: 'errors' });
});
