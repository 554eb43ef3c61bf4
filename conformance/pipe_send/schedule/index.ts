// SPDX-License-Identifier: MIT
// The variants whose graphs a kernel is walked through, and whose counterexamples are made on it, in the scenarios that are races.
import { SCENARIOS, type Scenario } from '../../../models/pipe_send/scenarios.ts';
import { VARIANTS, type VariantName } from '../../../models/pipe_send/variants.ts';
import type { Releases, ScheduledVariant } from '../../harness/schedule/proposal.ts';
import { lateOf } from './late.ts';
import { sceneOf } from './scene.ts';
import { canFill } from './world.ts';

/**
 * A signal that is no SIGKILL keeps one busy that waits for its page: it is refused the sleep, and tries the fault again
 * (`fault_signal_pending()`, Linux 6.12). There is then no rest in which it could be looked at.
 */
function isKeptBusy(scenario: Scenario): boolean {
  const late = lateOf(scenario);
  return scenario.rivals.some(({ program }) => {
    const first = program.find((one) => one.step === 'SendSignal' && late.includes(one.to));
    return first?.step === 'SendSignal' && first.signal !== 'kill';
  });
}

/** Whether a call is started again. It parks where calls begin, and so would the next one of its program: the program has to be one call. */
const isRestarted = ({ rivals }: Scenario): boolean =>
  rivals.some(({ program }) => program.some((one) => one.step === 'SendSignal' && one.signal === 'restart'));

/** One caller alone races with nobody, and a world is one that a kernel can be brought to. */
const RACES = SCENARIOS.filter(
  (scenario) =>
    scenario.rivals.length + scenario.callers.length > 1 &&
    !isKeptBusy(scenario) &&
    scenario.slots.every(canFill),
);

/** Where one transition in twenty or more is an openat that a kernel lets wait (`closed` of the scene). */
const OPENS = [
  'merge',
  'big',
  'packet',
  'packets',
  'turned',
  'broken',
  'drained',
  'forever',
  'contended',
  'starved',
];

/** Where one who is killed may wait for the mutex for ever: nobody sees that the signal is pending. */
const PENDING = ['killed'];

/** What a writer leaves that cannot copy (`leavesSlot` of the pipe): a slot of no bytes, or since 6.15 nothing. */
const RELEASES: Readonly<Record<string, Releases>> = { husk: { before: '6.15' }, copied: { since: '6.15' } };

/** An attack has to end: no caller loops. */
const UNENDING = SCENARIOS.filter(({ loopers }) => loopers.length > 0).map(({ name }) => name);

/** `unwalked`: scenarios for attacks alone. */
function scheduled(
  variant: VariantName,
  kernel: ScheduledVariant['kernel'],
  unwalked: readonly string[] = [],
): ScheduledVariant {
  const isOneCall = VARIANTS[variant].program.length === 1;
  const races = RACES.filter((one) => isOneCall || !isRestarted(one)).map(({ name }) => name);
  const walked = races.filter((name) => !PENDING.includes(name) && !unwalked.includes(name));
  const attacked = races.filter((name) => !UNENDING.includes(name));
  const scenarios = races.filter((name) => walked.includes(name) || attacked.includes(name));
  return {
    ...{ variant, kernel, scenarios, walked, attacked, releases: RELEASES, atBoundaries: true },
    scene: (scenario) => sceneOf(variant, scenario),
  };
}

export const SCHEDULES: readonly ScheduledVariant[] = [
  scheduled('today-nonblock', 'any'),
  scheduled('today-rwf', 'unfixed'),
  scheduled('today-lock', 'any', OPENS),
  scheduled('naive', 'own'),
  scheduled('proposed', 'proposal'),
];
