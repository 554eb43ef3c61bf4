// SPDX-License-Identifier: MIT
// The whole reachable graph as data, to be compared with another's or to be covered by paths.
import { SyspecError } from '../../base/errors.ts';
import type { Model } from './model.ts';
import { Search } from './search.ts';
import { toTla } from './tla-text.ts';
import { checkLimits, checkModel } from './usage.ts';
import type { Limits } from './visitor.ts';

/** A state graph. States are numbered in breadth-first order, the initial ones first. */
export interface StateGraph {
  /** Names of the variables, in the order of the schema. */
  readonly variables: readonly string[];
  /** For each state, the TLA+ text of each variable. */
  readonly states: readonly (readonly string[])[];
  readonly initial: readonly number[];
  /** Distinct (from, action's name, to). */
  readonly edges: readonly (readonly [from: number, action: string, to: number])[];
}

/** Walks all of `model`. Throws SyspecError BAD_INPUT when a limit would cut the graph. */
export function walkGraph<S>(model: Model<S>, limits: Limits = {}): StateGraph {
  checkModel(model, 'walkGraph');
  checkLimits(model.name, limits);
  const { machine } = model;
  return machine.exclusively(() => {
    const states: (readonly string[])[] = [];
    const edges: (readonly [number, string, number])[] = [];
    const visitor = {
      state: () => void states.push(Object.values(toTla(model, machine.workspace.plain() as S))),
      transition: (from: number, action: number, to: number) =>
        void edges.push([from, machine.actions[action] as string, to]),
    };
    const { initial, stopped } = new Search(machine, visitor, limits, true).run();
    if (stopped !== undefined) {
      throw new SyspecError(
        'BAD_INPUT',
        `${model.name}: its graph exceeds the limit on ${stopped}`,
        'Raise the limit.',
      );
    }
    const variables = [...machine.workspace.root.fields.keys()];
    return { variables, states, initial: Array.from({ length: initial }, (_, i) => i), edges };
  });
}
