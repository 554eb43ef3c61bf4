// SPDX-License-Identifier: MIT
// What audit records of the new call is what it records of connect (R18).
import { NR } from '../../harness/protocol/nr.ts';
import { enableAudit } from '../../harness/scripted/audit.ts';
import { audited, auditRoom } from '../../harness/scripted/audit-room.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { scriptedLane } from '../../harness/scripted/lane.ts';
import { recordsOf } from './audit-leaves.ts';
import { AT_S, PAIR_CASES } from './audit-pairs.ts';
import { issueOld, WAIT_CASES } from './audit-waits.ts';

function enabling(nr: number): JudgedScript {
  const script = new JudgedScript('audit cannot be turned on');
  enableAudit(script, script.spawn(), [NR.connect, nr]);
  return script;
}

/** connect(2) is what tells that records are made. */
function control(): JudgedScript {
  const here = auditRoom('it does not watch connect');
  audited(here, {
    ...{ what: 'connect', nr: NR.connect, make: () => issueOld(here, 0, here.caller) },
    left: recordsOf({ exit: -2, saddr: AT_S, paths: 1 }),
  });
  return here.script;
}

/** The lane. */
export const AUDIT = scriptedLane({
  scenario: 'audit',
  what: 'audit records of the new call what it records of connect',
  call: 'fconnectat',
  needs: ['audit'],
  setUp: (nr) => [enabling(nr), control()],
  cases: (nr) => [...PAIR_CASES, ...WAIT_CASES].map((write) => write(nr)),
});
