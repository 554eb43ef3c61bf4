// SPDX-License-Identifier: MIT
// Which rule is spoken of in which lane, as the cases, the table of errors, the claims and the records have it.
import { counted } from '../base/plural.ts';
import { rulesOf } from '../documents/selftest/cases.ts';
import { kernelRows, type RecordView } from './recorded.ts';
import type { Shown } from './shown.ts';

/** A lane, and what is recorded of it in few words. */
export interface LaneColumn {
  readonly name: string;
  readonly state: string;
}

/** Rules by lane: how much of each lane speaks of each rule. */
export interface RulesByLane {
  readonly lanes: readonly LaneColumn[];
  readonly rules: readonly { readonly id: string; readonly counts: readonly number[] }[];
}

/** Rows of the record by lane, and those of them that may be claimed. */
function stateOf(record: RecordView, is: (lane: string, scenario: string) => boolean): string {
  const rows = kernelRows(record).filter(({ row }) => is(row.lane, row.scenario ?? ''));
  if (rows.length === 0) return 'never recorded';
  const claimed = rows.filter(({ view }) => view.gap === undefined).length;
  return claimed === rows.length
    ? `${counted(rows.length, 'row')} recorded`
    : `${claimed} of ${counted(rows.length, 'row')} may be claimed`;
}

/** Counts. */
export function rulesByLane({ subject, conformance, record }: Shown): RulesByLane {
  const { rules, errors, claims } = subject.proposal;
  // A case of several variants is one.
  const names = new Set((conformance?.variants ?? []).flatMap(({ cases }) => cases.map(({ name }) => name)));
  const cases = [...names].map((name) => rulesOf(name, subject.proposal));
  const schedules = conformance?.schedules ?? [];
  const walked = new Set(schedules.flatMap(({ scenarios }) => scenarios));
  const attacked = (claim: (typeof claims)[number]) =>
    schedules.flatMap(({ variant, scenarios }) =>
      (claim.verdicts[variant]?.safety?.violatedIn ?? []).filter((one) => scenarios.includes(one)),
    ).length;
  const own = (id: string) => claims.filter((claim) => claim.rules.includes(id));
  const columns: (LaneColumn & { count(id: string): number })[] = [
    {
      name: 'cases',
      state: stateOf(record, (_, scenario) => scenario.startsWith('cases')),
      count: (id) => cases.filter((about) => about.includes(id)).length,
    },
    {
      name: 'errors',
      state: stateOf(record, (_, scenario) => scenario.startsWith('errors')),
      count: (id) => (conformance === undefined ? 0 : errors.filter(({ rule }) => rule === id).length),
    },
    {
      name: 'schedule',
      state: stateOf(record, (lane) => lane === 'schedule'),
      count: (id) =>
        new Set(own(id).flatMap((claim) => claim.in.safety.filter((one) => walked.has(one)))).size,
    },
    {
      name: 'attack',
      state: stateOf(record, (lane) => lane === 'attack'),
      count: (id) => own(id).reduce((sum, claim) => sum + attacked(claim), 0),
    },
  ];
  return {
    lanes: columns.map(({ name, state }) => ({ name, state })),
    rules: rules.map(({ id }) => ({ id, counts: columns.map(({ count }) => count(id)) })),
  };
}
