// SPDX-License-Identifier: MIT
// A recorded failure: the sequence, where it failed, and what was allowed and observed there.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readInput } from '../../base/input.ts';
import { UNNAMED, writeWhole } from '../../base/write-whole.ts';
import type { Failure } from '../harness/lockstep/engine/lane.ts';
import { BASE_NAMES } from '../kernel/bases.ts';
import { LANES } from '../report/lanes.ts';
import { title } from '../report/title.ts';
import { complaints, parsedJson, refused } from './refused.ts';

const id = z.int().nonnegative();
const task = z
  .templateLiteral(['t', z.int()])
  .refine((name) => /^t(?:\d|[12]\d|3[01])$/.test(name), 'expected a task from t0 to t31');
const user = z
  .int()
  .min(0)
  .max(2 ** 32 - 2);

const flag = z.enum(['CLONE_VM', 'CLONE_FS', 'CLONE_FILES', 'CLONE_SIGHAND', 'CLONE_THREAD']);

const op = z.discriminatedUnion('op', [
  z.strictObject({ id, op: z.literal('spawn'), task, uid: user, gid: user }),
  z.strictObject({ id, op: z.literal('fork'), task, parent: task, flags: z.array(flag).exactOptional() }),
  z.strictObject({ id, op: z.literal('call'), task, call: z.string(), args: z.record(z.string(), z.json()) }),
  z.strictObject({ id, op: z.literal('signal'), task, signal: z.enum(['interrupt', 'restart', 'kill']) }),
]);

/** What it was found on, and will be run on again where nothing else is asked for. */
export const TARGET = z.union([
  z.strictObject({
    flavour: z.string(),
    base: z.enum(BASE_NAMES).exactOptional(),
    patches: z.array(z.string()).optional(),
  }),
  z.strictObject({ kernel: z.string() }),
  z.strictObject({ host: z.literal(true) }),
]);

const RECORD = z.strictObject({
  schema: z.literal(1),
  slug: z.string(),
  variant: z.string(),
  lane: z.enum(LANES),
  /** See `title`. */
  title: z.string(),
  target: TARGET,
  /** How the proposal's calls entered the kernel, where that was not the usual way. */
  entry: z
    .strictObject({
      /** Of calls, in place of the document's. */
      numbers: z.record(z.string(), z.int()).optional(),
      abi: z.enum(['64', 'int80', 'x32', 'io_uring']).optional(),
    })
    .optional(),
  /** uname's release. */
  release: z.string(),
  grade: z.enum(['proved', 'scheduled', 'observed']),
  /** Of the run that found it; null for a lane without one. */
  seed: z.int().nullable(),
  ops: z.array(op).min(1).max(1024),
  /** Where the kernel left the model: the id of an op; null when the kernel or the shim ended. */
  at: id.nullable(),
  /** Each outcome that the model allows there, as a line. */
  allowed: z.array(z.string()),
  /** What was seen there, as a line; null when nothing was. */
  observed: z.string().nullable(),
  /** What the console said; null for a difference. */
  crash: z.string().nullable(),
});

/** A recorded failure, schema 1. */
export type Recorded = z.output<typeof RECORD>;

/** What a failure does not say of itself. */
export type Circumstances = Pick<
  Recorded,
  'slug' | 'variant' | 'lane' | 'target' | 'entry' | 'release' | 'grade' | 'seed'
>;

/** A failure as it is recorded. */
export function toRecorded(failure: Failure, circumstances: Circumstances): Recorded {
  const { ops, difference, crash } = failure;
  const { slug, variant, lane, target, entry, release, grade, seed } = circumstances;
  return {
    schema: 1,
    ...{ slug, variant, lane, title: title(failure), target, release, grade, seed },
    ...(entry === undefined ? {} : { entry }),
    ops: ops as Recorded['ops'],
    at: difference?.op.id ?? null,
    allowed: [...new Set(difference?.allowed.map(({ text }) => text) ?? [])],
    observed: difference?.observed?.text ?? null,
    crash: crash?.crashed ?? null,
  };
}

/** What no schema can say: which ops come before which, and that every call is one of the proposal's. */
function complaint({ ops, at }: Recorded, calls: readonly string[]): string | undefined {
  const ids = new Set<number>();
  const tasks = new Set<string>();
  for (const [index, one] of ops.entries()) {
    const fail = (what: string) => `ops[${index}]: ${what}`;
    if (ids.has(one.id)) return fail(`another op has the id ${one.id}`);
    const makes = one.op === 'spawn' || one.op === 'fork';
    if (makes && tasks.has(one.task)) return fail(`there is a task ${one.task} already`);
    const needed = one.op === 'fork' ? one.parent : one.op === 'spawn' ? undefined : one.task;
    if (needed !== undefined && !tasks.has(needed)) return fail(`there is no task ${needed} yet`);
    if (one.op === 'call') {
      if (!calls.includes(one.call)) return fail(`there is no call ${one.call}`);
      for (const value of Object.values(one.args)) {
        const of = typeof value === 'object' && value !== null && 'of' in value ? value.of : undefined;
        if (typeof of === 'number' && !ids.has(of)) return fail(`no op before it has the id ${of}`);
      }
    }
    ids.add(one.id);
    if (makes) tasks.add(one.task);
  }
  return at === null || ids.has(at) ? undefined : `at: no op has the id ${at}`;
}

/**
 * Reads a recorded failure. `callsOf` gives the names of a proposal's calls, and undefined for what is no proposal.
 * @throws SyspecError BAD_INPUT with the file, and with the line or the path inside it, for anything else
 */
export function readRecorded(
  file: string,
  callsOf: (slug: string) => readonly string[] | undefined,
): Recorded {
  const json = parsedJson(readInput(file), file);
  const parsed = RECORD.safeParse(json);
  if (!parsed.success) throw complaints(file, json, parsed.error);
  const calls = callsOf(parsed.data.slug);
  const wrong =
    calls === undefined
      ? `slug: there is no proposal '${parsed.data.slug}' that can be run on a kernel`
      : complaint(parsed.data, calls);
  if (wrong !== undefined) throw refused(file, wrong);
  return parsed.data;
}

/** The file's name: of the same failure always the same. */
export function recordName({ slug, variant, lane, ops }: Recorded): string {
  const hash = createHash('sha256').update(JSON.stringify(ops)).digest('hex').slice(0, 8);
  return `${slug}-${variant}-${lane}-${hash}.json`;
}

/** Writes a failure into a folder, which is made; gives the file's path. @throws SyspecError as writeWhole */
export function saveRecorded(folder: string, recorded: Recorded): string {
  const file = join(folder, recordName(recorded));
  writeWhole(file, `${JSON.stringify(recorded, null, 2)}\n`, UNNAMED);
  return file;
}
