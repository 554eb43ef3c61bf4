// SPDX-License-Identifier: MIT
// Asks TLC: what should hold is checked in one run, what should be broken in a run of its own.
import { availableParallelism } from 'node:os';
import { SyspecError } from '../base/errors.ts';
import { type Checks, configText, type Manifest, SHARED_MODULES } from '../tla/manifest.ts';
import { runTlc, type TlcRun } from '../tla/runner/run.ts';
import { staleness } from './pins.ts';
import type { Answer, Found } from './row.ts';

/** A row's claim, split into its id and its part, and what is expected; `unfair` is liveness without fairness. */
export interface AskedTlc {
  readonly claim: string;
  readonly part: 'safety' | 'progress' | 'liveness' | 'unfair';
  readonly expected: 'holds' | 'violated';
}

/** Where TLC is to look: one variant in one scenario. */
export interface Place {
  readonly manifest: Manifest;
  readonly variant: string;
  readonly scenario: string;
  readonly signal?: AbortSignal;
}

/** How many runs of TLC go on at a time: each is small, and starting Java is most of its work. */
export const RUNS_AT_ONCE: number = Math.min(2, availableParallelism());

const nameOf = ({ manifest, variant, scenario }: Place): string =>
  `${manifest.module}, variant ${variant}, scenario ${scenario}`;

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
  const violated = run.violation?.name ?? '';
  if (run.verdict === 'violated' && manifest.invariants.includes(violated)) {
    const message = `${nameOf(place)}: its own invariant ${violated} is violated`;
    throw new SyspecError('BAD_INPUT', message, 'Mend the specification: no claim can be judged by it.');
  }
  if (run.verdict === 'holds' || run.verdict === 'violated') return run;
  const hint = run.log === null ? undefined : `TLC's own output is in ${run.log}`;
  throw new SyspecError(run.code ?? 'TLC_CRASHED', `${nameOf(place)}: ${run.message}`, hint);
}

/** A run of TLC, or several where it stopped early, and the positions of the rows that it answers. */
export interface Job {
  readonly rows: readonly number[];
  run(): Promise<readonly Answer[]>;
}

/** The runs that answer what is asked of one variant in one scenario. */
export function tlcJobs(place: Place, asked: readonly AskedTlc[]): readonly Job[] {
  const together = asked.flatMap((row, i) => (row.part === 'safety' && row.expected === 'holds' ? [i] : []));
  const alone = asked.flatMap((_, i) => (together.includes(i) ? [] : [i]));
  const separate = alone.map(
    (i): Job => ({ rows: [i], run: async () => [await askAlone(place, asked[i]!)] }),
  );
  if (together.length === 0) return separate;
  const claims = together.map((i) => asked[i]!);
  return [{ rows: together, run: () => askTogether(place, claims) }, ...separate];
}

async function askTogether(place: Place, asked: readonly AskedTlc[]): Promise<readonly Answer[]> {
  const { manifest } = place;
  const operators = asked.map((row) => manifest.claims[row.claim]?.safety?.operator);
  if (operators.some((operator) => operator === undefined)) return askEach(place, asked);
  const invariants = [...manifest.invariants, ...(operators as string[])];
  const run = await runPlace(place, { spec: manifest.spec, invariants });
  if (run.verdict === 'holds') return asked.map(() => toAnswer(place, run, 'holds'));
  // TLC stops at the first violation, which says nothing of the other invariants.
  return askEach(place, asked);
}

async function askEach(place: Place, asked: readonly AskedTlc[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const row of asked) answers.push(await askAlone(place, row));
  return answers;
}

const inconclusive = (fault: string, seconds = 0): Answer => ({
  ...{ verdict: 'inconclusive', distinct: null, transitions: null, depth: null, seconds, fault },
});

async function askAlone(place: Place, { claim, part, expected }: AskedTlc): Promise<Answer> {
  const { manifest } = place;
  const checks = checksOf(manifest, claim, part);
  if (checks === undefined) return inconclusive(`${manifest.file}: ${claim} has no operator for ${part}`);
  // Types too, as in the joint run: a place may have nothing that should hold.
  const run = await runPlace(place, {
    ...checks,
    invariants: [...manifest.invariants, ...(checks.invariants ?? [])],
  });
  const operators = [...(checks.invariants ?? []), ...(checks.properties ?? [])];
  if (run.verdict === 'holds') return toAnswer(place, run, part === 'progress' ? 'unreached' : 'holds');
  const violated = run.violation?.name ?? 'something without a name';
  if (!operators.includes(violated)) {
    return inconclusive(`${nameOf(place)}: ${violated} is violated instead`, run.elapsedMs / 1000);
  }
  // Progress is asked for as an invariant that it is never made: the violation is the progress.
  const answer = toAnswer(place, run, part === 'progress' ? 'holds' : 'violated');
  const lively = part === 'liveness' || part === 'unfair';
  return lively && expected === 'violated' ? asAssumed(place, checks.spec, answer) : answer;
}

/** Less fairness only violates more: a violation counts where the specification assumes what the row says. */
async function asAssumed(place: Place, spec: string, answer: Answer): Promise<Answer> {
  const { manifest } = place;
  const properties = manifest.fairness[spec] ?? [];
  if (properties.length === 0) {
    return inconclusive(`${manifest.file}: fairness does not say what ${spec} assumes`, answer.seconds);
  }
  const run = await runPlace(place, { spec, properties });
  const seconds = answer.seconds + run.elapsedMs / 1000;
  if (run.verdict === 'holds') return { ...answer, seconds };
  return inconclusive(`${nameOf(place)}: ${spec} does not assume ${properties.join(' and ')}`, seconds);
}

/** Undefined where the manifest has no operator for what is asked. */
function checksOf({ claims }: Manifest, claim: string, part: AskedTlc['part']): Checks | undefined {
  const { safety, progress, liveness } = claims[claim] ?? {};
  if (part === 'safety' || part === 'progress') {
    const invariant = part === 'safety' ? safety : progress;
    return invariant && { spec: invariant.spec, invariants: [invariant.operator] };
  }
  const spec = part === 'unfair' ? liveness?.unfair : liveness?.spec;
  if (liveness === undefined || spec === undefined) return undefined;
  return { spec, properties: [liveness.operator] };
}

/** Where nothing is violated TLC has seen the whole graph, and its size must be the pinned one. */
function toAnswer({ manifest, variant, scenario }: Place, run: TlcRun, verdict: Found): Answer {
  const { distinct, depth, elapsedMs } = run;
  const fault = run.verdict === 'holds' ? staleness(manifest, variant, scenario, run) : null;
  return { verdict, distinct, transitions: null, depth, seconds: elapsedMs / 1000, fault };
}
