// SPDX-License-Identifier: MIT
// What the lanes need of the objects that a proposal names: put together from what each brings.
import { compose, type System } from '../../models/kernel/system/index.ts';
import type { Need, Privilege } from '../harness/lockstep/abilities.ts';
import type { Called } from '../harness/lockstep/cases.ts';
import { chosenItems } from '../harness/lockstep/engine/choices.ts';
import type { Codecs } from '../harness/lockstep/engine/codec.ts';
import type { WeightedMove } from '../harness/lockstep/engine/move.ts';
import type { Case } from '../proposal.ts';
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

/** Puts objects together. Moves are taken in their order. */
export function laneObjects(objects: readonly LaneObject[]): LaneObjects {
  const mayWait: MayWait = (at, file) => objects.some((one) => one.mayWait?.(at, file) === true);
  const moves = objects.flatMap((one) => one.moves(mayWait));
  return {
    system: compose(objects.flatMap(({ plugin }) => (plugin === undefined ? [] : [plugin]))),
    moves,
    codecs: Object.assign({}, ...objects.map(({ codecs }) => codecs)),
    outcomes: [
      ...objects.flatMap(({ outcomes }) =>
        Object.entries(outcomes).flatMap(([call, whats]) => whats.map((what) => `${call} ${what}`)),
      ),
      ...chosenItems(moves),
    ],
    needs: objects.flatMap(({ needs = [] }) => needs),
    privileges: objects.flatMap(({ privileges = [] }) => privileges),
    cases: (onFd = [], onPath = []) => [
      ...descriptorCases([...objects.flatMap((one) => one.onFd ?? []), ...onFd]),
      ...pathCases(objects, [...objects.flatMap((one) => one.onPath ?? []), ...onPath]),
      ...objects.flatMap((one) => one.cases ?? []),
    ],
  };
}
