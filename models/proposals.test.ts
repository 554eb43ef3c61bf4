// SPDX-License-Identifier: MIT
// Every proposal's models: the seeded faults die where they say, the bounds reach, and the counts are the pinned ones.
import { describe, expect, it } from 'vitest';
import { tell } from '../explain/story.ts';
import { expectations } from '../spec/index.ts';
import { readManifest } from '../tla/manifest.ts';
import { askExplorer } from '../verdicts/explorer.ts';
import { selectSubjects } from '../verdicts/select.ts';
import { explore, walkGraph } from './kit/index.ts';
import type { Guard, Instance, Mutant, ProposalModels } from './proposal.ts';

/** The verdict on a mutant by the claim that is to kill it. */
function verdictOn(models: ProposalModels, { name, killedBy }: Mutant) {
  const [verdict] = askExplorer(models.mutant(name, killedBy.scenario), [killedBy]).verdicts;
  return verdict;
}

describe.each(selectSubjects([]))('$proposal.slug', ({ proposal, models }) => {
  const judged = expectations(proposal).filter((e) => e.part !== 'liveness');

  it('has the variants and the scenarios of the document', () => {
    expect(models.variants).toEqual(proposal.variants.map(({ name }) => name));
    expect(models.scenarios).toEqual(proposal.scenarios.map(({ name }) => name));
  });

  it.each(models.mutants)('$name dies: $what', (mutant) => {
    const { part } = mutant.killedBy;
    expect(verdictOn(models, mutant)?.kind).toBe(part === 'safety' ? 'violated' : 'unreached');
  });

  it('has a mutant of each name that a claim says it is broken by', () => {
    const names = models.mutants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { brokenBy } of proposal.claims) for (const name of brokenBy) expect(names).toContain(name);
  });

  it('lets no claim be won by refusing: the stub that always fails makes progress nowhere', () => {
    const progress = judged.filter((e) => e.variant === 'proposed' && e.part === 'progress');
    const stub = models.mutants.find(({ name }) => name === 'always-refused');
    expect(stub).toBeDefined();
    // Being refused is an end too: the claims whose progress is an end, or an error, are named here.
    const ends = ['C9', 'C10'];
    for (const { id, scenario } of progress.filter((e) => !ends.includes(e.id))) {
      const { verdicts } = askExplorer(models.mutant('always-refused', scenario), [
        { claim: id, part: 'progress' },
      ]);
      expect(verdicts[0]?.kind, `${id} in ${scenario}`).toBe('unreached');
    }
  });

  it('states for each scenario how far its bounds reach', () => {
    const safety = models.mutants.filter(({ killedBy }) => killedBy.part === 'safety');
    const scenarios = new Set(safety.map(({ killedBy }) => killedBy.scenario));
    const measured = Object.fromEntries(
      [...scenarios].map((scenario) => {
        const lengths = safety
          .filter(({ killedBy }) => killedBy.scenario === scenario)
          .map((mutant) => verdictOn(models, mutant))
          .map((verdict) => (verdict?.kind === 'violated' ? verdict.trace.steps.length + 1 : Number.NaN));
        const { depth } = explore(models.variant('proposed', scenario).model, { properties: [] });
        return [scenario, { longest: Math.max(...lengths), depth }];
      }),
    );
    expect(models.bounds).toEqual(measured);
    for (const { longest, depth } of Object.values(measured)) expect(depth).toBeGreaterThan(longest);
  });

  it('has as many states, and as deep, as the manifest of the TLA+ says', () => {
    const counted = models.variants.flatMap((variant) =>
      models.scenarios.map((scenario) => {
        const { distinct, depth } = explore(models.variant(variant, scenario).model, { properties: [] });
        return { variant, scenario, distinct, depth };
      }),
    );
    const pinned = readManifest(proposal.slug).runs.map(({ violated: _violated, ...counts }) => counts);
    expect(pinned).toEqual(counted);
  });

  it('expects the verdicts that the manifest of the TLA+ expects', () => {
    const broken = expectations(proposal).filter((e) => e.fair && e.expected === 'violated');
    for (const { variant, scenario, violated } of readManifest(proposal.slug).runs) {
      const here = broken.filter((e) => e.variant === variant && e.scenario === scenario);
      expect(violated, `${variant} in ${scenario}`).toEqual(here.map((e) => e.claim));
    }
  });

  it('takes every step of the document somewhere', () => {
    const actions = new Set<string>();
    for (const [scenario, variant] of models.scenarios.flatMap((s) =>
      models.variants.map((v) => [s, v] as const),
    )) {
      if (actions.size === proposal.steps.length) break;
      for (const [, action] of walkGraph(models.variant(variant, scenario).model).edges) actions.add(action);
    }
    expect([...actions].sort()).toEqual(proposal.steps.map(({ action }) => action).sort());
  });

  it('has a property for every row of the document', () => {
    for (const { id, part, variant, scenario } of judged) {
      const property = models.variant(variant, scenario).property(id, part as 'safety' | 'progress');
      expect(property, `${id} ${part} in ${scenario}`).toBeDefined();
    }
  });

  /** The guards that the story of a counterexample names. */
  function guardsNamed(instance: Instance, variant: string, scenario: string, id: string): Guard[] {
    const [verdict] = askExplorer(instance, [{ claim: id, part: 'safety' }]).verdicts;
    if (verdict?.kind !== 'violated') throw new Error('not violated');
    const claim = proposal.claims.find((one) => one.id === id)!;
    const { steps } = tell({ proposal, models, variant, scenario, claim, trace: verdict.trace });
    return steps.flatMap(({ guard }) => (guard === undefined ? [] : [guard]));
  }
  const rulesOf = (id: string) => proposal.claims.find((claim) => claim.id === id)!.rules;

  const violated = judged.filter((e) => e.part === 'safety' && e.expected === 'violated');
  it.each(violated)('says which guard would have stopped $variant breaking $id in $scenario', (e) => {
    const guards = guardsNamed(models.variant(e.variant, e.scenario), e.variant, e.scenario, e.id);
    expect(guards).toHaveLength(1);
    expect(rulesOf(e.id)).toContain(guards[0]?.rule);
  });

  const seeded = models.mutants.filter(({ killedBy }) => killedBy.part === 'safety');
  it.each(seeded)('says which guard would have stopped $name', ({ name, killedBy: { claim, scenario } }) => {
    const guards = guardsNamed(models.mutant(name, scenario), name, scenario, claim);
    expect(guards).toHaveLength(1);
    expect(rulesOf(claim)).toContain(guards[0]?.rule);
  });
});
