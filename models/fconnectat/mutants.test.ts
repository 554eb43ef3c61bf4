// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { expectations } from '../../spec/index.ts';
import { askExplorer } from '../../verdicts/explorer.ts';
import { selectSubjects } from '../../verdicts/select.ts';
import type { Part } from '../proposal.ts';
import { fconnectat as models } from './index.ts';

const [subject] = selectSubjects(['fconnectat']);

/** All that a mutant breaks, as `C1.safety in swap`. */
function brokenBy(mutant: string): string[] {
  const judged = expectations(subject!.proposal).filter(
    (e) => e.variant === 'proposed' && e.part !== 'liveness',
  );
  return models.scenarios.flatMap((scenario) => {
    const rows = judged.filter((e) => e.scenario === scenario);
    const asked = rows.map(({ id, part }) => ({ claim: id, part: part as Part }));
    const { verdicts } = askExplorer(models.mutant(mutant, scenario), asked);
    const broken = rows.filter((_, i) => verdicts[i]?.kind !== 'holds');
    return broken.map(({ id, part }) => `${id}.${part} in ${scenario}`);
  });
}

test('C11 alone sees a second lookup that a death brought about before any sleep', () => {
  expect(brokenBy('death-resolves-again')).toEqual(['C11.safety in backlog', 'C11.safety in frozen']);
});

test('a lookup that starts at the wrong directory connects, where the name is there as well', () => {
  expect(brokenBy('caller-cwd')).toContain('C4.safety in cwd');
});
