// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { writeWhole } from '../../base/write-whole.ts';
import { CRASH, UNEXPECTED } from '../report/fixtures/failures.ts';
import {
  type Circumstances,
  type Recorded,
  readRecorded,
  recordName,
  saveRecorded,
  toRecorded,
} from './file.ts';

const CALLS = ['open', 'accept', 'reach'];
const callsOf = (slug: string) => (slug === 'example' ? CALLS : undefined);
const CIRCUMSTANCES: Circumstances = {
  slug: 'example',
  variant: 'today',
  lane: 'lockstep',
  target: { flavour: 'fast' },
  release: '6.12.1',
  grade: 'proved',
  seed: 7,
};
/** Every kind of op. */
const EVERY = {
  ...UNEXPECTED,
  ops: [
    ...UNEXPECTED.ops.map((op) =>
      op.op === 'call' && op.call === 'accept' ? { ...op, args: { fd: { of: 2 } } } : op,
    ),
    { id: 8, op: 'fork', task: 't2', parent: 't1' },
    { id: 9, op: 'signal', task: 't2', signal: 'kill' },
  ],
} as typeof UNEXPECTED;
const RECORD = toRecorded(EVERY, CIRCUMSTANCES);

const folder = folderOfFile();

describe('recording', () => {
  test('what a difference is recorded as', () => {
    expect(RECORD).toEqual({
      schema: 1,
      ...CIRCUMSTANCES,
      title: 'reach: allowed EISCONN or 0, observed EBADF',
      ops: EVERY.ops,
      at: 6,
      allowed: ['t1 returned EISCONN from #6, t0 blocked', 't1 returned 0 from #6, t0 returned 3 from #4'],
      observed: 't1 returned EBADF from #6, t0 blocked',
      crash: null,
    });
  });

  test('what a crash is recorded as', () => {
    const { at, allowed, observed, crash } = toRecorded(CRASH, CIRCUMSTANCES);
    expect({ at, allowed, observed }).toEqual({ at: null, allowed: [], observed: null });
    expect(crash).toBe('BUG: KASAN: slab-use-after-free in unix_accept');
  });

  test('it is read as it was written, from a folder that was not there, and nothing else is left', () => {
    const below = join(folder, 'new', 'deep');
    const file = saveRecorded(below, RECORD);
    expect(readRecorded(file, callsOf)).toEqual(RECORD);
    expect(readdirSync(below)).toEqual([recordName(RECORD)]);
    expect(saveRecorded(below, { ...RECORD, seed: 8 })).toBe(file);
  });

  test('a kernel with planted patches is the one that it is run on again', () => {
    const target = { flavour: 'fast', patches: ['planted.patch'] };
    const file = saveRecorded(folder, toRecorded(EVERY, { ...CIRCUMSTANCES, target }));
    expect(readRecorded(file, callsOf).target).toEqual(target);
  });

  test('a file that cannot be written stays as it was', () => {
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'x'), 'x');
    expect(() => writeWhole(taken, 'text')).toThrow(
      expect.objectContaining({
        code: 'BAD_USAGE',
        message: expect.stringContaining(`cannot write ${taken}: `),
      }),
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a full disk', () => {
    const file = join(folder, 'full');
    symlinkSync('/dev/full', `${file}.${process.pid}.part`);
    expect(() => writeWhole(file, 'text')).toThrow(
      expect.objectContaining({ code: 'DISK_FULL', message: expect.stringContaining('ENOSPC') }),
    );
    expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual([]);
  });
});

describe('what is refused, with its place', () => {
  const read = (text: string) => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, text);
    try {
      return readRecorded(file, callsOf);
    } catch (error) {
      expect(error).toMatchObject({ code: 'BAD_INPUT', exitCode: 2 });
      return (error as Error).message.replace(file, 'bad.json');
    }
  };
  const changed = (change: (record: Record<string, unknown> & { ops: Recorded['ops'] }) => void) => {
    const record = structuredClone(RECORD) as Recorded & Record<string, unknown>;
    change(record);
    return JSON.stringify(record, null, 2);
  };
  const whole = changed(() => {});

  test('nothing', () => {
    expect(read(whole)).toEqual(RECORD);
  });

  test('a truncated file, by the line on which it ends', () => {
    const cut = whole.split('\n').slice(0, 12).join('\n');
    expect(read(cut)).toMatch(/^bad\.json:12: /);
    expect(read('')).toMatch(/^bad\.json:1: /);
  });

  test('broken JSON, by its line', () => {
    expect(read(whole.replace('"variant": "today",', '"variant" "today",'))).toMatch(/^bad\.json:4: /);
  });

  test.each<[string, (record: Record<string, unknown> & { ops: unknown[] }) => void, RegExp]>([
    ['another schema', (r) => (r.schema = 2), /schema/],
    ['an unknown slug', (r) => (r.slug = 'other'), /slug: there is no proposal 'other'/],
    ['an unknown lane', (r) => (r.lane = 'other'), /lane/],
    ['a field that is missing', (r) => delete r.release, /release/],
    ['a field too many', (r) => (r.extra = 1), /extra/],
    ['no ops', (r) => (r.ops = []), /ops/],
    ['an op of no kind', (r) => (r.ops[0] = { id: 0, op: 'jump' }), /ops\[0\]/],
    ['a task that is none', (r) => Object.assign(r.ops[0]!, { task: 'x' }), /ops\[0\]\.task/],
    ['a task of too large a number', (r) => Object.assign(r.ops[0]!, { task: 't32' }), /ops\[0\]/],
    ['an id twice', (r) => Object.assign(r.ops[1]!, { id: 0 }), /ops\[1\]: another op has the id 0/],
    ['a task twice', (r) => Object.assign(r.ops[1]!, { task: 't0' }), /ops\[1\]: there is a task t0 already/],
    ['a task too early', (r) => r.ops.shift(), /ops\[1\]: there is no task t0 yet/],
    [
      'a parent that is not there',
      (r) => Object.assign(r.ops[5]!, { parent: 't9' }),
      /ops\[5\]: there is no task t9/,
    ],
    ['an unknown call', (r) => Object.assign(r.ops[2]!, { call: 'jump' }), /ops\[2\]: there is no call jump/],
    [
      'a value of later',
      (r) => Object.assign(r.ops[2]!, { args: { fd: { of: 6 } } }),
      /ops\[2\]: no op before it has the id 6/,
    ],
    ['a place that is not there', (r) => (r.at = 77), /at: no op has the id 77/],
  ])('%s', (_, change, message) => {
    const result = read(changed(change as never));
    expect(result).toMatch(message);
    expect(result).toMatch(/^bad\.json: /);
  });

  test('a file that is not there', () => {
    expect(() => readRecorded(join(folder, 'none'), callsOf)).toThrow(/^cannot read .*none: ENOENT/);
  });
});

test('the name tells failures apart', () => {
  const other = toRecorded({ ...EVERY, ops: EVERY.ops.slice(0, -1) }, CIRCUMSTANCES);
  expect(recordName(RECORD)).toMatch(/^example-today-lockstep-[0-9a-f]{8}\.json$/);
  expect(recordName(other)).not.toBe(recordName(RECORD));
  expect(readFileSync(saveRecorded(folder, other), 'utf8')).toMatch(/\n$/);
});
