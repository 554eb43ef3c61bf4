// SPDX-License-Identifier: MIT
// The state: a table of variables, and one for the fields of each record among them.
import { takeIntroduced } from './introduced.ts';
import type { Proposal } from './proposal.ts';
import { STATE, STATE_FIELDS } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { readRows } from './table.ts';

const INTRODUCTION = /(?:^|\n)The fields of `([a-z]\w*)(?:\[[^`]*\])?`:\s*$/;

/** The variables and the fields. A table that is not introduced by 'The fields of `x`:' is one too many. */
export function readState(region: Region, problems: Complaints): Pick<Proposal, 'state' | 'fields'> {
  const { introduced, rest } = takeIntroduced(
    region,
    (paragraph) => INTRODUCTION.exec(paragraph)?.[1],
    (of) => `the fields of ${of}`,
  );
  const fields = introduced.flatMap(({ owner: of, region: own }) =>
    readRows(own, STATE_FIELDS, problems).map((row) => ({ of, ...row })),
  );
  return { state: readRows(rest, STATE, problems), fields };
}
