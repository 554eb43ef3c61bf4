// SPDX-License-Identifier: MIT
import { describe, expect, test } from 'vitest';
import { compareBounds, isAsExpected, showBounds } from './bounds.ts';
import { lease } from './fixtures/lease.ts';
import { type Subject, selectSubjects } from './select.ts';

const compared = (subject: Subject, variant: string, states = 1000) =>
  compareBounds(subject, { variants: [variant], states });

/** The proposal `lease`, with a reason for what differs. */
function explained(variant: string): Subject {
  const { models, ...rest } = lease();
  const raised = models.raised!.map((one) => ({ ...one, because: { [variant]: 'two callers race' } }));
  return { ...rest, models: { ...models, raised } };
}

describe('the proposal lease, with one caller and with two', () => {
  test('a verdict that is another one above the bound is named, and wrong', () => {
    const [row] = compared(lease(), 'today-look');
    expect(row).toMatchObject({ scenario: 'alone', bound: 'callers', from: 1, raised: 12 });
    expect(row!.differs).toEqual(['C1: holds, violated']);
    expect(isAsExpected(row!)).toBe(false);
    expect(showBounds([row!])).toMatch(
      /\n1 of 1 bounds compared one above, 1 with another verdict than expected\n$/,
    );
  });

  test('a reason makes it right, and is wrong where nothing differs', () => {
    expect(compared(explained('today-look'), 'today-look').map(isAsExpected)).toEqual([true]);
    expect(compared(explained('proposed'), 'proposed').map(isAsExpected)).toEqual([false]);
  });

  test('what holds at both is right', () => {
    const [row] = compared(lease(), 'proposed');
    expect([row!.differs, isAsExpected(row!)]).toEqual([[], true]);
  });

  test('what is too large is said to be, and counts for nothing', () => {
    const [row] = compared(lease(), 'today-look', 6);
    expect(row).toMatchObject({ raised: null, differs: [] });
    expect(showBounds([row!])).toContain('too large');
    expect(showBounds([row!])).toMatch(/\n0 of 1 bounds compared/);
  });
});

/** Large graphs are for `test --full`. */
const STATES = process.env.SYSPEC_FULL === '1' ? 400_000 : 1_000;

describe.each(selectSubjects([]))('$proposal.slug', (subject) => {
  test('has the same verdicts one above each bound, but for what is explained', {
    timeout: 3_600_000,
  }, () => {
    const rows = compareBounds(subject, { variants: ['naive', 'proposed'], states: STATES });
    expect(rows.some(({ raised }) => raised !== null)).toBe(true);
    expect(rows.filter((row) => !isAsExpected(row))).toEqual([]);
  });
});
