// SPDX-License-Identifier: MIT
// The rows that the document declares of one variant in one scenario, as questions to TLC.
import type { Manifest } from '../../tla/manifest.ts';
import type { Asked } from '../questions.ts';

/** One variant in one scenario. */
export interface Place {
  readonly manifest: Manifest;
  readonly variant: string;
  readonly scenario: string;
  readonly asked: readonly Asked[];
  /** Distinct states without a mutant, as pinned; 0 where nothing is. */
  readonly size: number;
  /** More distinct states than these are too many. */
  readonly limit: number;
}

/** A row, and what TLC is to find. */
export interface Row {
  /** As `check` names it, or the operator of an invariant or an assumption. */
  readonly claim: string;
  readonly operator: string;
  readonly spec: string;
  /** About behaviours that go on for ever. */
  readonly lively: boolean;
  /** Whether TLC is to find the operator violated: so is progress that is made. */
  readonly violated: boolean;
}

/** Rows that one run of TLC answers. */
export interface Ask {
  readonly place: Place;
  readonly spec: string;
  readonly rows: readonly Row[];
}

/** The asks of a place. */
export interface Asks {
  /** About states. */
  readonly states: readonly Ask[];
  /** About behaviours that go on for ever, which all are as they should be. */
  readonly held: readonly Ask[];
  /** A behaviour that is to be found: one row each, and one mutant at a time, because TLC ends with it. */
  readonly violated: readonly Ask[];
}

/** What is to be asked in a place. */
export function asksOf(place: Place): Asks {
  const { manifest } = place;
  const rows = place.asked.flatMap((one) => rowOf(manifest, one));
  const specs = [...new Set(rows.map(({ spec }) => spec))];
  const states = specs.flatMap((spec): Ask[] => {
    const its = rows.filter((row) => row.spec === spec && !row.lively);
    return its.length === 0 ? [] : [{ place, spec, rows: [...typesOf(manifest, spec), ...its] }];
  });
  const lively = rows.filter((row) => row.lively);
  const held = specs.flatMap((spec): Ask[] => {
    const its = lively.filter((row) => row.spec === spec);
    // A violation counts only where the specification is as fair as it is said to be.
    const assumed = its.some((row) => row.violated) ? (manifest.fairness[spec] ?? []) : [];
    const all = [
      ...its.filter((row) => !row.violated),
      ...assumed.map((operator) => ({ claim: operator, operator, spec, lively: true, violated: false })),
    ];
    return all.length === 0 ? [] : [{ place, spec, rows: all }];
  });
  const violated = lively.filter((row) => row.violated);
  return { states, held, violated: violated.map((row) => ({ place, spec: row.spec, rows: [row] })) };
}

/** What the specification says of its own types. */
function typesOf({ invariants }: Manifest, spec: string): Row[] {
  return invariants.map((operator) => ({ claim: operator, operator, spec, lively: false, violated: false }));
}

function rowOf({ claims }: Manifest, { claim: id, part, expected, question: { claim } }: Asked): Row[] {
  const { safety, progress, liveness } = claims[id] ?? {};
  const violated = expected === 'violated';
  if (part === 'safety') return safety ? [{ claim, ...safety, lively: false, violated }] : [];
  if (part === 'progress')
    return progress ? [{ claim, ...progress, lively: false, violated: !violated }] : [];
  const spec = part === 'unfair' ? liveness?.unfair : liveness?.spec;
  return liveness && spec ? [{ claim, operator: liveness.operator, spec, lively: true, violated }] : [];
}
