// SPDX-License-Identifier: MIT
// What the lanes need of the objects that a proposal names: put together from what each brings.
import { compose, type System } from '../../models/kernel/system/index.ts';
import type { Need, Privilege } from '../harness/lockstep/abilities.ts';
import type { Called, Case } from '../harness/lockstep/cases.ts';
import { chosenItems } from '../harness/lockstep/engine/choices.ts';
import type { Codecs } from '../harness/lockstep/engine/codec.ts';
import type { WeightedMove } from '../harness/lockstep/engine/move.ts';
import type { LaneObject, MayWait } from './object.ts';
import { descriptorCases, pathCases } from './products.ts';

/** The objects of a proposal, as its variants use them. */
export interface LaneObjects {
  readonly system: System;
  readonly moves: readonly WeightedMove[];
  readonly codecs: Codecs;
  /** What the calls on the objects are to be seen to do: `call what`, for each. */
  readonly outcomes: readonly string[];
  readonly needs: readonly Need[];
  readonly privileges: readonly Privilege[];
  /** Sequences that are always run; with a proposal's own calls on descriptors, and on paths. */
  cases(onFd?: readonly ((fd: number) => Called)[], onPath?: readonly ((path: string) => Called)[]): Case[];
}

/** `call what`, for each. */
const itemsOf = (outcomes: LaneObject['outcomes']): readonly string[] =>
  Object.entries(outcomes).flatMap(([call, whats]) => whats.map((what) => `${call} ${what}`));

/** The object without what it brings for the surroundings of other calls. */
function plain({ surroundings, ...object }: LaneObject): LaneObject {
  const left = Object.keys(surroundings?.outcomes ?? {}).filter(
    (call) => !Object.hasOwn(object.outcomes, call),
  );
  return {
    ...object,
    moves: (mayWait) => object.moves(mayWait).filter(({ surrounds }) => surrounds !== true),
    onPath: (object.onPath ?? []).filter((called) => !left.includes(called('').call)),
    cases: (object.cases ?? []).filter(
      ({ ops }) => !ops.some((op) => op.op === 'call' && left.includes(op.call)),
    ),
  };
}

/**
 * Puts objects together. Moves are taken in their order.
 *
 * @param surroundings false for a proposal whose calls nothing surrounds that matters: no path, no credentials
 */
export function laneObjects(
  all: readonly LaneObject[],
  { surroundings = true }: { readonly surroundings?: boolean } = {},
): LaneObjects {
  const objects = surroundings ? all : all.map(plain);
  const mayWait: MayWait = (at, file) => objects.some((one) => one.mayWait?.(at, file) === true);
  const moves = objects.flatMap((one) => one.moves(mayWait));
  return {
    system: compose(objects.flatMap(({ plugin }) => (plugin === undefined ? [] : [plugin]))),
    moves,
    codecs: Object.assign({}, ...objects.map(({ codecs }) => codecs)),
    outcomes: [
      ...objects.flatMap((one) => [...itemsOf(one.outcomes), ...itemsOf(one.surroundings?.outcomes ?? {})]),
      ...chosenItems(moves),
    ],
    needs: objects.flatMap(({ needs = [] }) => needs),
    privileges: objects.flatMap((one) => [
      ...(one.privileges ?? []),
      ...(one.surroundings?.privileges ?? []),
    ]),
    cases: (onFd = [], onPath = []) => [
      ...descriptorCases([...objects.flatMap((one) => one.onFd ?? []), ...onFd]),
      ...pathCases(objects, [...objects.flatMap((one) => one.onPath ?? []), ...onPath]),
      ...objects.flatMap((one) => one.cases ?? []),
    ],
  };
}
