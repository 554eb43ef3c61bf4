// SPDX-License-Identifier: MIT
// What the shim sends: its hello, and the record of a sequence. Anything else is SyspecError SHIM_PROTOCOL.
import { ByteReader, malformed } from './bytes.ts';
import type { Hello, SequenceResult, Settled } from './types.ts';
import { ARENA, FAULTS, GRADES, LIMIT, MAX_FRAME, NONE, SETTLED, VERSION } from './wire.ts';

const OUTS = 32;
const MAX_PID = 2 ** 31 - 1;

/** The payload of HELLO. */
export function decodeHello(payload: Uint8Array): Hello {
  const r = new ByteReader(payload);
  const grade = GRADES[r.byte()];
  if (grade === undefined) throw malformed('an unknown grade');
  const cpus = r.varint(2 ** 16);
  const [release, image, memory] = [r.text(), r.text(), r.text()];
  const capabilities = r.list(64, () => r.text());
  return { version: VERSION, grade, release, cpus, capabilities, image, memory };
}

/** The payload of RESULT: records, each of which is whole. */
export function decodeRecords(payload: Uint8Array): { id: number; result: SequenceResult }[] {
  const r = new ByteReader(payload);
  const records = [];
  while (r.left > 0) {
    const id = r.varint(2 ** 32 - 1);
    records.push({ id, result: decodeResult(r.bytes(r.varint(MAX_FRAME))) });
  }
  return records;
}

/** The body of one record. */
export function decodeResult(body: Uint8Array): SequenceResult {
  const r = new ByteReader(body);
  const settled: Settled[] = [];
  for (let mask = r.byte(); mask !== 0; mask = r.byte()) {
    if ((mask & SETTLED.always) === 0) throw malformed('an unknown entry');
    settled.push(readSettled(r, mask));
  }
  const fault = readFault(r);
  if (r.left > 0) throw malformed('bytes after the end of a record');
  return fault === undefined ? { settled } : { settled, fault };
}

function readSettled(r: ByteReader, mask: number): Settled {
  const tasks = <T>(bit: number, item: () => T): T[] => (mask & bit ? r.list(2 ** 12, item) : []);
  const task = () => {
    const value = r.byte();
    if (value >= LIMIT.tasks) throw malformed(`task ${value}`);
    return value;
  };
  return {
    returned: tasks(SETTLED.returned, () => ({
      task: task(),
      op: r.varint(LIMIT.ops),
      value: r.zigzag(),
      out: r.list(OUTS, () => readOutput(r)),
    })),
    blocked: tasks(SETTLED.blocked, task),
    died: tasks(SETTLED.died, () => ({ task: task(), status: Number(r.zigzag()) })),
    signals: tasks(SETTLED.signals, () => ({
      task: task(),
      signal: r.byte(),
      count: r.varint(2 ** 32 - 1),
    })),
    spawned: tasks(SETTLED.spawned, () => ({ task: task(), pid: r.varint(MAX_PID) })),
    parked: tasks(SETTLED.parked, () => ({ task: task(), point: r.text() })),
  };
}

/** Trailing zeros are not sent. */
function readOutput(r: ByteReader): Uint8Array {
  const output = new Uint8Array(r.varint(ARENA));
  output.set(r.bytes(r.varint(output.length)));
  return output;
}

/** `NAME: op N, task N, errno N`, the last two where they apply. */
function readFault(r: ByteReader): string | undefined {
  const code = r.byte();
  if (code === 0) return undefined;
  const name = FAULTS[code];
  if (name === undefined) throw malformed(`fault ${code}`);
  const op = r.varint(LIMIT.ops);
  const task = r.byte();
  const errno = r.varint(4096);
  return [
    `${name}: op ${op}`,
    ...(task === NONE ? [] : [`task ${task}`]),
    ...(errno === 0 ? [] : [`errno ${errno}`]),
  ].join(', ');
}
