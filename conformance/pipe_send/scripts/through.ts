// SPDX-License-Identifier: MIT
// A byte that goes through a pipe, and one that nobody is there to receive: by each way, whoever has the ends.
import { SIG_BLOCK } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { u64s } from '../../harness/registers.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import type { Ways } from './by.ts';

/** A descriptor of a task's. */
export interface End {
  readonly task: number;
  readonly fd: Arg;
}

/** A byte goes in, and a byte comes out; when there is none, who may not wait does not. */
export function through(
  script: JudgedScript,
  { nowait, plain }: Ways,
  to: End,
  from: End,
  where: string,
): void {
  for (const by of [...plain, ...nowait]) {
    script.expect(script.call(to.task, ...by.send(to.fd, 'x')), `send, ${by.name}, ${where}`, '1');
    script.expect(script.call(from.task, ...by.recv(from.fd, 1)), `recv, ${by.name}, ${where}`, '1');
  }
  for (const by of nowait) {
    const op = script.call(from.task, ...by.recv(from.fd, 1));
    script.expect(op, `recv, nothing, ${by.name}, ${where}`, 'EAGAIN');
  }
}

const SIGPIPE = 13;
const PIPE: Arg = { data: u64s(2n ** BigInt(SIGPIPE - 1)) };

/** From here on SIGPIPE stays pending to the task until `pending` takes it. */
export const holdSigpipe = (script: JudgedScript, task: number): number =>
  script.call(task, NR.rt_sigprocmask, SIG_BLOCK, PIPE, 0, 8);

/** Whether the task was sent SIGPIPE (R9), which is then gone. */
export function sigpipe(script: JudgedScript, task: number, isSent: boolean, label: string): void {
  const op = script.call(task, NR.rt_sigtimedwait, PIPE, 0, { data: u64s(0, 0) }, 8);
  script.expect(op, `SIGPIPE after ${label}`, isSent ? String(SIGPIPE) : 'EAGAIN');
}

/** Nobody has the pipe open for reading: each way is told so, and SIGPIPE comes of those without MSG_NOSIGNAL. */
export function unread(
  script: JudgedScript,
  { nowait, plain }: Ways,
  { task, fd }: End,
  where: string,
): void {
  holdSigpipe(script, task);
  for (const { name, isSilent, send } of [...plain, ...nowait]) {
    script.expect(script.call(task, ...send(fd, 'x')), `send, no reader, ${name}, ${where}`, 'EPIPE');
    sigpipe(script, task, !isSilent, `${name}, ${where}`);
  }
}
