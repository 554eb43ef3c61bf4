// SPDX-License-Identifier: MIT
// syspec check --coverage, a part of the report on rows: which rules were seen to bite, and which branches run?
import type { Coverage } from '../../spec/index.ts';
import { coverageOf } from '../../verdicts/coverage.ts';
import type { BranchFindings } from '../../verdicts/faults/index.ts';
import type { Row } from '../../verdicts/row.ts';
import type { Subject } from '../../verdicts/select.ts';
import type { Machine } from './machine.ts';

/** The rules of each subject, and the rows of seeded faults that show them to bite. */
export function ruleCoverage(subjects: readonly Subject[], rows: readonly Row[]): Coverage[] {
  return subjects.map((subject) => coverageOf(subject, rows));
}

/** The branches of each subject's model, and who takes them. */
export async function branchCoverage(
  subjects: readonly Subject[],
  machine: Machine,
): Promise<BranchFindings[]> {
  const found: BranchFindings[] = [];
  for (const subject of subjects) found.push(await machine.branches(subject));
  return found;
}
