// SPDX-License-Identifier: MIT
// A scenario's pipe, as calls of one task that keeps it. A byte of the model is half a page here.
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import type { Caller } from '../../../models/pipe_send/names.ts';
import type { PipeSlot, Scenario, Slots, Switch } from '../../../models/pipe_send/scenarios.ts';
import { bytesOf } from '../../../models/pipe_send/state.ts';
import {
  F_SETFL,
  F_SETPIPE_SZ,
  O_DIRECT,
  O_NONBLOCK,
  O_RDWR,
  O_WRONLY,
  S_IFIFO,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg, CallOp } from '../../harness/protocol/types.ts';
import { cString } from '../../harness/registers.ts';
import { mountOn } from '../../harness/scripted/calls.ts';
import type { Fd, Script } from '../../harness/scripted/script.ts';
import { SOCKET_PAIR } from '../../harness/scripted/socket-pair.ts';

/** The task that keeps all descriptors. */
export const KEEPER = 0;
export const KEEPER_NAME = `t${KEEPER}`;

/** What a byte of the model is: half a page. */
export const UNIT = 2048;
/** What a slot of the pipe holds. */
export const SLOT = 2 * UNIT;

export const SPLICED = 'x';

/** The numbers of the pipe's ends, which nobody else has. */
const [FIRST_READ, FIRST_WRITE] = [100, 101];

/** A pipe beside it, into which the keeper copies what it looks at. */
export const SPARE = { read: 102, write: 103 } as const;

/** What was made. */
export interface World {
  readonly read: number;
  readonly write: number;
  /** An idle source, and where it is fed. */
  readonly source: Fd;
  readonly feed: Fd;
  /** What the one who splices has: a description of its own, since O_NONBLOCK of the callers' would keep it from sleeping. */
  readonly spliced: Fd;
}

/** A letter for each byte of the scenario. */
export function lettersOf(scenario: Scenario): ReadonlyMap<string, string> {
  return new Map(bytesOf(scenario).map((byte, i) => [byte, String.fromCharCode('A'.charCodeAt(0) + i)]));
}

/** Bytes of the model as they are sent. */
export function written(scenario: Scenario, bytes: readonly string[]): Uint8Array {
  const letters = lettersOf(scenario);
  return Buffer.from(bytes.map((byte) => letters.get(byte)!.repeat(UNIT)).join(''));
}

/** What was received, in the bytes of the model: all of each, as often as it was sent, or how much of it. */
export function told(scenario: Scenario, out: Uint8Array, length: number): string {
  const names = new Map([...lettersOf(scenario)].map(([byte, letter]) => [letter, byte]));
  const text = Buffer.from(out).toString('latin1', 0, length);
  const runs = text.match(/(.)\1*/gs) ?? [];
  const pieces = runs.flatMap((run) => {
    const name = names.get(run[0]!) ?? `?${run.charCodeAt(0)}`;
    const isWhole = run.length % UNIT === 0;
    return isWhole ? Array<string>(run.length / UNIT).fill(name) : [`${run.length} of ${name}`];
  });
  return pieces.length === 0 ? 'nothing' : pieces.join(' ');
}

const keeper = (script: Script, nr: number, ...args: Arg[]) => script.call(KEEPER, nr, ...args);

/** Puts one slot behind the others: what was before its bytes is written, and read again. */
function fill(script: Script, scenario: Scenario, { read, write }: World, slot: PipeSlot): void {
  const before = slot.off * UNIT;
  const data = Buffer.concat([Buffer.alloc(before, '-'), written(scenario, slot.data)]);
  if (slot.kind === 'plain') return tee(script, write, data);
  keeper(script, NR.write, write, { data }, data.length);
  if (before > 0) keeper(script, NR.read, read, { out: before }, before);
}

/** The same of one to which no write adds: what tee(2) puts there is another pipe's too. */
function tee(script: Script, write: number, data: Buffer): void {
  keeper(script, NR.write, SPARE.write, { data }, data.length);
  keeper(script, NR.tee, SPARE.read, write, data.length, 0);
  keeper(script, NR.read, SPARE.read, { out: data.length }, data.length);
}

