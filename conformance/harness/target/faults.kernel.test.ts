// SPDX-License-Identifier: MIT
// Faults planted in a kernel, and guests killed from outside: each is named, and the run goes on.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { among, connectTo, unusual } from './fixtures/sequences.ts';
import { type OpenTarget, openTarget, type TargetOptions } from './index.ts';

const PLANTED = inRoot('conformance', 'harness', 'target', 'fixtures', 'planted-faults.patch');

let target: OpenTarget | undefined;
afterEach(async () => {
  await target?.close();
  target = undefined;
});

async function planted(options: TargetOptions = {}): Promise<OpenTarget> {
  target = await openTarget({ flavour: 'unpatched', patches: [PLANTED], ...options });
  return target;
}

test.each([
  ['panic', /^Kernel panic - not syncing: planted$/],
  ['oops', /^BUG: kernel NULL pointer dereference, address: 0000000000000008$/],
  ['warn', /^WARNING: at net\/unix\/af_unix\.c:\d+ unix_stream_connect\+/],
  ['lockdep', /^WARNING: possible circular locking dependency detected$/],
])('%s: the sequence is named, the others have their results, and the run goes on', async (name, words) => {
  const opened = await planted();
  expect(unusual(await opened.run(among(40, { 23: connectTo(name) })))).toEqual({
    23: expect.stringMatching(words),
  });
  expect(unusual(await opened.run(among(5, {})))).toEqual({});
  // Once among the others, and once alone.
  expect(opened.crashes).toBe(2);
});

test('two faults in one batch are both named', async () => {
  const opened = await planted();
  const results = await opened.run(among(20, { 3: connectTo('warn'), 11: connectTo('panic') }));
  expect(unusual(results)).toEqual({
    3: expect.stringContaining('WARNING: '),
    11: expect.stringContaining('Kernel panic'),
  });
  const logs = results.flatMap((result) => ('crashed' in result ? [result.log!] : []));
  expect(logs.map((log) => readFileSync(log, 'utf8').includes('planted'))).toEqual([true, true]);
});

test('a kernel that hangs is said to hang, and has no verdict', async () => {
  const opened = await planted({ patience: { hangMs: 5000 } });
  expect(unusual(await opened.run(among(10, { 4: connectTo('hang') })))).toEqual({
    4: 'hang: no answer for 5 s',
  });
});

test('a task that cannot be killed is a fault of its sequence, and of no other', async () => {
  const opened = await planted();
  const stuck = connectTo('stuck');
  expect(unusual(await opened.run(among(8, { 2: stuck, 5: stuck })))).toEqual({
    2: expect.stringMatching(/^unkillable/),
    5: expect.stringMatching(/^unkillable/),
  });
  expect(unusual(await opened.run(among(5, {})))).toEqual({});
});

test('a complaint that comes after every result is told, as one of no sequence', async () => {
  const opened = await planted();
  expect(unusual(await opened.run([connectTo('later')]))).toEqual({});
  let told = await opened.complaints();
  while (told.length === 0) {
    await delay(200);
    told = await opened.complaints();
  }
  expect(told).toEqual([
    { crashed: expect.stringContaining('WARNING: '), log: expect.stringContaining('guests') },
  ]);
  expect(unusual(await opened.run(among(5, {})))).toEqual({});
});

/** QEMU's of this process, by their pids. */
function guests(): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return Number(parent) === process.pid && readlinkSync(`/proc/${pid}/exe`).includes('qemu');
      } catch {
        return false;
      }
    });
}

test('a guest that is killed from outside fails the run, whose results are whole', async () => {
  const opened = await planted();
  const running = opened.run(among(5000, {}));
  // Before an answer can be read: whatever the machine's speed, the run is not over.
  for (const pid of guests()) process.kill(-pid, 'SIGKILL');
  const results = unusual(await running);
  expect(Object.values(results)).toEqual([
    expect.stringMatching(/^QEMU ended with SIGKILL, not pinned to a sequence\n\d+ were in flight/),
  ]);
  expect(opened.crashes).toBe(1);
});
