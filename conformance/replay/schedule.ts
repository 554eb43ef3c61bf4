// SPDX-License-Identifier: MIT
// A recorded failure of a schedule: the labels of its path, and where the kernel left the graph.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../../base/errors.ts';
import { readInput } from '../../base/input.ts';
import { UNNAMED, writeWhole } from '../../base/write-whole.ts';
import type { Path } from '../../models/kit/index.ts';
import { judgeWalk, type ScheduleFailure } from '../harness/schedule/judge.ts';
import { follow } from '../harness/schedule/shrink.ts';
import type { Walk } from '../harness/schedule/walk.ts';
import type { Target } from '../harness/target.ts';
import { scheduleTitle } from '../report/schedule-title.ts';
import { TARGET } from './file.ts';
import { complaints, parsedJson } from './refused.ts';

const RECORD = z.strictObject({
  schema: z.literal(1),
  slug: z.string(),
  variant: z.string(),
  lane: z.literal('schedule'),
  scenario: z.string(),
  /** See `scheduleTitle`. */
  title: z.string(),
  target: TARGET,
  /** The numbers of the proposal's calls, where they are not the document's. */
  numbers: z.record(z.string(), z.int()).optional(),
  release: z.string(),
  grade: z.enum(['proved', 'scheduled', 'observed']),
  /** Which of the initial states. */
  initial: z.int().nonnegative(),
  /** The steps: `Lock(c1)`. */
  steps: z.array(z.string()).max(1024),
  /** The step or probe after which they differ; null when the kernel or the shim ended. */
  at: z.string().nullable(),
  allowed: z.array(z.string()),
  observed: z.string().nullable(),
  crash: z.string().nullable(),
});

/** A recorded schedule, schema 1. */
export type RecordedSchedule = z.output<typeof RECORD>;

export type ScheduleCircumstances = Pick<
  RecordedSchedule,
  'slug' | 'variant' | 'scenario' | 'target' | 'numbers' | 'release' | 'grade'
>;

/** A failure as it is recorded. */
export function toRecordedSchedule(
  failure: ScheduleFailure,
  { numbers, ...circumstances }: ScheduleCircumstances,
): RecordedSchedule {
  const { strayed, crash, initial, labels } = failure;
  return {
    schema: 1,
    lane: 'schedule',
    title: scheduleTitle(failure),
    ...circumstances,
    ...(numbers === undefined ? {} : { numbers }),
    initial,
    steps: [...labels],
    at: strayed?.name ?? null,
    allowed: strayed?.allowed.map(({ text }) => text) ?? [],
    observed: strayed?.observed?.text ?? null,
    crash: crash?.crashed ?? null,
  };
}

/** Writes a failure into a folder; of the same failure always the same file. @throws SyspecError as writeWhole */
export function saveSchedule(folder: string, recorded: RecordedSchedule): string {
  const { slug, variant, scenario, steps } = recorded;
  const hash = createHash('sha256')
    .update(JSON.stringify([scenario, ...steps]))
    .digest('hex')
    .slice(0, 8);
  const file = join(folder, `${slug}-${variant}-schedule-${hash}.json`);
  writeWhole(file, `${JSON.stringify(recorded, null, 2)}\n`, UNNAMED);
  return file;
}

/** Whether a file holds a schedule; another kind of failure has its own reader, which also says what is wrong with it. */
export function isSchedule(file: string): boolean {
  try {
    return (JSON.parse(readInput(file)) as { lane?: unknown } | null)?.lane === 'schedule';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Reads a recorded schedule. @throws SyspecError BAD_INPUT for what is none */
export function readSchedule(file: string): RecordedSchedule {
  const json = parsedJson(readInput(file), file);
  const parsed = RECORD.safeParse(json);
  if (parsed.success) return parsed.data;
  throw complaints(file, json, parsed.error);
}

/** The path of a recorded schedule. @throws SyspecError BAD_INPUT when the model cannot take it any more */
export function pathOf<S>(walk: Walk<S>, { initial, steps }: RecordedSchedule, file: string): Path {
  const path = initial < walk.graph.initial ? follow(walk, initial, steps) : undefined;
  if (path !== undefined) return path;
  throw new SyspecError('BAD_INPUT', `${file}: the model has no such path`, 'It fits another version.');
}

/** Walks it so many times, one after the other; one failure for each time that the kernel left the graph. */
export async function replaySchedule<S>(
  walk: Walk<S>,
  path: Path,
  initial: number,
  target: Target,
  times: number,
): Promise<readonly ScheduleFailure[]> {
  const schedule = walk.schedule(path, initial);
  const results = await target.run(Array.from({ length: times }, () => ({ ops: schedule.ops })));
  return results.flatMap((result) => judgeWalk(walk, schedule, result).failure ?? []);
}
