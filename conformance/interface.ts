// SPDX-License-Identifier: MIT
// A proposal's calls, its probe and its steps, as its document has them: nobody repeats them in code.
import { join } from 'node:path';
import { SyspecError } from '../base/errors.ts';
import { ROOT } from '../base/root.ts';
import { type Probe, type ProbeArg, type ProposedCall, readProposal } from '../spec/index.ts';
import { UAPI } from '../spec/uapi.ts';
import type { Numbers } from './harness/numbers.ts';
import { NR } from './harness/protocol/nr.ts';
import type { Arg } from './harness/protocol/types.ts';

/** A call of the probe, in registers. */
export interface PresenceCall {
  readonly name: string;
  readonly nr: number;
  readonly args: readonly Arg[];
  /** The slot that takes its result. */
  readonly save?: number;
}

/** Calls that tell whether a kernel has the proposal: what the last one answers where there is none. */
export interface Presence {
  readonly calls: readonly PresenceCall[];
  readonly absent: string;
}

/** What the lanes take from a document. */
export interface Interface {
  /** Of all calls: a changed one has the number that it always had. */
  readonly numbers: Numbers;
  /** The calls that are new. */
  readonly added: readonly string[];
  /** Whether the kernel may sleep in each step, by its action. */
  readonly sleepable: ReadonlyMap<string, boolean>;
  /** The probe on a kernel on which the calls have these numbers. */
  presence(numbers: Numbers): Presence;
}

/** Memory for what a call writes, in bytes. */
const OUT = 256;

/** Calls of libc that are others of the kernel: x86-64 has no number for them. */
const OF_LIBC = { send: NR.sendto, recv: NR.recvfrom };

const KNOWN: Readonly<Record<string, number>> = { ...NR, ...OF_LIBC };

/** The number of a call that every kernel has. */
function ordinary(name: string, file: string): number {
  const number = KNOWN[name];
  if (number !== undefined) return number;
  const hint = `Correct its name, or give it a number if it is new: '${name} 500' in the row 'calls'.`;
  throw new SyspecError('BAD_INPUT', `${file}: Linux 6.12 has no call ${name}`, hint);
}

/** The value of a constant, as far as it is known. */
type ConstantOf = (name: string) => number;

/** A flag's value as C has it: `0x100`, `1 << 3`. */
function flagValue(text: string): number {
  const [, one, shift] = /^(1)U? << (\d+)$/.exec(text) ?? [];
  return one === undefined ? Number(text) : 2 ** Number(shift);
}

function argOf(arg: ProbeArg, results: readonly string[], constantOf: ConstantOf): Arg {
  if (typeof arg === 'number') return arg;
  if ('text' in arg) return { data: Buffer.from(`${arg.text}\0`) };
  if ('out' in arg) return { out: OUT };
  if ('result' in arg) return { slot: results.indexOf(arg.result) };
  const bits = arg.bits.map((bit) => (typeof bit === 'number' ? bit : constantOf(bit)));
  return bits.length === 1 ? bits[0]! : bits.reduce((all, bit) => all | BigInt(bit), 0n);
}

function presenceOf(
  { calls, absent }: Probe,
  numberIn: (call: string) => number,
  constantOf: ConstantOf,
): Presence {
  const results = calls.flatMap(({ result }) => result ?? []);
  return {
    absent,
    calls: calls.map(({ call, args, result }) => ({
      name: call,
      nr: numberIn(call),
      args: args.map((arg) => argOf(arg, results, constantOf)),
      ...(result === undefined ? {} : { save: results.indexOf(result) }),
    })),
  };
}

const numbersOf = (calls: readonly ProposedCall[], file: string): Numbers =>
  Object.fromEntries(calls.map(({ name, number }) => [name, number ?? ordinary(name, file)]));

function read(path: string): Interface {
  const { file, lines, calls, probe, flags, steps } = readProposal(path);
  const probed = `${file}:${lines.probe ?? 0}`;
  const values = new Map(flags.map(({ name, value }) => [name, flagValue(value)]));
  const constantOf: ConstantOf = (name) => values.get(name) ?? UAPI.get(name)!.value;
  return {
    numbers: numbersOf(calls, `${file}:${lines.calls ?? 0}`),
    added: calls.flatMap(({ name, number }) => (number === undefined ? [] : [name])),
    sleepable: new Map(steps.map(({ action, sleepable }) => [action, sleepable])),
    presence: (numbers) => presenceOf(probe, (call) => numbers[call] ?? ordinary(call, probed), constantOf),
  };
}

const known = new Map<string, Interface>();

/**
 * What the document of a proposal says to the lanes; it is read once.
 * @param root of a checkout
 * @throws SyspecError BAD_INPUT where the document is not right, or changes a call of an unknown number
 */
export function interfaceOf(slug: string, root: string = ROOT): Interface {
  const path = join(root, 'spec', `${slug}.md`);
  const found = known.get(path) ?? read(path);
  known.set(path, found);
  return found;
}

/** The numbers of all calls of a proposal, with those that are given in place of the document's. */
export function numbersOn(slug: string, given: ReadonlyMap<string, Numbers> = new Map()): Numbers {
  return { ...interfaceOf(slug).numbers, ...given.get(slug) };
}
