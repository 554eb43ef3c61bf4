// SPDX-License-Identifier: MIT
// Walks a kernel through the graphs of a proposal's variants: a row for each scenario.
import { performance } from 'node:perf_hooks';
import { PROPOSALS } from '../../models/index.ts';
import type { Path } from '../../models/kit/index.ts';
import type { ScheduleFailure } from '../harness/schedule/judge.ts';
import { ScheduleLane } from '../harness/schedule/lane.ts';
import { isOfRelease, type ScheduledVariant, walkedOf } from '../harness/schedule/proposal.ts';
import { OF_KERNEL, REASONS, type Reason } from '../harness/schedule/scene.ts';
import { separation } from '../harness/schedule/separation.ts';
import { share } from '../harness/schedule/share.ts';
import { type Closed, Walk } from '../harness/schedule/walk.ts';
import { numbersOn } from '../interface.ts';
import type { ProposalConformance } from '../proposal.ts';
import { saveSchedule, toRecordedSchedule } from '../replay/schedule.ts';
import type { LaneOutcome, Seen } from '../report/rows.ts';
import { showScheduleFailure } from '../report/schedule-diagram.ts';
import { scheduleTitle } from '../report/schedule-title.ts';
import { DRAWN, SMALL } from './amounts.ts';
import { rowOrSoFar } from './interrupted.ts';
import { endOf, failuresSaid } from './lane-end.ts';
import { mutantTraces } from './mutant-traces.ts';
import type { ConformOptions } from './options.ts';
import { isFor, lackingFor } from './scheduled.ts';

const LANE = 'schedule';

type Options = ConformOptions;

/** The rows of all variants that this kernel is to do as; none where it has no points and nobody promised them. */
export async function* scheduleRows(
  proposal: ProposalConformance,
  options: Options,
): AsyncGenerator<LaneOutcome> {
  const { variant, lane, targets, promisesPoints, signal } = options;
  const hasPoints = targets.every(({ hello }) => hello.capabilities.includes('points'));
  if (!hasPoints && promisesPoints !== true) return;
  for (const one of proposal.schedules ?? []) {
    if (variant !== undefined && variant !== one.variant) continue;
    if (!(await isFor(one, proposal, options))) continue;
    for (const scenario of walkedOf(one)) {
      // A scenario is asked for by its own name, or with all others of the lane.
      if (lane !== undefined && lane !== LANE && lane !== scenario) continue;
      if (!isOfRelease(one, scenario, targets[0].hello.release)) continue;
      const lacking = hasPoints ? lackingFor(one, scenario, options) : 'the kernel has no points';
      yield lacking === undefined
        ? await scheduleRow(proposal, one, scenario, options)
        : without(proposal.slug, one.variant, scenario, lacking);
      if (signal?.aborted === true) return;
    }
  }
}

function without(slug: string, variant: string, scenario: string, lacking: string): LaneOutcome {
  return {
    ...{
      slug,
      variant,
      lane: LANE,
      scenario,
      cases: 0,
      calls: 0,
      transitions: null,
      failures: [],
      seconds: 0,
    },
    unfinished: lacking,
  };
}

function byReason(closed: readonly Closed[]): NonNullable<LaneOutcome['unreached']> {
  const reasons = [...new Set(closed.map(({ reason }) => reason))].sort();
  return reasons.map((reason: Reason) => ({
    reason: REASONS[reason],
    count: closed.filter((one) => one.reason === reason).length,
    ...(OF_KERNEL.has(reason) ? { ofKernel: true as const } : {}),
  }));
}

/** The paths that are to be walked, and what they leave out. */
interface Paths {
  readonly paths: readonly Path[];
  /** Transitions on them, where they are a share. */
  readonly planned?: number;
  readonly unreached: readonly Closed[];
}

function pathsOf(
  walk: Walk<unknown>,
  { kernel }: ScheduledVariant,
  scenario: string,
  slug: string,
  options: Options,
): Paths {
  if (options.share !== true || walk.transitions <= SMALL)
    return { paths: walk.cover().paths, unreached: walk.unreached() };
  // What is seeded into the model of what is proposed would go wrong on a kernel that has it.
  const models = PROPOSALS[slug];
  const traces = kernel === 'proposal' && models !== undefined ? mutantTraces(models, scenario) : [];
  const { paths, transitions } = share(walk, { seed: options.seed, drawn: DRAWN, traces });
  return { paths, planned: transitions, unreached: [] };
}

async function scheduleRow(
  { slug }: ProposalConformance,
  scheduled: ScheduledVariant,
  scenario: string,
  options: Options,
): Promise<LaneOutcome> {
  const { targets, signal, onProgress } = options;
  const { variant } = scheduled;
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  onProgress?.(`${slug} ${variant} ${LANE} ${scenario}: exploring`);
  const walk = new Walk(scheduled.scene(scenario, numbersOn(slug, options.numbers)));
  const { paths, planned, unreached } = pathsOf(walk, scheduled, scenario, slug, options);
  const lane = new ScheduleLane(walk, targets);
  const names = { slug, variant, lane: LANE, scenario } as const;
  const ran = () => ({
    ...{ cases: lane.cases, calls: lane.calls, seconds: elapsed() },
    transitions: { covered: lane.covered, total: walk.transitions },
  });
  const begun = performance.now();
  const whole = async (): Promise<LaneOutcome> => {
    await lane.seek(paths, options.seed, () => {
      const rate = Math.round(lane.cases / ((performance.now() - begun) / 1000));
      onProgress?.(
        `${slug} ${variant} ${LANE} ${scenario}: ${lane.cases} of ${Math.max(lane.cases, paths.length)} paths, ${rate} a second${failuresSaid(lane.failures)}`,
      );
      return signal?.aborted !== true;
    });
    const kept = {
      slug,
      record: (failure: ScheduleFailure) => record({ slug, variant, scenario }, failure, options),
      inOneLine,
    };
    const end = await endOf(lane, kept, options);
    return {
      ...names,
      ...ran(),
      ...(planned === undefined
        ? {}
        : { share: { run: planned, of: walk.transitions, unit: 'transitions' as const } }),
      neighbours: separation(walk, paths),
      unreached: byReason(unreached),
      unseen: lane.unseen,
      ...end,
    };
  };
  return rowOrSoFar(signal, whole, () => ({ ...names, ...ran(), failures: lane.failures.map(inOneLine) }));
}

function inOneLine(failure: ScheduleFailure): Seen {
  const { crash } = failure;
  return {
    title: scheduleTitle(failure),
    kind: crash === undefined ? 'difference' : 'crash',
    ...(crash?.log === undefined ? {} : { log: crash.log }),
  };
}

function record(
  names: { readonly slug: string; readonly variant: string; readonly scenario: string },
  failure: ScheduleFailure,
  { targets, replayOn, numbers: given, folder, columns }: Options,
): Seen {
  const { release, grade } = targets[0].hello;
  const numbers = given.get(names.slug);
  const recorded = toRecordedSchedule(failure, { ...names, target: replayOn, numbers, release, grade });
  const { again } = failure;
  const often = again === undefined ? '' : `run again ${again.times} times: ${again.failed} times the same\n`;
  return {
    ...inOneLine(failure),
    file: saveSchedule(folder, recorded),
    diagram: showScheduleFailure(failure, { columns, colors: false }) + often,
  };
}
