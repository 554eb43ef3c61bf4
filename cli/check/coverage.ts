// SPDX-License-Identifier: MIT
// syspec check --coverage, a part of the report on rows: which rules were seen to bite, and which branches run?

import type { RecordedBranches } from '../../base/finding.ts';
import { ROOT } from '../../base/root.ts';
import { addRun, runOfToday } from '../../records/record.ts';
import type { Coverage } from '../../spec/index.ts';
import { coverageOf } from '../../verdicts/coverage.ts';
import type { BranchFindings } from '../../verdicts/faults/index.ts';
import { bodiesAreFine } from '../../verdicts/faults/report.ts';
import type { Row } from '../../verdicts/row.ts';
import type { Subject } from '../../verdicts/select.ts';
import type { Machine } from './machine.ts';
import type { ShareFlag } from './share.ts';

/** The rules of each subject, and the rows of seeded faults that show them to bite. */
export function ruleCoverage(subjects: readonly Subject[], rows: readonly Row[]): Coverage[] {
  return subjects.map((subject) => coverageOf(subject, rows));
}

/** The branches of all subjects' models. */
export interface BranchCoverage {
  /** Of those that were searched. */
  readonly found: readonly BranchFindings[];
  /** Of the others, by proposal: what is recorded of what is here. */
  readonly recorded: ReadonlyMap<string, RecordedBranches>;
}

/** Where nobody asks for them. */
export const NOT_ASKED: BranchCoverage = { found: [], recorded: new Map() };

/** What of a command line decides on them. */
export interface BranchFlags {
  /** Add them to what is recorded of the model's faults. */
  readonly record?: boolean;
  /** `recorded`: those that are recorded of what is here are not searched. */
  readonly share?: ShareFlag;
}

/** The run that has tried the faults of a model as it is here, and held: beside it the branches are recorded. */
const faultsRun = (root: string, slug: string) => runOfToday(root, slug, { kind: 'model-mutants', name: '' });

/** Those of these proposals that have no such run. */
export function withoutFaultsRun(subjects: readonly Subject[], root: string): string[] {
  return subjects.map(({ proposal }) => proposal.slug).filter((slug) => faultsRun(root, slug) === undefined);
}

/** The branches of each subject's model, and who takes them. @throws SyspecError BAD_INPUT as `readRecord` */
export async function branchCoverage(
  subjects: readonly Subject[],
  machine: Machine,
  { record = false, share }: BranchFlags,
  root = ROOT,
): Promise<BranchCoverage> {
  const found: BranchFindings[] = [];
  const recorded = new Map<string, RecordedBranches>();
  for (const subject of subjects) {
    const { slug } = subject.proposal;
    const run = record || share === 'recorded' ? faultsRun(root, slug) : undefined;
    if (share === 'recorded' && run?.branches !== undefined) {
      recorded.set(slug, run.branches);
      continue;
    }
    const findings = await machine.branches(subject);
    found.push(findings);
    if (!record || run === undefined) continue;
    const { id: _, inputs, ...faults } = run;
    const ok = bodiesAreFine({ faults: [], branches: [findings] });
    addRun(root, slug, { ...faults, ok, branches: branchesOf(findings) }, inputs);
  }
  return { found, recorded };
}

function branchesOf({ found }: BranchFindings): RecordedBranches {
  const by = (who: string | null) => found.filter((one) => one.by === who).length;
  const on = new Date().toISOString().slice(0, 10);
  return { on, variants: by('variant'), mutants: by('mutant'), never: by(null) };
}

/** A line for each proposal whose branches were not searched. */
export function recordedBranchLines({ recorded }: BranchCoverage): string[] {
  return [...recorded].map(([slug, { on, variants, mutants, never }]) => {
    const taken = `${variants} taken by variants, ${mutants} by mutants alone, ${never} never`;
    return `-- ${slug}: branches: as recorded on ${on}, and not searched: ${taken}\n`;
  });
}

/** The part of the JSON object that is about those. */
export function recordedBranchesJson({ recorded }: BranchCoverage) {
  if (recorded.size === 0) return {};
  return { recordedBranches: [...recorded].map(([slug, branches]) => ({ slug, ...branches })) };
}
