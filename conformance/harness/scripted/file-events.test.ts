// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { NR } from '../protocol/nr.ts';
import { answer, EVENT, FAN, fanotify, inotify, maskIn, readEvents, watch } from './file-events.ts';
import { ScriptRun } from './run.ts';
import { Script } from './script.ts';

/** A run whose operation 0 has read these bytes, or failed. */
function readRun(value: bigint, bytes: Buffer = Buffer.alloc(0)): ScriptRun {
  const nothing = { blocked: [], died: [], signals: [], spawned: [], parked: [] };
  return new ScriptRun({ settled: [{ ...nothing, returned: [{ task: 0, op: 0, value, out: [bytes] }] }] });
}

test('a file is watched by its path, by either', () => {
  const script = new Script();
  const task = script.spawn();
  watch(script, task, inotify(script, task), 'p', EVENT.modify);
  fanotify(script, task, FAN.reportFid, EVENT.access, 'q');
  expect(script.ops.slice(1)).toMatchObject([
    { nr: NR.inotify_init1, args: [0o4000], save: 0 },
    { nr: NR.inotify_add_watch, args: [{ slot: 0 }, { data: Buffer.from('p\0') }, 2] },
    { nr: NR.fanotify_init, args: [0x202, 0], save: 1 },
    { nr: NR.fanotify_mark, args: [{ slot: 1 }, 1, 1, -100, { data: Buffer.from('q\0') }] },
  ]);
});

test('a question is answered with its file', () => {
  const script = new Script();
  answer(script, script.spawn(), 5, 7, FAN.deny);
  expect(script.ops[1]).toMatchObject({ args: [5, { data: Buffer.from('0700000002000000', 'hex') }, 8] });
});

test('the mask of an event is told, and what came in its place', () => {
  const script = new Script();
  expect(readEvents(script, script.spawn(), 3)).toBe(1);
  const event = Buffer.alloc(24);
  event.writeUInt32LE(EVENT.access, 4);
  event.writeUInt32LE(EVENT.modify, 8);
  expect(maskIn(readRun(16n, event), 0, 'inotify')).toBe(EVENT.access);
  expect(maskIn(readRun(24n, event), 0, 'fanotify')).toBe(EVENT.modify);
  expect(maskIn(readRun(16n, event), 0, 'fanotify')).toBe('16');
  expect(maskIn(readRun(-11n), 0, 'inotify')).toBe('EAGAIN');
  expect(maskIn(new ScriptRun({ settled: [] }), 0, 'inotify')).toBe('undefined');
});
