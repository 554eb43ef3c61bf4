// SPDX-License-Identifier: MIT
// The LSMs are asked about a send or a recv what they are asked about a write or a read, and are not asked about a socket
// (R15). None that is here has a say on reads and writes: probes of the kernel's functions count the questions.
import { O_NONBLOCK } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { cString } from '../../harness/registers.ts';
import { mount, open, writeFile } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { socketPair } from '../../harness/scripted/socket-pair.ts';
import { NOTHING } from './times.ts';
import { isRefused, type Watch, watchedCases, watching } from './watches.ts';

const TRACING = '/sys/kernel/tracing';
const PROBES = 'asked';
const [PR_SET_NAME, NAME] = [15, 'asker'];
/** Bytes: as many as are given at a time. */
const LINES = 4095;

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
    const by = script.spawn();
    script.call(task, NR.prctl, PR_SET_NAME, cString(NAME));
    const fd = open(script, by, `${TRACING}/trace_pipe`, O_NONBLOCK);
    const before = script.call(by, NR.read, fd, { out: LINES }, LINES);
    const observed = (run: ScriptRun) => questions(run, before);
    script.expectThat({ label: 'set-up: before, it sees', expected: NOTHING, observed }, [before]);
    return () => {
      const op = script.call(by, NR.read, fd, { out: LINES }, LINES);
      return { by: [op], observed: (run) => questions(run, op) };
    };
  },
  expected({ name, gives }) {
    if (isRefused(gives)) return NOTHING;
    return /^(read|recv)/.test(name) ? 'read' : 'write';
  },
};

function questions(run: ScriptRun, op: number): string {
  const value = run.value(op);
  if (value === 'EAGAIN') return NOTHING;
  if (typeof value !== 'number') return String(value);
  const asked = [...run.text(op).matchAll(/ (\w+): \(security_\S+\)(?: mask=(\d+))?$/gm)];
  return asked.map(([, probe, mask]) => (mask === undefined ? probe : (MASKS[mask] ?? mask))).join(', ');
}

/** Puts the probes. Only what a task of that name does is written down. */
function probing(): JudgedScript {
  const script = new JudgedScript('probes cannot be put');
  const task = script.spawn();
  mount(script, task, 'tracefs', TRACING);
  const probes = Object.entries(QUESTIONS).map(([name, where]) => `p:${PROBES}/${name} ${where}\n`);
  writeFile(script, task, `${TRACING}/kprobe_events`, probes.join(''));
  // The filter of all of them at once would wait for whom it may have replaced.
  for (const name of Object.keys(QUESTIONS))
    writeFile(script, task, `${TRACING}/events/${PROBES}/${name}/filter`, `comm == "${NAME}"`);
  writeFile(script, task, `${TRACING}/events/${PROBES}/enable`, '1');
  return script;
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
  setUp: () => [probing(), ofASocket(), watching(LSM)],
  cases: (nr) => watchedCases(nr, LSM),
};

/** R15, of LSMs. */
export const LSMS = scriptedLane(LANE);
