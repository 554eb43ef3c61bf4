// SPDX-License-Identifier: MIT
// The atomic specification: prose, its hidden state, its steps, and what becomes of a call unseen.
import type { Block } from './outline.ts';
import type { Specification, StepOutcome } from './proposal.ts';
import { requireParagraph } from './prose.ts';
import { SPECIFICATION_STATE, SPECIFICATION_STEPS } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { takeOutcomes } from './steps.ts';
import { readRows } from './table.ts';

const isOfSteps = (block: Block): boolean =>
  block.kind === 'table' && /^\s*\|\s*step\s*\|/.test(block.rows[0]?.text ?? '');

const SEEN = /^\*\*What an outsider sees\*\*:?\s([^.]*)\./;

/** What an outsider sees, by the names of variables and fields. */
function seenIn({ blocks }: Region): Specification['seen'] {
  for (const block of blocks) {
    const text = block.kind === 'paragraph' ? SEEN.exec(block.text)?.[1] : undefined;
    if (text !== undefined)
      return { names: [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name!), line: block.line };
  }
  return null;
}

/** What the section says, and the tables of outcomes in it. */
export interface SpecificationRead {
  readonly specification: Specification;
  readonly outcomes: readonly StepOutcome[];
}

/** The section's tables are told apart by their first column: `step`, or a variable; those of outcomes by the line before. */
export function readSpecification(whole: Region, problems: Complaints): SpecificationRead {
  const { outcomes, rest: region } = takeOutcomes(whole, problems);
  const complaint = {
    message: 'the specification says nothing beside its tables',
    expected: 'at least a paragraph',
    hint: 'say what an outsider sees when every call is atomic',
  };
  requireParagraph(region, /\S/, complaint, problems);
  const steps = region.blocks.filter(isOfSteps);
  const rest = region.blocks.filter((block) => !isOfSteps(block));
  const specification = {
    seen: seenIn(region),
    state: readRows({ ...region, blocks: rest }, SPECIFICATION_STATE, problems),
    steps: readRows(
      { ...region, name: 'Specification: the steps', blocks: steps },
      SPECIFICATION_STEPS,
      problems,
    ),
  };
  return { specification, outcomes };
}
