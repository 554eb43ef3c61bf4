// SPDX-License-Identifier: MIT
// The state: a table of variables, and one for the fields of each record among them.
import type { Block } from './outline.ts';
import type { Proposal, StateField } from './proposal.ts';
import { STATE, STATE_FIELDS } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { readRows } from './table.ts';

const INTRODUCTION = /(?:^|\n)The fields of `([a-z]\w*)(?:\[[^`]*\])?`:\s*$/;

/** The variable whose fields the table behind `block` lists. */
function ownerOf(block: Block | undefined): string | undefined {
  return block?.kind === 'paragraph' ? INTRODUCTION.exec(block.text)?.[1] : undefined;
}

/** The variables and the fields. A table that is not introduced by 'The fields of `x`:' is one too many. */
export function readState(region: Region, problems: Complaints): Pick<Proposal, 'state' | 'fields'> {
  const { blocks } = region;
  const fields: StateField[] = [];
  const rest = blocks.filter((block, at) => {
    const of = block.kind === 'table' ? ownerOf(blocks[at - 1]) : undefined;
    if (of === undefined) return true;
    const own: Region = { ...region, name: `the fields of ${of}`, line: block.line, blocks: [block] };
    fields.push(...readRows(own, STATE_FIELDS, problems).map((row) => ({ of, ...row })));
    return false;
  });
  return { state: readRows({ ...region, blocks: rest }, STATE, problems), fields };
}