/** Whether a scenario can begin so: a write leaves no slot without bytes, and one that is read is the first. */
export const canFill = (slots: Slots): boolean =>
  slots.every(({ data, off }, i) => data.length > 0 && (off === 0 || i === 0));

/** The flags of the pipe's descriptions, all of them: F_SETFL takes away what it is not given. */
export const flagsOf = ({ packets }: Scenario, nonblock: Switch): number =>
  (nonblock === 'on' ? O_NONBLOCK : 0) | (packets ? O_DIRECT : 0);

/** Makes all of it. */
export function makeWorld(script: Script, scenario: Scenario, slots: Slots): World {
  const world = { read: FIRST_READ, write: FIRST_WRITE };
  mountOn(script, KEEPER, 'proc', '/proc');
  numberAs(script, makePipe(script, 0), SPARE);
  const isFifo = scenario.nowait === 'off';
  // A slot to which writes add is filled before the pipe is in packet mode.
  const isTurned = scenario.packets && slots.some(({ kind }) => kind === 'merge');
  const mode = isTurned ? 0 : flagsOf(scenario, 'off');
  numberAs(script, isFifo ? makeFifo(script) : makePipe(script, mode), world);
  keeper(script, NR.fcntl, world.write, F_SETPIPE_SZ, scenario.ring * SLOT);
  const source = { slot: 20 };
  const feed = { slot: 21 };
  const made = { ...world, source, feed, spliced: { slot: 22 } };
  for (const slot of slots) fill(script, scenario, made, slot);
  const flags = flagsOf(scenario, scenario.nonblock);
  if (flags !== mode) for (const fd of [made.read, made.write]) keeper(script, NR.fcntl, fd, F_SETFL, flags);
  return made;
}

interface Opened {
  readonly read: Arg;
  readonly write: Arg;
  readonly close: readonly Arg[];
}

/** pipe2(2) writes its two numbers: a task with nothing open has the lowest. */
function makePipe(script: Script, flags: number): Opened {
  keeper(script, NR.pipe2, { out: 8 }, flags);
  return { read: 0, write: 1, close: [0, 1] };
}

/** Gives both ends the numbers that nobody else has. */
function numberAs(
  script: Script,
  opened: Opened,
  to: { readonly read: number; readonly write: number },
): void {
  keeper(script, NR.dup2, opened.read, to.read);
  keeper(script, NR.dup2, opened.write, to.write);
  for (const fd of opened.close) keeper(script, NR.close, fd);
}

/** Of a FIFO the description for both is opened first, so that nobody waits. */
function makeFifo(script: Script): Opened {
  keeper(script, NR.mknod, cString('/fifo'), S_IFIFO | 0o600, 0);
  for (const flags of [O_RDWR, 0, O_WRONLY]) keeper(script, NR.openat, AT_FDCWD, cString('/fifo'), flags, 0);
  return { read: 1, write: 2, close: [0, 1, 2] };
}

/** The idle source: a socket on which nothing comes, until it does; and the pipe, as the one who splices has it. */
export function sourceOps(): readonly CallOp[] {
  const call = (nr: number, args: readonly Arg[], save?: number): CallOp => {
    return { op: 'call', task: KEEPER, nr, args, ...(save === undefined ? {} : { save }) };
  };
  return [
    call(SOCKET_PAIR.nr, SOCKET_PAIR.args),
    call(NR.dup, [0], 20),
    call(NR.dup, [1], 21),
    call(NR.openat, [AT_FDCWD, cString(`/proc/self/fd/${FIRST_WRITE}`), O_WRONLY, 0], 22),
  ];
}

/** The end that a caller wants. */
export const endOf = ({ read, write }: World, scenario: Scenario, p: Caller): number =>
  scenario.args[p]![0]!.op === 'send' ? write : read;

/** Who splices, and sleeps under the lock. */
export const splicerOf = ({ rivals }: Scenario): string | undefined =>
  rivals.find(({ program }) => program.some(({ step }) => step === 'SpliceLock'))?.name;
