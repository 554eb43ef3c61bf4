// SPDX-License-Identifier: MIT
// Asks a guest's kernel for memory that nothing points to any more: kmemleak, where it has it.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { CLONE_VM } from '../protocol/clone.ts';
import { O_RDWR } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import type { Op, SequenceResult } from '../protocol/types.ts';
import { cString, decodeValue } from '../registers.ts';
import type { Crash, Target } from '../target.ts';

/** Memory that nothing points to, or a console that says something else. */
export interface Leak {
  /** Names who allocated it, and nothing that differs from run to run. */
  readonly title: string;
  readonly kind: 'crash';
  /** The objects, as kmemleak shows them. */
  readonly diagram?: string;
  /** The console's log. */
  readonly log?: string;
}

/** What a scan found. */
export interface LeakScan {
  /** Scans made; the first only records what each object holds. */
  readonly scans: number;
  readonly leaks: readonly Leak[];
  /** Why it is not known whether there are any. */
  readonly unfinished?: string;
}

/** kmemleak says nothing of an object that is younger (MSECS_MIN_AGE, mm/kmemleak.c, 6.12). */
const MIN_AGE_MS = 5000;

/** An object whose contents have changed since the scan before is passed over: the first scan reports none. */
const SCANS = 2;

const DEBUGFS = '/sys/kernel/debug';
const FD = 0;
const REPORT_SIZE = 16_384;

/** In one sequence, since the fd ends with its task. An earlier mount makes this one fail, which is as well. */
const OPEN: readonly Op[] = [
  { op: 'spawn', task: 0, flags: CLONE_VM },
  {
    op: 'call',
    task: 0,
    nr: NR.mount,
    args: [cString('debugfs'), cString(DEBUGFS), cString('debugfs'), 0, 0],
  },
  { op: 'call', task: 0, nr: NR.open, args: [cString(`${DEBUGFS}/kmemleak`), O_RDWR, 0] },
];
const SCAN: readonly Op[] = [...OPEN, { op: 'call', task: 0, nr: NR.write, args: [FD, cString('scan'), 4] }];
const READ: readonly Op[] = [
  ...OPEN,
  { op: 'call', task: 0, nr: NR.read, args: [FD, { out: REPORT_SIZE }, REPORT_SIZE] },
];

/**
 * Scans for leaks, once everything that a run has made is gone.
 * @param target a guest: on the machine of the user nothing is mounted
 * @param wait how to let time pass
 * @returns undefined when the kernel has no kmemleak
 */
export async function scanForLeaks(
  target: Target,
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<LeakScan | undefined> {
  if (!(await hasKmemleak(target))) return undefined;
  await wait(MIN_AGE_MS + 500);
  for (let scan = 1; scan <= SCANS; scan += 1) {
    const result = await runAlone(target, SCAN);
    // kmemleak has reported on the console, and the guest has ended.
    if ('crashed' in result) return { scans: scan, leaks: [fromConsole(result)] };
    if (valueAt(result, 3) !== 4n) return { scans: scan - 1, leaks: [], unfinished: refusal(result) };
  }
  const result = await runAlone(target, READ);
  if ('crashed' in result) return { scans: SCANS, leaks: [fromConsole(result)] };
  const text = textOf(result);
  return { scans: SCANS, leaks: text === '' ? [] : [leakOf(text)] };
}

async function hasKmemleak(target: Target): Promise<boolean> {
  const result = await runAlone(target, OPEN);
  return !('crashed' in result) && valueAt(result, 2) === BigInt(FD);
}

async function runAlone(target: Target, ops: readonly Op[]): Promise<SequenceResult | Crash> {
  const [result] = await target.run([{ ops }]);
  return result ?? { crashed: 'no result' };
}

function returnedBy(result: SequenceResult, op: number) {
  return result.settled.flatMap(({ returned }) => returned).find((one) => one.op === op);
}

function valueAt(result: SequenceResult, op: number): bigint | undefined {
  return returnedBy(result, op)?.value;
}

/** EPERM, for one, once it has met an error of its own: it does not come back before the next boot. */
function refusal(result: SequenceResult): string {
  const value = valueAt(result, 3);
  return `kmemleak does not scan: ${result.fault ?? (value === undefined ? 'no answer' : decodeValue(value))}`;
}

function textOf(result: SequenceResult): string {
  const read = returnedBy(result, 3);
  if (read === undefined || read.value <= 0n) return '';
  return Buffer.from(read.out[0] ?? []).toString('utf8', 0, Number(read.value));
}

/** What the objects are is on the console: qemu.ts asks kmemleak to say it there. */
function fromConsole({ crashed, log }: Crash): Leak {
  if (!/kmemleak|unreferenced object/.test(crashed)) {
    return { title: `crashed: ${crashed}`, kind: 'crash', ...(log === undefined ? {} : { log }) };
  }
  const text = log === undefined ? crashed : leaksIn(readFileSync(log, 'utf8'));
  return { ...leakOf(text === '' ? crashed : text), ...(log === undefined ? {} : { log }) };
}

/** The objects that kmemleak names in a console's log, without its times. */
export function leaksIn(log: string): string {
  return log
    .split('\n')
    .flatMap((line) => /kmemleak: ((?:unreferenced object| {2,}).*)/.exec(line)?.[1] ?? [])
    .join('\n');
}

/** Frames of an object's backtrace that allocate for others. */
const ALLOCATORS =
  /^(?:kmemleak_|__?km|kmem_cache_|slab_|___slab|__slab|kstrn?dup|kvmalloc|vmalloc|__vmalloc)/;

function leakOf(text: string): Leak {
  const frames = [...text.matchAll(/^ {4}(?:\[<[0-9a-f]+>\] )?([\w.]+)\+0x/gm)].map((match) => match[1]!);
  const owner = frames.find((frame) => !ALLOCATORS.test(frame));
  return {
    title: owner === undefined ? 'leaked memory' : `leaked memory, allocated in ${owner}`,
    kind: 'crash',
    diagram: `${text.trimEnd()}\n`,
  };
}
