// SPDX-License-Identifier: MIT
// syspec check as it is without another mode: the rows, the facts of the document, and what options add to them.
import { EXIT, SyspecError } from '../../base/errors.ts';
import { counted, grouped } from '../../base/plural.ts';
import { fitted } from '../../base/wrap.ts';
import { writeWhole } from '../../base/write-whole.ts';
import { type Coverage, formatCoverage } from '../../spec/index.ts';
import { type AskedOfTlc, askedOf, askedOfTlc, type CheckOptions, checkUntil } from '../../verdicts/check.ts';
import { type Comparison, compareDocument, showComparisons } from '../../verdicts/document/index.ts';
import { type Bodies, bodiesAreFine, bodiesJson, showBodies } from '../../verdicts/faults/report.ts';
import { rowsKtap } from '../../verdicts/ktap.ts';
import { mutantQuestions } from '../../verdicts/questions.ts';
import { type Engine, type NotChecked, type Question, type Row, toJson } from '../../verdicts/row.ts';
import { type Subject, slugsWithoutTla, withTla } from '../../verdicts/select.ts';
import { type Paper, showSummary } from '../../verdicts/summary.ts';
import { showRate, showRows, showSum, showWrong } from '../../verdicts/table.ts';
import {
  type AgreeFlags,
  agreeJson,
  agreeText,
  type Compared,
  type ComparedAll,
  compareAll,
  comparingBeside,
  requireGraph,
} from '../agree.ts';
import type { Printed } from '../stdout.ts';
import { withoutMutantLines } from '../without-mutants.ts';
import { requireFolders, writtenLines } from '../written.ts';
import {
  type BranchCoverage,
  branchCoverage,
  NOT_ASKED,
  recordedBranchesJson,
  recordedBranchLines,
  ruleCoverage,
} from './coverage.ts';
import { type BodyFlags, isAsked, type Machine } from './machine.ts';
import { modelMutants } from './model-mutants.ts';
import { notCheckedLines, withoutTlaLines } from './not-checked.ts';
import { beginCheckRecord, recordCheck } from './record.ts';
import { type ShareFlag, seedsOf } from './share.ts';

/** The options of `check` that it takes. */
export interface RowFlags extends BodyFlags {
  readonly engine: Engine | 'both';
  readonly all: boolean;
  readonly mutants: boolean;
  readonly record?: boolean;
  /** TLC only where there are at most so many states. */
  readonly maxStates?: number;
  /** A share of those places alone, and of the faults by machine; and no branches where those are recorded. */
  readonly share?: ShareFlag;
  /** Graphs with at most so many states are compared too. */
  readonly agree?: number;
  readonly json: boolean;
  /** A file for the rows as KTAP. */
  readonly ktap?: string;
}

interface Watch extends Pick<CheckOptions, 'onProgress' | 'signal' | 'pool'> {
  /** Proposals that should be checked too, and cannot be: then nothing is green. */
  readonly notChecked?: readonly NotChecked[];
  /** Who puts faults and counters into the bodies of models; nobody if not given. */
  readonly machine?: Machine | undefined;
  /** Whose records are meant; this checkout's if not given. */
  readonly root?: string;
}

/** All that a check has found. */
interface Found {
  readonly rows: readonly Row[];
  /** Whether it was ended before all were judged, and all documents compared. */
  readonly interrupted: boolean;
  /** Where not all were judged: all that was to be. */
  readonly asked: readonly Question[];
  readonly notChecked: readonly NotChecked[];
  readonly document: readonly { readonly slug: string; readonly comparisons: readonly Comparison[] }[];
  readonly coverage: readonly Coverage[];
  readonly bodies: Bodies;
  readonly branches: BranchCoverage;
  /** Proposals none of whose seeded faults was judged, although that was asked. */
  readonly withoutMutants: readonly string[];
  /** Proposals whose TLA+ is still to be written. */
  readonly unwrittenTla: readonly string[];
  /** Proposals whose TLA+ is not there. */
  readonly withoutTla: readonly string[];
  /** The state graphs that TLC was asked about, and how many it was not. */
  readonly byTlc: AskedOfTlc;
  /** The proposals of which it was asked about a share, and the seeds. */
  readonly shares: ReadonlyMap<string, number>;
  /** The state graphs of model and TLA+, where they are compared too. */
  readonly agreed: ComparedAll | undefined;
}

