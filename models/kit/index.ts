// SPDX-License-Identifier: MIT
// The kit's public surface.
export type { Choose } from './choice.ts';
export { type Cover, type CoverOptions, cover, type Path } from './cover.ts';
export { BLOCKED } from './definition.ts';
export { type Exploration, type ExploreOptions, explore } from './explore.ts';
export { type StateGraph, walkGraph } from './graph.ts';
export { range } from './instance.ts';
export {
  type Action,
  type Domains,
  defineModel,
  type Model,
  type ModelDefinition,
  type Outcome,
} from './model.ts';
export { always, noDeadlock, type Property, reachable, type Verdict } from './property.ts';
export type { ScalarValue } from './scalar.ts';
export {
  arrayOf,
  bool,
  type DraftState,
  enumOf,
  type Fields,
  type FixedArray,
  int,
  mapOf,
  opt,
  type PlainState,
  type ReadonlySubset,
  record,
  type ScalarSchema,
  type Schema,
  type Subset,
  seqOf,
  setOf,
} from './schema.ts';
export { toTla } from './tla-text.ts';
export type { Step, Trace } from './trace.ts';
export { type Graph, type Label, Transitions, transitionsOf } from './transitions.ts';
export { type TwoPhaseState, twoPhase, twoPhaseProperties } from './two-phase.ts';
export type { Limits, SearchProgress, Stopped } from './visitor.ts';
