// SPDX-License-Identifier: MIT
// Each call meets the row that it is said to meet, where no hook is.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { become } from '../../harness/scripted/calls.ts';
import { errorRoom } from '../../harness/scripted/error-room.ts';
import { judge } from '../../harness/scripted/judge.ts';
import { JudgedScript } from '../../harness/scripted/judged-script.ts';
import { type OpenTarget, openTarget } from '../../harness/target/index.ts';
import { numbersOn } from '../../interface.ts';
import { FCONNECTAT } from '../index.ts';
import { fconnectat } from './calls.ts';
import type { ConnectError } from './rooms.ts';
import { ROWS_OF_THE_CALL, ROWS_OF_THE_LOOKUP } from './rows.ts';
import { ROWS_OF_THE_PEER } from './rows-of-the-peer.ts';

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget({ flavour: 'fast', slug: FCONNECTAT.slug });
});
afterAll(() => target.close());

function play(row: ConnectError): JudgedScript {
  const script = new JudgedScript(row.id);
  const on = errorRoom(script, { folder: `/run/${row.id.replaceAll(' ', '-')}`, via: 'via' });
  if (row.uid !== undefined) become(script, on.caller, row.uid);
  const { fd, way } = row.make(on, 's');
  fconnectat(
    script,
    numbersOn(FCONNECTAT.slug).fconnectat!,
    { task: on.caller, fd, way, label: row.id },
    row.errno,
  );
  return script;
}

test('every row', async () => {
  const rows = [...ROWS_OF_THE_CALL, ...ROWS_OF_THE_LOOKUP, ...ROWS_OF_THE_PEER];
  const result = await judge(target, rows.map(play));
  expect(result.failures.map(({ title, diagram }) => `${title}\n${diagram}`)).toEqual([]);
  expect(result.cases).toBe(rows.length);
});
