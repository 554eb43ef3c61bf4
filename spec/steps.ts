// SPDX-License-Identifier: MIT
// The steps: their table, and tables of what a step checks, or comes to.
import type { z } from 'zod';
import { takeIntroduced } from './introduced.ts';
import type { Check, Proposal, StepOutcome } from './proposal.ts';
import { checksOf, OUTCOMES, type stepsOf } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { readRows } from './table.ts';

type StepShape = ReturnType<typeof stepsOf>;

const INTRODUCTION = /(?:^|\n)The (checks|outcomes) of `([A-Z]\w*)`[^:]*:\s*$/;

/** What a table lists, and of which step. */
function ownerOf(paragraph: string): { readonly what: string; readonly action: string } | undefined {
  const [, what, action] = INTRODUCTION.exec(paragraph) ?? [];
  return what === undefined || action === undefined ? undefined : { what, action };
}

function readChecks(action: string, region: Region, problems: Complaints): Check[] {
  const [table] = region.blocks;
  const header = table?.kind === 'table' ? (table.rows[0]?.text ?? '') : '';
  const [, ...calls] = header
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  return readRows(region, checksOf(calls), problems).map((row) => {
    const { line, when, ...cells } = row as z.output<ReturnType<typeof checksOf>> & { line: number };
    const errnos = Object.entries(cells as Record<string, string>).filter(([, errno]) => errno !== '-');
    return { action, when, errnos: Object.fromEntries(errnos), line };
  });
}

const outcomesIn = (action: string, region: Region, problems: Complaints): StepOutcome[] =>
  readRows(region, OUTCOMES, problems).map((row) => ({ action, ...row }));

/** The tables of outcomes of a section that has no checks, and the section without them. */
export function takeOutcomes(region: Region, problems: Complaints) {
  const ofOutcomes = (paragraph: string) => {
    const owner = ownerOf(paragraph);
    return owner?.what === 'outcomes' ? owner : undefined;
  };
  const { introduced, rest } = takeIntroduced(
    region,
    ofOutcomes,
    ({ action }) => `the outcomes of ${action}`,
  );
  const outcomes = introduced.flatMap(({ owner, region: own }) => outcomesIn(owner.action, own, problems));
  return { outcomes, rest };
}

/** A table that is introduced by 'The checks of `X`:' or 'The outcomes of `X`:' is one of these. */
export function readSteps(
  region: Region,
  shape: StepShape | undefined,
  problems: Complaints,
): Pick<Proposal, 'steps' | 'checks' | 'outcomes'> {
  const { introduced, rest } = takeIntroduced(
    region,
    ownerOf,
    ({ what, action }) => `the ${what} of ${action}`,
  );
  const checks: Check[] = [];
  const outcomes: StepOutcome[] = [];
  for (const { owner, region: own } of introduced) {
    const { what, action } = owner;
    if (what === 'checks') checks.push(...readChecks(action, own, problems));
    else outcomes.push(...outcomesIn(action, own, problems));
  }
  return { steps: shape === undefined ? [] : readRows(rest, shape, problems), checks, outcomes };
}
