// SPDX-License-Identifier: MIT
// One row by a run of TLC of its own: TLC's judgement of an INVARIANT or a PROPERTY.
import { SyspecError } from '../base/errors.ts';
import type { Checks, Manifest } from '../tla/manifest.ts';
import { CODE } from '../tla/runner/codes.ts';
import type { TlcRun } from '../tla/runner/run.ts';
import { asProperties, type Wrapper } from '../tla/runner/wrapper.ts';
import { forOne } from './arguments.ts';
import { type AskedTlc, livenessSpecOf, moduleOf, operatorsOf, stepsOf } from './operators.ts';
import { staleness } from './pins.ts';
import { nameOf, runPlace, type TlcPlace } from './place.ts';
import type { Answer, Found } from './row.ts';

/** An answer that counts for nothing, and why. */
export const inconclusive = (fault: string, seconds = 0): Answer => ({
  ...{ verdict: 'inconclusive', distinct: null, transitions: null, depth: null, seconds, fault },
});

/** For a row that the manifest gives TLC nothing for. */
export const unasked = ({ file }: Manifest, { claim, part }: AskedTlc): Answer =>
  inconclusive(`${file}: ${claim} has no operator for ${part}`);

/** Asks one row. Throws SyspecError when TLC gives no verdict. */
export async function askAlone(place: TlcPlace, asked: AskedTlc): Promise<Answer> {
  const { manifest } = place;
  const question = questionOf(manifest, asked);
  if (question === undefined) return unasked(manifest, asked);
  const { checks, wrapper } = question;
  // Types too, as in the joint run: a place may have nothing else.
  const invariants = [...manifest.invariants, ...(checks.invariants ?? [])];
  const run = await runPlace(place, { ...checks, invariants }, { ...forOne(place), wrapper });
  const operators = [...(checks.invariants ?? []), ...(checks.properties ?? [])];
  const progress = asked.part === 'progress';
  if (run.verdict === 'holds') return toAnswer(place, run, progress ? 'unreached' : 'holds');
  const violated = run.violation?.name ?? 'something without a name';
  // Of a property TLC names the conjunct, by where it stands.
  const ofSteps = (wrapper?.properties.length ?? 0) > 0 && isOfSteps(run);
  if (!operators.includes(violated) && !ofSteps) {
    return inconclusive(`${nameOf(place)}: ${violated} is violated instead`, run.elapsedMs / 1000);
  }
  // Progress is asked for as an invariant that it is never made: the violation is the progress.
  return toAnswer(place, run, progress ? 'holds' : 'violated');
}

const isOfSteps = ({ violation }: TlcRun): boolean =>
  violation?.kind === 'action-property' || violation?.code === CODE.propertyInitial;

/** Undefined where the manifest has no operator for what is asked. */
function questionOf(manifest: Manifest, asked: AskedTlc) {
  const { claim, part } = asked;
  const { safety, progress, liveness } = manifest.claims[claim] ?? {};
  const question = (checks: Checks, wrapper?: Wrapper) => ({ checks, wrapper });
  if (part === 'progress') {
    return progress && question({ spec: progress.spec, invariants: [progress.operator] });
  }
  if (part === 'safety') {
    const steps = stepsOf(manifest, claim);
    const wrapper =
      steps.length === 0 ? undefined : asProperties(moduleOf(manifest), manifest.variables, steps);
    if (safety === undefined && wrapper === undefined) return undefined;
    const invariants = safety === undefined ? [] : [safety.operator];
    return question({ spec: safety?.spec ?? manifest.spec, invariants }, wrapper);
  }
  const spec = livenessSpecOf(manifest, asked);
  if (liveness === undefined || spec === undefined) return undefined;
  return question({ spec, properties: [liveness.operator] });
}

/** Where TLC has seen the whole graph, as where nothing is violated, its size must be the pinned one. */
export function toAnswer(
  { manifest, variant, scenario }: TlcPlace,
  run: TlcRun,
  verdict: Found,
  whole: boolean = run.verdict === 'holds',
): Answer {
  const { distinct, depth, elapsedMs } = run;
  const fault = whole ? staleness(manifest, variant, scenario, run) : null;
  return { verdict, distinct, transitions: null, depth, seconds: elapsedMs / 1000, fault };
}

/** As `askAlone`, for each row; one that cannot be evaluated says so, and takes none of the others with it. */
export async function askEach(place: TlcPlace, asked: readonly AskedTlc[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  const causes: SyspecError[] = [];
  for (const row of asked) {
    try {
      answers.push(await askAlone(place, row));
    } catch (error) {
      if (!(error instanceof SyspecError && error.code === 'BAD_INPUT')) throw error;
      causes.push(error);
      answers.push(inconclusive(`${operatorsOf(place.manifest, row).join(', ')}: ${error.message}`));
    }
  }
  // What goes wrong whatever is asked is no claim's fault.
  if (causes.length === asked.length && causes[0] !== undefined) throw causes[0];
  return answers;
}
