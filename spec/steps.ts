// SPDX-License-Identifier: MIT
// The steps: their table, and tables of what a step checks, or comes to.
import type { z } from 'zod';
import type { Block } from './outline.ts';
import type { Check, Outcome, Proposal } from './proposal.ts';
import { checksOf, OUTCOMES, type stepsOf } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { readRows } from './table.ts';

type StepShape = ReturnType<typeof stepsOf>;

const INTRODUCTION = /(?:^|\n)The (checks|outcomes) of `([A-Z]\w*)`[^:]*:\s*$/;

/** What the table behind `block` lists, and of which step. */
function ownerOf(block: Block | undefined): { readonly what: string; readonly action: string } | undefined {
  const match = block?.kind === 'paragraph' ? INTRODUCTION.exec(block.text) : null;
  return match === null ? undefined : { what: match[1]!, action: match[2]! };
}

function readChecks(action: string, region: Region, header: string, problems: Complaints): Check[] {
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

/** A table that is introduced by 'The checks of `X`:' or 'The outcomes of `X`:' is one of these. */
export function readSteps(
  region: Region,
  shape: StepShape | undefined,
  problems: Complaints,
): Pick<Proposal, 'steps' | 'checks' | 'outcomes'> {
  const { blocks } = region;
  const checks: Check[] = [];
  const outcomes: Outcome[] = [];
  const rest = blocks.filter((block, at) => {
    const owner = block.kind === 'table' ? ownerOf(blocks[at - 1]) : undefined;
    if (owner === undefined || block.kind !== 'table') return true;
    const { what, action } = owner;
    const own: Region = { ...region, name: `the ${what} of ${action}`, line: block.line, blocks: [block] };
    if (what === 'checks') checks.push(...readChecks(action, own, block.rows[0]?.text ?? '', problems));
    else outcomes.push(...readRows(own, OUTCOMES, problems).map((row) => ({ action, ...row })));
    return false;
  });
  const steps = shape === undefined ? [] : readRows({ ...region, blocks: rest }, shape, problems);
  return { steps, checks, outcomes };
}
