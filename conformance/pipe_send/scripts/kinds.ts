// SPDX-License-Identifier: MIT
// A kind of file, of the table in the section Interface: what each call gives on it, with and without MSG_DONTWAIT (R5).
import { MSG_DONTWAIT, MSG_NOSIGNAL, MSG_OOB } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { iovecs, type Part } from '../../harness/registers.ts';
import { type Expectation, JudgedScript } from '../../harness/scripted/judged-script.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { messageOf, native } from './ways.ts';

/** Bytes that are asked for, and what is written. */
export const LENGTH = 4;
const AS_TODAY = 'as write and read';
const TEXT: Arg = { data: Buffer.from('abcd') };

/** What takes several buffers: today's call, and that of a message. */
const VECTORS = { send: NR.writev, recv: NR.readv };
const MESSAGES = { send: NR.sendmsg, recv: NR.recvmsg };

/** What a call gives: without MSG_DONTWAIT, as read(2) and write(2), and with it. */
export interface Gives {
  readonly plain: string;
  readonly dontwait: string;
}

/** A kind of file. */
export interface FileKind {
  readonly name: string;
  make(script: JudgedScript, task: number): Arg;
  readonly recv: Gives;
  readonly send: Gives;
}

export const same = (gives: string): Gives => ({ plain: gives, dontwait: gives });
export const unpromised = (plain: string): Gives => ({ plain, dontwait: 'EOPNOTSUPP' });

/** A number and the registers. */
export type Made = [nr: number, ...args: Arg[]];

/** Calls of a descriptor, with the flags. */
interface Calls {
  plain(fd: Arg): Made;
  one(fd: Arg, flags: number): Made;
  message(fd: Arg, flags: number): Made;
}

type CallsOf = Readonly<Record<'send' | 'recv', Calls>>;

/** By which of them: as today's, with bytes, with a message. */
export type Form = keyof Calls;

/** @param room how many bytes are received at most */
export const callsOf = (nr: number, room = LENGTH): CallsOf =>
  callsWith(nr, { base: TEXT, length: LENGTH }, { base: { out: room }, length: room });

/** The calls of these buffers: of what is sent, and of what is received. */
export function callsWith(nr: number, sent: Part, received: Part): CallsOf {
  const { layout } = native(nr);
  const calls = (today: number, bytes: number, msg: number, part: Part): Calls => ({
    plain: (fd) => [today, fd, part.base, part.length],
    one: (fd, flags) => [bytes, fd, part.base, part.length, flags, 0, 0],
    message: (fd, flags) => [msg, fd, messageOf(layout, { parts: [part] }), flags],
  });
  return {
    send: calls(NR.write, nr, NR.sendmsg, sent),
    recv: calls(NR.read, NR.recvfrom, NR.recvmsg, received),
  };
}

/** Each kind, by whatever sends and receives, beside write(2) and read(2) on another file of the kind. */
export function ofKind(nr: number, kind: FileKind): JudgedScript {
  const script = new JudgedScript(kind.name);
  const [task, other] = [script.spawn(), script.spawn()];
  const [fd, beside] = [kind.make(script, task), kind.make(script, other)];
  const calls = callsOf(nr);
  for (const what of ['recv', 'send'] as const) {
    const { plain, one, message } = calls[what];
    const gives = kind[what];
    const expect = (label: string, made: Made, expected: string, by = task) =>
      script.expect(script.call(by, ...made), `${what}, ${label}`, expected);
    expect('MSG_DONTWAIT', one(fd, MSG_DONTWAIT), gives.dontwait);
    expect('MSG_DONTWAIT and MSG_NOSIGNAL', one(fd, MSG_DONTWAIT | MSG_NOSIGNAL), gives.dontwait);
    expect('a message, MSG_DONTWAIT', message(fd, MSG_DONTWAIT), gives.dontwait);
    expect('MSG_OOB', one(fd, MSG_OOB), kind.name.startsWith('O_PATH') ? 'EBADF' : 'EINVAL');
    expect(`as ${what === 'recv' ? 'read' : 'write'}`, plain(beside), gives.plain, other);
    expect('no flag', one(fd, 0), gives.plain);
    expect('MSG_NOSIGNAL', one(fd, MSG_NOSIGNAL), gives.plain);
    expect('a message', message(fd, 0), gives.plain);
  }
  noBytes(script, nr, kind, { task, fd });
  emptyVectors(script, nr, kind, { task, fd });
  twoBuffers(script, nr, kind, { task, fd, other, beside });
  return script;
}

