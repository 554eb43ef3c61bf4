// SPDX-License-Identifier: MIT
// The two calls that the hooks must see alike, in a script.
import { AT_FDCWD } from '../../../models/kernel/objects/path/index.ts';
import type { Address } from '../../../models/kernel/objects/unix-socket/index.ts';
import { O_DIRECTORY, O_PATH } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { u32 } from '../../harness/registers.ts';
import { open } from '../../harness/scripted/calls.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { encodeAddress, SOCKADDR_UN } from '../../objects/unix-socket/codecs.ts';
import { connectTo } from '../../objects/unix-socket/scripts/sockets.ts';
import { AT_EMPTY_PATH } from '../codecs.ts';

/** An address for AT_EMPTY_PATH. */
export const UNNAMED: Address = { kind: 'unnamed' };

/** What `fconnectat` is given beside the socket. */
export interface Way {
  readonly dirfd?: Arg;
  readonly address: Address;
  readonly flags?: number;
}

/** A path, relative to the descriptor or absolute. */
export function path(text: string, dirfd: Arg = AT_FDCWD, flags = 0): Way {
  return { dirfd, address: { kind: 'path', path: text }, flags };
}

/** The inode of a descriptor. */
export function inode(dirfd: Arg): Way {
  return { dirfd, address: UNNAMED, flags: AT_EMPTY_PATH };
}

/** Makes the call; nothing is expected of it yet. */
export function issue(script: JudgedScript, nr: number, task: number, fd: Arg, way: Way): number {
  const { dirfd = AT_FDCWD, address, flags = 0 } = way;
  return script.call(task, nr, dirfd, fd, ...encodeAddress(address), flags);
}

/** Makes the call, which must give this. */
export function fconnectat(
  script: JudgedScript,
  nr: number,
  { task, fd, way, label }: { task: number; fd: Arg; way: Way; label: string },
  expected: string,
  covers?: string,
): number {
  const op = issue(script, nr, task, fd, way);
  script.expect(op, `fconnectat, ${label}`, expected, covers);
  return op;
}

/** Makes connect(2) with a path, which must give this. */
export function connect(
  script: JudgedScript,
  { task, fd, to }: { task: number; fd: Arg; to: string },
  expected: string,
  covers?: string,
): number {
  const op = connectTo(script, task, fd, to);
  script.expect(op, `connect, ${to}`, expected, covers);
  return op;
}

/** The ways to a socket of that name in the task's folder; the task opens what they take. */
export function waysTo(script: JudgedScript, task: number, name: string) {
  return [
    ['a path', path(name)],
    ['a directory', path(name, open(script, task, '.', O_PATH | O_DIRECTORY))],
    ['AT_EMPTY_PATH', inode(open(script, task, name, O_PATH))],
  ] as const satisfies readonly (readonly [label: string, way: Way])[];
}

/** The address of a task's socket must have so many bytes. */
export function expectAddressLength(
  script: JudgedScript,
  { task, fd, label }: { task: number; fd: Arg; label: string },
  bytes: number,
): void {
  const op = script.call(task, NR.getsockname, fd, { out: SOCKADDR_UN }, { inout: u32(SOCKADDR_UN) });
  script.expectThat({
    ...{ label: `bytes of its address, ${label}`, expected: String(bytes) },
    observed(run) {
      const length = run.buffer(op, 1);
      return length.length === 4 ? String(length.readUInt32LE(0)) : 'not told';
    },
  });
}
