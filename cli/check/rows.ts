// SPDX-License-Identifier: MIT
// syspec check as it is without another mode: the rows, the facts of the document, and what options add to them.
import { EXIT, SyspecError } from '../../base/errors.ts';
import { type Coverage, formatCoverage } from '../../spec/index.ts';
import { type CheckOptions, check } from '../../verdicts/check.ts';
import { type Comparison, compareDocument, showComparisons } from '../../verdicts/document/index.ts';
import { type Bodies, bodiesAreFine, bodiesJson, showBodies } from '../../verdicts/faults/report.ts';
import { mutantQuestions } from '../../verdicts/questions.ts';
import { type Engine, type NotChecked, type Row, toJson } from '../../verdicts/row.ts';
import type { Subject } from '../../verdicts/select.ts';
import { showRate, showRows } from '../../verdicts/table.ts';
import type { Printed } from '../stdout.ts';
import { branchCoverage, ruleCoverage } from './coverage.ts';
import { type BodyFlags, isAsked, type Machine } from './machine.ts';
import { modelMutants } from './model-mutants.ts';
import { beginCheckRecord, recordCheck } from './record.ts';
import { notCheckedLines, refuseParts } from './refused.ts';

/** The options of `check` that it takes. */
export interface RowFlags extends BodyFlags {
  readonly engine: Engine | 'both';
  readonly all: boolean;
  readonly mutants: boolean;
  readonly record?: boolean;
  readonly json: boolean;
}

interface Watch extends Pick<CheckOptions, 'onProgress' | 'signal'> {
  /** Proposals that should be checked too, and cannot be: then nothing is green. */
  readonly notChecked?: readonly NotChecked[];
  /** Who puts faults and counters into the bodies of models; nobody if not given. */
  readonly machine?: Machine | undefined;
}

/** All that a check has found. */
interface Found {
  readonly rows: readonly Row[];
  readonly notChecked: readonly NotChecked[];
  readonly document: readonly { readonly slug: string; readonly comparisons: readonly Comparison[] }[];
  readonly coverage: readonly Coverage[];
  readonly bodies: Bodies;
  /** Proposals none of whose seeded faults was judged, although that was asked. */
  readonly withoutMutants: readonly string[];
  /** Proposals whose TLA+ is still to be written. */
  readonly withoutTla: readonly string[];
}

/** What it prints of these subjects, with or without colours. Throws SyspecError for what it cannot judge. */
export async function rowsText(
  subjects: readonly Subject[],
  flags: RowFlags,
  colors: boolean,
  watch: Watch = {},
): Promise<Printed> {
  const inputs = beginCheckRecord(flags, subjects);
  const found = await checkAll(subjects, flags, watch);
  recordCheck(found.rows, subjects, inputs);
  const ok = isGreen(found);
  const text = flags.json ? `${JSON.stringify(jsonOf(found, ok))}\n` : report(found, flags, colors);
  if (found.notChecked.length > 0) return { text, exitCode: EXIT.usage };
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}

async function checkAll(
  subjects: readonly Subject[],
  flags: RowFlags,
  { notChecked = [], machine, ...watch }: Watch,
): Promise<Found> {
  // What bites may stand in the rest.
  if (flags.coverage) {
    refuseParts(
      flags,
      ['variant', 'scenario', 'claim'],
      () => '--coverage is about all faults of a proposal',
    );
  }
  const document = subjects.map((subject) => ({
    slug: subject.proposal.slug,
    comparisons: compareDocument(subject),
  }));
  const engines: Engine[] = flags.engine === 'both' ? ['explorer', 'tlc'] : [flags.engine];
  const rows = await check(subjects, {
    ...{ ...flags, ...watch, engines },
    mutants: flags.mutants || flags.coverage,
  });
  if (rows.length === 0) {
    throw new SyspecError('BAD_USAGE', 'no claim is judged there', 'Widen --variant, --scenario or --claim.');
  }
  const withoutMutants = subjects.filter(
    (subject) => (flags.mutants || flags.coverage) && mutantQuestions(subject, flags).length === 0,
  );
  const asked = isAsked(flags) ? machine : undefined;
  const coverage = flags.coverage ? ruleCoverage(subjects, rows) : [];
  const faults =
    flags.modelMutants && asked ? await modelMutants(subjects, asked, flags.listed ?? false) : [];
  const branches = flags.coverage && asked ? await branchCoverage(subjects, asked) : [];
  return {
    ...{ rows, notChecked, document, coverage, bodies: { faults, branches } },
    withoutMutants: withoutMutants.map(({ proposal }) => proposal.slug),
    withoutTla: subjects.flatMap(({ proposal, manifest }) => (manifest.isUnwritten ? [proposal.slug] : [])),
  };
}

function isGreen({ rows, notChecked, document, coverage, bodies, withoutMutants }: Found): boolean {
  const same = document.every(({ comparisons }) =>
    comparisons.every((each) => each.differences.length === 0),
  );
  const covered = coverage.every(({ problems }) => problems.length === 0);
  return (
    withoutMutants.length === 0 && same && covered && bodiesAreFine(bodies) && toJson(rows, notChecked).ok
  );
}

function jsonOf({ rows, notChecked, document, coverage, bodies, withoutMutants }: Found, ok: boolean) {
  const comparisons = document.flatMap(({ slug, comparisons: each }) =>
    each.map((one) => ({ slug, ...one })),
  );
  const rules = coverage.length === 0 ? {} : { coverage };
  const unseeded = withoutMutants.length === 0 ? {} : { withoutMutants };
  return {
    ...toJson(rows, notChecked),
    document: comparisons,
    ...rules,
    ...bodiesJson(bodies),
    ...unseeded,
    ok,
  };
}

function report(
  { rows, notChecked, document, coverage, bodies, withoutMutants, withoutTla }: Found,
  { all }: RowFlags,
  colors: boolean,
): string {
  return [
    showRows(rows, { all, colors }),
    showRate(rows),
    ...document.map(({ slug, comparisons }) => showComparisons(slug, comparisons, all)),
    ...withoutTla.map(
      (slug) => `   ${slug}: its TLA+ is still to be written, and nothing was compared with it\n`,
    ),
    ...withoutMutants.map(
      (slug) => `XX ${slug}: no seeded fault was judged, so that nothing shows that a claim bites\n`,
    ),
    ...coverage.map((each) => `\n${formatCoverage(each)}`),
    showBodies(bodies, { all, colors }),
    ...notCheckedLines(notChecked).flatMap((line, i) => [
      line,
      `   'syspec check ${notChecked[i]!.slug}' says all that is wrong with it\n`,
    ]),
  ].join('');
}
