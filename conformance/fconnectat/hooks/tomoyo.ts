// SPDX-License-Identifier: MIT
// TOMOYO, the one LSM of 6.12 that goes by the path of a socket (security_socket_connect).
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { scriptedLane } from '../../harness/scripted/lane.ts';
import { socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { activate } from '../../objects/unix-socket/scripts/tomoyo.ts';
import { connect } from './calls.ts';
import { ORDER_CASES } from './tomoyo-order.ts';
import { ALLOWED, type CaseWriter, DENIED, folderOf, PERMISSIONS, room, serve } from './tomoyo-policy.ts';
import { VIEW_CASES } from './tomoyo-views.ts';
import { WAY_CASES } from './tomoyo-ways.ts';

const CASES: readonly CaseWriter[] = [...WAY_CASES, ...VIEW_CASES, ...ORDER_CASES];

function activation(): JudgedScript {
  const script = new JudgedScript('TOMOYO cannot be activated');
  activate(script, script.spawn(), PERMISSIONS);
  return script;
}

/** connect(2) is what tells that TOMOYO is at work. */
function control(): JudgedScript {
  const here = room('it does not watch connect', folderOf(0));
  const { script, folder, server, log } = here;
  for (const [name, result, answer] of [
    [ALLOWED, '0', 'granted'],
    [DENIED, 'EPERM', 'denied'],
  ] as const) {
    serve(here, `${folder}/${name}`);
    connect(script, { task: server, fd: socket(script, server), to: `${folder}/${name}` }, result);
    log.expect(`${answer} stream ${folder}/${name}`);
  }
  return script;
}

/** R18 and E19, where the LSM goes by the path. */
export const TOMOYO = scriptedLane({
  scenario: 'tomoyo',
  what: 'TOMOYO is asked, about the path of what was found',
  call: 'fconnectat',
  needs: ['tomoyo'],
  setUp: () => [activation(), control()],
  cases: (nr) => CASES.map((write, at) => write(nr, folderOf(at + 1))),
});
