// SPDX-License-Identifier: MIT
// syspec check --tla-mutants: which faults of the TLA+, made by machine, do its own claims see?
import { join } from 'node:path';
import { EXIT, SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import { ROOT } from '../../base/root.ts';
import { addRun, inputsOf } from '../../records/record.ts';
import { cacheFolder } from '../../tla/runner/cache.ts';
import type { NotChecked } from '../../verdicts/row.ts';
import { checkFilter, type Filter, type Subject } from '../../verdicts/select.ts';
import { hintsFile, readHints, writeHints } from '../../verdicts/tla-faults/hints.ts';
import { asListed, listFile, readEquivalent } from '../../verdicts/tla-faults/listed.ts';
import { type Memory, openMemory } from '../../verdicts/tla-faults/memory.ts';
import {
  type FaultReport,
  faultReport,
  faultsJson,
  faultsOk,
  findingOf,
  showFaults,
} from '../../verdicts/tla-faults/report.ts';
import { type FaultOptions, mutantsOf, tryMutants } from '../../verdicts/tla-faults/run.ts';
import { requireWhole } from '../require-whole.ts';
import type { Printed } from '../stdout.ts';
import { toolVersions } from '../tool-versions.ts';
import { withoutMutantLines, withoutMutantsJson } from '../without-mutants.ts';
import { notCheckedLines } from './not-checked.ts';

/** The options of `check` that it takes. */
export interface TlaMutantFlags extends Filter {
  readonly only?: string;
  readonly maxStates?: number;
  readonly list: boolean;
  readonly record: boolean;
  readonly listed?: boolean;
  readonly all: boolean;
  readonly json: boolean;
}

interface Watch extends Pick<FaultOptions, 'onProgress' | 'signal'> {
  /** Proposals that should be tried too, and cannot be: then nothing is green. */
  readonly notChecked?: readonly NotChecked[];
  /** Where what was found is kept; by default in the cache folder. */
  memoryOf?(slug: string): Memory;
}

const inCache = (slug: string): Memory => openMemory(join(cacheFolder(), 'tla-mutants', `${slug}.jsonl`));

/** What it prints of these subjects. Throws SyspecError where there is no verdict. */
export async function tlaMutantText(
  subjects: readonly Subject[],
  flags: TlaMutantFlags,
  colors: boolean,
  { memoryOf = inCache, notChecked = [], ...watch }: Watch = {},
): Promise<Printed> {
  checkFilter(subjects, flags);
  if (flags.list) return listed(subjects, flags);
  checkRecord(flags);
  const reports: FaultReport[] = [];
  const without: string[] = [];
  for (const subject of subjects) {
    const { slug } = subject.proposal;
    const equivalent = readEquivalent(listFile(subject.manifest));
    const inputs = flags.record ? inputsOf(ROOT, slug, 'tla-mutants') : undefined;
    const isSpared = flags.listed === true ? () => false : asListed(listFile(subject.manifest));
    const hints = readHints(hintsFile(ROOT, slug));
    const tried = await tryMutants(subject, { ...flags, ...watch, memory: memoryOf(slug), hints, isSpared });
    const report = faultReport(slug, tried, equivalent, flags.only === undefined);
    if (inputs !== undefined) {
      addRun(ROOT, slug, { ...findingOf(report), tools: await toolVersions('TLC') }, inputs);
      writeHints(hintsFile(ROOT, slug), tried);
    }
    reports.push(report);
    // What is listed and no mutant has a row too.
    if (tried.every(({ fate }) => fate.verdict === 'unread')) without.push(slug);
  }
  const report = {
    rows: reports.flatMap(({ rows }) => rows),
    unread: reports.reduce((sum, { unread }) => sum + unread, 0),
  };
  if (report.rows.length === 0) {
    throw new SyspecError('BAD_USAGE', 'there is no such mutant', "'--tla-mutants --list' has the names.");
  }
  const text = flags.json
    ? withoutMutantsJson(faultsJson(report, notChecked), without)
    : [
        showFaults(report, { all: flags.all, colors }),
        ...withoutMutantLines(without),
        ...notCheckedLines(notChecked),
      ].join('');
  if (notChecked.length > 0) return { text, exitCode: EXIT.usage };
  return { text, exitCode: faultsOk(report) && without.length === 0 ? EXIT.holds : EXIT.failed };
}

/** @throws SyspecError BAD_USAGE where not all mutants are tried everywhere, or there is no checkout */
function checkRecord({ record, only, maxStates, variant, scenario, claim }: TlaMutantFlags): void {
  if (!record) return;
  requireWhole('check --tla-mutants --record', 'a run of all mutants', {
    only: only !== undefined,
    'max-states': maxStates !== undefined,
    variant: variant !== undefined,
    scenario: scenario !== undefined,
    claim: claim !== undefined,
  });
}

async function listed(subjects: readonly Subject[], { only, json }: TlaMutantFlags): Promise<Printed> {
  const rows = [];
  for (const { manifest, proposal } of subjects) {
    const { mutants } = await mutantsOf(manifest, only);
    for (const { text: _, module: __, ...row } of mutants) rows.push({ slug: proposal.slug, ...row });
  }
  const lines = rows.map(({ place, id, replacement }) => `${place}  ${id}  ${replacement}`);
  const text = json
    ? `${JSON.stringify({ schema: 1, mutants: rows, ok: true })}\n`
    : `${[...lines, counted(rows.length, 'mutant')].join('\n')}\n`;
  return { text, exitCode: EXIT.holds };
}
