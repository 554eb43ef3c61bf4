// SPDX-License-Identifier: MIT
// send, recv and their messages in the oracle: the document's table of errors, and then read(2) and write(2) of the file.
import { MOST_COUNTED, ODD_KINDS, ODDS, type OddKind, oddOf } from '../kernel/objects/odd/index.ts';
import { inodeOf, PATHS } from '../kernel/objects/path/index.ts';
import { type End, endIn, mayRead, mayWrite, PIPES } from '../kernel/objects/pipe/index.ts';
import { PAIRED, receivePaired, sendPaired } from '../kernel/objects/socketpair/index.ts';
import {
  type Answer,
  callOf,
  DESCRIPTOR,
  FLAG,
  type Given,
  NUMBER,
  type OpenFile,
  objectOf,
  oneOf,
  optional,
  type Rules,
  type SystemErrno,
  type Task,
  TEXT,
  usableFile,
  type World,
} from '../kernel/system/index.ts';
import { type RowId, TABLE } from './oracle.ts';

/** What is wrong with the memory of a call. */
export const BAD_BUFFERS = ['outside', 'unmapped'] as const;
/** What is wrong with that of a message: the buffer, the vector, the message itself. */
export const BAD_MESSAGES = [...BAD_BUFFERS, 'vector', 'message'] as const;

const COMMON = {
  fd: DESCRIPTOR,
  dontwait: FLAG,
  nosignal: FLAG,
  /** A bit of `flags` that is none of MSG_DONTWAIT and MSG_NOSIGNAL. */
  bit: optional(NUMBER),
  address: optional(FLAG),
  /** Whether the upper halves of the registers are full. */
  high: optional(FLAG),
};

const PLAIN = { ...COMMON, buffer: optional(oneOf(...BAD_BUFFERS)) };
const MESSAGE = {
  ...COMMON,
  buffer: optional(oneOf(...BAD_MESSAGES)),
  control: optional(FLAG),
  /** In how many buffers the bytes are. */
  parts: NUMBER,
};

/** A call that sends or receives. */
type Call = Given<typeof COMMON> & Partial<Pick<Given<typeof MESSAGE>, 'buffer' | 'control' | 'parts'>>;

/** What the table asks of a file. */
interface Asked {
  readonly mode: boolean;
  readonly can: boolean;
  readonly told: boolean;
}

const row = (id: RowId): Answer => ({ value: TABLE[id], row: id });

const ofPipe = (end: End, sends: boolean): Asked => ({
  ...{ mode: sends ? mayWrite(end) : mayRead(end), can: true, told: true },
});

const ofOdd = (kind: OddKind, sends: boolean): Asked => ({
  mode: !sends || kind.mayWrite,
  can: sends ? kind.canWrite : kind.canRead,
  told: sends ? kind.toldToWrite : kind.toldToRead,
});

/** A file is open for both, a directory for reading; what `read` of it opens is not known to be written. */
function ofPath(world: World, file: OpenFile, sends: boolean): Asked {
  const isDir = inodeOf(world, objectOf(file, PATHS)!).kind === 'dir';
  return { mode: !sends || !isDir, can: true, told: false };
}

function asked(world: World, file: OpenFile, sends: boolean): Asked {
  const end = endIn(world, file);
  if (end !== undefined) return ofPipe(end, sends);
  const odd = objectOf(file, ODDS);
  return odd === undefined ? ofPath(world, file, sends) : ofOdd(ODD_KINDS[oddOf(world, odd).name], sends);
}

/** MSG_CMSG_CLOEXEC, by its bit. */
const CMSG_CLOEXEC = 30;

/** What only sockets take: to receive, room for control data and the flag that is about it are none of that. */
const asksForMore = ({ bit, address, control }: Call, sends: boolean): boolean =>
  address === true ||
  (sends ? bit !== undefined || control === true : bit !== undefined && bit !== CMSG_CLOEXEC);

/** The rows that come before the file is asked for bytes, or room. */
function refusal(world: World, file: OpenFile, call: Call, sends: boolean): RowId | undefined {
  if (asksForMore(call, sends)) return 'E3';
  const { mode, can, told } = asked(world, file, sends);
  if (!mode) return 'E4';
  if (!can) return 'E5';
  return call.dontwait && !told ? 'E6' : undefined;
}

/** The row of what a file answers. */
const ROWS: { readonly [errno in SystemErrno]?: RowId } = { EPIPE: 'E9', EFAULT: 'E11', EAGAIN: 'E12' };

function withRow(answer: Answer): Answer {
  const id = typeof answer === 'string' ? ROWS[answer] : undefined;
  return id === undefined ? answer : row(id);
}

type Sending = Call & { readonly data: string };
type Receiving = Call & { readonly count: number };

const isOutside = ({ buffer }: Call) => buffer !== undefined && buffer !== 'unmapped';

/** Of a message: itself, its vector, a buffer of it. */
const OF_MESSAGE: Readonly<Record<string, RowId>> = { message: 'E2a', vector: 'E2e', outside: 'E2g' };

/** What is looked at first: a buffer before the descriptor, but of a message the descriptor (`__sys_sendmsg`). */
function first(file: OpenFile | undefined, call: Call): RowId | undefined {
  const isMessage = call.parts !== undefined;
  if (!isMessage && isOutside(call)) return 'E1';
  if (file === undefined) return 'E2';
  return isMessage ? OF_MESSAGE[call.buffer ?? ''] : undefined;
}

/** MSG_CMSG_COMPAT, by its bit. */
const CMSG_COMPAT = 31;

