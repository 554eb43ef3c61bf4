// SPDX-License-Identifier: MIT
// Asks TLC: what should hold is checked in one run, what should be broken in a run of its own.
import { SyspecError } from '../base/errors.ts';
import { type Checks, configText, type Manifest, SHARED_MODULES } from '../tla/manifest.ts';
import { runTlc, type TlcRun } from '../tla/runner/run.ts';
import type { Answer, Found } from './row.ts';

/** A row's claim, split into its id and its part; `unfair` is the liveness part without fairness. */
export interface AskedTlc {
  readonly claim: string;
  readonly part: 'safety' | 'progress' | 'liveness' | 'unfair';
  readonly expected: 'holds' | 'violated';
}

/** Where TLC is to look. */
export interface Place {
  readonly manifest: Manifest;
  readonly variant: string;
  readonly scenario: string;
  readonly signal?: AbortSignal;
}

/** One run of TLC on a proposal's specification. Throws SyspecError when it gives no verdict. */
export async function runPlace(place: Place, checks: Checks, dump?: string): Promise<TlcRun> {
  const { manifest, variant, scenario, signal } = place;
  const run = await runTlc({
    spec: manifest.specFile,
    configText: configText(manifest, variant, scenario, checks),
    libraries: [SHARED_MODULES],
    signal,
    dump,
  });
  if (run.verdict === 'holds' || run.verdict === 'violated') return run;
  const where = `${manifest.module}, variant ${variant}, scenario ${scenario}`;
  const hint = run.log === null ? undefined : `TLC's own output is in ${run.log}`;
  throw new SyspecError(run.code ?? 'TLC_CRASHED', `${where}: ${run.message}`, hint);
}

/** One job for each run of TLC that the rows need; each gives the answers of the rows that it names. */
export interface Job {
  readonly rows: readonly number[];
  run(): Promise<readonly Answer[]>;
}

/** The runs that answer what is asked of one variant in one scenario. */
export function tlcJobs(place: Place, asked: readonly AskedTlc[]): readonly Job[] {
  const together = asked.flatMap((row, i) => (row.part === 'safety' && row.expected === 'holds' ? [i] : []));
  const alone = asked.flatMap((_, i) => (together.includes(i) ? [] : [i]));
  const one = (i: number): Job => ({ rows: [i], run: async () => [await askAlone(place, asked[i]!)] });
  if (together.length === 0) return alone.map(one);
  const joint: Job = {
    rows: together,
    run: () =>
      askTogether(
        place,
        together.map((i) => asked[i]!),
      ),
  };
  return [joint, ...alone.map(one)];
}

async function askTogether(place: Place, asked: readonly AskedTlc[]): Promise<readonly Answer[]> {
  const { manifest } = place;
  const operators = asked.map((row) => manifest.claims[row.claim]?.safety?.operator);
  if (operators.some((operator) => operator === undefined)) return askEach(place, asked);
  const invariants = [...manifest.invariants, ...(operators as string[])];
  const run = await runPlace(place, { spec: manifest.spec, invariants });
  // TLC stops at the first violation, which says nothing of the other invariants.
  return run.verdict === 'holds' ? asked.map(() => toAnswer(run, 'holds')) : askEach(place, asked);
}

async function askEach(place: Place, asked: readonly AskedTlc[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const row of asked) answers.push(await askAlone(place, row));
  return answers;
}

const NOTHING: Answer = {
  verdict: 'inconclusive',
  distinct: null,
  transitions: null,
  depth: null,
  seconds: 0,
};

async function askAlone(place: Place, { claim, part }: AskedTlc): Promise<Answer> {
  const checks = checksOf(place.manifest, claim, part);
  if (checks === undefined) return NOTHING;
  const run = await runPlace(place, checks);
  const operator = [...(checks.invariants ?? []), ...(checks.properties ?? [])];
  if (run.verdict === 'holds') return toAnswer(run, part === 'progress' ? 'unreached' : 'holds');
  if (!operator.includes(run.violation?.name ?? '')) return { ...NOTHING, seconds: run.elapsedMs / 1000 };
  // Progress is asked for as an invariant that it is never made: the violation is the progress.
  return toAnswer(run, part === 'progress' ? 'holds' : 'violated');
}

function checksOf(manifest: Manifest, claim: string, part: AskedTlc['part']): Checks | undefined {
  const parts = manifest.claims[claim];
  if (part === 'safety' || part === 'progress') {
    const found = parts?.[part];
    return found && { spec: found.spec, invariants: [found.operator] };
  }
  const liveness = parts?.liveness;
  const spec = part === 'unfair' ? liveness?.unfair : liveness?.spec;
  return liveness && spec === undefined
    ? undefined
    : liveness && { spec: spec!, properties: [liveness.operator] };
}

function toAnswer(run: TlcRun, verdict: Found): Answer {
  return {
    verdict,
    distinct: run.distinct,
    transitions: null,
    depth: run.depth,
    seconds: run.elapsedMs / 1000,
  };
}
