// SPDX-License-Identifier: MIT
// A state graph that is small enough to be looked at: who steps from where to where, and which states break a claim.
import { type Trace, transitionsOf, type Verdict } from '../../models/kit/index.ts';
import type { Instance } from '../../models/proposal.ts';
import type { Subject } from '../../verdicts/select.ts';
import { type Movie, movieOf } from '../movie.ts';

/** More of them are no picture. */
export const MOST_STATES = 100;

/** A step from one state to another. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  /** Who takes it. */
  readonly lane: string;
  readonly text: string;
  /** Whether it is a step of the counterexample that is shown. */
  readonly isPath: boolean;
}

/** A graph, as plain data. States are numbered from 0 in the order of their distance, the initial ones first. */
export interface DrawnGraph {
  readonly slug: string;
  readonly variant: string;
  readonly scenario: string;
  readonly initial: number;
  readonly edges: readonly Edge[];
  /** By state, the claims whose safety does not hold in it. */
  readonly broken: readonly (readonly string[])[];
  /** The row of which the path is a shortest counterexample; null where nothing that ends in a state is violated. */
  readonly path: string | null;
  readonly states: Movie;
}

const keyOf = (state: unknown): string =>
  JSON.stringify(state, (_, value: unknown) => (value instanceof Set ? [...value].sort() : value));

/** The numbers of the states that a trace goes through; undefined where one is none of them. */
function statesOn({ initial, steps }: Trace<unknown>, numbers: ReadonlyMap<string, number>) {
  const found = [initial, ...steps.map(({ state }) => state)].map((state) => numbers.get(keyOf(state)));
  return found.every((one) => one !== undefined) ? found : undefined;
}

/** Walks all of it. @throws SyspecError BAD_INPUT when it has more states than can be drawn */
export function graphOf(
  { proposal, models }: Subject,
  { variant, scenario }: { readonly variant: string; readonly scenario: string },
  instance: Instance,
  verdicts: readonly (Verdict<unknown> | undefined)[],
): DrawnGraph {
  const graph = transitionsOf(instance.model, { states: MOST_STATES });
  const states = Array.from({ length: graph.states }, (_, state): unknown => graph.state(state));
  const numbers = new Map(states.map((state, number) => [keyOf(state), number]));
  const worst = verdicts.find((one) => one?.kind === 'violated' && one.trace.loop === undefined);
  const on = worst?.kind === 'violated' ? statesOn(worst.trace, numbers) : undefined;
  const isStep = (from: number, to: number) =>
    on?.some((one, i) => one === from && on[i + 1] === to) === true;
  const edges = states.flatMap((before, from) =>
    Array.from({ length: graph.first[from + 1]! - graph.first[from]! }, (_, i): Edge => {
      const edge = graph.first[from]! + i;
      const to = graph.target[edge]!;
      const { action, params } = graph.label(edge);
      const step = { action, params: params as readonly string[], before, after: states[to] };
      const { lane, text } = models.narrate(scenario, step);
      return { from, to, lane, text, isPath: isStep(from, to) };
    }),
  );
  const claims = proposal.claims.flatMap(({ id }) => {
    const property = instance.property(id, 'safety');
    return property?.kind === 'always' ? [{ id, holds: property.holds }] : [];
  });
  return {
    ...{ slug: proposal.slug, variant, scenario, initial: graph.initial, edges },
    broken: states.map((state) => claims.filter(({ holds }) => !holds(state)).map(({ id }) => id)),
    path: on === undefined ? null : worst!.property,
    states: movieOf(states),
  };
}
