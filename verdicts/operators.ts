// SPDX-License-Identifier: MIT
// What a manifest has for a claim: the operators by which TLC judges it, and the specification that it is judged under.
import type { Manifest } from '../tla/manifest.ts';
import type { StepFormula } from '../tla/runner/wrapper.ts';

/** A row's claim, split into its id and its part, and what is expected; `unfair` is liveness without fairness. */
export interface AskedTlc {
  readonly claim: string;
  readonly part: 'safety' | 'progress' | 'liveness' | 'unfair';
  readonly expected: 'holds' | 'violated';
}

/** Whether a row is judged by states and steps, one by one, and not by behaviours that go on for ever. */
export const isOfStates = ({ part }: Pick<AskedTlc, 'part'>): boolean =>
  part === 'safety' || part === 'progress';

/** The module that the manifest's specification is. */
export const moduleOf = ({ module }: Manifest): string => module.replace(/\.tla$/, '');

/** What a claim says of steps. */
export function stepsOf({ claims }: Manifest, claim: string): StepFormula[] {
  const { step, refinement } = claims[claim] ?? {};
  return [
    ...(step === undefined ? [] : [{ formula: step.operator }]),
    ...(refinement === undefined ? [] : [{ formula: refinement.next, init: refinement.init }]),
  ];
}

/** The specification under which liveness is judged, with fairness or with too little; undefined where there is none. */
export function livenessSpecOf({ claims }: Manifest, { claim, part }: AskedTlc): string | undefined {
  const { liveness } = claims[claim] ?? {};
  return part === 'unfair' ? liveness?.unfair : liveness?.spec;
}

/** The operators by which a row is judged. */
export function operatorsOf(manifest: Manifest, { claim, part }: AskedTlc): string[] {
  const { safety, progress, liveness } = manifest.claims[claim] ?? {};
  if (part === 'progress') return progress === undefined ? [] : [progress.operator];
  if (part !== 'safety') return liveness === undefined ? [] : [liveness.operator];
  const steps = stepsOf(manifest, claim).flatMap(({ init, formula }) => [...(init ? [init] : []), formula]);
  return [...(safety === undefined ? [] : [safety.operator]), ...steps];
}
