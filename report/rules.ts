// SPDX-License-Identifier: MIT
// Which rule is spoken of in which lane, as the cases, the table of errors, the claims, the lanes and the records have it.
import type { RecordedRow } from '../base/finding.ts';
import { counted } from '../base/plural.ts';
import { rulesOf } from '../documents/selftest/cases.ts';
import { type KernelRow, kernelRows } from './recorded.ts';
import type { Shown } from './shown.ts';

/** A lane, and what is recorded of it in few words. */
export interface LaneColumn {
  readonly name: string;
  readonly state: string;
}

/** How much of a lane speaks of a rule: a number, the whole of it, or, of lanes that judge themselves, which. */
export type Spoken = number | 'model' | readonly string[];

/** A lane that judges itself. */
export interface OwnLaneRow extends LaneColumn {
  /** Undefined where it is recorded, and is there no more. */
  readonly what: string | undefined;
  readonly rules: readonly string[];
}

/** Rules by lane: how much of each lane speaks of each rule. */
export interface RulesByLane {
  readonly lanes: readonly LaneColumn[];
  readonly rules: readonly { readonly id: string; readonly spoken: readonly Spoken[] }[];
  readonly own: readonly OwnLaneRow[];
}

/** `cases` of `cases by x32`: what a row is about, without how. */
const firstWord = (scenario: string): string => scenario.split(/[ :]/)[0]!;

/** The lane of the table that a recorded row is of. */
export function columnOf({ lane, scenario }: Pick<RecordedRow, 'lane' | 'scenario'>): string {
  if (['schedule', 'atomicity', 'attack'].includes(lane)) return lane;
  const first = firstWord(scenario ?? '');
  return ['cases', 'errors', 'small', 'random'].includes(first) ? first : 'own lanes';
}

/** Rows by what may be claimed of them. */
function stateOf(rows: readonly KernelRow[]): string {
  if (rows.length === 0) return 'never recorded';
  const claimed = rows.filter(({ view }) => view.gap === undefined).length;
  return claimed === rows.length
    ? `${counted(rows.length, 'row')} recorded`
    : `${claimed} of ${counted(rows.length, 'row')} may be claimed`;
}

/** The lanes that judge themselves: those that there are, and those that are recorded. */
function ownRows({ conformance, ownLanes }: Shown, rows: readonly KernelRow[]): OwnLaneRow[] {
  const there = new Map(
    (conformance?.variants ?? []).flatMap(({ ownLanes: of = [] }) =>
      of.map(({ scenario, what }): [string, string] => [scenario, what]),
    ),
  );
  const laneOf = ({ row }: KernelRow) => firstWord(row.scenario ?? row.lane);
  const own = rows.filter(({ row }) => columnOf(row) === 'own lanes');
  const names = [...new Set([...there.keys(), ...own.map(laneOf)])];
  return names.map((name) => ({
    ...{ name, what: there.get(name), rules: ownLanes.get(name) ?? [] },
    state: stateOf(own.filter((one) => laneOf(one) === name)),
  }));
}

/** Attacks that a kernel has let succeed, by claim: of each variant one in each scenario. */
function attacksIn(rows: readonly KernelRow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const attacks = new Map<string, Set<string>>();
  for (const { row, variant } of rows) {
    const claim = row.lane === 'attack' && /^(\S+) in [^,]+$/.exec(row.scenario ?? '')?.[1];
    if (claim) attacks.set(claim, (attacks.get(claim) ?? new Set()).add(`${variant} ${row.scenario}`));
  }
  return attacks;
}

interface Column {
  readonly name: string;
  spoken(id: string): Spoken;
}

/** The lanes that go by the graphs of the claims of a rule. */
function graphColumns({ subject, conformance }: Shown, rows: readonly KernelRow[]): Column[] {
  const { claims } = subject.proposal;
  const schedules = conformance?.schedules ?? [];
  const walked = new Set(schedules.flatMap(({ scenarios }) => scenarios));
  const parked = new Set(rows.flatMap(({ row }) => (row.lane === 'atomicity' ? [row.scenario ?? ''] : [])));
  const attacks = attacksIn(rows);
  const own = (id: string) => claims.filter((claim) => claim.rules.includes(id));
  const graphs = (id: string, among: ReadonlySet<string>) =>
    new Set(own(id).flatMap((claim) => claim.in.safety.filter((one) => among.has(one)))).size;
  return [
    { name: 'schedule', spoken: (id) => graphs(id, walked) },
    { name: 'atomicity', spoken: (id) => graphs(id, parked) },
    {
      name: 'attack',
      spoken: (id) => own(id).reduce((sum, claim) => sum + (attacks.get(claim.id)?.size ?? 0), 0),
    },
  ];
}

/** What is spoken of each rule in each lane. */
export function rulesByLane(shown: Shown): RulesByLane {
  const { subject, conformance, record } = shown;
  const { rules, errors } = subject.proposal;
  const rows = kernelRows(record);
  const state = (name: string) => stateOf(rows.filter(({ row }) => columnOf(row) === name));
  // A case of several variants is one.
  const names = new Set((conformance?.variants ?? []).flatMap(({ cases }) => cases.map(({ name }) => name)));
  const cases = [...names].map((name) => rulesOf(name, subject.proposal));
  const untested = new Set(rules.flatMap((rule) => (rule.untested === undefined ? [] : [rule.id])));
  /** Each of its calls is compared with the whole model. */
  const whole = (id: string): Spoken => (conformance === undefined || untested.has(id) ? 0 : 'model');
  const own = ownRows(shown, rows);
  const columns: Column[] = [
    { name: 'cases', spoken: (id) => cases.filter((about) => about.includes(id)).length },
    {
      name: 'errors',
      spoken: (id) => (conformance === undefined ? 0 : errors.filter(({ rule }) => rule === id).length),
    },
    { name: 'small', spoken: whole },
    { name: 'random', spoken: whole },
    ...graphColumns(shown, rows),
    {
      name: 'own lanes',
      spoken: (id) => own.flatMap(({ name, rules: of }) => (of.includes(id) ? [name] : [])),
    },
  ];
  return {
    lanes: columns.map(({ name }) => ({ name, state: state(name) })),
    rules: rules.map(({ id }) => ({ id, spoken: columns.map(({ spoken }) => spoken(id)) })),
    own,
  };
}
