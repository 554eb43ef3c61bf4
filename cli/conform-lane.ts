// SPDX-License-Identifier: MIT
// Options of conform that are about some lanes alone, beside --lane.
import { SyspecError } from '../base/errors.ts';
import type { ProposalConformance } from '../conformance/proposal.ts';
import { laneNames, SCENARIO_ALONE } from '../conformance/run/lane-names.ts';
import { doNothing } from './idle.ts';

/** Lanes by which an option is understood. */
interface Understood {
  readonly options: readonly string[];
  readonly lanes: readonly string[];
  /** Whether the lane that walks one scenario alone understands it. */
  readonly scenarios: boolean;
  /** With --host the lanes are fewer. */
  readonly host: string;
  readonly hint: string;
}

const UNDERSTOOD: readonly Understood[] = [
  {
    ...{ options: ['runs', 'time'], lanes: ['random', 'lockstep'], scenarios: false },
    hint: 'They are about the random sequences: --lane random.',
    host: 'They are about the random sequences: --lane random.',
  },
  {
    ...{ options: ['seed', 'share'], lanes: ['random', 'lockstep', 'schedule', 'attack'], scenarios: true },
    hint: 'The lanes that have it are random, lockstep, schedule and attack, and schedule has one for each scenario.',
    host: 'The lanes that have it with --host are random and lockstep.',
  },
];

/** Throws SyspecError BAD_USAGE for options that would do nothing with the lane. */
export function refuseIdleWithLane(
  proposals: readonly ProposalConformance[],
  { lane, host }: { readonly lane?: string | undefined; readonly host: boolean },
  isGiven: (name: string) => boolean,
): void {
  if (lane === undefined) return;
  const isScenario = laneNames(proposals).some(({ name, what }) => name === lane && what === SCENARIO_ALONE);
  const misunderstood = UNDERSTOOD.filter(
    ({ lanes, scenarios }) => !lanes.includes(lane) && !(scenarios && isScenario),
  ).map((one) => ({ ...one, given: one.options.filter(isGiven) }));
  const idle = misunderstood.flatMap(({ given }) => given).map((name) => `--${name}`);
  if (idle.length === 0) return;
  const message = `${doNothing(idle)} with --lane ${lane}`;
  const hints = misunderstood
    .filter(({ given }) => given.length > 0)
    .map((one) => (host ? one.host : one.hint));
  throw new SyspecError('BAD_USAGE', message, hints.join(' '));
}
