// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { always } from '../models/kit/index.ts';
import type { Instance, ProposalModels } from '../models/proposal.ts';
import { type Answers, askExplorer } from '../verdicts/explorer.ts';
import { lease } from '../verdicts/fixtures/lease.ts';
import type { Search } from '../verdicts/search-pool.ts';
import type { Filter } from '../verdicts/select.ts';
import { counterexamples, searchCounterexamples } from './counterexamples.ts';
import type { Told } from './story.ts';

const subject = lease();
const found = (variant: string, filter: Filter = {}) =>
  counterexamples(subject, variant, filter).map(
    ({ claim, scenario, trace }) => `${claim.id} ${scenario} ${trace.steps.length}`,
  );

test('what a variant violates, as the explorer finds it', () => {
  expect(found('today-look')).toEqual(['C1 pair 4']);
  expect(found('proposed')).toEqual([]);
});

test('by the engine, and not by what the document expects', () => {
  const hopeful = lease((text) =>
    text.replace('| today-look | violated in pair |', '| today-look | holds |'),
  );
  expect(counterexamples(hopeful, 'today-look', {})).toHaveLength(1);
});

/** What is found where each scenario has the model of another. */
function foundWith(variant: ProposalModels['variant']): string[] {
  const both = lease((text) => text.replace('- Safety in: pair\n', '- Safety in: pair, alone\n'));
  const { models } = subject;
  return counterexamples({ ...both, models: { ...models, variant } }, 'naive', {}).map(
    ({ claim, scenario, trace }) => `${claim.id} ${scenario} ${trace.steps.length}`,
  );
}

test('in the order of the claims, whatever their lengths', () => {
  const { models } = subject;
  const mutants: Record<string, string> = { alone: 'takes-twice', pair: 'stays' };
  expect(foundWith((_, scenario) => models.mutant(mutants[scenario]!, 'pair'))).toEqual([
    'C1 alone 4',
    'C2 pair 2',
    'C2 pair 2',
  ]);
});

test('of one claim in the order of its scenarios, though another one has fewer steps', () => {
  const { models } = subject;
  const soon = () => always('C1', (s: { owner: string }) => s.owner === 'none');
  const short = { ...models.variant('proposed', 'pair'), property: soon };
  const long = models.mutant('takes-twice', 'pair');
  const only = (instance: Instance): Instance => ({
    ...instance,
    property: (claim, part) => (claim === 'C1' ? instance.property(claim, part) : undefined),
  });
  expect(foundWith((_, scenario) => only(scenario === 'alone' ? long : short))).toEqual([
    'C1 alone 4',
    'C1 pair 2',
  ]);
});

describe('only the first', () => {
  /** Searches that are counted, and answered as in this thread. */
  function counting() {
    const searched: string[] = [];
    const traces = async ({ name, scenario, asked }: Search): Promise<Answers['verdicts']> => {
      searched.push(`${scenario}: ${asked.map(({ claim }) => claim).join(', ')}`);
      return askExplorer(subject.models.variant(name, scenario), asked).verdicts;
    };
    return { searched, on: { pool: { traces }, signal: new AbortController().signal } };
  }

  test('is what the document declares, and nothing more is searched', async () => {
    const { searched, on } = counting();
    const [one, ...others] = await searchCounterexamples(lease(), 'today-look', { firstOnly: true }, on);
    expect([one?.claim.id, one?.scenario, others]).toEqual(['C1', 'pair', []]);
    expect(searched).toEqual(['pair: C1']);
  });

  test('where nothing is declared is found by searching all', async () => {
    const hopeful = lease((text) =>
      text.replace('| today-look | violated in pair |', '| today-look | holds |'),
    );
    const { searched, on } = counting();
    const [one] = await searchCounterexamples(hopeful, 'today-look', { firstOnly: true }, on);
    expect([one?.claim.id, one?.scenario]).toEqual(['C1', 'pair']);
    expect(searched.length).toBeGreaterThan(1);
    expect(await searchCounterexamples(hopeful, 'proposed', { firstOnly: true }, on)).toEqual([]);
  });

  test('is the same where the search cannot be ended', () => {
    const [one, ...others] = counterexamples(subject, 'today-look', { firstOnly: true });
    expect([one?.claim.id, one?.scenario, others]).toEqual(['C1', 'pair', []]);
  });
});

test('a mutant, by the claim that kills it; one that dies of progress has no steps to show', () => {
  expect(found('takes-twice')).toEqual(['C1 pair 4']);
  expect(found('stays')).toEqual(['C2 pair 2']);
  expect(found('never-takes')).toEqual([]);
});

describe('what is refused', () => {
  test.each([
    [
      'today',
      {},
      "no variant 'today'",
      "Did you mean today-look? There are: today-look, naive, proposed; and 3 seeded faults: 'syspec list lease --all' has them.",
    ],
    ['naive', { claim: 'C3' }, "no claim 'C3'", 'Did you mean C1? There are: C1, C2.'],
    ['naive', { scenario: 'crowd' }, "no scenario 'crowd'", 'There are: alone, pair.'],
    [
      ...([
        'naive',
        { claim: 'C2', scenario: 'alone' },
        'no claim of naive that a trace could break is judged there',
      ] as const),
      'Widen --claim or --scenario. There are: C1 in alone, C1 in pair, C2 in pair.',
    ],
    [
      ...(['stays', { claim: 'C1' }, 'no claim of stays that a trace could break is judged there'] as const),
      'Widen --claim or --scenario. There are: C2 in pair.',
    ],
  ])('%s with %j', (variant, filter, message, hint) => {
    expect(() => found(variant, filter)).toThrow(
      expect.objectContaining({ code: 'BAD_USAGE', message, hint }),
    );
  });
});

test('the same is found by searches that can be ended', async () => {
  const { signal } = new AbortController();
  const found = await searchCounterexamples(lease(), 'today-look', {}, { pool: undefined, signal });
  const names = (all: readonly Told[]) => all.map(({ claim, scenario }) => `${claim.id} ${scenario}`);
  expect(names(found)).toEqual(names(counterexamples(lease(), 'today-look', {})));
  expect(found).not.toEqual([]);
});

test.each([
  ['before it', undefined],
  ['in the middle of it', (abort: () => void) => abort()],
])('a search that is interrupted %s says what was searched', async (_, during) => {
  const controller = new AbortController();
  if (during === undefined) controller.abort();
  const traces = async () => {
    during?.(() => controller.abort());
    throw new Error('the thread is gone');
  };
  const searching = searchCounterexamples(
    lease(),
    'today-look',
    {},
    { pool: { traces }, signal: controller.signal },
  );
  await expect(searching).rejects.toMatchObject({
    code: 'INTERRUPTED',
    message: expect.stringMatching(/^interrupted while searching lease today-look in \w+, search 1 of \d+$/),
  });
});