/** What it prints of these subjects, on this paper. With `ktap` it writes that file too. Throws SyspecError for what it cannot judge. */
export async function rowsText(
  subjects: readonly Subject[],
  flags: RowFlags,
  paper: Paper,
  watch: Watch = {},
): Promise<Printed> {
  requireFolders(flags.ktap);
  const inputs = beginCheckRecord(flags, subjects, watch.root);
  const found = await checkAll(subjects, flags, watch);
  if (!found.interrupted) await recordCheck(found.rows, subjects, inputs, watch.root);
  const ok = isGreen(found);
  if (flags.ktap !== undefined)
    writeWhole(flags.ktap, rowsKtap(found.rows, found.notChecked, found.interrupted));
  const shown = flags.json ? `${JSON.stringify(jsonOf(found, ok))}\n` : report(subjects, found, flags, paper);
  const text = shown + writtenLines([flags.ktap], flags.json);
  if (found.interrupted || found.agreed?.interrupted === true) return { text, exitCode: EXIT.environment };
  if (found.notChecked.length > 0) return { text, exitCode: EXIT.usage };
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}

/** The facts of each document; of none where the run is ended before. */
async function comparedDocuments(
  subjects: readonly Subject[],
  { pool, signal }: Watch,
): Promise<Found['document']> {
  const found: { slug: string; comparisons: readonly Comparison[] }[] = [];
  for (const subject of subjects) {
    const { slug } = subject.proposal;
    try {
      const comparisons = pool ? await pool.compareDocument(slug, signal) : compareDocument(subject);
      found.push({ slug, comparisons });
    } catch (error) {
      if (signal?.aborted) return found;
      throw error;
    }
  }
  return found;
}

async function checkAll(
  subjects: readonly Subject[],
  flags: RowFlags,
  { notChecked = [], machine, root, ...watch }: Watch,
): Promise<Found> {
  const comparing = comparedDocuments(subjects, watch);
  // Where the rows fail first, nobody waits for it.
  comparing.catch(() => {});
  const engines: Engine[] = flags.engine === 'both' ? ['explorer', 'tlc'] : [flags.engine];
  const shares = seedsOf(
    subjects,
    engines.includes('tlc') ? flags.share : undefined,
    ['check', 'agree'],
    root,
  );
  const options = { ...flags, ...watch, engines, shares, mutants: flags.mutants || flags.coverage };
  const byTlc = askedOfTlc(subjects, options);
  const ofGraphs = agreeFlagsOf(flags, byTlc);
  if (ofGraphs !== undefined) requireGraph(withTla(subjects), ofGraphs);
  const known: Compared[] = [];
  const accompany = ofGraphs === undefined ? {} : { accompany: comparingBeside(ofGraphs, known) };
  const { rows, interrupted: isPart } = await checkUntil(subjects, { ...options, ...accompany });
  const document = await comparing;
  const interrupted = isPart || document.length < subjects.length;
  if (rows.length === 0 && !interrupted) {
    throw new SyspecError('BAD_USAGE', 'no claim is judged there', 'Widen --variant, --scenario or --claim.');
  }
  const withoutMutants = subjects.filter(
    (subject) => (flags.mutants || flags.coverage) && mutantQuestions(subject, flags).length === 0,
  );
  const asked = isAsked(flags) && !interrupted ? machine : undefined;
  const coverage = flags.coverage && !interrupted ? ruleCoverage(subjects, rows) : [];
  const faults = flags.modelMutants && asked ? await modelMutants(subjects, asked, flags, root) : [];
  const branches = flags.coverage && asked ? await branchCoverage(subjects, asked, flags, root) : NOT_ASKED;
  return {
    ...{ rows, interrupted, notChecked, document, coverage },
    ...{ bodies: { faults, branches: branches.found }, branches },
    asked: isPart ? subjects.flatMap((subject) => askedOf(subject, options)) : [],
    withoutMutants: withoutMutants.map(({ proposal }) => proposal.slug),
    unwrittenTla: subjects.flatMap(({ proposal, manifest }) =>
      manifest.isUnwritten && !manifest.isAbsent ? [proposal.slug] : [],
    ),
    withoutTla: slugsWithoutTla(subjects),
    ...{ byTlc, shares },
    agreed: interrupted ? undefined : await agreedOf(subjects, ofGraphs, watch, known),
  };
}

