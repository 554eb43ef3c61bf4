// SPDX-License-Identifier: MIT
// A message of more buffers than fit on the stack: the memory that its vector is copied to is given back, however the call ends.
import { headerBytes, NATIVE, pointersOf } from '../../harness/msghdr.ts';
import { F_SETPIPE_SZ, MSG_DONTWAIT, MSG_OOB, O_CREAT, O_RDWR } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg } from '../../harness/protocol/types.ts';
import { mapAt, open, readFile } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';

const UIO_MAXIOV = 1024;
/** Calls of each kind. Each has a vector of 16 KiB. */
const CALLS = 128;
/** KiB: half of what that many would keep. */
const LIMIT = (CALLS * UIO_MAXIOV * NATIVE.iovec.size) / 1024 / 2;
const VECTOR = 0x2000_0000;
const [READ, WRITE, FILE] = [0, 1, 2];
const MEGABYTE = 2 ** 20;

/** A kind of message, whose buffers have no bytes, and what comes of it: sent, and received. */
interface Kind {
  readonly name: string;
  readonly to?: number;
  readonly from?: number;
  readonly flags?: number;
  readonly address?: true;
  readonly control?: true;
  readonly gives: readonly [sent: string, received: string];
}

const KINDS: readonly Kind[] = [
  { name: 'no bytes', gives: ['0', '0'] },
  { name: 'an address', address: true, gives: ['EINVAL', 'EINVAL'] },
  { name: 'control data', control: true, gives: ['EINVAL', '0'] },
  { name: 'MSG_OOB', flags: MSG_OOB, gives: ['EINVAL', 'EINVAL'] },
  { name: 'the other end', to: READ, from: WRITE, gives: ['EBADF', 'EBADF'] },
  {
    ...{ name: 'a file that does not promise', to: FILE, from: FILE, flags: MSG_DONTWAIT },
    gives: ['EOPNOTSUPP', 'EOPNOTSUPP'],
  },
];

function messageOf({ address, control }: Kind): Arg {
  const room: Arg = { data: Buffer.alloc(16) };
  return {
    inout: headerBytes({ namelen: 16, iovlen: UIO_MAXIOV, controllen: control ? 16 : 0 }),
    relocs: pointersOf({ iov: VECTOR, ...(address && { name: room }), ...(control && { control: room }) }),
  };
}

/** KiB of the kernel's that cannot be taken back. */
function keptIn(run: ScriptRun, op: number): number {
  return Number(/^SUnreclaim:\s+(\d+) kB$/m.exec(run.text(op))?.[1]);
}

/** What many calls do to the memory of the kernel. */
function memoryAfter(
  title: string,
  expected: 'given back' | 'kept',
  made: (script: JudgedScript, task: number) => void,
): JudgedScript {
  const script = new JudgedScript(title);
  // Memory of its own: what it maps is nobody else's.
  const task = script.spawn({ flags: 0 });
  script.call(task, NR.pipe2, { out: 8 }, 0);
  open(script, task, 'r', O_CREAT | O_RDWR);
  mapAt(script, task, VECTOR, UIO_MAXIOV * NATIVE.iovec.size);
  const before = readFile(script, task, '/proc/meminfo', 4096);
  made(script, task);
  const after = readFile(script, task, '/proc/meminfo', 4096);
  script.expectThat({
    ...{ label: 'memory of the kernel', expected },
    observed: (run) => {
      const more = keptIn(run, after) - keptIn(run, before);
      if (Number.isNaN(more)) return 'not told';
      return more < LIMIT ? 'given back' : 'kept';
    },
  });
  return script;
}

/** What is kept is seen: as many pipes whose slots take as much as a vector. */
const kept = (): JudgedScript =>
  memoryAfter('memory that is kept', 'kept', (script, task) => {
    for (let i = 0; i < CALLS; i++) {
      script.call(task, NR.pipe2, { out: 8 }, 0);
      script.call(task, NR.fcntl, FILE + 1 + 2 * i, F_SETPIPE_SZ, MEGABYTE);
    }
  });

const freed = (recvmsg: number, kind: Kind): JudgedScript =>
  memoryAfter(kind.name, 'given back', (script, task) => {
    const { to = WRITE, from = READ, flags = 0, gives } = kind;
    for (let i = 0; i < CALLS; i++) {
      const sent = script.call(task, NR.sendmsg, to, messageOf(kind), flags);
      script.expect(sent, `sendmsg, ${kind.name}`, gives[0]);
      const received = script.call(task, recvmsg, from, messageOf(kind), flags);
      script.expect(received, `recvmsg, ${kind.name}`, gives[1]);
    }
  });

const LANE: ScriptedLane = {
  scenario: 'vectors',
  what: 'the vector of a message is freed, however the call ends',
  call: 'recvmsg',
  needs: [],
  setUp: () => [kept()],
  cases: (recvmsg) => KINDS.map((kind) => freed(recvmsg, kind)),
};

/** That nothing is kept (R10, R21). */
export const VECTORS = scriptedLane(LANE);
