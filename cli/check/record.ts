// SPDX-License-Identifier: MIT
// What a whole check has found, into the records of the proposals that it was about.
import { SyspecError } from '../../base/errors.ts';
import type { Finding } from '../../base/finding.ts';
import { ROOT } from '../../base/root.ts';
import { requireCheckout } from '../../layout/checkout.ts';
import { addRun, inputsOf, type Run } from '../../records/record.ts';
import type { Engine, Row } from '../../verdicts/row.ts';
import type { Subject } from '../../verdicts/select.ts';
import { requireWhole } from '../require-whole.ts';
import { toolVersions } from '../tool-versions.ts';
import { withoutFaultsRun } from './coverage.ts';
import type { ShareFlag } from './share.ts';

/** What of a command line decides on a record. */
export interface CheckRecordFlags {
  readonly record?: boolean;
  readonly engine: Engine | 'both';
  readonly mutants: boolean;
  /** Then their faults are what is recorded. */
  readonly modelMutants?: boolean;
  /** Those that are listed as equivalent are tried too. */
  readonly listed?: boolean;
  /** Alone: then the branches are added to what is recorded of those. */
  readonly coverage?: boolean;
  readonly variant?: string | undefined;
  readonly scenario?: string | undefined;
  readonly claim?: string | undefined;
  readonly maxStates?: number | undefined;
  readonly share?: ShareFlag | undefined;
}

/** The inputs of the proposals as they were when a check began; empty where nothing is to be recorded. */
export type CheckInputs = ReadonlyMap<string, Run['inputs']>;

/**
 * @throws SyspecError BAD_USAGE where not every row is judged by both engines, there is no checkout, or branches have no run of faults to
 * stand beside
 */
export function beginCheckRecord(
  flags: CheckRecordFlags,
  subjects: readonly Subject[],
  root = ROOT,
): CheckInputs {
  if (flags.record !== true) return new Map();
  if (flags.modelMutants === true) {
    if (flags.engine === 'both' && flags.mutants) {
      const message = '--record is of the rows or of --model-mutants, and not of both in one run';
      throw new SyspecError('BAD_USAGE', message, 'Make two runs.');
    }
    requireWhole('check --model-mutants --record', 'a run of all faults', {
      share: flags.share !== undefined,
    });
    if (flags.listed !== true) {
      const message = 'only a run of all faults is recorded, those that are listed as equivalent too';
      throw new SyspecError('BAD_USAGE', message, 'Add --listed.');
    }
    return new Map();
  }
  const { engine, mutants, coverage, variant, scenario, claim, maxStates, share } = flags;
  if (coverage === true && engine === 'explorer' && !mutants) {
    requireFaultsRuns(subjects, root);
    return new Map();
  }
  if (engine !== 'both' || !mutants) {
    const message = 'check --record is of both engines and the seeded faults';
    throw new SyspecError('BAD_USAGE', message, 'Add --engine both --mutants.');
  }
  requireWhole('check --record', 'a check of all rows and seeded faults by both engines', {
    variant: variant !== undefined,
    scenario: scenario !== undefined,
    claim: claim !== undefined,
    'max-states': maxStates !== undefined,
    share: share !== undefined,
  });
  if (coverage === true) requireFaultsRuns(subjects, root);
  return new Map(subjects.map(({ proposal }) => [proposal.slug, inputsOf(root, proposal.slug, 'check')]));
}

function requireFaultsRuns(subjects: readonly Subject[], root: string): void {
  requireCheckout(ROOT, 'check --coverage --record');
  const without = withoutFaultsRun(subjects, root);
  if (without.length === 0) return;
  const message = `branches are recorded beside the faults of a model, and those of ${without.join(', ')} are stale, missing, or did not hold`;
  throw new SyspecError('BAD_USAGE', message, 'Add --model-mutants --listed.');
}

/** The finding of one proposal: how many rows are as the document declares them, by engine, and seeded faults that are caught. */
export function checkFinding(rows: readonly Row[], variants: readonly string[]): Finding {
  const declared = rows.filter(({ variant }) => variants.includes(variant));
  const seeded = rows.filter(({ variant }) => !variants.includes(variant));
  const count = (all: readonly Row[], engine: Engine) =>
    all.filter((row) => row.ok && row.engine === engine).length;
  return {
    ...{ kind: 'check', name: '', environment: null, seed: null, rows: [] },
    ok: rows.length > 0 && rows.every((row) => row.ok),
    totals: {
      rows: declared.length,
      'as declared by the explorer': count(declared, 'explorer'),
      'as declared by TLC': count(declared, 'tlc'),
      'seeded faults': seeded.length,
      caught: seeded.filter((row) => row.ok).length,
    },
  };
}

/** Records the rows of each proposal for which there are inputs. */
export async function recordCheck(
  rows: readonly Row[],
  subjects: readonly Subject[],
  inputs: CheckInputs,
  root = ROOT,
): Promise<void> {
  for (const { proposal, models } of subjects) {
    const its = inputs.get(proposal.slug);
    if (its === undefined) continue;
    const own = rows.filter(({ slug }) => slug === proposal.slug);
    const finding = checkFinding(own, models.variants);
    addRun(root, proposal.slug, { ...finding, tools: await toolVersions('TLC') }, its);
  }
}
