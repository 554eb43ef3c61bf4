// SPDX-License-Identifier: MIT
// syspec check --coverage, a part of the report on rows: which rules were seen to bite, and which branches run?
import { SyspecError } from '../base/errors.ts';
import type { Coverage } from '../spec/index.ts';
import { coverageOf } from '../verdicts/coverage.ts';
import type { BranchFindings } from '../verdicts/faults/index.ts';
import type { Row } from '../verdicts/row.ts';
import type { Filter, Subject } from '../verdicts/select.ts';
import type { Machine } from './check-machine.ts';

/** Throws SyspecError BAD_USAGE for a part of a proposal: what bites may stand in the rest. */
export function refusePart({ variant, scenario, claim }: Filter): void {
  if ((variant ?? scenario ?? claim) === undefined) return;
  throw new SyspecError(
    'BAD_USAGE',
    '--coverage is about all faults of a proposal',
    'Leave out --variant, --scenario and --claim.',
  );
}

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