/** Of no buffer, and of two without a byte, the file is not asked: a message is what readv(2) and writev(2) are (R1, A13). */
function emptyVectors(
  script: JudgedScript,
  nr: number,
  kind: FileKind,
  { task, fd }: { readonly task: number; readonly fd: Arg },
): void {
  const none = { send: { base: TEXT, length: 0 }, recv: { base: { out: 0 }, length: 0 } };
  for (const what of ['recv', 'send'] as const) {
    for (const [name, parts] of [
      ['no buffer', []],
      ['two buffers of no bytes', [none[what], none[what]]],
    ] as const) {
      const today = script.call(task, VECTORS[what], fd, iovecs(...parts), parts.length);
      const by = (flags: number) =>
        script.call(task, MESSAGES[what], fd, messageOf(native(nr).layout, { parts }), flags);
      const plain = by(0);
      script.expectThat(asToday(`${what}, ${name}`, today, plain), [plain, today]);
      const dontwait = by(MSG_DONTWAIT);
      const label = `${what}, ${name}, MSG_DONTWAIT`;
      if (kind[what].dontwait === 'EOPNOTSUPP') script.expect(dontwait, label, 'EOPNOTSUPP');
      else script.expectThat(asToday(label, today, dontwait), [dontwait, today]);
    }
  }
}

/** A message of two buffers is one readv(2) or writev(2) of both, also with MSG_NOSIGNAL (R1, A13). */
function twoBuffers(
  script: JudgedScript,
  nr: number,
  kind: FileKind,
  of: { readonly task: number; readonly fd: Arg; readonly other: number; readonly beside: Arg },
): void {
  const length = LENGTH / 2;
  const parts = { send: { base: TEXT, length }, recv: { base: { out: length }, length } };
  for (const what of ['recv', 'send'] as const) {
    const both = [parts[what], parts[what]];
    const today = script.call(of.other, VECTORS[what], of.beside, iovecs(...both), both.length);
    for (const [name, flags] of [
      ['no flag', 0],
      ['MSG_NOSIGNAL', MSG_NOSIGNAL],
    ] as const) {
      const header = messageOf(native(nr).layout, { parts: both });
      const op = script.call(of.task, MESSAGES[what], of.fd, header, flags);
      script.expectThat(asToday(`${what}, two buffers, ${name}`, today, op), [op, today]);
    }
    if (kind[what].dontwait !== 'EOPNOTSUPP') continue;
    const header = messageOf(native(nr).layout, { parts: both });
    const refused = script.call(of.task, MESSAGES[what], of.fd, header, MSG_DONTWAIT);
    script.expect(refused, `${what}, two buffers, MSG_DONTWAIT`, 'EOPNOTSUPP');
  }
}

/** What is expected of a call that gives what another one has given. */
function asToday(label: string, today: number, op: number): Expectation {
  const observed = (run: ScriptRun) => {
    const [gives, is] = [run.atOnce(today), run.atOnce(op)];
    return gives === is && is !== 'blocked' ? AS_TODAY : `${is} in place of ${gives}`;
  };
  return { label, expected: AS_TODAY, observed };
}

/** What a call of no bytes gives is the file's own: what write(2) and read(2) of none give there (R1). */
function noBytes(
  script: JudgedScript,
  nr: number,
  kind: FileKind,
  { task, fd }: { readonly task: number; readonly fd: Arg },
): void {
  const calls = callsWith(nr, { base: TEXT, length: 0 }, { base: { out: 0 }, length: 0 });
  for (const what of ['recv', 'send'] as const) {
    const { plain, one, message } = calls[what];
    const today = script.call(task, ...plain(fd));
    for (const [label, made] of [
      ['no flag', one(fd, 0)],
      ['MSG_NOSIGNAL', one(fd, MSG_NOSIGNAL)],
      ['a message', message(fd, 0)],
    ] as const) {
      const op = script.call(task, ...made);
      script.expectThat(asToday(`${what}, no bytes, ${label}`, today, op), [op, today]);
    }
    // Refused before the file is asked (E6), also for no bytes.
    const { dontwait } = kind[what];
    if (dontwait !== 'EOPNOTSUPP') continue;
    for (const [label, made] of [
      ['MSG_DONTWAIT', one(fd, MSG_DONTWAIT)],
      ['a message, MSG_DONTWAIT', message(fd, MSG_DONTWAIT)],
    ] as const)
      script.expect(script.call(task, ...made), `${what}, no bytes, ${label}`, dontwait);
  }
}
