// SPDX-License-Identifier: MIT
// Where TOMOYO's refusal stands in the table of errors: after E18, before E20.
import { become } from '../../harness/scripted/calls.ts';
import { type BesideHook, besideHook, errorRoom } from '../../harness/scripted/error-room.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { TomoyoLog } from '../../objects/unix-socket/scripts/tomoyo.ts';
import { fconnectat } from './calls.ts';
import type { ConnectError } from './rooms.ts';
import { ROWS_OF_THE_CALL, ROWS_OF_THE_LOOKUP } from './rows.ts';
import { ROWS_OF_THE_PEER } from './rows-of-the-peer.ts';
import { ALLOWED, type CaseWriter, DENIED, VIA } from './tomoyo-policy.ts';

/** The row's call, to a name that the policy denies or allows; what TOMOYO must then have been asked. */
function play({ title, row, hook, expected, isAsked }: BesideHook<ConnectError>): CaseWriter {
  const [name, answer] = hook === 'refuses' ? [DENIED, 'denied'] : [ALLOWED, 'granted'];
  // Where the errors are the same, only the log tells.
  const covers = isAsked && hook === 'refuses' && row.errno !== 'EPERM' ? 'fconnectat E19' : undefined;
  return (nr, folder) => {
    const script = new JudgedScript(`TOMOYO: ${title}`);
    const on = errorRoom(script, { folder, via: VIA });
    if (row.uid !== undefined) become(script, on.caller, row.uid);
    const { fd, way } = row.make(on, name);
    const log = new TomoyoLog(script, on.helper);
    const label = `${name}, where ${row.id} applies`;
    fconnectat(script, nr, { task: on.caller, fd, way, label }, expected, covers);
    log.expect(...(isAsked ? [`${answer} ${row.type ?? 'stream'} ${folder}/${name}`] : []));
    return script;
  };
}

/** The cases. */
export const ORDER_CASES: readonly CaseWriter[] = besideHook('E19', {
  before: [...ROWS_OF_THE_CALL, ...ROWS_OF_THE_LOOKUP],
  after: ROWS_OF_THE_PEER,
}).map(play);
