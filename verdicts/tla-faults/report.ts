// SPDX-License-Identifier: MIT
// What became of the mutants of the TLA+, for people and for programs.
import pc from 'picocolors';
import type { Finding } from '../../base/finding.ts';
import { counted } from '../../base/plural.ts';
import { tallied } from '../../base/table.ts';
import type { NotChecked } from '../row.ts';
import type { TlaFate } from './memory.ts';
import type { Tried } from './run.ts';

/** One mutant, as `--json` prints it. */
export interface FaultRow {
  readonly slug: string;
  readonly id: string;
  readonly kind: string;
  /** `Module.tla:line:column`. */
  readonly place: string;
  readonly original: string;
  readonly replacement: string;
  /** A hash of the operator in which it stands: `equivalent.json` says it too. */
  readonly around: string;
  readonly verdict: 'killed' | 'survived' | 'equivalent' | 'error' | 'limit';
  /** The first row that was not as declared. */
  readonly by: TlaFate['by'];
  /** Why it is equivalent, or what TLC said. */
  readonly reason: string | null;
  /** Listed as equivalent, and it is not, or there is no such mutant. */
  readonly stale: boolean;
  /** Whether a state graph has another number of states, which kills nothing. */
  readonly differs: boolean;
}

/** Of one proposal or several. */
export interface FaultReport {
  readonly rows: readonly FaultRow[];
  /** What SANY could not read is no mutant. */
  readonly unread: number;
}

const NONE = { kind: '', place: '', original: '', replacement: '', around: '', by: null, differs: false };

/** Joins what was found with what is listed; `whole`: all mutants were tried, so that each id must be one's. */
export function faultReport(
  slug: string,
  tried: readonly Tried[],
  listed: ReadonlyMap<string, string>,
  whole: boolean,
): FaultReport {
  const read = tried.filter(({ fate }) => fate.verdict !== 'unread');
  const rows = read.map(({ mutant, fate }): FaultRow => {
    const { id, kind, place, original, replacement, around } = mutant;
    const reason = listed.get(id);
    const { by, differs, message } = fate;
    const found = fate.verdict as FaultRow['verdict'];
    const spared = reason !== undefined && (found === 'survived' || found === 'limit');
    return {
      ...{ slug, id, kind, place, original, replacement, around, by, differs },
      verdict: spared ? 'equivalent' : found,
      reason: spared ? reason : message,
      stale: reason !== undefined && !spared,
    };
  });
  const ids = new Set(read.map(({ mutant }) => mutant.id));
  const unknown = whole ? [...listed].filter(([id]) => !ids.has(id)) : [];
  const strays = unknown.map(
    ([id, reason]): FaultRow => ({ ...NONE, slug, id, reason, verdict: 'equivalent', stale: true }),
  );
  return { rows: [...rows, ...strays], unread: tried.length - read.length };
}

/** A survivor, and one that only has too many states, is a fault that no claim sees. */
function isRight({ verdict, stale }: FaultRow): boolean {
  return !stale && verdict !== 'survived' && verdict !== 'limit';
}

/** Nothing tried is no success. */
export function faultsOk({ rows }: FaultReport): boolean {
  return rows.length > 0 && rows.every(isRight);
}

function totals(rows: readonly FaultRow[]) {
  const count = (verdict: FaultRow['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  const by: Record<string, number> = {};
  for (const row of rows.filter(({ verdict }) => verdict === 'killed')) {
    by[row.by!.claim] = (by[row.by!.claim] ?? 0) + 1;
  }
  const [killed, survived, equivalent] = [count('killed'), count('survived'), count('equivalent')];
  const stale = rows.filter((row) => row.stale).length;
  return {
    ...{ mutants: rows.length, killed, survived, equivalent },
    ...{ error: count('error'), limit: count('limit'), stale, by },
  };
}

/** What is recorded of one proposal. */
export function findingOf(report: FaultReport): Finding {
  const { by, ...counts } = totals(report.rows);
  return {
    ...{ kind: 'tla-mutants', name: '', ok: faultsOk(report), environment: null, seed: null, rows: [] },
    totals: { ...counts, ...by },
  };
}

/** The JSON object, in text. */
export function faultsJson(report: FaultReport, notChecked: readonly NotChecked[] = []): string {
  const { rows, unread } = report;
  const ok = faultsOk(report) && notChecked.length === 0;
  const object = { schema: 1, mutants: rows, totals: totals(rows), unread, notChecked, ok };
  return `${JSON.stringify(object)}\n`;
}

/** The survivors and whatever else is wrong, the claims by what they killed, and the sum. */
export function showFaults(
  report: FaultReport,
  { all, colors: colored }: { readonly all: boolean; readonly colors: boolean },
): string {
  const colors = pc.createColors(colored);
  const lines = report.rows.flatMap((row) => {
    if (!isRight(row)) return [colors.red(`XX ${line(row)}`)];
    return all ? [`${colors.green('ok')} ${line(row)}`] : [];
  });
  const { by, mutants, ...counts } = totals(report.rows);
  const words = Object.entries(counts)
    .filter(([name, count]) => count > 0 || name === 'survived')
    .map(([name, count]) => `${count} ${name}`);
  const unread = report.unread === 0 ? '' : `; ${report.unread} more cannot be read`;
  const kills = Object.entries(by).sort(([, a], [, b]) => b - a);
  return [
    ...lines,
    ...(kills.length === 0 ? [] : ['killed first by']),
    ...tallied(kills),
    `${counted(mutants, 'mutant')}: ${words.join(', ')}${unread}`,
    '',
  ].join('\n');
}

function line({ id, place, replacement, verdict, by, reason, stale, differs, kind }: FaultRow): string {
  const where = by === null ? '' : ` by ${by.claim}, ${by.variant} in ${by.scenario}`;
  const graph =
    verdict === 'survived' ? (differs ? ' (its number of states differs)' : ' (with as many states)') : '';
  const instead = replacement === '' ? '' : `  instead: ${replacement}`;
  const wrong = stale
    ? [`listed as equivalent${kind === '' ? ', and no mutant' : ': take it off the list'}`]
    : [];
  const more = [...(reason === null ? [] : [reason.split('\n', 1)[0]!]), ...wrong];
  return [
    `${verdict}${where}${graph}  ${place}  ${id}${instead}`,
    ...more.map((text) => `     ${text}`),
  ].join('\n');
}
