// SPDX-License-Identifier: MIT
// Where TLC is to look, and one run of it there.
import { availableParallelism } from 'node:os';
import { SyspecError } from '../base/errors.ts';
import { type Checks, configText, type Manifest, SHARED_MODULES } from '../tla/manifest.ts';
import { runTlc, type TlcOptions, type TlcRun } from '../tla/runner/run.ts';
import type { Wrapper } from '../tla/runner/wrapper.ts';

/** Where TLC is to look: one variant in one scenario. */
export interface TlcPlace {
  readonly manifest: Manifest;
  readonly variant: string;
  readonly scenario: string;
  readonly signal?: AbortSignal;
}

/** How many runs of TLC go on at a time: each has one worker. */
export const RUNS_AT_ONCE: number = Math.min(2, availableParallelism());

/** Distinct states from which on the optimising compiler pays for itself. */
export const LARGE = 100_000;

/** The place, in messages. */
export const nameOf = ({ manifest, variant, scenario }: TlcPlace): string =>
  `${manifest.module}, variant ${variant}, scenario ${scenario}`;

/** How many distinct states there are, by the manifest; 0 where it does not say. */
export function sizeOf({ manifest, variant, scenario }: TlcPlace): number {
  return manifest.runs.find((run) => run.variant === variant && run.scenario === scenario)?.distinct ?? 0;
}

/** What a run is asked besides, and how it is made. */
export type RunOptions = Pick<TlcOptions, 'dump' | 'onPrinted' | 'coverage' | 'onEvent'> &
  Pick<TlcOptions, 'libraries' | 'log' | 'small' | 'timeLimitMs'> & {
    readonly wrapper?: Wrapper | undefined;
  };

/** Starts TLC on a proposal's specification, whatever comes of it. */
export function startPlace(place: TlcPlace, checks: Checks, options: RunOptions = {}): Promise<TlcRun> {
  const { manifest, variant, scenario, signal } = place;
  const { wrapper, ...rest } = options;
  const wrapped: Checks = {
    ...checks,
    invariants: [...(checks.invariants ?? []), ...(wrapper?.invariants ?? [])],
    properties: [...(checks.properties ?? []), ...(wrapper?.properties ?? [])],
    actionConstraints: wrapper?.actionConstraints ?? [],
  };
  return runTlc({
    spec: manifest.specFile,
    configText: configText(manifest, variant, scenario, wrapped),
    libraries: [SHARED_MODULES],
    small: sizeOf(place) < LARGE,
    ...{ signal, wrapper, ...rest },
  });
}

/** The run, where it has a verdict on what it was asked. Throws SyspecError where it has none. */
export function conclusive(place: TlcPlace, run: TlcRun): TlcRun {
  const violated = run.violation?.name ?? '';
  if (run.verdict === 'violated' && place.manifest.invariants.includes(violated)) {
    const message = `${nameOf(place)}: its own invariant ${violated} is violated`;
    throw new SyspecError('BAD_INPUT', message, 'Mend the specification: no claim can be judged by it.');
  }
  if (run.verdict === 'holds' || run.verdict === 'violated') return run;
  const hint = run.log === null ? undefined : `TLC's own output is in ${run.log}`;
  throw new SyspecError(run.code ?? 'TLC_CRASHED', `${nameOf(place)}: ${run.message}`, hint);
}

/** One run of TLC on a proposal's specification. Throws SyspecError when it gives no verdict. */
export async function runPlace(place: TlcPlace, checks: Checks, options: RunOptions = {}): Promise<TlcRun> {
  return conclusive(place, await startPlace(place, checks, options));
}
