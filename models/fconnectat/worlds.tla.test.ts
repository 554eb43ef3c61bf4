// SPDX-License-Identifier: MIT
// The scenarios of the TLA+ are those of the document's tables; another one is named, and what holds in it counts for nothing.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { readManifest } from '../../tla/manifest.ts';
import { check } from '../../verdicts/check.ts';
import { editedCopy } from '../../verdicts/fixtures/edited-copy.ts';
import { selectSubjects } from '../../verdicts/select.ts';
import { Worlds } from '../../verdicts/worlds.ts';

const [subject] = selectSubjects(['fconnectat']);
const FILE = 'FconnectatScenarios.tla';

/** With `before` replaced in the scenarios. */
function edited(before: string, after: string) {
  const copy = editedCopy(inRoot('tla', 'fconnectat'), FILE, before, after);
  return { ...subject!, manifest: readManifest('fconnectat', join(copy, 'manifest.json')) };
}

const FULL = '!.queue.A = <<"x", "x">>,\n           !.script = [server |->';
const HALF_FULL = FULL.replace('"x", "x"', '"x"');
const SAID = /^.*: what two differs in: it says 'queue of A holds x, x', and \S+ says 'queue of A holds x'$/;

test('each is as told', async () => {
  const worlds = new Worlds(subject!);
  const faults = subject!.proposal.scenarios.map(({ name }) => worlds.faultOf(name));
  expect(await Promise.all(faults)).toEqual(faults.map(() => null));
});

describe('what must be red', () => {
  test.each([
    ['a queue', FULL, HALF_FULL, 'two', SAID],
    [
      'a rival',
      '<<FreezeTask("c1"), ThawTask("c1"), FreezeTask("c2")>>',
      '<<FreezeTask("c1")>>',
      'frozen',
      /the rivals of frozen/,
    ],
    [
      'an argument',
      'Trio EXCEPT !.c3.sockfd = "nonblock"',
      'Trio EXCEPT !.c2.sockfd = "nonblock"',
      'again',
      /'c2 has sockfd nonblock'/,
    ],
    ['a part of a world of its own', '!.w = "iW", ', '', 'errors', /entries of errors: it says 'D1.w is iW'/],
    ['the common world', 'backlog  |-> 1', 'backlog  |-> 2', 'swap', /'a backlog of two'/],
  ])('%s', async (_, before, after, scenario, said) => {
    expect(await new Worlds(edited(before, after)).faultOf(scenario)).toMatch(said);
  });

  test('what holds there', async () => {
    const where = { claim: 'C8', variant: 'proposed', scenario: 'two' };
    const other = edited(FULL, HALF_FULL);
    const rows = await check([other], { engines: ['tlc'], mutants: false, ...where });
    expect(rows).toMatchObject([{ verdict: 'inconclusive', ok: false, fault: expect.stringMatching(SAID) }]);
  });
});
