// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { NR } from '../../harness/protocol/nr.ts';
import { testScriptedLanes } from '../../harness/scripted/fixtures/lanes.ts';
import { numbersOn } from '../../interface.ts';
import { HOOK_LANES } from './index.ts';
import { LANDLOCK } from './landlock.ts';

/** The number of the call. */
const OURS = numbersOn('fconnectat').fconnectat!;

testScriptedLanes(
  HOOK_LANES,
  (title) => title.includes('connect is asked') || title.includes('connect after'),
);

test.each([
  ['6.12.118', false],
  ['7.3.0-rc2', true],
])('whether Landlock of %s is told to refuse paths: %s', (release, refuses) => {
  const scripts = [...LANDLOCK.setUp(OURS, {}, release), ...LANDLOCK.cases(OURS, {}, release)];
  const rules = scripts
    .flatMap(({ ops }) => ops)
    .filter((op) => op.op === 'call' && op.nr === NR.landlock_add_rule);
  expect(rules.length > 0).toBe(refuses);
  const everywhere = LANDLOCK.cases(OURS, {}, '6.12').map(({ title }) => title);
  expect(scripts.map(({ title }) => title)).toEqual(expect.arrayContaining(everywhere));
});
