// SPDX-License-Identifier: MIT
// The LSMs are asked about a send or a recv what they are asked about a write or a read, and are not asked about a socket
// (R15). None that is here has a say on reads and writes: probes of the kernel's functions count the questions.
import { NR } from '../../harness/protocol/nr.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { type Hit, probing, watchProbes } from '../../harness/scripted/probes.ts';
import { socketPair } from '../../harness/scripted/socket-pair.ts';
import { NOTHING } from './times.ts';
import { isRefused, type Look, type Watch, watchedCases, watching } from './watches.ts';

/** What is asked, by the name of its probe, and the function that asks it. */
const QUESTIONS = {
  permission: 'security_file_permission mask=%si:u32',
  sends: 'security_socket_sendmsg',
  receives: 'security_socket_recvmsg',
} as const;

/** MAY_WRITE and MAY_READ. */
const MASKS: Readonly<Record<string, string>> = { 2: 'write', 4: 'read' };

/** The questions about one task, in their order. */
const LSM: Watch = {
  name: 'the LSM',
  begin(script, task) {
    const look = watchProbes(script, task);
    const seen = (): Look => {
      const { op, hits } = look();
      return { by: [op], observed: (run) => questions(hits(run)) };
    };
    const before = seen();
    script.expectThat(
      { label: 'set-up: before, it sees', expected: NOTHING, observed: before.observed },
      before.by,
    );
    return seen;
  },
  expected({ name, gives }) {
    if (isRefused(gives)) return NOTHING;
    return /^(read|recv)/.test(name) ? 'read' : 'write';
  },
};

function questions(hits: readonly Hit[] | string): string {
  if (typeof hits === 'string') return hits;
  if (hits.length === 0) return NOTHING;
  return hits
    .map(({ probe, number }) => (number === undefined ? probe : (MASKS[number] ?? number)))
    .join(', ');
}

/** Of a socket that is asked which has no place on a FIFO. */
function ofASocket(): JudgedScript {
  const script = new JudgedScript('the LSM: sockets');
  const task = script.spawn();
  socketPair(script, task);
  const look = LSM.begin(script, task);
  for (const [label, nr, arg, expected] of [
    ['send', NR.sendto, { data: Buffer.from('x') }, 'sends'],
    ['recv', NR.recvfrom, { out: 1 }, 'receives'],
  ] as const) {
    script.call(task, nr, label === 'send' ? 0 : 1, arg, 1, 0, 0, 0);
    const { by, observed } = look();
    script.expectThat({ label: `of ${label} it sees`, expected, observed }, by);
  }
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'lsm',
  what: 'the LSMs are asked what they are asked of a write or a read, and nothing about a socket',
  call: 'sendto',
  needs: ['kprobe-events'],
  setUp: () => [probing(QUESTIONS), ofASocket(), watching(LSM)],
  cases: (nr) => watchedCases(nr, LSM),
};

/** R15, of LSMs. */
export const LSMS = scriptedLane(LANE);
