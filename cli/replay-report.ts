// SPDX-License-Identifier: MIT
// What the replays of every kind of failure have in common: the options, the kernel, and what is said of it.
import { resolve } from 'node:path';
import { EXIT, SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { startProgress } from '../base/progress.ts';
import { writeWhole } from '../base/write-whole.ts';
import { type OpenTarget, openTarget, type TargetOptions } from '../conformance/harness/target/index.ts';
import type { BaseName } from '../conformance/kernel/bases.ts';
import { doNothing } from './idle.ts';
import { interruptible } from './signals.ts';
import type { Printed } from './stdout.ts';

/** The options of `replay`. */
export interface Flags {
  readonly flavour?: string;
  readonly base?: BaseName;
  /** A kernel tree to build it from. */
  readonly source?: string;
  readonly kernel?: string;
  readonly host: boolean;
  readonly times: number;
  readonly c?: string;
  readonly json: boolean;
}

/** What is recorded of every failure. */
export interface WasRecorded {
  readonly slug: string;
  readonly variant: string;
  readonly title: string;
  /** uname's. */
  readonly release: string;
  readonly grade: string;
}

/** What it was run on. */
export type On = Pick<OpenTarget, 'name' | 'hello'>;

/** A title, and how often it came. */
export interface Came {
  readonly title: string;
  readonly times: number;
}

/** Runs it on the kernel that is asked for, by default the one that it was found on. @throws SyspecError BAD_USAGE, and as openTarget */
export async function runOnTarget(
  flags: Flags,
  { slug, target: found }: Pick<WasRecorded, 'slug'> & { readonly target: TargetOptions },
  run: (target: OpenTarget, onProgress: (text: string) => void) => Promise<Printed>,
): Promise<Printed> {
  const on = targetOf(flags, found);
  const progress = startProgress('replaying');
  const onProgress = (text: string) => progress.update(text);
  return interruptible(async (signal) => {
    const target = await openTarget({ ...on, slug, signal, onProgress });
    try {
      return await run(target, onProgress);
    } finally {
      await target.close();
    }
  }).finally(() => progress.done());
}

function targetOf({ flavour, base, source, kernel, host }: Flags, found: TargetOptions): TargetOptions {
  const asked = flavour !== undefined || kernel !== undefined || host;
  const on = asked ? { flavour, kernel: kernel && resolve(kernel), host } : found;
  const from = { ...(base === undefined ? {} : { base }), ...(source === undefined ? {} : { source }) };
  const given = Object.keys(from).map((name) => `--${name}`);
  if (given.length > 0 && (on.host === true || on.kernel !== undefined)) {
    const message = `${doNothing(given)}: it was found on a kernel that we did not build`;
    throw new SyspecError('BAD_USAGE', message, 'Give a --flavour, which is built.');
  }
  return { ...on, ...from };
}

/** Each title, and how often it came. */
export function tally(titles: readonly string[]): Came[] {
  return [...new Set(titles)].map((title) => ({
    title,
    times: titles.filter((other) => other === title).length,
  }));
}

/** One object, schema 1. */
export function replayJson(
  { slug, variant, title }: WasRecorded,
  { name, hello }: On,
  times: number,
  found: readonly Came[],
): string {
  const failed = found.reduce((sum, one) => sum + one.times, 0);
  const object = {
    schema: 1,
    ...{ slug, variant, recorded: title, target: name, release: hello.release, grade: hello.grade, times },
    ...{ failed, found, ok: failed === 0 },
  };
  return `${JSON.stringify(object)}\n`;
}

/** The first line. */
export function replayHead({ slug, variant }: WasRecorded, { name, hello }: On): string {
  return `${slug} ${variant} on ${name}; that a call is blocked is ${hello.grade}\n`;
}

/** What is said where it never came. */
export function replayAgrees({ title }: WasRecorded, times: number): string {
  return `The kernel agrees, ${times} of ${counted(times, 'time')}. Recorded was: ${title}\n`;
}

/** What follows the drawing of the first failure. */
export function replayEnd({ title }: WasRecorded, times: number, found: readonly Came[]): string {
  const often = found.map((one) => `${one.times} of ${counted(times, 'time')}: ${one.title}\n`).join('');
  const same = found.some((one) => one.title === title);
  return `\n${often}${same ? 'That is what was recorded.\n' : `It is not what was recorded: ${title}\n`}`;
}

/** What a C program says of where it comes from, a line each. */
export function origin({ slug, variant, title, release, grade }: WasRecorded): string[] {
  return [`${slug} ${variant}: ${title}`, `Found on Linux ${release}; that a call was blocked was ${grade}.`];
}

/** Writes a C program. @throws SyspecError as writeWhole */
export function writtenC(file: string, program: string, json: boolean): Printed {
  writeWhole(file, program);
  const text = json
    ? `${JSON.stringify({ schema: 1, written: file, ok: true })}\n`
    : `written to ${file}\n  gcc -Wall -Wextra -static -o sequence ${file} && ./sequence\n`;
  return { text, exitCode: EXIT.holds };
}
