// SPDX-License-Identifier: MIT
// What the LSMs are asked about a connection by its path and by its peer, beside connect(2): how often, and with how long an address
// (R16, R18, E29). No LSM that is here has a say on a peer that has a path: probes of the kernel's functions count the questions.
import { O_PATH } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import { open } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { type Hit, probing, watchProbes } from '../../harness/scripted/probes.ts';
import type { ScriptRun } from '../../harness/scripted/run.ts';
import { encodeAddress } from '../../objects/unix-socket/codecs.ts';
import {
  connectTo,
  type SocketType,
  SUN_PATH,
  served,
  socket,
  TYPES,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { inode, issue, path } from './calls.ts';

/** What is asked, by the name of its probe, and the function that asks it. */
const QUESTIONS = {
  connect: 'security_socket_connect length=%dx:s32',
  stream: 'security_unix_stream_connect',
  send: 'security_unix_may_send',
} as const;

/** What is asked of a peer, by the type of the socket. */
const OF_PEER: Readonly<Record<SocketType, string>> = {
  stream: 'stream',
  dgram: 'send',
  seqpacket: 'stream',
};
const ADDRESS = path('s').address;
/** Room for the name of a folder. */
const FOLDER = 4096;

/** A server at s, and a caller that is watched. */
function room(title: string, type: SocketType) {
  const script = new JudgedScript(title);
  const [server, task] = [script.spawn(), script.spawn()];
  served(script, server, { kind: 'path', path: 's' }, type);
  const folder = script.call(task, NR.getcwd, { out: FOLDER }, FOLDER);
  const look = watchProbes(script, task);
  /** What the next calls have asked, `length` being that of the address that is expected. */
  const asked = (label: string, length: (run: ScriptRun) => number) => {
    const { op, hits } = look();
    const expected = `connect of its address, ${OF_PEER[type]}`;
    const observed = (run: ScriptRun) => told(hits(run), length(run));
    script.expectThat({ label: `the LSMs are asked by ${label}`, expected, observed }, [op]);
  };
  /** A family, the path of the folder, a slash, the name, and a NUL: getcwd(2) counts one. */
  const resolved = (run: ScriptRun) => SUN_PATH + Number(run.value(folder)) + '/s'.length;
  return { script, task, asked, resolved };
}

function told(hits: readonly Hit[] | string, length: number): string {
  if (typeof hits === 'string') return hits;
  const of = ({ probe, number }: Hit) =>
    number === undefined ? probe : `${probe} of ${number === length ? 'its address' : `${number} bytes`}`;
  return hits.length === 0 ? 'nothing' : hits.map(of).join(', ');
}

function byConnect(type: SocketType): JudgedScript {
  const { script, task, asked } = room(`questions, ${type}, by connect`, type);
  script.expect(connectTo(script, task, socket(script, task, type), 's'), 'connect', '0');
  asked('connect', () => encodeAddress(ADDRESS)[1]);
  return script;
}

function byFconnectat(nr: number, type: SocketType): JudgedScript {
  const { script, task, asked, resolved } = room(`questions, ${type}`, type);
  const file = open(script, task, 's', O_PATH);
  for (const [label, way] of [
    ['a path', path('s')],
    ['AT_EMPTY_PATH', inode(file)],
  ] as const) {
    script.expect(issue(script, nr, task, socket(script, task, type), way), label, '0');
    asked(label, resolved);
  }
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'questions',
  what: 'the LSMs are asked once by path, with all of its address, and once about the peer, as by connect',
  call: 'fconnectat',
  needs: ['kprobe-events'],
  setUp: () => [probing(QUESTIONS), ...TYPES.map(byConnect)],
  cases: (nr) => TYPES.map((type) => byFconnectat(nr, type)),
};

/** R16, R18 and E29, of the questions. */
export const ASKED = scriptedLane(LANE);
