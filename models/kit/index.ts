// SPDX-License-Identifier: MIT
// The kit's public surface.
export { asSpecification } from './as-specification.ts';
export type { Choose } from './choice.ts';
export { type Cover, type CoverOptions, cover, type Path } from './cover.ts';
export { type Decision, decisions, type Factor } from './decisions.ts';
export { BLOCKED } from './definition.ts';
export { changesSeen, repeatable, type Standing } from './effects.ts';
export { type Count, type Exploration, type ExploreOptions, explore } from './explore.ts';
export { type StateGraph, walkGraph } from './graph.ts';
export type { Taken } from './instance.ts';
export { labelOf, range } from './instance.ts';
export {
  againAndAgain,
  type Eventuality,
  eventually,
  type Fairness,
  leadsTo,
  liveness,
  settles,
  strongly,
  weakly,
} from './liveness.ts';
export {
  type Action,
  type BodyResult,
  type Domains,
  defineModel,
  type Model,
  type ModelDefinition,
  type StateOf,
} from './model.ts';
export { ModelError } from './model-error.ts';
export { domainText, type Vocabulary } from './notation.ts';
export { always, alwaysStep, noDeadlock, type Property, reachable, type Verdict } from './property.ts';
export { type Observation, refines, type Specification, type Unexplained } from './refinement.ts';
export type { ScalarValue } from './scalar.ts';
export {
  arrayOf,
  bool,
  type Draft,
  type DraftState,
  enumOf,
  type Fields,
  type FixedArray,
  int,
  mapOf,
  opt,
  type Plain,
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
export type { Limits, SearchProgress, Stopped } from './visitor.ts';
