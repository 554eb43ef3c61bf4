// SPDX-License-Identifier: MIT
// The names by which lanes are asked for: `--lane` of conform takes each of them.
import { refuseName } from '../../base/suggest.ts';
import { walkedOf } from '../harness/schedule/proposal.ts';
import type { ProposalConformance } from '../proposal.ts';
import { plan } from './lanes.ts';
import { LEAKS } from './other-rows.ts';

/** A name, and what is run under it. */
export interface LaneNamed {
  readonly name: string;
  readonly what: string;
  /** Whether it is nothing on the kernel that runs here. */
  readonly booted?: true;
}

/** What is asked for besides. */
export interface Asked {
  /** Only this variant. */
  readonly variant?: string | undefined;
  /** On the kernel that runs here, where nothing is booted and no task parked. */
  readonly host?: boolean;
  /** Variants that the kernel lacks. */
  readonly absent?: readonly { readonly slug: string; readonly variant: string }[];
}

/** What is said of a scenario's name as a lane: only its graph is walked. */
export const SCENARIO_ALONE = 'schedule: this scenario alone';

/** The lane of attacks: some proposals have a task parked in some of theirs. */
function attacks(proposals: readonly ProposalConformance[]): LaneNamed {
  const parks = proposals.some(({ schedules = [] }) => schedules.some((one) => one.atBoundaries !== true));
  const what = parks
    ? "the model's counterexamples (where a task is parked, needs a kernel with points; not with --host)"
    : "the model's counterexamples, with nobody parked (not with --host)";
  return { name: 'attack', what, booted: true };
}

/** Lanes by which every proposal is run. */
const kinds = (proposals: readonly ProposalConformance[]): readonly LaneNamed[] => [
  { name: 'lockstep', what: 'sequences of calls, each answer compared with the model: cases, random' },
  { name: 'exhaustive', what: 'all of something: errors, small' },
  {
    name: 'schedule',
    what: "along a model's graph, a task parked between steps (needs a kernel with points)",
    booted: true,
  },
  attacks(proposals),
  {
    name: 'atomicity',
    what: 'a task parked in the middle of a step (needs a kernel with places)',
    booted: true,
  },
  { name: LEAKS, what: 'what is not freed when all is done', booted: true },
];

const WHAT: Readonly<Record<string, string>> = {
  cases: 'each race and each error of the document by name',
  errors: 'calls with every combination of arguments, right and wrong',
  small: 'all sequences of a small alphabet',
  random: 'random sequences',
};

function own(
  { slug, variants, schedules = [] }: ProposalConformance,
  { variant, absent = [] }: Asked,
): LaneNamed[] {
  const isAsked = (one: { readonly variant: string }) =>
    (variant === undefined || one.variant === variant) &&
    !absent.some((lacking) => lacking.slug === slug && lacking.variant === one.variant);
  const wanted = variants.filter(isAsked);
  const planned = wanted.flatMap((one) => plan(one, { runs: 1, seed: 1 }, one.abis ?? []));
  const sequences = planned.map(({ scenario }): LaneNamed => {
    const [kind = '', abi] = scenario.split(' by ');
    return { name: scenario, what: `${WHAT[kind] ?? kind}${abi === undefined ? '' : `, entered by ${abi}`}` };
  });
  const special = wanted.flatMap(({ ownLanes = [] }) =>
    ownLanes.map(({ scenario, what, needs }): LaneNamed => {
      const only = needs.length === 0 ? '' : ` (needs ${needs.join(', ')})`;
      return { name: scenario, what: what + only, booted: true };
    }),
  );
  const walked = schedules
    .filter(isAsked)
    .flatMap((one) => walkedOf(one).map((name): LaneNamed => ({ name, what: SCENARIO_ALONE, booted: true })));
  return [...sequences, ...special, ...walked];
}

/** Every name that `--lane` takes for these proposals, each once. */
export function laneNames(proposals: readonly ProposalConformance[], asked: Asked = {}): LaneNamed[] {
  const all = [...kinds(proposals), ...proposals.flatMap((proposal) => own(proposal, asked))];
  const named = [...new Map(all.map((one) => [one.name, one])).values()];
  return named.filter(({ booted }) => asked.host !== true || booted !== true);
}

/** The lane of this name. */
export const namedLane = (
  proposals: readonly ProposalConformance[],
  name: string,
  asked: Asked = {},
): LaneNamed | undefined => laneNames(proposals, asked).find((one) => one.name === name);

/** Throws SyspecError BAD_USAGE for a lane that there would be nothing of. */
export function checkLane(
  proposals: readonly ProposalConformance[],
  lane: string | undefined,
  asked: Asked,
): void {
  const known = laneNames(proposals, asked).map(({ name }) => name);
  if (lane === undefined || known.includes(lane)) return;
  const variant = asked.variant === undefined ? '' : ` of ${asked.variant}`;
  refuseName(`lane${variant}${asked.host === true ? ' with --host' : ''}`, lane, known);
}
