// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import type { ProposalConformance } from '../conformance/proposal.ts';
import { shownLease } from './fixtures/shown.ts';
import { rulesByLane } from './rules.ts';

const named = (...names: readonly string[]) => ({ cases: names.map((name) => ({ name, ops: [] })) });

test('a case counts once for each rule that it is named after, however many variants have it', async () => {
  const variants = [named('R1, R2: both'), named('R1, R2: both', 'R2: the other')];
  const conformance = { variants } as unknown as ProposalConformance;
  const { lanes, rules } = rulesByLane({ ...(await shownLease(folderOfTest())), conformance });
  const column = lanes.findIndex(({ name }) => name === 'cases');
  const counts = Object.fromEntries(rules.map(({ id, counts }) => [id, counts[column]]));
  expect(counts).toMatchObject({ R1: 1, R2: 2 });
});
