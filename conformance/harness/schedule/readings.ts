// SPDX-License-Identifier: MIT
// How a scene's calls are told: which events they are, by what they returned and wrote. Data, so that a C program can have
// it too (`replay/c-readings.ts`, `replay/runtime/readings.c`).
import { NR } from '../protocol/nr.ts';
import type { CallOp, Returned } from '../protocol/types.ts';
import { decodeValue } from '../registers.ts';

/** Bits of a number. */
export interface Bits {
  readonly value: number;
  readonly mask: number;
}

/** What a call wrote, as a name of the model's. */
export type Field =
  /** A number of 32 bits of the first output, at that offset; `what` it is stands before one that has no name. */
  | {
      readonly kind: 'bits';
      readonly what: string;
      readonly at: number;
      readonly names: readonly (Bits & { readonly name: string })[];
    }
  /** Text of the first output, from that offset to a zero byte; the second output is how many bytes there are with it. */
  | { readonly kind: 'text'; readonly at: number; readonly names: Readonly<Record<string, string>> }
  /** A number of 32 bits at that offset: a task, by its pid. */
  | { readonly kind: 'pid'; readonly at: number };

/** A call by which the keeper looks at the state. */
export interface Look {
  readonly call: keyof typeof NR;
  /** The event of one that succeeded: `found`, `peer`; the field comes after it. */
  readonly says: string;
  readonly field?: Field;
  /** An errno comes after `says` too; else it stands alone. */
  readonly saysErrors?: true;
}

/** What a program makes of a call that succeeded, where that is not `returned OK`. */
export interface Verdict {
  readonly call: keyof typeof NR;
  /** Absent: the program goes on, and nothing is told. */
  readonly says?: string;
  /** It is `returned OK` all the same where the first output has these bits. */
  readonly unless?: Bits & { readonly at: number };
}

/** All of a scene's. Calls of the keeper that are no looks are to succeed, and then say nothing. */
export interface Readings {
  readonly keeper: number;
  readonly looks: readonly Look[];
  readonly verdicts: readonly Verdict[];
}

type Pids = ReadonlyMap<number, string>;

const bitsIn = (out: readonly Uint8Array[], at: number): number => Buffer.from(out[0]!).readUInt32LE(at);

function fieldOf(field: Field, out: readonly Uint8Array[], pids: Pids): string {
  switch (field.kind) {
    case 'bits': {
      const bits = bitsIn(out, field.at);
      const found = field.names.find(({ value, mask }) => ((bits ^ value) & mask) === 0);
      return found?.name ?? `${field.what} ${bits.toString(8)}`;
    }
    case 'text': {
      const length = Buffer.from(out[1]!).readUInt32LE(0);
      const text = Buffer.from(out[0]!).toString('utf8', field.at, Math.max(field.at, length - 1));
      return field.names[text] ?? text;
    }
    case 'pid': {
      const pid = bitsIn(out, field.at);
      return pids.get(pid) ?? `pid ${pid}`;
    }
  }
}

/** See `Scene.read`. */
export function readBy({ keeper, looks, verdicts }: Readings) {
  return ({ nr, task }: CallOp, { value, out }: Returned, pids: Pids): string | undefined => {
    const result = decodeValue(value);
    if (task === keeper) {
      const look = looks.find(({ call }) => NR[call] === nr);
      if (typeof result === 'string') return look?.saysErrors ? `${look.says} ${result}` : result;
      if (look?.field === undefined) return look?.says;
      return `${look.says} ${fieldOf(look.field, out, pids)}`;
    }
    if (typeof result === 'string') return `returned ${result}`;
    const verdict = verdicts.find(({ call }) => NR[call] === nr);
    const { unless } = verdict ?? {};
    const isOk =
      verdict === undefined ||
      (unless !== undefined && ((bitsIn(out, unless.at) ^ unless.value) & unless.mask) === 0);
    return isOk ? 'returned OK' : verdict.says;
  };
}
