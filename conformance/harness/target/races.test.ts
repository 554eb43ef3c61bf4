// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../../base/root.ts';
import { complaintReader } from './races.ts';

/** As a guest of the flavour kcsan printed it. */
const recorded = (name: string) =>
  readFileSync(inRoot('conformance/harness/target/fixtures', name), 'utf8').split('\n');

function read(lines: readonly string[]) {
  const elsewhere: string[] = [];
  const take = complaintReader((race) => elsewhere.push(race));
  return { complaints: lines.flatMap((line) => take(line) ?? []), elsewhere };
}

const IDLE = recorded('kcsan-idle.txt');
const IDLE_TITLE = 'BUG: KCSAN: data-race in node_tag_clear / tick_nohz_handler';

test('a race of the idle task with its timer is the own affair of the kernel', () => {
  expect(read(IDLE)).toEqual({ complaints: [], elsewhere: [IDLE_TITLE] });
});

test.each([
  ['a system call makes one access', (line: string) => line.replace('by task 0 on', 'by task 43 on')],
  ['no access can be read', (line: string) => line.replace(/ of 4 bytes by .*/, '')],
  ['it is no data race', (line: string) => line.replace('data-race in', 'assert: race in')],
])('it counts when %s', (_, change) => {
  const { complaints, elsewhere } = read(IDLE.map(change));
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toMatch(/^BUG: KCSAN: .* in node_tag_clear/);
  expect(elsewhere).toEqual([]);
});

test('a kernel thread makes no system call, and an interrupt is not the task that it met', () => {
  const inThread = IDLE.map((line) =>
    line
      .replace('by task 0 on', 'by task 17 on')
      .replace(/node_tag_clear\+0xb2/, 'kthread+0x10')
      .replace(/common_startup_64/, 'do_syscall_64'),
  );
  expect(read(inThread)).toEqual({ complaints: [], elsewhere: [IDLE_TITLE] });
});

test.each([
  ['kcsan-dying.txt', 'BUG: KCSAN: data-race in get_signal / rcu_core'],
  ['kcsan-exiting.txt', 'BUG: KCSAN: data-race in exit_signals / rcu_core'],
])(
  'so is what rcu_core sees of a task that it interrupts, in %s; of another interrupt it counts',
  (name, race) => {
    const report = recorded(name);
    expect(read(report)).toEqual({ complaints: [], elsewhere: [race] });
    const other = report.map((line) => line.replace(' rcu_core+0x503', ' unix_gc+0x503'));
    expect(read(other)).toEqual({ complaints: [race], elsewhere: [] });
  },
);

test('a report that is cut short counts, by the time that another begins or too much has followed', () => {
  const cut = IDLE.slice(0, 10);
  expect(read([...cut, ...IDLE])).toEqual({ complaints: [IDLE_TITLE], elsewhere: [IDLE_TITLE] });
  const other = Array<string>(300).fill('[   94.000000] something else');
  expect(read([...cut, ...other])).toEqual({ complaints: [IDLE_TITLE], elsewhere: [] });
});

test('what else is printed meanwhile is not lost', () => {
  const panic = '[   93.000000] Kernel panic - not syncing: Fatal exception';
  const oops = [...IDLE.slice(0, 10), panic];
  expect(read(oops).complaints).toEqual(['Kernel panic - not syncing: Fatal exception']);
  expect(read([...IDLE, panic]).complaints).toEqual(['Kernel panic - not syncing: Fatal exception']);
});

test('a ring is changed by its device; what else changes unseen counts, and so does a race of two with a ring', () => {
  const ring = recorded('kcsan-vring.txt');
  const title = 'BUG: KCSAN: data-race in virtqueue_get_buf_ctx+0x28c/0x4b7';
  expect(read(ring)).toEqual({ complaints: [], elsewhere: [title] });
  const elsewhere = ring.map((line) => line.replace(' virtqueue_get_buf_ctx+', ' unix_accept+'));
  expect(read(elsewhere).complaints).toHaveLength(1);
  const known = ring.map((line) => line.replace('race at unknown origin, with read', 'read'));
  expect(read(known).complaints).toEqual([title]);
});
