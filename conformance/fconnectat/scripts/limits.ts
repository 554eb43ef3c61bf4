// SPDX-License-Identifier: MIT
// More sockets than there may be: twice as many as files (`unix_create1()`, Linux 6.12 and 7.3). A connection needs one more (E9).
import { NR } from '../../harness/protocol/nr.ts';
import { u32 } from '../../harness/registers.ts';
import { writeFile } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type ScriptedLane, scriptedLane } from '../../harness/scripted/lane.ts';
import { SOCKADDR_UN } from '../../objects/unix-socket/codecs.ts';
import { type SocketType, served, socket, TYPES } from '../../objects/unix-socket/scripts/sockets.ts';
import { byConnect, byFconnectat, type Connect } from './waiting.ts';

const FILE_MAX = '/proc/sys/fs/file-max';
const MANY = '65536';

/** Root may open files beyond the limit, so that it can be taken back. */
function limited(type: SocketType, call: string, connect: Connect): JudgedScript {
  const script = new JudgedScript(`no more sockets, ${type}: ${call}`);
  const [server, caller] = [script.spawn(), script.spawn()];
  served(script, server, { kind: 'path', path: 's' }, type);
  const fd = socket(script, caller, type);
  const limit = (files: string) =>
    script.expect(writeFile(script, server, FILE_MAX, files), `${files} files`, String(files.length));
  limit('0');
  script.expect(connect(script, caller, fd), 'at the limit', type === 'dgram' ? '0' : 'ENFILE');
  limit(MANY);
  if (type === 'dgram') return script;
  const op = script.call(caller, NR.getpeername, fd, { out: SOCKADDR_UN }, { inout: u32(SOCKADDR_UN) });
  script.expect(op, 'its peer, after that', 'ENOTCONN');
  script.expect(connect(script, caller, fd), 'the same socket, below the limit', '0');
  return script;
}

const LANE: ScriptedLane = {
  scenario: 'limits',
  what: 'a connection needs a socket more, and is refused where there are too many',
  call: 'fconnectat',
  needs: [],
  setUp: () => TYPES.map((type) => limited(type, 'connect', byConnect)),
  cases: (nr) => TYPES.map((type) => limited(type, 'fconnectat', byFconnectat(nr))),
};

/** E9, of sockets. */
export const LIMITS = scriptedLane(LANE);
