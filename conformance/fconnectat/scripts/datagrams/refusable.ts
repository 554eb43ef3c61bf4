// SPDX-License-Identifier: MIT
// A message that its receiver can refuse while the sender waits for room, on each release of Linux by other means.
import { SO_ATTACH_FILTER, SO_PASSRIGHTS, SOL_SOCKET } from '../../../harness/protocol/flags.ts';
import { NR } from '../../../harness/protocol/nr.ts';
import type { Arg } from '../../../harness/protocol/types.ts';
import { u32 } from '../../../harness/registers.ts';
import type { JudgedScript } from '../../../harness/scripted/judged-script.ts';
import { byteAndControl, rights } from '../../../harness/scripted/rights.ts';
import type { ScriptRun } from '../../../harness/scripted/run.ts';
import { setOption } from '../../../objects/unix-socket/scripts/sockets.ts';

/** All of the message. */
export const REFUSABLE = 'd';

/** The struct msghdr: a letter and a descriptor, to an address or to whom the socket is connected. */
export function refusable(descriptor: Arg, address?: readonly [bytes: Arg, length: number]): Arg {
  return byteAndControl({ data: Buffer.from(REFUSABLE) }, rights(descriptor), 1, address);
}

/** Classic BPF (include/uapi/linux/bpf_common.h): what begins with the letter is dropped, all else is kept. */
const DROPPING = [
  { code: 0x30, k: 0 },
  { code: 0x15, jf: 1, k: REFUSABLE.charCodeAt(0) },
  { code: 0x06, k: 0 },
  { code: 0x06, k: 0xffff },
] as const;

/** The struct sock_fprog. */
function dropping(): Arg {
  const filter = Buffer.alloc(8 * DROPPING.length);
  for (const [i, instruction] of DROPPING.entries()) {
    filter.writeUInt16LE(instruction.code, 8 * i);
    filter.writeUInt8('jf' in instruction ? instruction.jf : 0, 8 * i + 3);
    filter.writeUInt32LE(instruction.k, 8 * i + 4);
  }
  const program = Buffer.alloc(16);
  program.writeUInt16LE(DROPPING.length);
  return { data: program, relocs: [{ at: 8, arg: { data: filter } }] };
}

/** Drops what begins with the letter. */
export function attachFilter(script: JudgedScript, task: number, fd: Arg): number {
  return script.call(task, NR.setsockopt, fd, SOL_SOCKET, SO_ATTACH_FILTER, dropping(), 16);
}

/**
 * From here on the socket refuses the message. Linux 6.12 asks the filter of a socket when the sender has waited. 7.3
 * asks it before that, and has SO_PASSRIGHTS, which it asks for when the sender has waited.
 */
export function refuse(script: JudgedScript, task: number, fd: Arg): void {
  attachFilter(script, task, fd);
  const op = setOption(script, task, fd, SO_PASSRIGHTS, u32(0));
  const observed = (run: ScriptRun) => run.inTheEnd(op).replace('ENOPROTOOPT', '0');
  script.expectThat({ label: 'set-up: SO_PASSRIGHTS, where there is one', expected: '0', observed }, [op]);
}

/** What the sender is told: by a filter that all is well, by SO_PASSRIGHTS the error. */
export const REFUSED: readonly string[] = ['1', 'EPERM'];
