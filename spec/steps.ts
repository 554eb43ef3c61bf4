// SPDX-License-Identifier: MIT
// The steps: their table, and tables of what a step checks.
import type { z } from 'zod';
import type { Block } from './outline.ts';
import type { Check, Proposal } from './proposal.ts';
import { checksOf, type stepsOf } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { readRows } from './table.ts';

type StepShape = ReturnType<typeof stepsOf>;

const INTRODUCTION = /(?:^|\n)The checks of `([A-Z]\w*)`[^:]*:\s*$/;

/** The step whose checks the table behind `block` lists. */
const ownerOf = (block: Block | undefined): string | undefined =>
  block?.kind === 'paragraph' ? INTRODUCTION.exec(block.text)?.[1] : undefined;

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

/** A table that is introduced by 'The checks of `X`:' is one of checks. */
export function readSteps(
  region: Region,
  shape: StepShape | undefined,
  problems: Complaints,
): Pick<Proposal, 'steps' | 'checks'> {
  const { blocks } = region;
  const checks: Check[] = [];
  const rest = blocks.filter((block, at) => {
    const action = block.kind === 'table' ? ownerOf(blocks[at - 1]) : undefined;
    if (action === undefined || block.kind !== 'table') return true;
    const own: Region = { ...region, name: `the checks of ${action}`, line: block.line, blocks: [block] };
    checks.push(...readChecks(action, own, block.rows[0]?.text ?? '', problems));
    return false;
  });
  const steps = shape === undefined ? [] : readRows({ ...region, blocks: rest }, shape, problems);
  return { steps, checks };
}
