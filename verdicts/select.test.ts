// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { PROPOSALS } from '../models/index.ts';
import { lease } from './fixtures/lease.ts';
import { allows, checkFilter, selectSubjects } from './select.ts';

const known = Object.keys(PROPOSALS);

describe('proposals', () => {
  test('none named: all, in the order of the registry', () => {
    expect(selectSubjects([]).map(({ proposal }) => proposal.slug)).toEqual(known);
  });

  test('each once, with its own document, models and manifest', () => {
    const [slug] = known;
    const subjects = selectSubjects([slug!, slug!]);
    expect(subjects).toHaveLength(1);
    expect(subjects[0]?.proposal.slug).toBe(slug);
    expect(subjects[0]?.models).toBe(PROPOSALS[slug!]);
    expect(subjects[0]?.manifest.specFile).toContain(`/${slug}/`);
  });

  test.each(['no_such', 'constructor', ''])('%j is refused, and those that there are named', (slug) => {
    expect(() => selectSubjects([slug])).toThrow(
      expect.objectContaining({
        code: 'BAD_USAGE',
        message: `no proposal '${slug}'`,
        hint: `There are: ${known.join(', ')}.`,
      }),
    );
  });
});

describe('a filter', () => {
  test.each([
    [{ variant: 'propose' }, "no variant 'propose'", 'There are: today-look, naive, proposed.'],
    [{ scenario: 'crowd' }, "no scenario 'crowd'", 'There are: alone, pair.'],
    [{ claim: 'C1.progress' }, "no claim 'C1.progress'", 'There are: C1, C2.'],
  ])('%j names nothing', (filter, message, hint) => {
    expect(() => checkFilter([lease(), lease()], filter)).toThrow(
      expect.objectContaining({ code: 'BAD_USAGE', message, hint }),
    );
  });

  test('names that there are, and none at all, pass', () => {
    checkFilter([lease()], { variant: 'naive', scenario: 'pair', claim: 'C2' });
    checkFilter([lease()], {});
  });

  test('what is not given lets everything through', () => {
    expect([allows(undefined, 'a'), allows('a', 'a'), allows('a', 'b')]).toEqual([true, true, false]);
  });
});
