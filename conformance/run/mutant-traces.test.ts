// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { PROPOSALS } from '../../models/index.ts';
import { mutantTraces } from './mutant-traces.ts';

describe.each(Object.entries(PROPOSALS))('%s', (_, models) => {
  test('each seeded fault that breaks a safety claim has a trace, in the scenario in which it does', () => {
    const faults = models.mutants.filter(({ killedBy }) => killedBy.part === 'safety');
    const traces = models.scenarios.map((scenario) => mutantTraces(models, scenario));
    expect(traces.flat()).toHaveLength(faults.length);
    for (const [i, scenario] of models.scenarios.entries())
      expect(traces[i]).toHaveLength(faults.filter(({ killedBy }) => killedBy.scenario === scenario).length);
    expect(traces.flat().filter((labels) => labels.length === 0)).toEqual([]);
  });
});
