// SPDX-License-Identifier: MIT
// Calls that wait on a full backlog, and what they leave.
import { NR } from '../../harness/protocol/nr.ts';
import { type AuditRoom, alike, auditRoom, leaves } from '../../harness/scripted/audit-room.ts';
import { SIGNAL } from '../../harness/scripted/calls.ts';
import { accept, connectTo, socket } from '../../objects/unix-socket/scripts/sockets.ts';
import { recordsOf } from './audit-leaves.ts';
import { AT_S, type CaseWriter, fill } from './audit-pairs.ts';
import { issue } from './calls.ts';

/** A call that waits: connect looks its path up anew, and records that; the new call does not (R2). */
function afterAWait(what: string, nrOf: (nr: number) => number, call: Issue, paths: number): CaseWriter {
  return (nr) => {
    const here = auditRoom(`${what} after a wait`);
    const { script, server, caller } = here;
    const full = fill(here);
    const op = call(here, nr, caller);
    script.expect(op, `${what}, the backlog is full`, 'blocked');
    accept(script, server, full);
    script.expectInTheEnd(op, 'the same, after an accept', '0');
    leaves(here, what, nrOf(nr), recordsOf({ exit: 0, saddr: AT_S, paths }));
    return script;
  };
}

type Issue = (room: AuditRoom, nr: number, task: number) => number;

/** connect(2) to `s`. */
export const issueOld: Issue = ({ script }, _, task) => connectTo(script, task, socket(script, task), AT_S);
const issueNew: Issue = ({ script }, nr, task) =>
  issue(script, nr, task, socket(script, task), { address: AT_S });

/** Both are interrupted in their wait. */
const interrupted: CaseWriter = (nr) => {
  const here = auditRoom('an interrupted wait');
  const { script, caller } = here;
  fill(here);
  script.handle(caller, SIGNAL.usr1);
  const [before, after] = [issueOld, issueNew].map((call, i) => {
    const what = ['connect', 'fconnectat'][i]!;
    const op = call(here, nr, caller);
    script.expect(op, `${what}, the backlog is full`, 'blocked');
    script.kill(caller, SIGNAL.usr1);
    script.expectInTheEnd(op, 'the same, after a signal', 'EINTR');
    return leaves(here, what, [NR.connect, nr][i]!, recordsOf({ exit: -4, saddr: AT_S, paths: 1 }));
  });
  alike(here, { before: before!, after: after!, what: 'fconnectat' });
  return script;
};

/** The cases. */
export const WAIT_CASES: readonly CaseWriter[] = [
  afterAWait('connect', () => NR.connect, issueOld, 2),
  afterAWait('fconnectat', (nr) => nr, issueNew, 1),
  interrupted,
];
