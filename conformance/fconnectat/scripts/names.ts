// SPDX-License-Identifier: MIT
// A caller without a name that asks for credentials is given one by its call, by whichever option it asks (R16).
import { SO_PASSCRED, SO_PASSPIDFD } from '../../harness/protocol/flags.ts';
import { u32 } from '../../harness/registers.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import {
  connectTo,
  type SocketType,
  SUN_PATH,
  served,
  setOption,
  socket,
  TYPES,
} from '../../objects/unix-socket/scripts/sockets.ts';
import { expectAddressLength } from '../hooks/calls.ts';
import { byConnect, byFconnectat, type Connect } from './waiting.ts';

/** A NUL and five digits (`unix_autobind()`). */
const GIVEN = SUN_PATH + 6;
const OPTIONS = [
  ['no option', undefined],
  ['SO_PASSCRED', SO_PASSCRED],
  ['SO_PASSPIDFD', SO_PASSPIDFD],
] as const;

/** A socket with each of the options. */
function named(type: SocketType, call: string, connect: Connect): JudgedScript {
  const script = new JudgedScript(`a name for a socket, ${type}: ${call}`);
  const [server, caller] = [script.spawn(), script.spawn()];
  served(script, server, { kind: 'path', path: 's' }, type);
  for (const [name, option] of OPTIONS) {
    const fd = socket(script, caller, type);
    if (option !== undefined) setOption(script, caller, fd, option, u32(1));
    script.expect(connect(script, caller, fd), name, '0');
    const bytes = option === undefined ? SUN_PATH : GIVEN;
    expectAddressLength(script, { task: caller, fd, label: name }, bytes);
  }
  return script;
}

/** A name that is not there. */
function absent(): JudgedScript {
  const script = new JudgedScript('a name that is not there');
  const task = script.spawn();
  script.expect(connectTo(script, task, socket(script, task), 's'), 'connect', 'ENOENT');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'names',
  what: 'a caller that asks for credentials is given a name by its call, and no other is',
  call: 'fconnectat',
  needs: [],
  setUp: () => [absent()],
  cases: (nr) =>
    TYPES.flatMap((type) => [named(type, 'connect', byConnect), named(type, 'fconnectat', byFconnectat(nr))]),
};

/** R16, of the name. */
export const NAMES = scriptedLane(LANE);
