// SPDX-License-Identifier: MIT
// A coarser model as the specification of a finer one.
import { SyspecError } from '../../base/errors.ts';
import { DataTable } from './data.ts';
import { EdgeList, type EdgeTable } from './edges.ts';
import type { Instance } from './instance.ts';
import type { Model } from './model.ts';
import type { Observation, Specification } from './refinement.ts';
import { Search } from './search.ts';
import type { StateStore } from './store.ts';
import { checkFunctions, checkLimits, checkModel } from './usage.ts';
import type { Limits } from './visitor.ts';

/** A model's graph as observers see it. */
class ObservedModel<O> implements Specification<O, number> {
  private readonly table: EdgeTable;
  private readonly initials: number;
  private readonly observations: DataTable;
  /** What is observed of each state. */
  private readonly observed: Int32Array;
  /** The actor of each action instance. */
  private readonly actors: readonly string[];
  /** Numbers of observations that were asked for, by their frozen objects. */
  private readonly known = new WeakMap<object, number>();

  constructor(
    table: EdgeTable,
    initials: number,
    observations: DataTable,
    observed: Int32Array,
    actors: readonly string[],
  ) {
    this.table = table;
    this.initials = initials;
    this.observations = observations;
    this.observed = observed;
    this.actors = actors;
  }

  initial(o: O): readonly number[] {
    const wanted = this.number(o);
    return Array.from({ length: this.initials }, (_, h) => h).filter((h) => this.observed[h] === wanted);
  }

  next(h: number, _before: O, actor: string, after: O): readonly number[] {
    const wanted = this.number(after);
    return this.targets(
      h,
      (edge, to) =>
        this.observed[to] === wanted && this.actors[this.table.instance[edge] as number] === actor,
    );
  }

  hidden(h: number, _o: O): readonly number[] {
    return this.targets(h, (_, to) => this.observed[to] === this.observed[h]);
  }

  private targets(h: number, isWanted: (edge: number, to: number) => boolean): readonly number[] {
    const { first, target } = this.table;
    const found: number[] = [];
    for (let edge = first[h] as number; edge < (first[h + 1] as number); edge++) {
      const to = target[edge] as number;
      if (to !== h && isWanted(edge, to)) found.push(to);
    }
    return found;
  }

  private number(o: O): number {
    if (typeof o !== 'object' || o === null) return this.observations.number(o);
    const known = this.known.get(o);
    if (known !== undefined) return known;
    const number = this.observations.number(o);
    this.known.set(o, number);
    return number;
  }
}

/**
 * A model as a specification: its steps that change no observation are hidden, whoever takes them. Its state is the number
 * of a state of the model. Walks all of `model`; throws SyspecError BAD_INPUT when a limit would cut its graph.
 */
export function asSpecification<T, O>(
  model: Model<T>,
  observation: Observation<NoInfer<T>, O>,
  limits: Limits = {},
): Specification<O, number> {
  checkModel(model, 'asSpecification');
  checkFunctions('asSpecification', observation, ['observe', 'actor'], 'Give { observe, actor }.');
  const { observe, actor } = observation;
  checkLimits(model.name, limits);
  const { machine } = model;
  return machine.exclusively(() => {
    const edges = new EdgeList();
    const observations = new DataTable();
    const observed: number[] = [];
    const see = (view: object) => observations.number(observe(view as T));
    const visitor = {
      state: (state: number) => {
        observed[state] = machine.look('observe', see);
      },
      edge: (_store: StateStore, source: number, instance: number, target: number) =>
        edges.addDistinct(source, instance, target),
    };
    const { store, initial, stopped } = new Search(machine, visitor, limits, true).run();
    if (stopped !== undefined) {
      const message = `${model.name}: its graph exceeds the limit on ${stopped}`;
      throw new SyspecError('BAD_INPUT', message, 'Raise the limit.');
    }
    const actors = machine.explaining('actor', () =>
      machine.instances.map(({ taken }: Instance) => actor(taken)),
    );
    return new ObservedModel<O>(
      edges.table(store.count),
      initial,
      observations,
      Int32Array.from(observed),
      actors,
    );
  });
}
