// SPDX-License-Identifier: MIT
// Faults and branches, for people and for programs.
import pc from 'picocolors';
import type { Finding } from '../../base/finding.ts';
import { groupBy } from '../../base/group.ts';
import { counted } from '../../base/plural.ts';
import type { BranchFindings, FaultFindings } from './index.ts';
import type { SourcePlace } from './places.ts';

/** What became of a fault. `limit`: the model grows beyond all bounds, or does not come to an end. */
export type FaultVerdict = 'killed' | 'crash' | 'limit' | 'equivalent' | 'survived' | 'unreached';

type Judgement = FaultFindings['found'][number];

/** In a word. One that is listed, and survives, is `equivalent`; one that no search runs is `unreached`. */
export function verdictOf({ by, reason, isReached }: Judgement): FaultVerdict {
  if (by !== undefined) return by.kind === 'claim' ? 'killed' : by.kind;
  if (reason !== null) return 'equivalent';
  return isReached ? 'survived' : 'unreached';
}

const place = ({ file, line, column }: SourcePlace) => ({ file, line, column });

/** One object for each fault. */
function faultsJson(findings: readonly FaultFindings[]) {
  return findings.flatMap(({ slug, found }) =>
    found.map((fate) => {
      const { fault, by, reason, stale, changed, ok } = fate;
      const { id, kind, text: original, replacement } = fault;
      return {
        ...{ slug, id, kind, ...place(fault), function: fault.function, original, replacement },
        ...{ around: fault.around, verdict: verdictOf(fate), by: by ?? null, reason, stale, changed, ok },
      };
    }),
  );
}

/** One object for each branch. */
function branchesJson(findings: readonly BranchFindings[]) {
  return findings.flatMap(({ slug, found }) =>
    found.map(({ branch, by, reason, stale, ok }) => ({
      slug,
      id: branch.id,
      ...place(branch),
      by,
      reason,
      stale,
      ok,
    })),
  );
}

/** What was found of the bodies of all proposals' models. */
export interface Bodies {
  readonly faults: readonly FaultFindings[];
  readonly branches: readonly BranchFindings[];
}

/** Whether all faults are seen and all branches taken, but those that are listed. */
export function bodiesAreFine({ faults, branches }: Bodies): boolean {
  const isFine = ({ found, unknown }: FaultFindings | BranchFindings) =>
    unknown.length === 0 && found.length > 0 && found.every(({ ok }) => ok);
  return [...faults, ...branches].every(isFine);
}

/** The part of the JSON object that is about bodies. */
export function bodiesJson({ faults, branches }: Bodies) {
  const unknown = [...faults, ...branches].flatMap(({ list, unknown: ids }) =>
    ids.map((id) => ({ list, id })),
  );
  const notShared = faults.reduce((sum, one) => sum + one.notShared, 0);
  return {
    ...{ faults: faultsJson(faults), branches: branchesJson(branches), unknown },
    ...(notShared === 0 ? {} : { faultsNotShared: notShared }),
  };
}

/** The text that is about bodies. */
export function showBodies({ faults, branches }: Bodies, style: Style): string {
  return [
    ...faults.map((one) => showFaults(one, style)),
    ...branches.map((one) => showBranches(one, style)),
  ].join('');
}

interface Style {
  readonly all: boolean;
  readonly colors: boolean;
}

const at = ({ file, line, column }: SourcePlace): string => `${file}:${line}:${column}`;
const tally = (names: readonly string[]): string =>
  groupBy(names, (name) => name)
    .map((same) => [same[0]!, same.length] as const)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** Counts by what kills the faults of each file, those that are listed, and those that should not live. */
