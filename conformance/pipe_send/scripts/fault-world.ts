// SPDX-License-Identifier: MIT
// What the calls are made on whose allocations fail: a FIFO, a file, and memory of which a page is not there yet. What goes in
// and what comes out is noted, for no byte may be lost, and none may be there twice (R6).
import { numberOf } from '../../harness/numbers.ts';
import {
  CALLER,
  type Ending,
  KEEPER,
  MOUNT_POINT,
  type Subject,
  type World,
} from '../../harness/one-call/subject.ts';
import {
  F_SETPIPE_SZ,
  O_CREAT,
  O_NONBLOCK,
  O_RDWR,
  O_WRONLY,
  SEEK_SET,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import type { Part } from '../../harness/registers.ts';
import { mkfifo, open, readStart, write } from '../../harness/scripted/calls.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import type { Fd, Script } from '../../harness/scripted/script.ts';
import { bytes, room } from './abi-room.ts';
import { type Message, messageOf, native } from './ways.ts';

export const PAGE = 4096;

/** More than is ever in the FIFO. */
const ALL = 4 * PAGE;

/** Memory of two pages, each mapped by itself; nobody touches the second before the call. */
export const LATE = { at: 0x5400_0000, second: 0x5400_0000 + PAGE } as const;

/** PROT_READ and PROT_WRITE; MAP_PRIVATE, MAP_FIXED and MAP_ANONYMOUS; MAP_NORESERVE, so that the second is no part of the first. */
const [PROT, MAP, NORESERVE] = [3, 0x32, 0x4000];

/** What each call sends, and how much one receives. */
export const TEXT = 'abcdefghi';

/** More buffers than fit on the stack of the kernel (UIO_FASTIOV): their vector is allocated. */
export const NINE = TEXT.length;

/** Bytes that a call says it has moved. */
function movedBy(run: ScriptRun, op: number): number {
  const value = run.value(op);
  return typeof value === 'number' ? value : 0;
}

/** What went in, and what came out, each in its order. */
export class Flow {
  readonly #went: ((run: ScriptRun) => string)[] = [];
  readonly #came: ((run: ScriptRun) => string)[] = [];

  /** A call that writes the text, or as much of it as it says. */
  in(op: number, text: string): void {
    this.#went.push((run) => text.slice(0, movedBy(run, op)));
  }

  out(text: (run: ScriptRun) => string): void {
    this.#came.push(text);
  }

  /** All of it. */
  of(run: ScriptRun): { readonly went: string; readonly came: string } {
    const [went, came] = [this.#went, this.#came].map((texts) => texts.map((text) => text(run)).join(''));
    return { went: went!, came: came! };
  }
}

/** Descriptors of the FIFO, by what they are for; of a file that is written behind its first page; and of one to look into memory by. */
type Place = 'drain' | 'write' | 'read' | 'file' | 'scratch';

/** What a call is made with. */
export interface FaultWorld extends World {
  readonly fds: Readonly<Record<Place, Fd>>;
  readonly flow: Flow;
}

/** The value that an operation must have. */
interface Told {
  readonly what: string;
  readonly op: number;
  readonly expected: number | string;
}

/** One way for a call to end. */
export interface FaultEnding extends Ending<FaultWorld> {
  readonly on: Place;
  readonly flags?: number;
  /** Buffers of a message; one, where this is absent. */
  readonly parts?: number;
  /** Where it is received, in place of a buffer of the harness. */
  readonly memory?: Part;
  /** What is odd about the message. */
  readonly message?: Message;
  /** What it returns when an allocation fails that it cannot do without, and the row that says so. */
  readonly refused?: { readonly gives: number | string; readonly row?: string };
  /** What is looked at after each call. */
  told?(world: FaultWorld): readonly Told[];
}

/** The keeper puts bytes into the FIFO, for which there is room. */
export function put({ script, fds, flow }: FaultWorld, text: string): void {
  flow.in(write(script, KEEPER, fds.write, text), text);
}

/** The keeper takes out so many bytes, or all that is there. */
export function take({ script, fds, flow }: FaultWorld, count = ALL): void {
  const op = script.call(KEEPER, NR.read, fds.drain, { out: count }, count);
  flow.out((run) => run.text(op));
}

/** There is room for a page, and it is full. */
export function fill(world: FaultWorld): void {
  world.script.call(KEEPER, NR.fcntl, world.fds.write, F_SETPIPE_SZ, PAGE);
  put(world, 'f'.repeat(PAGE));
}

/** Takes out what is left in the FIFO and in the file. */
export function takeRest(world: FaultWorld): void {
  take(world);
  const op = world.script.call(KEEPER, NR.pread64, world.fds.file, { out: PAGE }, PAGE, PAGE);
  world.flow.out((run) => run.text(op));
}

function build(script: Script, { memory }: FaultEnding): FaultWorld {
  const at = (name: string, flags: number) => open(script, KEEPER, `${MOUNT_POINT}/${name}`, flags);
  mkfifo(script, KEEPER, `${MOUNT_POINT}/fifo`);
  const drain = at('fifo', O_NONBLOCK);
  const fds = {
    ...{ drain, write: at('fifo', O_WRONLY), read: at('fifo', 0) },
    ...{ file: at('file', O_CREAT | O_RDWR), scratch: at('scratch', O_CREAT | O_RDWR) },
  };
  script.call(KEEPER, NR.lseek, fds.file, PAGE, SEEK_SET);
  if (memory !== undefined) {
    script.call(KEEPER, NR.mmap, LATE.at, PAGE, PROT, MAP, -1, 0);
    script.call(KEEPER, NR.mmap, LATE.second, PAGE, PROT, MAP | NORESERVE, -1, 0);
    // The kernel writes there, and so the first page is there.
    script.call(KEEPER, NR.rt_sigpending, LATE.at, 8);
  }
  return { script, fds, flow: new Flow() };
}

/** The buffers of a call: each of several has one byte. */
function partsOf(sends: boolean, { parts = 1, memory }: FaultEnding): readonly Part[] {
  if (memory !== undefined) return [memory];
  if (parts === 1) return [sends ? bytes(TEXT) : room(NINE)];
  return [...TEXT].map((letter) => (sends ? bytes(letter) : room(1)));
}

/** Notes what a call has received. */
function noteReceived(
  { script, fds, flow }: FaultWorld,
  op: number,
  parts: readonly Part[],
  first: number,
): void {
  const [{ base, length } = room(0)] = parts;
  if (typeof base !== 'number') {
    const all = (run: ScriptRun) => parts.map((_, i) => run.buffer(op, first + i).toString()).join('');
    flow.out((run) => all(run).slice(0, movedBy(run, op)));
    return;
  }
  script.call(KEEPER, NR.pwrite64, fds.scratch, base, length, 0);
  const look = readStart(script, KEEPER, fds.scratch, length);
  flow.out((run) => run.text(look).slice(0, movedBy(run, op)));
}

const call: Subject<FaultWorld, FaultEnding>['call'] = (world, name, numbers, ending, task) => {
  const { on, flags = 0, message } = ending;
  const [isMessage, sends] = [name.endsWith('msg'), name.startsWith('send')];
  const parts = partsOf(sends, ending);
  const [{ base, length } = room(0)] = parts;
  const args: readonly Arg[] = isMessage
    ? [messageOf(native(0).layout, { parts, ...message }), flags]
    : [base, length, flags, 0, 0];
  const op = world.script.call(task, numberOf(numbers, name), world.fds[on], ...args);
  if (sends) world.flow.in(op, TEXT);
  else noteReceived(world, op, parts, isMessage ? 1 : 0);
  return op;
};

/** The calls, each in a file system of its own. */
export const SUBJECT: Subject<FaultWorld, FaultEnding> = { build, call, counts: [] };

/** By the caller, so that what is its own is looked at. */
export const byCaller = ({ script }: FaultWorld, nr: number, ...args: Arg[]): number =>
  script.call(CALLER, nr, ...args);
