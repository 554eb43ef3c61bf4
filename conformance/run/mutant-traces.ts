// SPDX-License-Identifier: MIT
// How the seeded faults of a proposal's model are found: the shortest trace of each that breaks a safety claim.
import type { Mutant, ProposalModels } from '../../models/proposal.ts';
import { askExplorer } from '../../verdicts/explorer.ts';
import { labelsOf } from '../harness/schedule/shrink.ts';

/** States that are looked at first: a shortest trace is among the nearest, and most graphs are much larger. */
const FEW = 4000;

/** The labels of each trace in a scenario. */
export function mutantTraces(models: ProposalModels, scenario: string): string[][] {
  const here = models.mutants.filter(
    ({ killedBy }) => killedBy.scenario === scenario && killedBy.part === 'safety',
  );
  return here.flatMap((mutant) => traceOf(models, mutant));
}

function traceOf(models: ProposalModels, { name, killedBy }: Mutant): string[][] {
  const instance = models.mutant(name, killedBy.scenario);
  for (const limits of [{ states: FEW }, { states: 10 * FEW }, {}]) {
    const [verdict] = askExplorer(instance, [killedBy], { limits }).verdicts;
    if (verdict?.kind === 'violated') return [labelsOf(verdict.trace)];
  }
  return [];
}