function showFaults(
  { slug, list, found, unknown, notShared }: FaultFindings,
  { all, colors }: Style,
): string {
  const paint = pc.createColors(colors);
  const rows = found.flatMap(({ by }) => (by?.kind === 'claim' ? [by] : []));
  const bad = found.filter(({ ok }) => !ok).length + unknown.length;
  const lines = found.flatMap((fate) => {
    const verdict = verdictOf(fate);
    const text = `${verdict}  ${fate.fault.id}\n      ${[at(fate.fault), fate.fault.kind, ...why(fate, list)].join('; ')}`;
    if (!fate.ok) return [paint.red(`XX ${text}`)];
    return all || verdict === 'equivalent' ? [`${paint.green('ok')} ${text}`] : [];
  });
  const perFile = groupBy(found, ({ fault }) => fault.file).map(
    (here) => `   ${here[0]!.fault.file}: ${counted(here.length, 'fault')}: ${tally(here.map(verdictOf))}`,
  );
  const sum = `${slug}: ${counted(found.length, 'fault')} of the model by machine: ${tally(found.map(verdictOf))}`;
  return [
    ...lines,
    ...unknown.map((id) => paint.red(`XX ${list} has no fault of the model: ${id}`)),
    ...perFile,
    `   killed by ${tally(rows.map(({ row }) => row))}`,
    `   killed in ${tally(rows.map(({ scenario }) => scenario))}`,
    bad > 0 ? paint.red(sum) : sum,
    ...(notShared === 0 ? [] : [`-- not tried: ${counted(notShared, 'other fault')}, not in the share`]),
    '',
  ].join('\n');
}

/** What is recorded of one proposal. */
export function findingOf(findings: FaultFindings): Finding {
  const count = (wanted: FaultVerdict) => findings.found.filter((fate) => verdictOf(fate) === wanted).length;
  const verdicts = ['killed', 'crash', 'limit', 'equivalent', 'survived', 'unreached'] as const;
  return {
    ...{ kind: 'model-mutants', name: '', environment: null, seed: null, rows: [] },
    ok: bodiesAreFine({ faults: [findings], branches: [] }),
    totals: {
      mutants: findings.found.length,
      ...Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])),
    },
  };
}

function why({ fault, by, reason, stale, changed }: Judgement, list: string): string[] {
  const shown =
    by === undefined
      ? []
      : by.kind === 'claim'
        ? [
            `${by.row} is ${by.verdict} in ${by.scenario}${by.variant === 'proposed' ? '' : ` of ${by.variant}`}`,
          ]
        : [`${by.scenario}: ${by.why}`];
  return [
    ...shown,
    ...(by === undefined && reason === null ? [`around ${fault.around}`] : []),
    ...(reason === null ? [] : [reason]),
    ...(stale ? [`it is listed in ${list}: take it off`] : []),
    ...(changed ? [`its code has changed since it was listed: judge it again, around ${fault.around}`] : []),
  ];
}

/** Branches that nothing takes, and how many there are. */
function showBranches({ slug, list, found, unknown }: BranchFindings, { all, colors }: Style): string {
  const paint = pc.createColors(colors);
  const lines = found.flatMap(({ branch, by, reason, stale, ok }) => {
    const notes = [
      ...(reason === null ? [] : [reason]),
      ...(stale ? [`it is listed in ${list}: take it off`] : []),
    ];
    const text = `${by === null ? 'never' : `by a ${by}`}  ${branch.id}\n      ${[at(branch), ...notes].join('; ')}`;
    if (!ok) return [paint.red(`XX ${text}`)];
    return all || by === null ? [`${paint.green('ok')} ${text}`] : [];
  });
  const bad = found.some(({ ok }) => !ok) || unknown.length > 0;
  const by = (who: string | null) => found.filter((one) => one.by === who).length;
  const sum = `${slug}: ${found.length.toLocaleString('en-US')} branches of the model: ${by('variant')} taken by variants, ${by('mutant')} by mutants alone, ${by(null)} never`;
  return [
    ...lines,
    ...unknown.map((id) => paint.red(`XX ${list} has no branch of the model: ${id}`)),
    bad ? paint.red(sum) : sum,
    '',
  ].join('\n');
}
