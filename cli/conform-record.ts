// SPDX-License-Identifier: MIT
// What a whole run on a kernel found, into the records of the proposals that it was about.
import { dirname } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import type { Finding, RecordedRow } from '../base/finding.ts';
import { groupBy } from '../base/group.ts';
import { ROOT } from '../base/root.ts';
import { documentNames } from '../base/slug.ts';
import { type BaseName, onBase } from '../conformance/kernel/bases.ts';
import { findKernel } from '../conformance/kernel/build/build.ts';
import { readEntry } from '../conformance/kernel/cache.ts';
import type { LaneRow, Report } from '../conformance/report/rows.ts';
import { amounts } from '../conformance/run/amounts.ts';
import { addRun, conformName, inputsOf, type Run } from '../records/record.ts';
import { requireWhole } from './require-whole.ts';
import { toolVersions } from './tool-versions.ts';

/** What of a command line decides on a record. */
export interface RecordFlags {
  /** The name of the kernel; true when it is the flavour's. */
  readonly record?: string | true;
  readonly share: boolean;
  readonly lane?: string;
  readonly time?: number;
  readonly runs?: number;
  readonly host: boolean;
  readonly kernel?: string;
  readonly flavour: string;
  readonly base: BaseName;
  readonly source?: string;
  readonly knownFailures?: string;
  readonly patch: readonly string[];
  readonly nr: ReadonlyMap<string, number>;
}

/** The inputs of the proposals, as they were when a run began. */
export type Inputs = ReadonlyMap<string, Run['inputs']>;

/**
 * What is to be handed to `recordReport` when all has been run; empty where nothing is to be recorded.
 * @throws SyspecError BAD_USAGE where a run is not whole, is of no kernel that has a name, or of one that has a wrong one, or there is no checkout
 */
export function beginRecord(flags: RecordFlags, slugs: readonly string[]): Inputs {
  if (flags.record === undefined) return new Map();
  const { lane, time, runs, share, host, patch, nr, kernel, record, source, knownFailures } = flags;
  requireWhole('conform --record', 'a whole run on a kernel of ours', {
    lane: lane !== undefined,
    time: time !== undefined,
    // More of them are more than is promised.
    runs: runs !== undefined && runs < amounts({ share }).runs,
    host,
    patch: patch.length > 0,
    nr: nr.size > 0,
    // A record has no room to say of what tree, and which failures were expected.
    source: source !== undefined,
    'known-failures': knownFailures !== undefined,
  });
  if (kernel !== undefined && record === true)
    throw new SyspecError('BAD_USAGE', 'the kernel has no name', 'Say --record NAME.');
  if (typeof record === 'string') checkName(record);
  return new Map(slugs.map((slug) => [slug, inputsOf(ROOT, slug, 'conform')]));
}

/**
 * commander takes the word after --record for its value, and a record reads the name of a run back: `proposed on fast of 7.3, a share`.
 * @throws SyspecError BAD_USAGE for the name of a proposal, and one that could not be read back
 */
function checkName(kernel: string): void {
  if (documentNames(ROOT).includes(kernel)) {
    const message = `--record ${kernel}: that is a proposal, and no kernel's name`;
    throw new SyspecError('BAD_USAGE', message, `Write: conform ${kernel} --record.`);
  }
  if (/^[\w.-]+$/.test(kernel)) return;
  const message = `--record '${kernel}': that is no name of a kernel`;
  throw new SyspecError('BAD_USAGE', message, 'Use letters, digits, dots, dashes and underscores.');
}

const toRecorded = (row: LaneRow): RecordedRow => {
  const { lane, scenario, verdict, cases, calls, transitions, failures } = row;
  return { lane, scenario, verdict, cases, calls, transitions, failures };
};

/** Records the rows of each variant. */
export async function recordReport(report: Report, flags: RecordFlags, inputs: Inputs): Promise<void> {
  if (flags.record === undefined) return;
  const { flavour, base, source, kernel } = flags;
  const on = onBase(flags.record === true ? flavour : flags.record, base);
  const { target, grade, seed, results, coverage } = report;
  for (const rows of groupBy(results, ({ slug, variant }) => `${slug} ${variant}`)) {
    const { slug, variant } = rows[0]!;
    const meta =
      kernel === undefined
        ? (await findKernel({ flavour, slug, base, source }))?.meta
        : readEntry(dirname(kernel));
    const seen = coverage.filter((one) => one.slug === slug && one.variant === variant);
    const finding: Finding = {
      kind: 'conform',
      name: conformName(variant, on, flags.share),
      ok: rows.every((row) => row.ok) && seen.every((one) => one.ok),
      environment: { target: meta?.release ?? target, grade, compiler: meta?.compiler ?? [] },
      tools: await toolVersions('QEMU'),
      seed,
      rows: rows.map(toRecorded),
      totals: null,
    };
    addRun(ROOT, slug, finding, inputs.get(slug)!);
  }
}
