// SPDX-License-Identifier: MIT
// The lanes of `conform` as far as mutants need them: in order of cost, up to the first failure, and nothing shrunk.
import { SyspecError } from '../../base/errors.ts';
import { Coverage } from '../harness/lockstep/engine/coverage.ts';
import { Lane } from '../harness/lockstep/engine/lane.ts';
import type { Numbers } from '../harness/numbers.ts';
import type { ScheduledVariant } from '../harness/schedule/proposal.ts';
import { scanForLeaks } from '../harness/scripted/leaks.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import { CONFORMANCE } from '../index.ts';
import { type Interface, interfaceOf } from '../interface.ts';
import type { Feature } from '../kernel/flavours.ts';
import type { Conformance } from '../proposal.ts';
import { title } from '../report/title.ts';
import { entered } from '../run/entered.ts';
import { judgedAs } from '../run/judged.ts';
import { type PlannedLane, plan, type Size } from '../run/lanes.ts';
import { LEAKS } from '../run/other-rows.ts';
import { ownRows } from '../run/own-rows.ts';
import { complaintSeen } from '../run/record.ts';
import { runSchedules, SCHEDULE } from './schedule-lane.ts';
import type { Trial, Watched } from './trial.ts';

/** Which lanes, and how much of them. */
export interface LanesOptions extends Size, Watched {
  readonly slug: string;
  readonly variant: string;
  /** What the kernel is built with. */
  readonly features: readonly Feature[];
  /** Only this one, of `laneNames`. */
  readonly lane?: string | undefined;
  /** Only these; all by default. */
  readonly part?: Part | undefined;
  /** The kernel has no mutant: what a lane lacks there is nobody's fault. */
  readonly isBaseline?: boolean | undefined;
  /** Boots the same kernel once more, with these words on its command line. */
  boot(append: readonly string[]): Promise<OpenTarget>;
}

/**
 * `short`: all but those that follow. `again`: those of them that see more on this kernel than on one before it,
 * which are the ones that need it, and the cases and errors under whatever watches it. `walk`: the one that interleaves.
 * `long`: those that find by numbers.
 */
export type Part = 'short' | 'again' | 'walk' | 'long';

/** What lanes found. */
export interface LanesRun extends Trial {
  /** The lanes that were run, the one that failed included. */
  readonly ran: readonly string[];
}

/** A variant of a proposal, the calls of that, and what else a kernel with the series does as. */
export interface Subject {
  readonly conformance: Conformance;
  readonly calls: Pick<Interface, 'numbers' | 'added'>;
  readonly others?: readonly Conformance[];
  /** Its graphs, for a kernel that has points. */
  readonly scheduled?: ScheduledVariant | undefined;
}

/** Fewer than elsewhere: after the first failure the rest of a batch is run for nothing. */
const BATCH = 64;

function subjectOf({ slug, variant }: Pick<LanesOptions, 'slug' | 'variant'>): Subject {
  const proposal = CONFORMANCE[slug];
  if (proposal === undefined) throw new SyspecError('BAD_USAGE', `there is no proposal '${slug}'`);
  const { variants, schedules } = proposal;
  const conformance = variants.find((one) => one.variant === variant);
  // The fixes are a part of the series.
  const others = variants.filter((one) => one !== conformance && one.kernel !== 'unfixed');
  const scheduled = schedules?.find((one) => one.variant === variant);
  if (conformance !== undefined) return { conformance, calls: interfaceOf(slug), others, scheduled };
  const hint = `There are lanes for: ${variants.map((one) => one.variant).join(', ')}.`;
  throw new SyspecError('BAD_USAGE', `no lane tests the variant '${variant}' of ${slug}`, hint);
}

/** A lane, and what runs it. */
interface Runnable {
  readonly name: string;
  /** Whether it judges itself, or goes by what those that do have left behind. */
  readonly isOwn?: true;
  run(target: OpenTarget): Promise<Trial | undefined>;
}

function lanesOf(
  { conformance, calls, others = [], scheduled }: Subject,
  options: Omit<LanesOptions, 'lane'>,
): readonly Runnable[] {
  const { features, part } = options;
  const { numbers } = calls;
  const abis = (conformance.abis ?? []).filter((abi) => features.includes(abi));
  const own = (conformance.ownLanes ?? [])
    .filter(({ needs }) => needs.every((need) => features.includes(need)))
    .filter(({ needs }) => part !== 'again' || needs.length > 0);
  const runnable = (planned: PlannedLane): Runnable => ({
    name: planned.scenario,
    run: (target) => runLane(target, entered(conformance, { abi: planned.abi }, calls), planned, options),
  });
  const planned = plan(conformance, options, abis);
  const long = planned.filter(isLong).map(runnable);
  const walk =
    scheduled === undefined
      ? []
      : [{ name: SCHEDULE, run: (target: OpenTarget) => runSchedules(target, scheduled, numbers, options) }];
  if (part === 'long') return long;
  if (part === 'walk') return walk;
  return [
    ...planned.filter((one) => !isLong(one)).map(runnable),
    ...others.map((one) => ({
      name: `cases of ${one.variant}`,
      run: (target: OpenTarget) => runLane(target, one, plan(one, options)[0]!, options),
    })),
    ...own.map(({ scenario }) => ({
      ...{ name: scenario, isOwn: true as const },
      run: () => runOwn(conformance, numbers, scenario, options),
    })),
    { name: LEAKS, isOwn: true, run: leaks },
    ...(part === undefined ? [...walk, ...long] : []),
  ];
}

