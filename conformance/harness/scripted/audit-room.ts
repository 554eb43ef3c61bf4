// SPDX-License-Identifier: MIT
// What a call leaves in the log of audit, and what of it is the same for another call.
import { errnoName } from '../../../models/kernel/system/index.ts';
import { AuditLog } from './audit.ts';
import { type AuditRecord, type RecordName, showRecord } from './audit-records.ts';
import { JudgedScript } from './judged-script.ts';

/** Two tasks in one folder: one serves and reads the log, the other calls. */
export interface AuditRoom {
  readonly script: JudgedScript;
  readonly server: number;
  readonly caller: number;
  readonly log: AuditLog;
}

/** Begins a case. */
export function auditRoom(title: string): AuditRoom {
  const script = new JudgedScript(`audit: ${title}`);
  const [server, caller] = [script.spawn(), script.spawn()];
  return { script, server, caller, log: new AuditLog(script, server) };
}

/** What records say, without the number of the call. */
const show = (records: readonly AuditRecord[], but?: RegExp): string =>
  records
    .map((record) => showRecord(record).replace(/ syscall=\d+/, ''))
    .map((line) => (but === undefined ? line : line.replace(but, '')))
    .join('\n      ');

/** Of one event: how it ended, and the records beside that, by their names. */
function summary(records: readonly AuditRecord[]): string {
  const events = new Set(records.map(({ serial }) => serial)).size;
  if (events !== 1) return `${events} events`;
  const { syscall, success, exit } = records.find(({ name }) => name === 'SYSCALL')?.fields ?? {};
  const names = records.map(({ name }) => name).filter((name) => name !== 'SYSCALL');
  return [`call ${syscall}`, `success=${success}`, `exit=${exit}`, ...names].join(' ');
}

/** What there is to see of one call. */
export interface Leaves {
  readonly exit: number;
  /** The records between those that each call leaves, in their order: `SOCKADDR`, `CWD`, `PATH`. */
  readonly records: readonly RecordName[];
  /** What a record must say; it has no such field where it is not there, which is `none`. */
  readonly fields?: readonly AuditField[];
}

/** A field of the first record of that name. */
export interface AuditField {
  readonly label: string;
  readonly record: RecordName;
  readonly field: string;
  readonly expected: string;
}

/** `summary` as it must be. */
function expected(call: number, { exit, records }: Leaves): string {
  return [
    `call ${call}`,
    `success=${exit < 0 ? 'no' : 'yes'}`,
    `exit=${exit}`,
    ...records,
    'PROCTITLE',
    'EOE',
  ].join(' ');
}

/** Expects of the call that was just made what it must leave; gives all that it left. */
export function leaves({ script, log }: AuditRoom, what: string, call: number, left: Leaves) {
  const records = log.collect();
  script.expectThat({
    ...{ label: `${what} leaves`, expected: expected(call, left) },
    observed: (run) => summary(records(run)),
  });
  for (const { label, record, field, expected } of left.fields ?? []) {
    script.expectThat({
      ...{ label: `  ${what}: ${label}`, expected },
      observed: (run) => records(run).find(({ name }) => name === record)?.fields[field] ?? 'none',
    });
  }
  return records;
}

/** What a call left, of a run. */
export type Records = ReturnType<typeof leaves>;

/** What a call returns that exits so. */
const resultOf = (exit: number): string => (exit < 0 ? errnoName(-exit) : String(exit));

/** A call that audit watches, by its name and number. */
export interface AuditedCall {
  readonly what: string;
  readonly nr: number;
  /** Makes it; gives the number of the operation. */
  make(): number;
  readonly left: Leaves;
}

/** Makes the call, which must return as it exits and leave what it must leave. */
export function audited(room: AuditRoom, { what, nr, make, left }: AuditedCall): Records {
  room.script.expect(make(), what, resultOf(left.exit));
  return leaves(room, what, nr, left);
}

/** What two calls left, the one after the other; `what` is the name of the second. */
interface Compared {
  readonly before: Records;
  readonly after: Records;
  readonly what: string;
  /** What they may differ in, beside the number. */
  readonly but?: RegExp | undefined;
}

/** The records of both calls are to be the same. */
export function alike({ script }: AuditRoom, { before, after, what, but }: Compared): void {
  script.expectThat({
    ...{ label: '  the records', expected: 'are alike' },
    observed(run) {
      const [old, made] = [show(before(run), but), show(after(run), but)];
      return old === made ? 'are alike' : `differ\n      ${old}\n   ${what}:\n      ${made}`;
    },
  });
}