/** As the flags of 'agree'; undefined where the graphs are not asked for. */
function agreeFlagsOf(
  { agree, share, variant, scenario, json }: RowFlags,
  byTlc: AskedOfTlc,
): AgreeFlags | undefined {
  if (agree === undefined) return undefined;
  return {
    ...(share !== undefined && { isShared: byTlc.has }),
    ...(variant !== undefined && { variant }),
    ...(scenario !== undefined && { scenario }),
    ...{ maxStates: agree, json },
  };
}

/** The graphs, where they are asked for: those that no run of the check has shown are compared by runs of their own. */
async function agreedOf(
  subjects: readonly Subject[],
  flags: AgreeFlags | undefined,
  { onProgress, signal = new AbortController().signal }: Watch,
  known: readonly Compared[],
): Promise<ComparedAll | undefined> {
  if (flags === undefined) return undefined;
  return compareAll(withTla(subjects), flags, signal, onProgress, known);
}

function isGreen({
  rows,
  interrupted,
  notChecked,
  document,
  coverage,
  bodies,
  withoutMutants,
  agreed,
}: Found): boolean {
  const same = document.every(({ comparisons }) =>
    comparisons.every((each) => each.differences.length === 0),
  );
  const covered = coverage.every(({ problems }) => problems.length === 0);
  return (
    !interrupted &&
    withoutMutants.length === 0 &&
    same &&
    covered &&
    bodiesAreFine(bodies) &&
    (agreed === undefined || agreeJson(agreed).ok) &&
    toJson(rows, notChecked).ok
  );
}

function jsonOf(found: Found, ok: boolean) {
  const { rows, interrupted, notChecked, document, coverage, bodies, withoutMutants, withoutTla } = found;
  const { byTlc, shares } = found;
  const { leftOut } = byTlc;
  const comparisons = document.flatMap(({ slug, comparisons: each }) =>
    each.map((one) => ({ slug, ...one })),
  );
  const rules = coverage.length === 0 ? {} : { coverage };
  const unseeded = withoutMutants.length === 0 ? {} : { withoutMutants };
  const unchanged = withoutFaults(bodies);
  return {
    ...toJson(rows, notChecked),
    document: comparisons,
    ...rules,
    ...{ ...bodiesJson(bodies), ...recordedBranchesJson(found.branches) },
    ...unseeded,
    ...(unchanged.length === 0 ? {} : { withoutFaults: unchanged }),
    ...(interrupted ? { interrupted } : {}),
    ...(withoutTla.length === 0 ? {} : { withoutTla }),
    ...(leftOut === 0 ? {} : { leftOut }),
    ...(shares.size === 0 ? {} : { shares: Object.fromEntries(shares), notShared: byTlc.of - byTlc.asked }),
    ...(found.agreed === undefined ? {} : { agree: agreeJson(found.agreed) }),
    ok,
  };
}

