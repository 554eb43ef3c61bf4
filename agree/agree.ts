// SPDX-License-Identifier: MIT
// Model and TLA+ of one variant in one scenario: have they the same state graph, and are the claims true of the same
// states?
import { type Property, walkGraph } from '../models/kit/index.ts';
import type { Instance } from '../models/proposal.ts';
import { rowOf } from '../verdicts/explorer.ts';
import { type Formulas, formulasOf } from '../verdicts/joined.ts';
import type { AskedTlc } from '../verdicts/operators.ts';
import type { TlcPlace } from '../verdicts/place.ts';
import { agrees, type ClaimAgreement, compareClaim } from './claims.ts';
import { compareGraphs, type Difference } from './compare.ts';
import { countEdges, fromModel } from './graph.ts';
import { type Observed, observeGraph } from './observe.ts';

/** The size of a state graph, as a manifest pins it. */
export interface Pin {
  readonly distinct: number;
  readonly depth: number;
}

/** What the comparison found. */
export interface Agreement {
  readonly variant: string;
  readonly scenario: string;
  /** Undefined when the graphs are the same. */
  readonly difference: Difference | undefined;
  readonly distinct: { readonly model: number; readonly tla: number };
  /** Distinct (state, action, actor, state); without the actor where `actors` is false. */
  readonly transitions: { readonly model: number; readonly tla: number };
  /** Whether it was compared who takes each step: the manifest says who may. */
  readonly actors: boolean;
  /** The claims that are about single states on both sides. */
  readonly claims: readonly ClaimAgreement[];
  /** The names of the variables, in the order of a state's lines. */
  readonly variables: readonly string[];
  /** States on the longest of the shortest paths, as TLC counts. */
  readonly depth: number | null;
  /** What the manifest pins; null where it has no such run. */
  readonly pinned: Pin | null;
  /** Whether TLC counted something else than what is pinned. */
  readonly stale: boolean;
  readonly seconds: number;
  readonly ok: boolean;
}

/** A row of safety or progress, which both engines judge. */
export type Claimed = Pick<AskedTlc, 'claim'> & { readonly part: 'safety' | 'progress' };

/** Gives TLC's side. */
export type Observe = (place: TlcPlace, formulas: Formulas) => Promise<Observed>;

/**
 * Walks both graphs and compares them, and what is claimed of their states. `observe` gives TLC's side; by a run for that alone
 * if not given. Throws SyspecError when there is no graph to
 * compare: BAD_MODEL, and those of `observeGraph`.
 */
export async function agree(
  place: TlcPlace,
  instance: Instance,
  claimed: readonly Claimed[] = [],
  observe: Observe = observeGraph,
): Promise<Agreement> {
  const { manifest, variant, scenario } = place;
  const started = performance.now();
  const asked = claimed.map((one): AskedTlc => ({ ...one, expected: 'holds' }));
  const { formulas, positions } = formulasOf(manifest, asked);
  const properties = claimed.map(({ claim, part }) => instance.property(claim, part));
  const given = properties.filter((property): property is Property<unknown> => property !== undefined);
  const tla = await observe(place, formulas);
  const walked = walkGraph(instance.model, {}, given);
  const model = fromModel(walked, tla.actors);
  const difference = compareGraphs(model, tla.graph);
  const claims = claimed.flatMap((one, i) => {
    const [at, property] = [positions[i], properties[i]];
    const values = property && walked.values[given.indexOf(property)];
    // A claim about steps is another claim, whatever it is called.
    if (at === undefined || at.steps.length > 0 || values === undefined) return [];
    // TLC is given the negation of a progress predicate.
    const theirs = tla.values.map((all) => all[at.states[0]!]! !== (one.part === 'progress'));
    return [compareClaim(model, tla.graph, { claim: rowOf(one), model: values, tla: theirs })];
  });
  const run = manifest.runs.find((one) => one.variant === variant && one.scenario === scenario);
  const pinned = run === undefined ? null : { distinct: run.distinct, depth: run.depth };
  const stale = pinned?.distinct !== tla.graph.states.length || pinned.depth !== tla.depth;
  return {
    ...{ variant, scenario, difference },
    distinct: { model: model.states.length, tla: tla.graph.states.length },
    transitions: { model: countEdges(model), tla: countEdges(tla.graph) },
    ...{ actors: tla.actors, claims, variables: model.variables, depth: tla.depth, pinned, stale },
    seconds: (performance.now() - started) / 1000,
    ok: difference === undefined && !stale && claims.every(agrees),
  };
}
