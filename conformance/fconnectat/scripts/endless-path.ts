// SPDX-License-Identifier: MIT
// A socket whose absolute path is longer than PATH_MAX, where no LSM can ask about it (A15). Where one can, the lane `tomoyo` has it.
import { NR } from '../../harness/protocol/nr.ts';
import { descend } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import {
  connectTo,
  type SocketType,
  served,
  socket,
  TYPES,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { fconnectat, waysTo } from '../hooks/calls.ts';

const PATH_MAX = 4096;
/** Folders below each other: 5000 bytes. */
const NAMES = Array<string>(20).fill('d'.repeat(249));

/** Without a number the call is connect(2). */
function deep(type: SocketType, nr?: number): JudgedScript {
  const script = new JudgedScript(`5000 bytes down, ${type}${nr === undefined ? ', by connect' : ''}`);
  const task = script.spawn();
  descend(script, task, NAMES);
  script.expect(script.call(task, NR.getcwd, { out: PATH_MAX }, PATH_MAX), 'getcwd', 'ENAMETOOLONG');
  served(script, task, { kind: 'path', path: 's' }, type);
  if (nr === undefined) {
    script.expect(connectTo(script, task, socket(script, task, type), 's'), 'connect', '0');
    return script;
  }
  for (const [label, way] of waysTo(script, task, 's'))
    fconnectat(script, nr, { task, fd: socket(script, task, type), way, label }, '0');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'endless-path',
  what: 'a path of more than PATH_MAX bytes, where no LSM can ask',
  call: 'fconnectat',
  needs: ['no-socket-hooks'],
  setUp: () => TYPES.map((type) => deep(type)),
  cases: (nr) => TYPES.map((type) => deep(type, nr)),
};

/** A15, without CONFIG_SECURITY_NETWORK. */
export const ENDLESS_PATH = scriptedLane(LANE);
