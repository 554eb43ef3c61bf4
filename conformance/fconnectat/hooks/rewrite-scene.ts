// SPDX-License-Identifier: MIT
// Where a call lands whose address a program has replaced.
import { AF_UNIX } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import type { FunctionIds } from '../../harness/scripted/btf.ts';
import type { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type Caged, caged } from '../../objects/unix-socket/scripts/cgroup-room.ts';
import { connectTo, listen, type SocketType, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { issue, type Way } from './calls.ts';

/** Writes a case that has a cgroup and a folder of that name. */
export type CaseWriter = (nr: number, ids: FunctionIds, name: string) => JudgedScript;

/** How a program ends that has put another address in. */
export const ALLOW = { verdict: 1 } as const;

/**
 * The name that calls are given. It is longer than those that are put in, so that what is left of it can be told from
 * nothing.
 */
export const GIVEN = 'as-given';

/** A room with sockets of one type. */
export interface Rewritten extends Caged {
  readonly type: SocketType;
}

/** A room with somebody at the name that calls are given. */
export function rewritten(title: string, name: string, type: SocketType = 'stream'): Rewritten {
  const on = { ...caged(title, name), type };
  servedAt(on, `${on.folder}/${GIVEN}`);
  return on;
}

const FAMILY = Buffer.from([AF_UNIX, 0]);
/** More than any address is long. */
const ADDRESS = 128;

const show = (name: string): string => name.replaceAll('\0', '@');

/** Somebody who can be connected to, at a path or, after a NUL, an abstract name: these bytes, and nothing after them. */
export function servedAt({ script, helper, type }: Rewritten, name: string): void {
  const fd = socket(script, helper, type);
  const data = Buffer.concat([FAMILY, Buffer.from(name)]);
  script.call(helper, NR.bind, fd, { data }, data.length);
  if (type !== 'dgram') listen(script, helper, fd, 8);
}

/** The caller's socket must be connected to who is bound to this name. */
export function expectPeer({ script, caller }: Caged, fd: Arg, name: string): void {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(ADDRESS);
  const op = script.call(caller, NR.getpeername, fd, { out: ADDRESS }, { inout: size });
  script.expectThat(
    {
      label: '  is connected to',
      expected: show(name),
      observed(run) {
        if (run.inTheEnd(op) !== '0') return run.inTheEnd(op);
        const [address, length] = [run.buffer(op), run.buffer(op, 1).readUInt32LE()];
        const isAbstract = address[FAMILY.length] === 0;
        // The kernel adds a NUL to a path, and counts it.
        return show(address.toString('utf8', FAMILY.length, isAbstract ? length : length - 1));
      },
    },
    [op],
  );
}

/** A call with a free socket must succeed, and connect it to who is bound to this name. */
function reaches(on: Rewritten, label: string, name: string, call: (fd: Arg) => number): void {
  const fd = socket(on.script, on.caller, on.type);
  on.script.expect(call(fd), label, '0');
  expectPeer(on, fd, name);
}

/** connect(2), given the name, must do the same; that tells that the program is at work. */
export function connectReaches(on: Rewritten, name: string): void {
  const given = `${on.folder}/${GIVEN}`;
  reaches(on, 'connect', name, (fd) => connectTo(on.script, on.caller, fd, given));
}

/** What the call is given. */
interface Given {
  readonly label: string;
  readonly way: Way;
}

/** The call must land at who is bound to this name. */
export function callReaches(on: Rewritten, nr: number, { label, way, at }: Given & { at: string }): void {
  reaches(on, `fconnectat, ${label}`, at, (fd) => issue(on.script, nr, on.caller, fd, way));
}

/** The call must be refused. */
export function callFails(on: Rewritten, nr: number, { label, way }: Given, errno: string): void {
  const fd = socket(on.script, on.caller, on.type);
  on.script.expect(issue(on.script, nr, on.caller, fd, way), `fconnectat, ${label}`, errno);
}
