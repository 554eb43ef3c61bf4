// SPDX-License-Identifier: MIT
// Who waits at the listener is told of each connection, also of the second of two that nobody has accepted yet: as by connect(2) (R16).
import { NR } from '../../harness/protocol/nr.ts';
import { edgesBy, watchEdges } from '../../harness/scripted/epoll.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { accept, listener, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { byConnect, byFconnectat, type Connect } from './waiting.ts';

const POLLIN = 1;
/** More edges than there are. */
const MOST = 4;

/** The listener that is watched, and whoever connects to it. */
function edges(call: string, connect: Connect): JudgedScript {
  const script = new JudgedScript(`an edge for each connection: ${call}`);
  const [server, caller] = [script.spawn(), script.spawn()];
  const listens = listener(script, server, 's');
  const epoll = script.open(server, NR.epoll_create1, 0);
  watchEdges(script, server, epoll, listens, POLLIN);
  const told = (label: string, edges: string) =>
    script.expect(edgesBy(script, server, epoll, MOST), `edges, ${label}`, edges);
  told('before', '0');
  for (const which of ['the first', 'the second']) {
    script.expect(connect(script, caller, socket(script, caller)), which, '0');
    told(which, '1');
  }
  accept(script, server, listens);
  told('after an accept', '0');
  script.expect(connect(script, caller, socket(script, caller)), 'the third', '0');
  told('the third', '1');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'announced',
  what: 'each connection is an edge for who watches the listener',
  call: 'fconnectat',
  needs: [],
  setUp: () => [edges('connect', byConnect)],
  cases: (nr) => [edges('fconnectat', byFconnectat(nr))],
};

/** R16, of who watches. */
export const ANNOUNCED = scriptedLane(LANE);
