// SPDX-License-Identifier: MIT
// What is expected of the log, with logs that are made up.
import { expect, test } from 'vitest';
import { NR } from '../protocol/nr.ts';
import { cString } from '../registers.ts';
import type { AuditRecord, RecordName } from './audit-records.ts';
import { type AuditRoom, alike, audited, auditRoom } from './audit-room.ts';
import { ScriptRun } from './run.ts';

const record = (name: RecordName, fields: Record<string, string> = {}, serial = 1): AuditRecord => ({
  ...{ name, serial, fields },
});

/** What chdir(2) leaves. */
const CHDIR = [
  record('SYSCALL', { syscall: '80', success: 'no', exit: '-2' }),
  record('CWD', { cwd: '"/"' }),
  record('PATH', { name: '"absent"' }),
  ...[record('PROCTITLE'), record('EOE')],
];

/** A room whose log has these records after each call. */
function roomWith(...logs: readonly (readonly AuditRecord[])[]): AuditRoom {
  const room = auditRoom('a test');
  const next = logs[Symbol.iterator]();
  const collect = () => {
    const records = next.next().value ?? [];
    return () => records;
  };
  return { ...room, log: { collect } as unknown as AuditRoom['log'] };
}

const chdir = (room: AuditRoom, name = '"absent"') =>
  audited(room, {
    ...{ what: 'chdir', nr: NR.chdir },
    make: () => room.script.call(room.caller, NR.chdir, cString('absent')),
    left: {
      ...{ exit: -2, records: ['CWD', 'PATH'] },
      fields: [{ label: 'the name', record: 'PATH', field: 'name', expected: name }],
    },
  });

/** The labels of what is not as it must be, where nothing was run. */
function wrongIn({ script }: AuditRoom): string[] {
  const run = new ScriptRun({ settled: [] });
  return script.expectations.flatMap(({ label, expected, observed }) =>
    label.startsWith('set-up') || observed(run) === expected ? [] : [`${label}: ${observed(run)}`],
  );
}

test('a call leaves the records of one event, and what they say', () => {
  const room = roomWith(CHDIR);
  chdir(room);
  expect(room.script.expectations.find(({ label }) => label === 'chdir')?.expected).toBe('ENOENT');
  expect(wrongIn(room)).toEqual(['chdir: not made']);
});

test.each([
  [
    CHDIR.slice(0, 2),
    '"absent"',
    ['chdir leaves: call 80 success=no exit=-2 CWD', '  chdir: the name: none'],
  ],
  [[...CHDIR, record('EOE', {}, 2)], '"absent"', ['chdir leaves: 2 events']],
  [CHDIR, '"other"', ['  chdir: the name: "absent"']],
] as const)('what is left is compared', (records, name, wrong) => {
  const room = roomWith(records);
  chdir(room, name);
  expect(wrongIn(room)).toEqual(['chdir: not made', ...wrong]);
});

test('two calls leave the same, but for their numbers and what is excepted', () => {
  const other = CHDIR.map((one) => ({ ...one, fields: { ...one.fields, syscall: '500' } }));
  const elsewhere = CHDIR.map((one) => ({ ...one, fields: { ...one.fields, name: '"x"' } }));
  const compared = (after: readonly AuditRecord[], but?: RegExp) => {
    const room = roomWith();
    alike(room, { before: () => CHDIR, after: () => after, what: 'fchdir', but });
    return wrongIn(room);
  };
  expect(compared(other)).toEqual([]);
  expect(compared(elsewhere)).toEqual([expect.stringContaining('differ')]);
  expect(compared(elsewhere)[0]).toContain('fchdir:');
  expect(compared(elsewhere, / name=\S*/g)).toEqual([]);
});
