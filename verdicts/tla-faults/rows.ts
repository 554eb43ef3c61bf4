// SPDX-License-Identifier: MIT
// The rows that the document declares of one variant in one scenario, as questions to TLC.
import type { Manifest } from '../../tla/manifest.ts';
import type { TlcRun } from '../../tla/runner/run.ts';
import { livenessSpecOf, stepsOf } from '../operators.ts';
import type { TlcPlace } from '../place.ts';
import type { Asked } from '../questions.ts';

/** A place, what is asked there, and how large its graph may be. */
export interface AskedPlace extends TlcPlace {
  readonly asked: readonly Asked[];
  /** Distinct states without a mutant, as pinned; 0 where nothing is. */
  readonly size: number;
  /** More distinct states than these are too many. */
  readonly limit: number;
  /** So many mutants fit into one run, where it is not the states that say so. */
  readonly atOnce?: number;
}

/** A formula of a row: of each state, of each step unless no variable changes, or of the initial states. */
export interface Formula {
  readonly over: 'states' | 'steps' | 'initial';
  readonly operator: string;
}

/** A row, and what TLC is to find. */
export interface AskedRow {
  /** As `check` names it, or the operator of an invariant or an assumption. */
  readonly claim: string;
  readonly spec: string;
  /** The row holds where all of them do. */
  readonly formulas: readonly Formula[];
  /** The property of behaviours that go on for ever; the row has no other formula then. */
  readonly property: string | undefined;
  /** Whether TLC is to find the row violated: so is progress that is made. */
  readonly violated: boolean;
}

/** Rows that one run of TLC answers. */
export interface Ask {
  readonly place: AskedPlace;
  readonly spec: string;
  /** What is assumed in place of the specification's own fairness. */
  readonly assumed?: readonly string[];
  readonly rows: readonly AskedRow[];
}

/** The properties of an ask. */
export function propertiesOf({ rows }: Ask): string[] {
  return rows.flatMap(({ property }) => property ?? []);
}

/** The claim that is violated, or those that may be: of several temporal properties TLC does not name the one. */
export function claimOf({ rows }: Ask, { violation }: TlcRun): string {
  const lively = rows.filter(({ property }) => property !== undefined);
  const named = lively.find(({ property }) => property === violation?.name)?.claim;
  return named ?? lively.map(({ claim }) => claim).join(' or ');
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
export function asksOf(place: AskedPlace): Asks {
  const { manifest } = place;
  const rows = place.asked.flatMap((one) => rowOf(manifest, one));
  const specs = [...new Set(rows.map(({ spec }) => spec))];
  const states = specs.flatMap((spec): Ask[] => {
    const its = rows.filter((row) => row.spec === spec && row.property === undefined);
    return its.length === 0 ? [] : [{ place, spec, rows: [...typesOf(manifest, spec), ...its] }];
  });
  const lively = rows.filter((row) => row.property !== undefined);
  const held = specs.flatMap((spec): Ask[] => {
    const its = lively.filter((row) => row.spec === spec);
    // A violation counts only where the specification is as fair as it is said to be.
    const assumed = its.some((row) => row.violated) ? (manifest.fairness[spec] ?? []) : [];
    const all = [
      ...its.filter((row) => !row.violated),
      ...assumed.map((name) => ({ claim: name, spec, formulas: [], property: name, violated: false })),
    ];
    return all.length === 0 ? [] : [{ place, spec, rows: all }];
  });
  const violated = lively.filter((row) => row.violated);
  return { states, held, violated: violated.map((row) => ({ place, spec: row.spec, rows: [row] })) };
}

/** Whether no specification assumes more fairness than is said, in a place where somebody can starve. */
export function asksNoFairer(place: AskedPlace): Ask[] {
  const { manifest, variant, scenario } = place;
  return Object.entries(manifest.noFairer).flatMap(([spec, places]): Ask[] => {
    if (!places.some((where) => where.variant === variant && where.scenario === scenario)) return [];
    const row = { claim: `more than ${spec}`, spec, formulas: [], property: spec, violated: false };
    return [{ place, spec: manifest.spec, rows: [row], assumed: manifest.fairness[spec] ?? [] }];
  });
}

/** What is to be asked of a specification that is judged by itself. */
export function asksAlone(place: AskedPlace): Ask {
  const { manifest } = place;
  const { spec } = manifest;
  const steps = Object.keys(manifest.claims).map(
    (claim): AskedRow => ({
      ...{ claim, spec, property: undefined, violated: false },
      formulas: promisesOf(manifest, claim),
    }),
  );
  return { place, spec, rows: [...typesOf(manifest, spec), ...steps] };
}

/** What the specification says of its own types. */
function typesOf({ invariants }: Manifest, spec: string): AskedRow[] {
  return invariants.map((operator) => {
    const formulas: Formula[] = [{ over: 'states', operator }];
    return { claim: operator, spec, formulas, property: undefined, violated: false };
  });
}

function rowOf(manifest: Manifest, asked: Asked): AskedRow[] {
  const { claim: id, part, expected, question } = asked;
  const { safety, progress, liveness } = manifest.claims[id] ?? {};
  const violated = expected === 'violated';
  const row = { claim: question.claim, formulas: [], property: undefined, violated };
  if (part === 'safety') {
    const formulas = promisesOf(manifest, id);
    return formulas.length === 0 ? [] : [{ ...row, spec: safety?.spec ?? manifest.spec, formulas }];
  }
  if (part === 'progress') {
    if (progress === undefined) return [];
    const { spec, operator } = progress;
    return [{ ...row, spec, formulas: [{ over: 'states', operator }], violated: !violated }];
  }
  const spec = livenessSpecOf(manifest, asked);
  return liveness && spec ? [{ ...row, spec, property: liveness.operator }] : [];
}

/** What a claim promises of states and steps. */
function promisesOf(manifest: Manifest, claim: string): Formula[] {
  const { safety } = manifest.claims[claim] ?? {};
  const steps = stepsOf(manifest, claim).flatMap(({ formula, init }): Formula[] => [
    ...(init === undefined ? [] : [{ over: 'initial', operator: init } as const]),
    { over: 'steps', operator: formula },
  ]);
  return [
    ...(safety === undefined ? [] : [{ over: 'states', operator: safety.operator } as const]),
    ...steps,
  ];
}
