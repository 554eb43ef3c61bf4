// SPDX-License-Identifier: MIT
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Sequence, SequenceResult } from '../protocol/types.ts';
import type { Crash, Target } from '../target.ts';
import { leaksIn, scanForLeaks } from './leaks.ts';

const REPORT = `unreferenced object 0xffff888004c3a200 (size 64):
  comm "init", pid 77, jiffies 4294901234
  hex dump (first 32 bytes):
    00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................
  backtrace (crc 0):
    __kmalloc_cache_noprof+0x1f4/0x280
    unix_stream_connect+0x5a/0x900
    __sys_connect+0xd1/0x110
`;

const MOUNT = 165;
const OPEN = 2;
const WRITE = 1;

/** A kernel that answers each call by its number; `read` is what is in the report. */
function kernel(answers: Record<number, bigint>, read = '', crash?: Crash) {
  const asked: number[][] = [];
  const run = ({ ops }: Sequence): SequenceResult | Crash => {
    const calls = ops.map((op) => (op.op === 'call' ? op.nr : -1));
    asked.push(calls);
    if (crash !== undefined && calls.includes(WRITE)) return crash;
    const settled = calls.map((nr, op) => ({
      returned: nr < 0 ? [] : [{ task: 0, op, value: answers[nr] ?? 0n, out: [Buffer.from(read)] }],
      ...{ blocked: [], died: [], signals: [], spawned: [], parked: [] },
    }));
    return { settled };
  };
  const target: Target = { ordered: true, run: async (sequences) => sequences.map(run) };
  return { target, asked };
}

const waits: number[] = [];
const wait = async (ms: number) => waits.push(ms);
const HAS_IT = { [WRITE]: 4n, 0: BigInt(REPORT.length) };

test('a kernel without kmemleak is not asked for leaks', async () => {
  const { target, asked } = kernel({ [OPEN]: -2n });
  expect(await scanForLeaks(target, wait)).toBeUndefined();
  expect(asked).toEqual([[-1, MOUNT, OPEN]]);
});

test('nothing is leaked: two scans, after the age at which kmemleak speaks of an object', async () => {
  waits.length = 0;
  const { target } = kernel({ ...HAS_IT, 0: 0n });
  expect(await scanForLeaks(target, wait)).toEqual({ scans: 2, leaks: [] });
  expect(waits[0]).toBeGreaterThan(5000);
});

test('what is leaked is titled by who allocated it', async () => {
  const { target } = kernel(HAS_IT, REPORT);
  expect((await scanForLeaks(target, wait))?.leaks).toEqual([
    { title: 'leaked memory, allocated in unix_stream_connect', kind: 'crash', diagram: REPORT },
  ]);
});

test('a report on the console ends the guest, and is read from its log', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-leaks-'));
  const log = join(folder, 'guest.log');
  const console = REPORT.replace(/^(?=.)/gm, '[   12.345678] kmemleak: ');
  writeFileSync(
    log,
    `[    1.000000] Run /init as init process\n${console}[   13.0] kmemleak: 1 new suspected\n`,
  );
  try {
    const { target } = kernel({}, '', { crashed: 'unreferenced object 0xffff888004c3a200 (size 64):', log });
    expect(await scanForLeaks(target, wait)).toEqual({
      scans: 1,
      leaks: [
        { title: 'leaked memory, allocated in unix_stream_connect', kind: 'crash', diagram: REPORT, log },
      ],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a guest that dies of the scan is a crash, and no leak', async () => {
  const { target } = kernel({}, '', { crashed: 'BUG: KASAN: use-after-free in scan_block' });
  expect((await scanForLeaks(target, wait))?.leaks).toEqual([
    { title: 'crashed: BUG: KASAN: use-after-free in scan_block', kind: 'crash' },
  ]);
});

test('a kmemleak that has switched itself off is no pass', async () => {
  const { target } = kernel({ [WRITE]: -1n });
  expect(await scanForLeaks(target, wait)).toEqual({
    ...{ scans: 0, leaks: [] },
    unfinished: 'kmemleak does not scan: EPERM',
  });
});

test('the log of a console that says nothing of leaks has none', () => {
  expect(
    leaksIn('[    0.1] kmemleak: Kernel memory leak detector initialized (mem pool available: 14000)\n'),
  ).toBe('');
});
