// SPDX-License-Identifier: MIT
// A judge that allows too much is kept to by whoever does less, and no row turns red. So a row that holds counts only
// where its judges have been judged too.
import { ALONE, aloneManifests, type Manifest } from '../tla/manifest.ts';
import type { TlcRun } from '../tla/runner/run.ts';
import { asProperties, assuming, type Wrapper } from '../tla/runner/wrapper.ts';
import { forOne } from './arguments.ts';
import { moduleOf, stepsOf } from './operators.ts';
import { staleness } from './pins.ts';
import { conclusive, nameOf, runPlace, startPlace, type TlcPlace } from './place.ts';

function stepsAsProperties(root: Manifest): Wrapper {
  const steps = Object.keys(root.claims).flatMap((claim) => stepsOf(root, claim));
  return asProperties(moduleOf(root), root.variables, steps);
}

/** One run of TLC for all that such a root claims, whatever comes of it. */
export function judgeAlone(root: Manifest, scenario: string, signal?: AbortSignal): Promise<TlcRun> {
  const wrapper = stepsAsProperties(root);
  const { spec, invariants } = root;
  const place: TlcPlace = { manifest: root, variant: ALONE, scenario, ...(signal && { signal }) };
  return startPlace(place, { spec, invariants }, { ...forOne(place), wrapper });
}

/** What is wrong with what such a root judges; null where all of it holds, in a graph as large as pinned. */
export function faultOf(root: Manifest, scenario: string, run: TlcRun): string | null {
  if (run.verdict === 'holds') return staleness(root, ALONE, scenario, run);
  const place: TlcPlace = { manifest: root, variant: ALONE, scenario };
  const known = run.violation?.name ?? '';
  const claims = Object.keys(root.claims);
  const step = claims[stepsAsProperties(root).properties.indexOf(known)];
  const name = root.invariants.includes(known) ? known : (step ?? claims.join(' or '));
  if (run.verdict !== 'violated') conclusive(place, run);
  const told = run.trace.steps[0]?.state[root.tells ?? ''];
  return `${root.module}: ${name} is violated${told === undefined ? '' : ` at ${told}`}`;
}

/** What is to be asked besides, once for all that asks it. */
export interface Besides {
  readonly key: string;
  /** Why what holds may hold for nothing; null where it does not. Throws SyspecError as `runPlace`. */
  ask(): Promise<string | null>;
}

/** Whether the judges of a claim allow too much. */
export const judgesOf = ({ manifest, signal }: TlcPlace, claim: string): Besides[] =>
  aloneManifests(manifest)
    .filter(({ vouchesFor = [] }) => vouchesFor.includes(claim))
    .flatMap((root) =>
      root.runs.map(({ scenario }) => ({
        key: `${root.specFile} ${scenario}`,
        ask: async () => faultOf(root, scenario, await judgeAlone(root, scenario, signal)),
      })),
    );

/** Whether a specification assumes more fairness than is said, in any of the places where somebody can starve. */
export const fairnessOf = ({ manifest, signal }: TlcPlace, spec: string): Besides[] =>
  (manifest.noFairer[spec] ?? []).map((where) => {
    const place: TlcPlace = { manifest, ...where, ...(signal && { signal }) };
    return {
      key: `more than ${spec}: ${where.variant} ${where.scenario}`,
      ask: () => assumesMore(place, spec),
    };
  });

async function assumesMore(place: TlcPlace, spec: string): Promise<string | null> {
  const { manifest } = place;
  const assumed = manifest.fairness[spec] ?? [];
  const declared = assuming(moduleOf(manifest), manifest.spec, assumed);
  const checks = { spec: declared.spec, properties: [spec] };
  const run = await runPlace(place, checks, { ...forOne(place), wrapper: declared.wrapper });
  if (run.verdict === 'holds') return null;
  return `${nameOf(place)}: ${spec} assumes more than ${assumed.join(' and ')}`;
}