/** Proposals whose model got no fault by machine, although that was asked: `bodiesAreFine` refuses them. */
const withoutFaults = ({ faults }: Bodies): string[] =>
  faults.filter(({ found }) => found.length === 0).map(({ slug }) => slug);

/** How many seeded faults were judged, and caught. */
function seededLine({ proposal, models }: Subject, { rows, interrupted }: Found): string {
  const names = new Set(models.mutants.map(({ name }) => name));
  const judged = rows.filter(({ slug, variant }) => slug === proposal.slug && names.has(variant));
  if (judged.length === 0) return '';
  const caught = judged.filter(({ ok }) => ok).length;
  const far = interrupted ? 'so far: ' : '';
  return `${far}${proposal.slug}: ${caught} of ${counted(judged.length, 'seeded fault')} of proposed caught\n`;
}

/** Where TLC was not asked. */
function leftOutLines({ byTlc: { leftOut, asked, of }, shares }: Found, maxStates = 0): string {
  const others = of - asked;
  const seeds = [...shares].map(([slug, seed]) => `${slug} by seed ${seed}`).join(', ');
  return [
    leftOut === 0
      ? ''
      : `-- not asked by TLC: ${counted(leftOut, 'state graph')} of more than ${grouped(maxStates)} states\n`,
    others === 0
      ? ''
      : `-- not asked by TLC: ${others} of ${counted(of, 'state graph')}, not in the share of ${seeds}\n`,
  ].join('');
}

/** What is said of a check that was ended, and how to have less checked. */
function endedLines(subjects: readonly Subject[], { asked }: Found, engine: RowFlags['engine']): string {
  if (asked.length === 0)
    return 'XX ended before the documents were compared with what repeats them: there is no verdict\n';
  const options = [
    ...(subjects.length > 1 ? ['one proposal by its name'] : []),
    '--scenario NAME, --claim ID or --variant NAME',
    ...(engine === 'explorer' ? [] : ['--max-states N to ask TLC of small state graphs alone']),
  ];
  return `XX ended before all rows were judged: there is no verdict\n   To check less: ${options.join('; ')}.\n`;
}

function report(
  subjects: readonly Subject[],
  found: Found,
  { all, maxStates, engine }: RowFlags,
  paper: Paper,
): string {
  const { rows, notChecked, document, coverage, bodies, withoutMutants, unwrittenTla, withoutTla } = found;
  const { colors } = paper;
  const tables = [
    all ? `${showRows(rows, paper)}\n` : '',
    ...subjects.map(({ proposal }) => showSummary(proposal, rows, paper, found.asked)),
    showWrong(rows, { ...paper, all }),
  ];
  const lines = [
    ...subjects.map((subject) => seededLine(subject, found)),
    found.interrupted ? `${counted(rows.length, 'row')} judged\n` : showSum(rows, { all, colors }),
    showRate(rows),
    found.interrupted ? endedLines(subjects, found, engine) : '',
    ...document.map(({ slug, comparisons }) => showComparisons(slug, comparisons, all)),
    leftOutLines(found, maxStates),
    ...withoutTlaLines(withoutTla),
    ...unwrittenTla.map(
      (slug) => `   ${slug}: its TLA+ is still to be written, and nothing was compared with it\n`,
    ),
    ...withoutMutants.map(
      (slug) => `XX ${slug}: no seeded fault was judged, so that nothing shows that a claim bites\n`,
    ),
    ...coverage.map((each) => `\n${formatCoverage(each)}`),
    showBodies(bodies, { all, colors }),
    ...withoutMutantLines(withoutFaults(bodies)),
    ...recordedBranchLines(found.branches),
    found.agreed === undefined ? '' : agreeText(found.agreed, false, colors).text,
    ...notCheckedLines(notChecked).flatMap((line, i) => [
      line,
      `   'syspec check ${notChecked[i]!.slug}' says all that is wrong with it\n`,
    ]),
  ];
  return tables.join('') + fitted(lines.join(''), paper.columns);
}
