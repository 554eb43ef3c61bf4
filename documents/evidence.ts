// SPDX-License-Identifier: MIT
// What a document may claim to have been found: what is recorded, of what is here today. The rest is named as missing.
import { readFileSync } from 'node:fs';
import { SyspecError } from '../base/errors.ts';
import type { RecordedCost } from '../base/finding.ts';
import { groupBy } from '../base/group.ts';
import { grouped, listed } from '../base/plural.ts';
import { LEAST_PART } from '../conformance/cost/compare.ts';
import { flavourNamed } from '../conformance/kernel/flavours.ts';
import type { Fate } from '../conformance/mutants/run.ts';
import { hashesOf } from '../records/inputs.ts';
import {
  changedSince,
  lineOf,
  type Recorded,
  type Run,
  readConformName,
  readRecord,
  recordFile,
  runNamed,
  titleOf,
} from '../records/record.ts';
import { editsSince } from '../records/since.ts';
import type { FaultVerdict } from '../verdicts/faults/report.ts';
import type { FaultRow } from '../verdicts/tla-faults/report.ts';

/** A run that is to be claimed. */
export type Wanted = Pick<Run, 'kind' | 'name'>;

/** A run that may be claimed. */
export interface Fact {
  readonly run: Run;
}

/** A run that may not, and why. */
export interface Gap {
  /** Undefined where it is about all of them. */
  readonly run?: Wanted;
  readonly title: string;
  /** `records/SLUG.json`, with a line where there is one. */
  readonly place: string;
  readonly why: string;
}

/** All that is recorded of a proposal, against what is wanted. */
export interface Evidence {
  readonly facts: readonly Fact[];
  readonly gaps: readonly Gap[];
}

/** How much a run on a kernel did. */
export interface Walk {
  readonly sequences: number;
  readonly calls: number;
  /** Transitions that were followed, of all. */
  readonly covered: number;
  readonly total: number;
  readonly failures: number;
}

/** The sums of the rows of a run. */
export function walkOf({ rows }: Pick<Run, 'rows'>): Walk {
  const sum = (of: (row: Run['rows'][number]) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    sequences: sum(({ cases }) => cases),
    calls: sum(({ calls }) => calls),
    covered: sum(({ transitions }) => transitions?.covered ?? 0),
    total: sum(({ transitions }) => transitions?.total ?? 0),
    failures: sum(({ failures }) => failures),
  };
}

/** What is said of the mutants of each verdict; one that is not here does not compile. */
const OF_MUTANTS: Readonly<Record<FaultVerdict | FaultRow['verdict'] | Fate['verdict'], string>> = {
  killed: 'killed',
  crash: 'that make the model throw',
  error: 'that TLC cannot evaluate',
  limit: 'without an end',
  equivalent: 'equivalent',
  owed: 'known survivors, which no test sees yet',
  unreached: 'that nothing runs',
  inconclusive: 'inconclusive',
  survived: 'survived',
};

/**
 * How many mutants there are of each verdict. The totals of a record also count what killed them, by the name of a claim or a lane: that is
 * for those who know these names, and `test records` shows it.
 */
function ofMutants(totals: Readonly<Record<string, number>>): string {
  const verdicts = Object.entries(OF_MUTANTS).flatMap(([verdict, words]) => {
    const n = totals[verdict] ?? 0;
    // That none survives is said, but not beside those that no test sees.
    const isSaid = n > 0 || (verdict === 'survived' && (totals.owed ?? 0) === 0);
    return isSaid ? [`${grouped(n)} ${words}`] : [];
  });
  return [`${grouped(totals.mutants ?? 0)} mutants`, ...verdicts].join(', ');
}

const percent = ({ pristine, patched }: RecordedCost): number => (100 * (patched - pristine)) / pristine;

/** Each reason for which calls may cost more, once, with those calls. */
function reasonsFor(costs: readonly RecordedCost[]): string[] {
  const told = costs.filter(({ regression, bound }) => regression && bound !== undefined);
  return groupBy(told, ({ bound }) => bound!.reason).map((calls) => {
    const named = calls.map((one) => `${one.workload} (+${percent(one).toFixed(2)} %)`);
    return `the reason for ${listed(named)}: ${calls[0]!.bound!.reason}`;
  });
}

