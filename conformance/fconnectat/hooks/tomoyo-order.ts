// SPDX-License-Identifier: MIT
// Where TOMOYO's refusal stands in the table of errors: after E18, before E20.
import { become } from '../../harness/scripted/calls.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { TomoyoLog } from '../../harness/scripted/tomoyo.ts';
import { fconnectat } from './calls.ts';
import { ROWS_OF_THE_CALL, ROWS_OF_THE_LOOKUP } from './rows.ts';
import { ROWS_OF_THE_PEER } from './rows-of-the-peer.ts';
import { type ErrorMaker, errorRoom } from './stage.ts';
import { ALLOWED, type CaseWriter, DENIED, VIA } from './tomoyo-policy.ts';

/** The row's call, to that name; what TOMOYO must then have been asked. */
function play(title: string, row: ErrorMaker, name: string, expected: string, answer?: string): CaseWriter {
  return (nr, folder) => {
    const script = new JudgedScript(`TOMOYO: ${title}`);
    const on = errorRoom(script, { folder, via: VIA });
    if (row.uid !== undefined) become(script, on.caller, row.uid);
    const { fd, way } = row.make(on, name);
    const log = new TomoyoLog(script, on.helper);
    const label = `${name}, where ${row.id} applies`;
    fconnectat(script, nr, { task: on.caller, fd, way, label }, expected, coverage(row, answer));
    log.expect(...(answer === undefined ? [] : [`${answer} ${row.type ?? 'stream'} ${folder}/${name}`]));
    return script;
  };
}

/** Where the errors are the same, only the log tells. */
const coverage = (row: ErrorMaker, answer: string | undefined) =>
  answer === 'denied' && row.errno !== 'EPERM' ? 'fconnectat E19' : undefined;

const before = [...ROWS_OF_THE_CALL, ...ROWS_OF_THE_LOOKUP].map((row) =>
  play(`${row.id} comes before E19`, row, DENIED, row.errno),
);

const after = ROWS_OF_THE_PEER.flatMap((row) => [
  play(`E19 comes before ${row.id}`, row, DENIED, 'EPERM', 'denied'),
  play(`${row.id} where E19 does not apply`, row, ALLOWED, row.errno, 'granted'),
]);

/** The cases. */
export const ORDER_CASES: readonly CaseWriter[] = [...before, ...after];
