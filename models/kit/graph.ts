// SPDX-License-Identifier: MIT
// The whole reachable graph as data, to be compared with another's or to be covered by paths.
import { SyspecError } from '../../base/errors.ts';
import type { Instance } from './instance.ts';
import type { Model } from './model.ts';
import type { Property } from './property.ts';
import type { ScalarValue } from './scalar.ts';
import { Search } from './search.ts';
import { scalarText, toTla } from './tla-text.ts';
import { checkLimits, checkModel } from './usage.ts';
import type { Limits, Visitor } from './visitor.ts';

/** A state graph. States are numbered in breadth-first order, the initial ones first. */
export interface StateGraph {
  /** Names of the variables, in the order of the schema. */
  readonly variables: readonly string[];
  /** For each state, the TLA+ text of each variable. */
  readonly states: readonly (readonly string[])[];
  readonly initial: readonly number[];
  /** Distinct (from, action's name, to). */
  readonly edges: readonly (readonly [from: number, action: string, to: number])[];
  /** The same with the actor, the action's first parameter as TLA+ text; undefined where it has none, or a composite. */
  readonly taken: readonly (readonly [from: number, action: string, to: number, actor: string | undefined])[];
  /** For each property that was given whether it is true of each state; undefined for one of another kind. */
  readonly values: readonly (readonly boolean[] | undefined)[];
}

/**
 * Walks all of `model`, and judges `properties` of states in each. Throws SyspecError BAD_INPUT when a limit would cut
 * the graph.
 */
export function walkGraph<S>(
  model: Model<S>,
  limits: Limits = {},
  properties: readonly Property<S>[] = [],
): StateGraph {
  checkModel(model, 'walkGraph');
  checkLimits(model.name, limits);
  const { machine } = model;
  return machine.exclusively(() => {
    const visitor = new GraphVisitor(model, properties);
    const { initial, stopped } = new Search(machine, visitor, limits, true).run();
    if (stopped !== undefined) {
      throw new SyspecError(
        'BAD_INPUT',
        `${model.name}: its graph exceeds the limit on ${stopped}`,
        'Raise the limit.',
      );
    }
    const variables = [...machine.workspace.root.fields.keys()];
    const { states, edges, taken, values } = visitor;
    return {
      ...{ variables, states, edges, taken },
      initial: Array.from({ length: initial }, (_, i) => i),
      values: properties.map(({ kind }, p) => (isOfStates(kind) ? values[p] : undefined)),
    };
  });
}

const isOfStates = (kind: Property<unknown>['kind']): boolean =>
  kind === 'always' || kind === 'reachable' || kind === 'no-deadlock';

/** Gathers the graph while a search goes by. */
class GraphVisitor<S> implements Visitor {
  readonly states: (readonly string[])[] = [];
  readonly edges: (readonly [number, string, number])[] = [];
  readonly taken: (readonly [number, string, number, string | undefined])[] = [];
  readonly values: boolean[][];
  private readonly model: Model<S>;
  private readonly properties: readonly Property<S>[];
  private readonly actors: readonly (string | undefined)[];
  private source = -1;
  private seen = new Set<string>();

  constructor(model: Model<S>, properties: readonly Property<S>[]) {
    this.model = model;
    this.properties = properties;
    this.values = properties.map(() => []);
    this.actors = model.machine.instances.map(({ params: [first] }: Instance) =>
      first === undefined || typeof first === 'object' ? undefined : scalarText(first as ScalarValue),
    );
  }

  state(): void {
    const { model, properties, values } = this;
    const { machine } = model;
    this.states.push(Object.values(toTla(model, machine.workspace.plain() as S)));
    for (const [p, property] of properties.entries()) {
      if (property.kind !== 'always' && property.kind !== 'reachable') continue;
      const holds = property.holds as (state: object) => boolean;
      values[p]!.push(machine.read(`property "${property.name}"`, holds));
    }
  }

  expanded(_state: number, enabled: number): void {
    const { machine } = this.model;
    for (const [p, { kind }] of this.properties.entries()) {
      if (kind !== 'no-deadlock') continue;
      const ended = machine.terminal !== undefined && machine.read('terminal', machine.terminal);
      this.values[p]!.push(enabled >= 0 || ended);
    }
  }

  transition(from: number, action: number, to: number): void {
    this.edges.push([from, this.model.machine.actions[action] as string, to]);
  }

  edge(_store: unknown, from: number, instance: number, to: number): void {
    if (from !== this.source) {
      this.source = from;
      this.seen = new Set();
    }
    const { instances, actions } = this.model.machine;
    const action = actions[(instances[instance] as Instance).action] as string;
    const actor = this.actors[instance];
    const key = `${action}\n${actor}\n${to}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.taken.push([from, action, to, actor]);
  }
}