/** The dearest workload is named, whether it is dear or not. */
function ofCosts(costs: readonly RecordedCost[]): string {
  const [dearest] = [...costs].sort((a, b) => percent(b) - percent(a));
  const worse = costs.filter(({ regression }) => regression).length;
  const most = dearest === undefined ? 0 : percent(dearest);
  const sign = most > 0 ? '+' : '';
  return [
    `instructions of ${grouped(costs.length)} workloads of calls that were there before, without the series and with it`,
    `${grouped(worse)} cost more by over ${100 * LEAST_PART} % and over the noise`,
    ...(dearest === undefined ? [] : [`the most is ${sign}${most.toFixed(2)} % (${dearest.workload})`]),
    ...reasonsFor(costs),
  ].join('; ');
}

/** Verdicts of both checkers; undefined where the totals are not those. */
function ofChecks(totals: Readonly<Record<string, number>>): string | undefined {
  const own = totals['as declared by the explorer'];
  const tlc = totals['as declared by TLC'];
  const { rows, 'seeded faults': faults, caught } = totals;
  if (own === undefined || own !== tlc || own + tlc !== rows) return undefined;
  const noticed =
    faults === undefined || caught === undefined
      ? ''
      : `; of ${grouped(faults)} faults put into the models, ${grouped(caught)} were noticed`;
  return `${grouped(own)} verdicts, each reached by a model checker of our own and by TLC, all as the specification predicts${noticed}`;
}

function ofTotals(kind: Run['kind'], totals: Readonly<Record<string, number>>): string {
  const checks = kind === 'check' ? ofChecks(totals) : undefined;
  if (checks !== undefined) return checks;
  if (kind === 'mutants' || kind === 'model-mutants' || kind === 'tla-mutants') return ofMutants(totals);
  return Object.entries(totals)
    .map(([name, n]) => `${grouped(n)} ${name}`)
    .join(', ');
}

/** The numbers of a run that has no rows, in words. */
export function inWords({ kind, totals, costs }: Pick<Run, 'kind' | 'totals' | 'costs'>): string {
  return costs === undefined ? ofTotals(kind, totals ?? {}) : ofCosts(costs);
}

/** Why what was made of these inputs may not be claimed, when they have changed; empty where none has. */
export const staleText = (changed: readonly string[]): string =>
  changed.length === 0 ? '' : `is stale; changed since: ${changed.join(', ')}`;

/** What of the wanted runs may be claimed of a proposal. A record that cannot be read is one gap. */
export function evidenceOf(root: string, slug: string, wanted: readonly Wanted[]): Evidence {
  const place = `records/${slug}.json`;
  let record: Recorded;
  try {
    record = readRecord(root, slug);
  } catch (error) {
    if (!(error instanceof SyspecError)) throw error;
    return { facts: [], gaps: [{ title: 'all', place, why: error.message }] };
  }
  const text = readFileSync(recordFile(root, slug), 'utf8');
  const hash = hashesOf(root, slug);
  const edits = editsSince(root, slug);
  const why = (run: Run): string => {
    const line = { file: place, line: lineOf(text, run) };
    const changed = changedSince(root, slug, run, hash).map((input) => edits(line, input));
    return staleText(changed) || (run.ok ? '' : 'did not hold');
  };
  const facts: Fact[] = [];
  const gaps: Gap[] = [];
  for (const one of wanted) {
    const title = titleOf(one);
    const run = runNamed(record.runs, one);
    const reason = run === undefined ? 'was never made' : why(run);
    if (run !== undefined && reason === '') facts.push({ run });
    else
      gaps.push({
        run: { kind: one.kind, name: one.name },
        title,
        why: reason,
        place: run === undefined ? place : `${place}:${lineOf(text, run)}`,
      });
  }
  return { facts, gaps };
}

/** Whether a run is about Linux without the new interface: it compared a kernel that has none of the series, or the fixes at its head alone. */
function isWithoutInterface({ kind, name }: Wanted, variants?: readonly string[]): boolean {
  if (kind !== 'conform') return false;
  const { variant, flavour } = readConformName(name);
  return flavourNamed(flavour).series !== true && (variants === undefined || variants.includes(variant));
}

/** What may be said of Linux as it is, and of the fixes alone. @param variants those that are about the fixes; all where nobody has said it */
export function withoutInterface({ facts, gaps }: Evidence, variants?: readonly string[]): Evidence {
  return {
    facts: facts.filter(({ run }) => isWithoutInterface(run, variants)),
    gaps: gaps.filter(({ run }) => run === undefined || isWithoutInterface(run, variants)),
  };
}
