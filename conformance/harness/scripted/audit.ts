// SPDX-License-Identifier: MIT
// Audit in a guest (kernel/audit.c, kernel/auditfilter.c, Linux 6.12): rules for system calls, and what they record.
import { AF_NETLINK, MSG_DONTWAIT, SOCK_RAW } from '../protocol/flags.ts';
import { NR } from '../protocol/nr.ts';
import type { Arg } from '../protocol/types.ts';
import { type AuditRecord, readRecord } from './audit-records.ts';
import type { JudgedScript } from './judged-script.ts';
import { acknowledged, readMessage, request } from './netlink.ts';
import type { ScriptRun } from './run.ts';

const NETLINK_AUDIT = 9;
const AUDIT_SET = 1001;
const AUDIT_ADD_RULE = 1011;
const STATUS_ENABLED = 1;
const FILTER_EXIT = 4;
const ALWAYS = 2;
const MASK = 64;
const READLOG = 1;

/** Bytes: more than any record here has. */
const DATAGRAM = 1024;

/** More records than one call leaves. */
const PER_CALL = 12;

/** struct audit_status: records are made from now on. */
export function enabledStatus(): Uint8Array {
  const status = Buffer.alloc(44);
  status.writeUInt32LE(STATUS_ENABLED, 0);
  status.writeUInt32LE(1, 4);
  return status;
}

/** struct audit_rule_data: every return of these calls is recorded. */
export function rule(calls: readonly number[]): Uint8Array {
  const data = Buffer.alloc(4 * (3 + MASK + 3 * 64 + 1));
  data.writeUInt32LE(FILTER_EXIT, 0);
  data.writeUInt32LE(ALWAYS, 4);
  for (const nr of calls) {
    const at = 4 * (3 + Math.floor(nr / 32));
    data.writeUInt32LE((data.readUInt32LE(at) | (1 << (nr % 32))) >>> 0, at);
  }
  return data;
}

/** Turns audit on, with a rule for these calls of tasks that are made from then on. */
export function enableAudit(script: JudgedScript, task: number, calls: readonly number[]): void {
  const fd = script.open(task, NR.socket, AF_NETLINK, SOCK_RAW, NETLINK_AUDIT);
  for (const [label, frame] of [
    ['turning audit on', request(AUDIT_SET, enabledStatus())],
    ['adding a rule', request(AUDIT_ADD_RULE, rule(calls))],
  ] as const) {
    script.call(task, NR.sendto, fd, { data: frame }, frame.length, 0, 0, 0);
    const op = script.call(task, NR.recvfrom, fd, { out: DATAGRAM }, DATAGRAM, MSG_DONTWAIT, 0, 0);
    script.expectThat({
      ...{ label, expected: '0' },
      observed: (run) => String(acknowledged(run.bytes(op)) ?? 'no acknowledgement'),
    });
  }
}

/** A listener to the records. The kernel sends them from a thread of its own, which has run once nothing can run. */
export class AuditLog {
  readonly #script: JudgedScript;
  readonly #task: number;
  readonly #fd: Arg;

  constructor(script: JudgedScript, task: number) {
    this.#script = script;
    this.#task = task;
    this.#fd = script.open(task, NR.socket, AF_NETLINK, SOCK_RAW, NETLINK_AUDIT);
    const address = Buffer.alloc(12);
    address.writeUInt16LE(AF_NETLINK, 0);
    address.writeUInt32LE(READLOG, 8);
    script.call(task, NR.bind, this.#fd, { data: address }, address.length);
    // Who begins to listen is recorded too.
    this.collect();
  }

  /** Reads what has come since the last time; gives it, of a run. */
  collect(): (run: ScriptRun) => readonly AuditRecord[] {
    const reads = Array.from({ length: PER_CALL }, () =>
      this.#script.call(this.#task, NR.recvfrom, this.#fd, { out: DATAGRAM }, DATAGRAM, MSG_DONTWAIT, 0, 0),
    );
    const last = reads.at(-1)!;
    this.#script.expectThat(
      {
        label: 'set-up: reading the last record',
        expected: 'EAGAIN',
        observed: (run) => run.atOnce(last),
      },
      reads,
    );
    return (run) => recordsOf(run, reads);
  }
}

function recordsOf(run: ScriptRun, reads: readonly number[]): readonly AuditRecord[] {
  return reads.flatMap((op) => {
    const message = readMessage(run.bytes(op));
    const record = message && readRecord(message.type, message.payload.toString());
    return record === undefined ? [] : [record];
  });
}
