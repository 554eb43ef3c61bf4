// SPDX-License-Identifier: MIT
// What a call leaves in the log of audit, and what of it is the same for another call.
import type { Address } from '../../../models/kernel/objects/unix-socket/index.ts';
import { AuditLog } from '../../harness/scripted/audit.ts';
import { type AuditRecord, showRecord } from '../../harness/scripted/audit-records.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { encodeAddress } from '../../objects/unix-socket/codecs.ts';

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

/** An address as a record has it. */
function hex(address: Address): string {
  const [arg, length] = encodeAddress(address);
  const bytes = typeof arg === 'object' && 'data' in arg ? arg.data : [];
  return Buffer.from(bytes).subarray(0, length).toString('hex').toUpperCase();
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
  /** The address, where it was read. */
  readonly saddr?: Address;
  /** How many lookups. */
  readonly paths: number;
}

/** `summary` as it must be. */
function expected(call: number, { exit, saddr, paths }: Leaves): string {
  return [
    `call ${call}`,
    `success=${exit < 0 ? 'no' : 'yes'}`,
    `exit=${exit}`,
    ...(saddr === undefined ? [] : ['SOCKADDR']),
    ...(paths === 0 ? [] : ['CWD', ...Array<string>(paths).fill('PATH')]),
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
  const saddr = left.saddr === undefined ? 'none' : hex(left.saddr);
  script.expectThat({
    ...{ label: `  ${what}: the address as given`, expected: saddr },
    observed: (run) => records(run).find(({ name }) => name === 'SOCKADDR')?.fields.saddr ?? 'none',
  });
  return records;
}

/** What a call left, of a run. */
export type Records = ReturnType<typeof leaves>;

/** The records of both calls are to be the same, up to the number and what `but` matches. */
export function alike({ script }: AuditRoom, before: Records, after: Records, but?: RegExp): void {
  script.expectThat({
    ...{ label: '  the records', expected: 'are alike' },
    observed(run) {
      const [old, made] = [show(before(run), but), show(after(run), but)];
      return old === made ? 'are alike' : `differ\n      ${old}\n   fconnectat:\n      ${made}`;
    },
  });
}
