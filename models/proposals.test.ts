// SPDX-License-Identifier: MIT
// Every proposal's models: the seeded faults die where they say, each row has its property, and the counts are the pinned ones.
import { describe, expect, it } from 'vitest';
import { groupBy } from '../base/group.ts';
import { tell } from '../explain/story.ts';
import { expectations } from '../spec/index.ts';
import { type AskedClaim, askExplorer } from '../verdicts/explorer.ts';
import { selectSubjects } from '../verdicts/select.ts';
import { alwaysStep, type Exploration, explore, type Verdict } from './kit/index.ts';
import type { Mutant, ProposalModels } from './proposal.ts';

/** Larger graphs are counted by the step `check-agree` of a test run, which searches all of them. */
const SMALL = 5_000;

const verdicts = new Map<Mutant, ReturnType<typeof askExplorer>['verdicts'][number]>();

/** The verdict on a mutant by the claim that is to kill it; searched for once. */
function verdictOn(models: ProposalModels, mutant: Mutant) {
  const { name, killedBy } = mutant;
  if (!verdicts.has(mutant)) {
    verdicts.set(mutant, askExplorer(models.mutant(name, killedBy.scenario), [killedBy]).verdicts[0]);
  }
  return verdicts.get(mutant);
}

describe.each(selectSubjects([]))('$proposal.slug', ({ proposal, models, manifest }) => {
  const judged = expectations(proposal);
  const claimOf = (id: string) => proposal.claims.find((claim) => claim.id === id)!;

  /** What a reader is told of a counterexample, and the rules that the claim cites. */
  function toldOf(
    verdict: Verdict<unknown> | undefined,
    variant: string,
    scenario: string,
    id: string,
    part: string,
  ) {
    if (verdict?.kind !== 'violated') throw new Error(`${variant} does not violate ${id} in ${scenario}`);
    const claim = claimOf(id);
    const { trace, unexplained } = verdict;
    const story = tell({
      ...{ proposal, models, variant, scenario, claim, trace, unexplained: unexplained !== undefined },
      part: part === 'safety' ? 'safety' : 'liveness',
    });
    const guards = story.steps.flatMap(({ guard }) => (guard === undefined ? [] : [guard.rule]));
    return { guards, ending: story.ending, cites: claim.rules };
  }

  it('has the variants and the scenarios of the document', () => {
    expect(models.variants).toEqual(proposal.variants.map(({ name }) => name));
    expect(models.scenarios).toEqual(proposal.scenarios.map(({ name }) => name));
  });

  it.each(models.mutants)('$name dies: $what', (mutant) => {
    expect(verdictOn(models, mutant)?.kind).toBe(
      mutant.killedBy.part === 'progress' ? 'unreached' : 'violated',
    );
  });

  it('has a mutant of each name that a claim says it is broken by, and each breaks a rule', () => {
    const names = models.mutants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { brokenBy } of proposal.claims) for (const name of brokenBy) expect(names).toContain(name);
    const known = [...proposal.rules, ...proposal.errors].map(({ id }) => id);
    for (const { name, breaks } of models.mutants) {
      expect(breaks.length, name).toBeGreaterThan(0);
      for (const rule of breaks) expect(known, name).toContain(rule);
    }
  });

  it('lets no claim be won by refusing: the stub that always fails makes progress nowhere', () => {
    const progress = judged.filter((e) => e.variant === 'proposed' && e.part === 'progress');
    const wanted = progress.filter((e) => !models.reachedByRefusal?.includes(e.id));
    for (const rows of groupBy(wanted, ({ scenario }) => scenario)) {
      const { scenario } = rows[0]!;
      const asked = rows.map(({ id }): AskedClaim => ({ claim: id, part: 'progress' }));
      const { verdicts } = askExplorer(models.mutant('always-refused', scenario), asked);
      for (const [i, { id }] of rows.entries()) {
        expect(verdicts[i]?.kind, `${id} in ${scenario}`).toBe('unreached');
      }
    }
  });

  const violated = judged.filter((e) => e.part === 'safety' && e.expected === 'violated');

  /** A graph's size, the steps that it takes, and the verdicts on what is to be violated there. */
  type Searched = Pick<Exploration<unknown>, 'distinct' | 'depth' | 'verdicts'> & { steps: Set<string> };

  const found = new Map<string, Searched>();
  /** Each graph is searched once, for all that is asked of it here. */
  function searched(variant: string, scenario: string): Searched {
    const name = `${variant} in ${scenario}`;
    const before = found.get(name);
    if (before !== undefined) return before;
    const { model, property } = models.variant(variant, scenario);
    const steps = new Set<string>();
    const taken = alwaysStep('any', (_, { action }) => steps.add(action) !== undefined);
    const asked = violated
      .filter((e) => e.variant === variant && e.scenario === scenario)
      .flatMap(({ id }) => property(id, 'safety') ?? []);
    const { distinct, depth, verdicts } = explore(model, { properties: [taken, ...asked] });
    const one = { distinct, depth, verdicts, steps };
    found.set(name, one);
    return one;
  }
  const places = models.variants.flatMap((variant) =>
    models.scenarios.map((scenario) => ({ variant, scenario })),
  );

  // Without TLA+ there is nothing to pin; the suite says that it is not there.
  if (!manifest.isAbsent) {
    it('is pinned in every place, and a small graph is as large and as deep as that says', () => {
      expect(manifest.runs.map(({ variant, scenario }) => ({ variant, scenario }))).toEqual(places);
      const pinned = manifest.runs.filter(({ distinct }) => distinct <= SMALL);
      expect(pinned.length).toBeGreaterThan(places.length / 4);
      for (const { variant, scenario, distinct, depth } of pinned) {
        expect(searched(variant, scenario), `${variant} in ${scenario}`).toMatchObject({ distinct, depth });
      }
    });

    it('expects the verdicts that the manifest of the TLA+ expects', () => {
      const broken = judged.filter((e) => e.fair && e.expected === 'violated');
      for (const { variant, scenario, violated } of manifest.runs) {
        const here = broken.filter((e) => e.variant === variant && e.scenario === scenario);
        expect(violated, `${variant} in ${scenario}`).toEqual(here.map((e) => e.claim));
      }
    });
  }

  it('takes every step of the document somewhere', () => {
    const known = new Set(proposal.steps.map(({ action }) => action));
    const missing = new Set(known);
    const sizeOf = ({ variant, scenario }: (typeof places)[number]) =>
      manifest.runs?.find((run) => run.variant === variant && run.scenario === scenario)?.distinct ?? 0;
    for (const { variant, scenario } of places.toSorted((a, b) => sizeOf(a) - sizeOf(b))) {
      if (missing.size === 0) break;
      for (const step of searched(variant, scenario).steps) {
        expect(known, `${variant} in ${scenario}`).toContain(step);
        missing.delete(step);
      }
    }
    expect([...missing]).toEqual([]);
  });

  it('has a property for every row of the document', () => {
    for (const rows of groupBy(judged, ({ variant, scenario }) => `${variant} in ${scenario}`)) {
      const { variant, scenario } = rows[0]!;
      const instance = models.variant(variant, scenario);
      for (const { id, part, fair } of rows) {
        const property = instance.property(id, fair ? part : 'unfair');
        expect(property, `${id} ${part} in ${scenario}`).toBeDefined();
      }
    }
  });

  const violations = groupBy(violated, ({ variant, scenario }) => `${variant} in ${scenario}`);
  it.each(violations.map((rows) => [`${rows[0]!.variant} in ${rows[0]!.scenario}`, rows] as const))(
    'says of what %s violates which guard would have stopped it, or that nothing explains its last step',
    (_, rows) => {
      const { variant, scenario } = rows[0]!;
      const { verdicts } = searched(variant, scenario);
      for (const { id } of rows) {
        const verdict = verdicts.find(({ property }) => property === id);
        const { guards, ending, cites } = toldOf(verdict, variant, scenario, id, 'safety');
        const why = ending?.startsWith('Nothing in the specification explains step') ?? false;
        expect([...guards, ...(why ? ['unexplained'] : [])].length, id).toBeGreaterThan(0);
        for (const rule of guards) expect(cites, id).toContain(rule);
      }
    },
  );

  const seeded = models.mutants.filter(({ killedBy }) => killedBy.part === 'safety');
  it.each(seeded)('says what is wrong with $name', (mutant) => {
    const { name, killedBy } = mutant;
    const { claim, part, scenario } = killedBy;
    const { guards, ending, cites } = toldOf(verdictOn(models, mutant), name, scenario, claim, part);
    for (const rule of guards) expect(cites).toContain(rule);
    expect(guards.length + (ending === undefined ? 0 : 1)).toBeGreaterThan(0);
  });
});
