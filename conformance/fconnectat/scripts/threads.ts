// SPDX-License-Identifier: MIT
// A thread that is not the first of its process: the peer is told its process, as by connect(2) (R16).
import { CLONE_FLAGS } from '../../harness/protocol/clone.ts';
import { SO_PEERCRED, SOL_SOCKET } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { u32 } from '../../harness/registers.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { listener, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { byConnect, byFconnectat, type Connect } from './waiting.ts';

/** A thread is a task that shares all of these with the one that makes it. */
const THREAD = Object.values(CLONE_FLAGS).reduce((all, flag) => all | flag, 0);
/** Of 7.3 and 6.12 alike (include/uapi/asm-generic/socket.h). */
const SO_PEERPIDFD = 77;
/** Bytes of struct ucred. */
const UCRED = 12;

/** What the accepted end says of who has connected. */
function peer(call: string, connect: Connect): JudgedScript {
  const script = new JudgedScript(`the peer of a thread: ${call}`);
  const server = script.spawn();
  const first = script.spawn();
  const thread = script.spawn({ parent: first, flags: THREAD });
  const listens = listener(script, server, 's');
  const [process, itself] = [NR.getpid, NR.gettid].map((nr) => script.call(thread, nr)) as [number, number];
  script.expectThat({
    ...{ label: 'the thread is not its process', expected: 'true' },
    observed: (run) => String(run.value(process) !== run.value(itself)),
  });
  script.expect(connect(script, thread, socket(script, thread)), call, '0');
  const accepted = script.open(server, NR.accept, listens, 0, 0);
  const ask = (option: number, size: number) =>
    script.call(server, NR.getsockopt, accepted, SOL_SOCKET, option, { out: size }, { inout: u32(size) });
  const credentials = ask(SO_PEERCRED, UCRED);
  script.expectThat({
    ...{ label: 'SO_PEERCRED', expected: 'its process' },
    observed: (run) => whose(run, credentials, process),
  });
  script.expect(ask(SO_PEERPIDFD, 4), 'SO_PEERPIDFD', '0');
  return script;
}

function whose(run: ScriptRun, op: number, process: number): string {
  const ucred = run.buffer(op);
  if (ucred.length < UCRED) return 'nobody';
  return ucred.readInt32LE(0) === run.value(process) ? 'its process' : 'another';
}

const LANE: ScriptedLane = {
  scenario: 'threads',
  what: 'the peer of a thread is told its process',
  call: 'fconnectat',
  needs: [],
  setUp: () => [peer('connect', byConnect)],
  cases: (nr) => [peer('fconnectat', byFconnectat(nr))],
};

/** R16, of threads. */
export const THREADS = scriptedLane(LANE);
