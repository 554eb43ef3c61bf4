// SPDX-License-Identifier: MIT
// What the cases of the objects meet without chance, as the model has it.
import { expect, test } from 'vitest';
import { Coverage } from '../harness/lockstep/engine/coverage.ts';
import { predict } from '../harness/lockstep/engine/judge.ts';
import { laneObjects } from './compose.ts';
import { DESCRIPTORS_IN_LANES } from './descriptors/index.ts';
import { PATHS_IN_LANES } from './path/index.ts';

/** Errors of descriptors that the cases of some objects meet. */
function met(objects: Parameters<typeof laneObjects>[0]): string[] {
  const { system, cases } = laneObjects(objects);
  const coverage = new Coverage();
  for (const { ops } of cases()) {
    const { steps } = predict(system, ops)!;
    coverage.add(
      ops,
      steps.map(({ allowed }) => allowed[0]!),
    );
  }
  const errors = DESCRIPTORS_IN_LANES.outcomes.dup!.map((what) => `dup ${what}`);
  return errors.filter((item) => coverage.seen.has(item));
}

test('every outcome of dup is met by cases alone, whatever other objects there are', () => {
  expect(met([DESCRIPTORS_IN_LANES, PATHS_IN_LANES])).toEqual(['dup OK', 'dup EBADF', 'dup EMFILE']);
});

test('and EMFILE by no other case', () => {
  const { cases: _, ...without } = DESCRIPTORS_IN_LANES;
  expect(met([without, PATHS_IN_LANES])).toEqual(['dup OK', 'dup EBADF']);
});
