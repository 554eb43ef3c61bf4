// SPDX-License-Identifier: MIT
// The rows of the table are about what a program has put in, and not about what was given.

import { caged } from '../../objects/unix-socket/scripts/cgroup-room.ts';
import { issue, path } from './calls.ts';
import { ALLOW, type CaseWriter, callReaches, GIVEN } from './rewrite-scene.ts';
import { type ConnectError, server } from './rooms.ts';
import { ROWS_OF_THE_LOOKUP } from './rows.ts';
import { ROWS_OF_THE_PEER } from './rows-of-the-peer.ts';

/** Where a row applies to what is put in, it applies. */
const rowOfRewritten =
  (row: ConnectError): CaseWriter =>
  (nr, ids, name) => {
    const on = caged(`a path to which ${row.id} applies`, name, row.uid);
    server(on, GIVEN);
    const { fd, way } = row.make(on, 's');
    if (way.address.kind !== 'path') throw new Error(`${row.id} has no path`);
    on.program.attach(ALLOW, { ids, path: way.address.path });
    const given = path(`${on.folder}/${GIVEN}`, way.dirfd, way.flags);
    const op = issue(on.script, nr, on.caller, fd, given);
    on.script.expect(op, 'fconnectat', row.errno);
    on.program.expectRuns(1);
    return on.script;
  };

/** Where a row applies to what is given, it does not. */
const rowOfGiven =
  (row: ConnectError): CaseWriter =>
  (nr, ids, name) => {
    const title = `in the place of what ${row.id} applies to`;
    const on = { ...caged(title, name, row.uid), type: 'stream' } as const;
    const { way } = row.make(on, 's');
    server(on, 'there');
    on.program.attach(ALLOW, { ids, path: `${on.folder}/there` });
    callReaches(on, nr, { label: 'it', way, at: `${on.folder}/there` });
    on.program.expectRuns(1);
    return on.script;
  };

/** E10 is about the empty path, which no program can put in; the call of E24 has none. */
const hasPath = ({ id }: ConnectError): boolean => id !== 'E10' && id !== 'E24';

/** The cases. */
export const REWRITTEN_ROWS: readonly CaseWriter[] = [
  ...[...ROWS_OF_THE_LOOKUP, ...ROWS_OF_THE_PEER].filter(hasPath).map(rowOfRewritten),
  ...ROWS_OF_THE_LOOKUP.map(rowOfGiven),
];