/** A kernel with 32-bit calls refuses that bit before all else in a message; one without them has no such flag. */
function isOfCompat(file: OpenFile | undefined, call: Call): boolean {
  const isMessage = call.parts !== undefined;
  return isMessage && call.bit === CMSG_COMPAT && (file === undefined || isOutside(call));
}

const moving = (file: OpenFile, { dontwait, buffer }: Call, slept: boolean) => {
  const nonblock = dontwait || file.nonblock;
  return { mayWait: !nonblock || slept, nonblock, buffer: buffer === 'unmapped' ? buffer : undefined };
};

function send(world: World, task: Task, call: Sending, slept: boolean): Answer {
  const file = usableFile(world, task, call.fd);
  const early = first(file, call);
  if (file === undefined || early !== undefined) return row(early ?? 'E2');
  const { mayWait, nonblock, buffer } = moving(file, call, slept);
  const paired = objectOf(file, PAIRED);
  const { data, nosignal: quiet, parts } = call;
  if (paired !== undefined) {
    const isAddressed = call.address === true;
    return sendPaired(world, task, paired, {
      data,
      quiet,
      mayWait,
      isAddressed,
      fault: buffer !== undefined,
    });
  }
  const refused = refusal(world, file, call, true);
  if (refused !== undefined) return row(refused);
  if (data.length === 0) return 0;
  const { kind, to } = file.object;
  return withRow(kind.write!(world, task, to, { data, mayWait, nonblock, buffer, quiet, parts }));
}

function receive(world: World, task: Task, call: Receiving, slept: boolean): Answer {
  const file = usableFile(world, task, call.fd);
  const early = first(file, call);
  if (file === undefined || early !== undefined) return row(early ?? 'E2');
  const { mayWait, nonblock, buffer } = moving(file, call, slept);
  const paired = objectOf(file, PAIRED);
  const { count } = call;
  if (paired !== undefined) {
    const fault = buffer !== undefined;
    const peek = call.bit === PEEK;
    return receivePaired(world, paired, { count, peek, mayWait, isAddressed: false, fault });
  }
  const refused = refusal(world, file, call, false);
  if (refused !== undefined) return row(refused);
  if (count === 0) return { value: 0, out: '' };
  if (objectOf(file, PATHS) !== undefined) return 'EISDIR';
  const { kind, to } = file.object;
  return withRow(kind.read!(world, task, to, { count, mayWait, nonblock, buffer }));
}

/** MSG_PEEK, by its bit: what a socket can do that a pipe cannot. */
const PEEK = 1;

/** Of sockets: without control data, of at least one byte, and with no flag but MSG_PEEK of a call that receives. */
function coversPaired(call: Call, sends: boolean, length: number): boolean {
  if (call.control === true || length === 0 || length > 64) return false;
  if (!sends && call.address === true) return false;
  return call.bit === undefined || (!sends && call.bit === PEEK);
}

/** What an odd file does with no bytes is its own, and with a buffer that is not there. */
function coversFile(world: World, file: OpenFile, call: Call, sends: boolean, length: number): boolean {
  if (objectOf(file, PIPES) !== undefined) return true;
  if (refusal(world, file, call, sends) !== undefined) return true;
  const path = objectOf(file, PATHS);
  if (path !== undefined) return !sends && inodeOf(world, path).kind === 'dir' && length > 0;
  return length > 0 && length < 4096 && call.buffer === undefined;
}

function covers(world: World, task: Task, call: Call, sends: boolean, length: number): boolean {
  const file = usableFile(world, task, call.fd);
  if (isOfCompat(file, call)) return false;
  if (isOutside(call) || file === undefined) return true;
  if (objectOf(file, PAIRED) !== undefined) return coversPaired(call, sends, length);
  return coversFile(world, file, call, sends, length);
}

/** An eventfd counts what it is written, which is to stay text. */
function coversSend(world: World, task: Task, call: Sending): boolean {
  const id = objectOf(usableFile(world, task, call.fd), ODDS);
  const isCounted = id !== undefined && oddOf(world, id).name === 'eventfd' && call.data.length === 8;
  return (
    !(isCounted && oddOf(world, id).count >= MOST_COUNTED) &&
    covers(world, task, call, true, call.data.length)
  );
}

const coversReceive = (world: World, task: Task, call: Receiving): boolean =>
  covers(world, task, call, false, call.count);

/** What recvmsg writes into the message beside the bytes: flags, and lengths of address and control data. */
const MESSAGE_HEAD = ' flags 0 name 0 control 0';
/** A socket leaves the length of an address that nobody asks for as it was. */
const SOCKET_HEAD = ' flags 0 name 16 control 0';

function receiveMessage(...[world, task, call, slept]: Parameters<typeof receive>): Answer {
  const answer = receive(world, task, call, slept);
  if (typeof answer !== 'object' || !('value' in answer) || answer.out === undefined) return answer;
  const paired = objectOf(usableFile(world, task, call.fd), PAIRED);
  return { ...answer, out: answer.out + (paired === undefined ? MESSAGE_HEAD : SOCKET_HEAD) };
}

/** The rules of the calls that the document changes. */
export const SEND_CALLS: Rules = {
  sendto: callOf({ ...PLAIN, data: TEXT }, send, coversSend),
  recvfrom: callOf({ ...PLAIN, count: NUMBER }, receive, coversReceive),
  sendmsg: callOf({ ...MESSAGE, data: TEXT }, send, coversSend),
  recvmsg: callOf({ ...MESSAGE, count: NUMBER }, receiveMessage, coversReceive),
};
