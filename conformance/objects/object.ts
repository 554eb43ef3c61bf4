// SPDX-License-Identifier: MIT
// What a kind of object brings to the lanes. What all descriptors can do is brought in the same way.
import type { ObjectPlugin, OpenFile } from '../../models/kernel/system/index.ts';
import type { Need, Privilege } from '../harness/lockstep/abilities.ts';
import type { Called, Case } from '../harness/lockstep/cases.ts';
import type { Codecs } from '../harness/lockstep/engine/codec.ts';
import type { Situation, WeightedMove } from '../harness/lockstep/engine/move.ts';

/** Whether O_NONBLOCK changes anything for what is open. */
export type MayWait = (at: Situation, file: OpenFile) => boolean;

/** A kind of object in the lanes. */
export interface LaneObject {
  /** Its rules in the oracle; what all descriptors can do is there without. */
  readonly plugin?: ObjectPlugin;
  /** How its calls are made at random; `mayWait` is of all objects. */
  moves(mayWait: MayWait): readonly WeightedMove[];
  readonly mayWait?: MayWait;
  /** Its calls as registers, and how what they write is read. */
  readonly codecs: Codecs;
  /** What each call is to be seen to do; what its arguments are to choose is with the moves. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  /** Its calls on a descriptor, and those on a path: each is tried with wrong ones. */
  readonly onFd?: readonly ((fd: number) => Called)[];
  readonly onPath?: readonly ((path: string) => Called)[];
  /** What it can put at a path where another is looked for: calls that make it, and where it is then. */
  readonly atPath?: { readonly made: readonly Called[]; readonly path: string };
  /** Sequences that are always run. */
  readonly cases?: readonly Case[];
  /** What a kernel must have. */
  readonly needs?: readonly Need[];
  /** Calls of its own that root may not make everywhere. */
  readonly privileges?: readonly Privilege[];
  /** What it brings for what surrounds other calls: mounts, roots, credentials. A proposal may do without. */
  readonly surroundings?: Surroundings;
}

/** What surrounds a call, and what that takes; its moves are marked so. */
export interface Surroundings {
  /** What its calls are to be seen to do, and what other calls do for it. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  /** Calls that root may not make everywhere. */
  readonly privileges: readonly Privilege[];
}