/** What finds by numbers what the others have missed. */
function isLong({ scenario }: PlannedLane): boolean {
  return scenario === 'small' || scenario === 'random';
}

/**
 * The lanes in order of cost.
 * @throws SyspecError BAD_USAGE when there are none
 */
export function laneNames(options: Omit<LanesOptions, 'lane'>): readonly string[] {
  return lanesOf(subjectOf(options), options).map(({ name }) => name);
}

/** Whether a trial ended before the first lane that judges itself: what these are did not matter. */
export function endsBeforeOwn({ killedBy }: Trial, options: LanesOptions): boolean {
  const lanes = lanesOf(subjectOf(options), options);
  const first = lanes.findIndex(({ isOwn }) => isOwn);
  if (first < 0) return true;
  return lanes.slice(0, first).some(({ name }) => name === killedBy?.lane);
}

/** The variants with the oracle of the Linux that the target is. */
function judgedOn({ conformance, others = [], ...subject }: Subject, { hello }: OpenTarget): Subject {
  const judged = (one: Conformance) => judgedAs(one, hello.release);
  return { ...subject, conformance: judged(conformance), others: others.map(judged) };
}

/**
 * Runs lanes until one fails.
 * @param subject whose lanes; those that are registered
 * @throws SyspecError BAD_USAGE, INTERRUPTED, DISK_FULL
 */
export async function runLanes(
  target: OpenTarget,
  options: LanesOptions,
  subject: Subject = subjectOf(options),
): Promise<LanesRun> {
  const { lane } = options;
  const ran: string[] = [];
  for (const [i, { name, run }] of lanesOf(judgedOn(subject, target), options).entries()) {
    // Where only leaks are asked for, something must have been run that may leak.
    const isForLeaks = lane === LEAKS && i === 0;
    if (lane !== undefined && name !== lane && !isForLeaks) continue;
    const found = await run(target);
    if (isForLeaks) continue;
    ran.push(name);
    if (found !== undefined) return { ...found, ran };
  }
  return { ran };
}

async function runLane(
  target: OpenTarget,
  conformance: Conformance,
  { scenario, sequences }: PlannedLane,
  { signal, onProgress }: Watched,
): Promise<Trial | undefined> {
  const lane = new Lane(conformance, [target], new Coverage(), BATCH);
  await lane.run(sequences(), () => {
    onProgress?.(`${scenario}: ${lane.cases} sequences`);
    return lane.failures.length === 0 && signal?.aborted !== true;
  });
  if (signal?.aborted === true) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
  const [failure] = lane.failures;
  const [complaint] = await target.complaints();
  const what = failure !== undefined ? title(failure) : complaint && complaintSeen(complaint).title;
  if (what !== undefined) return { killedBy: { lane: scenario, title: what } };
  if (lane.unfinished !== undefined) return { unfinished: lane.unfinished };
  return lane.cases > 0 ? undefined : { unfinished: `there is nothing to run in ${scenario}` };
}

/** A lane that judges itself, on guests of its own. */
async function runOwn(
  conformance: Conformance,
  numbers: Numbers,
  lane: string,
  { boot, features, isBaseline, signal, onProgress }: Omit<LanesOptions, 'lane'>,
): Promise<Trial | undefined> {
  try {
    const rows = ownRows(conformance, numbers, new Coverage(), {
      ...{ boot, features, lane, signal },
      onProgress: (text) => onProgress?.(text),
    });
    for await (const { failures, unfinished } of rows) {
      if (signal?.aborted === true) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
      const [failure] = failures;
      if (failure !== undefined) return { killedBy: { lane, title: failure.title } };
      if (unfinished === undefined) continue;
      // What the lane needs of the calls of today was there without the mutant.
      return isBaseline ? { unfinished } : { killedBy: { lane, title: unfinished } };
    }
    return undefined;
  } catch (error) {
    if (!isNoBoot(error)) throw error;
    return { killedBy: { lane, title: error.message } };
  }
}

/** Whether it says that a kernel did not come as far as the lanes. */
export function isNoBoot(error: unknown): error is SyspecError {
  const codes: readonly string[] = ['GUEST_DIED', 'KERNEL_CONFIG', 'SHIM_CLOSED', 'SHIM_PROTOCOL'];
  return error instanceof SyspecError && codes.includes(error.code);
}

/** Nothing is said on a kernel that cannot tell. */
async function leaks(target: OpenTarget): Promise<Trial | undefined> {
  const scan = await scanForLeaks(target);
  const [leak] = scan?.leaks ?? [];
  if (leak !== undefined) return { killedBy: { lane: LEAKS, title: leak.title } };
  return scan?.unfinished === undefined ? undefined : { unfinished: scan.unfinished };
}
