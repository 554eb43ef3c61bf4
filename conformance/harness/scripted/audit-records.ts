// SPDX-License-Identifier: MIT
// The records of audit as text, and what is the same whenever the same is done (kernel/auditsc.c, Linux 6.12).

/** Types of records that a system call leaves (include/uapi/linux/audit.h). */
export const RECORD = {
  1300: 'SYSCALL',
  1302: 'PATH',
  1306: 'SOCKADDR',
  1307: 'CWD',
  1320: 'EOE',
  1327: 'PROCTITLE',
} as const;

export type RecordName = (typeof RECORD)[keyof typeof RECORD];

/** One record, with its fields as they were written. */
export interface AuditRecord {
  readonly name: RecordName | `type ${number}`;
  /** Of the event that it belongs to. */
  readonly serial: number;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads one.
 * @returns undefined when it is no record, or is broken off within its header
 */
export function readRecord(type: number, text: string): AuditRecord | undefined {
  const header = /^audit\(\d+\.\d+:(\d+)\): ?/.exec(text);
  if (header === null) return undefined;
  const name = RECORD[type as keyof typeof RECORD] ?? (`type ${type}` as const);
  const fields = [...text.slice(header[0].length).matchAll(/([\w-]+)=("[^"]*"|\S+)/g)].map(
    ([, key, value]) => [key!, value!] as const,
  );
  return { name, serial: Number(header[1]), fields: Object.fromEntries(fields) };
}

/** A string as audit writes it: in quotes, or in hexadecimal where it has a space or what is not ASCII. */
export function readString(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const quoted = /^"(.*)"$/.exec(value);
  if (quoted !== null) return quoted[1];
  return /^(?:[0-9A-F]{2})+$/.test(value) ? Buffer.from(value, 'hex').toString() : value;
}

/** What is kept of a record: what depends on the call and its arguments alone. */
const KEPT: Readonly<Partial<Record<string, readonly string[]>>> = {
  SYSCALL: ['syscall', 'success', 'exit', 'items'],
  SOCKADDR: ['saddr'],
  CWD: ['cwd'],
  PATH: ['item', 'name', 'inode', 'mode', 'nametype'],
};

const STRINGS = new Set(['cwd', 'name']);

/** A record in one line: `PATH item=0 name=s inode=12 mode=0140755 nametype=NORMAL`. */
export function showRecord({ name, fields }: AuditRecord): string {
  const kept = (KEPT[name] ?? []).filter((key) => fields[key] !== undefined);
  const values = kept.map((key) => `${key}=${STRINGS.has(key) ? readString(fields[key]) : fields[key]}`);
  return [name, ...values].join(' ');
}
