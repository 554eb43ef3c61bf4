// SPDX-License-Identifier: MIT
// What became of the mutants, for people and for programs.
import pc from 'picocolors';
import type { Finding } from '../../base/finding.ts';
import { tallied } from '../../base/table.ts';
import type { Fate, Kill } from './run.ts';

/** A proposal's mutants, after a run. */
export interface MutantsResult {
  readonly slug: string;
  readonly fates: readonly Fate[];
  readonly notMutated: number;
}

/** How many there are of each verdict, and how many each lane killed first. */
export interface Totals {
  readonly mutants: number;
  readonly killed: number;
  readonly equivalent: number;
  readonly owed: number;
  readonly survived: number;
  readonly inconclusive: number;
  /** By LANE@FLAVOUR. */
  readonly by: Readonly<Record<string, number>>;
}

const place = ({ lane, flavour }: Kill): string => `${lane}@${flavour}`;

const fatesOf = (outcomes: readonly MutantsResult[]) => outcomes.flatMap(({ fates }) => fates);

function totals(fates: readonly Fate[], kills: (fate: Fate) => readonly Kill[]): Totals {
  const by: Record<string, number> = {};
  for (const kill of fates.flatMap(kills)) by[place(kill)] = (by[place(kill)] ?? 0) + 1;
  const count = (verdict: Fate['verdict']) => fates.filter((one) => one.verdict === verdict).length;
  return {
    mutants: fates.length,
    killed: count('killed'),
    equivalent: count('equivalent'),
    owed: count('owed'),
    survived: count('survived'),
    inconclusive: count('inconclusive'),
    by,
  };
}

/** Whether all are killed but those that are listed, which are not; nothing tried is no success. */
export function isOk(outcomes: readonly MutantsResult[]): boolean {
  const fates = fatesOf(outcomes);
  const isRight = ({ verdict, isStale }: Fate) =>
    !isStale && ['killed', 'equivalent', 'owed'].includes(verdict);
  return fates.length > 0 && fates.every(isRight);
}

/** A proposal's mutants, to be recorded. */
export function findingOf(outcome: MutantsResult, seed: number): Finding {
  const { by, ...counts } = totals(outcome.fates, ({ kills }) => kills);
  return {
    ...{ kind: 'mutants', name: '', ok: isOk([outcome]), environment: null, seed, rows: [] },
    totals: { ...counts, ...by },
  };
}

/** The JSON object, in text. */
export function toJson(outcomes: readonly MutantsResult[]): string {
  const mutants = outcomes.flatMap(({ slug, fates }) =>
    fates.map(({ mutant, verdict, by, kills, reason, isStale }) => {
      const { id, kind, what } = mutant;
      return { slug, id, kind, what, verdict, by, kills, reason, stale: isStale };
    }),
  );
  const notMutated = outcomes.reduce((sum, one) => sum + one.notMutated, 0);
  const sum = totals(fatesOf(outcomes), ({ kills }) => kills);
  return `${JSON.stringify({ schema: 1, mutants, totals: sum, notMutated, ok: isOk(outcomes) })}\n`;
}

/** The table, the totals, and what is wrong. */
export function showOutcomes(
  outcomes: readonly MutantsResult[],
  options: { readonly all: boolean; readonly colors: boolean },
): string {
  const colors = pc.createColors(options.colors);
  const fates = fatesOf(outcomes);
  const lines = fates.flatMap((fate) => {
    const isRight = isOk([{ slug: '', fates: [fate], notMutated: 0 }]);
    const text = line(fate);
    if (!isRight) return [colors.red(`XX ${text}`)];
    return options.all || fate.verdict !== 'killed' ? [`${colors.green('ok')} ${text}`] : [];
  });
  const { by, ...counts } = totals(fates, ({ kills }) => kills);
  const lanes = tallied(Object.entries(by));
  const words = Object.entries(counts)
    .filter(([name, count]) => count > 0 || name === 'survived')
    .map(([name, count]) => `${count} ${name}`);
  const notMutated = outcomes.reduce((sum, one) => sum + one.notMutated, 0);
  return [
    ...lines,
    ...(lanes.length === 0 ? [] : ['killed by', ...lanes]),
    `${words.join(', ')}; ${notMutated} places are not mutated${options.all ? '' : '; --all shows every mutant'}`,
    '',
  ].join('\n');
}

function line({ mutant, verdict, kills, reason, isStale }: Fate): string {
  const by = kills.map((kill) => `${place(kill)}: ${kill.title}`);
  const stale = isStale ? ['it is listed as one that survives: take it off the list'] : [];
  const why = [...by, ...(reason === null ? [] : [reason]), ...stale];
  return [
    `${verdict}  ${mutant.id}  (${mutant.kind}, ${mutant.what})`,
    ...why.map((one) => `     ${one}`),
  ].join('\n');
}
