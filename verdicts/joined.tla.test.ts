// SPDX-License-Identifier: MIT
// The joint run says of each claim what TLC says of it alone, as an INVARIANT or a PROPERTY.
import { describe, expect, test } from 'vitest';
import { askAlone } from './alone.ts';
import { editedCopy } from './fixtures/edited-copy.ts';
import { LEASE_FOLDER, lease } from './fixtures/lease.ts';
import { askJoined } from './joined.ts';
import type { AskedTlc } from './operators.ts';
import type { TlcPlace } from './place.ts';

/** `Lease.tla` with these definitions too, and these claims in place of its own. */
function place(definitions: string, claims: TlcPlace['manifest']['claims'], variant = 'proposed'): TlcPlace {
  const copy = editedCopy(LEASE_FOLDER, 'Lease.tla', 'AllDone ==', `${definitions}\n\nAllDone ==`);
  const { manifest } = lease((text) => text, copy);
  return { manifest: { ...manifest, claims }, variant, scenario: 'pair' };
}

const asked = (claim: string, part: AskedTlc['part'] = 'safety'): AskedTlc => ({
  claim,
  part,
  expected: 'holds',
});
const state = (operator: string) => ({ rules: [], safety: { operator, spec: 'Spec' } });
const progress = (operator: string) => ({ rules: [], progress: { operator, spec: 'Spec' } });
const step = (operator: string) => ({ rules: [], step: { operator } });

const DEFINITIONS = `
NobodyIsRefused == \\A p \\in Caller : ret[p] # "EAGAIN"
NeverTwice == ~(\\A p \\in Caller : ret[p] = "OK")
ResultStays == \\A p \\in Caller : ret[p] # "none" => ret'[p] = ret[p]
OwnerStays == owner' = owner
Holder == IF owner = "none" THEN {} ELSE {owner}
A_Init == Holder = {}
A_Full == Holder = {"c1"}
A_Step == \\/ Holder = {} /\\ \\E p \\in Caller : Holder' = {p}
          \\/ Holder' = Holder
A_Empty == Holder' = {}
Throws == ret["nobody"] = "OK"
Numbers == 7
StepThrows == ret'["nobody"] = "OK"`;

const CLAIMS: TlcPlace['manifest']['claims'] = {
  Held: state('C1_OneOwner'),
  Broken: state('NobodyIsRefused'),
  Reached: progress('NobodyIsRefused'),
  Unreached: progress('NeverTwice'),
  StepHeld: step('ResultStays'),
  StepBroken: step('OwnerStays'),
  Both: { ...state('C1_OneOwner'), ...step('OwnerStays') },
  Refines: { rules: [], refinement: { init: 'A_Init', next: 'A_Step' } },
  NotInitially: { rules: [], refinement: { init: 'A_Full', next: 'A_Step' } },
  NotByStep: { rules: [], refinement: { init: 'A_Init', next: 'A_Empty' } },
};

const VERDICTS = {
  ...{ Held: 'holds', Broken: 'violated', Reached: 'holds', Unreached: 'unreached' },
  ...{ StepHeld: 'holds', StepBroken: 'violated', Both: 'violated' },
  ...{ Refines: 'holds', NotInitially: 'violated', NotByStep: 'violated' },
};

const partOf = (claim: string) => (claim.endsWith('eached') ? 'progress' : 'safety');
const rows = Object.keys(CLAIMS).map((claim) => asked(claim, partOf(claim)));
const verdicts = (answers: readonly { readonly verdict: string }[]) => answers.map(({ verdict }) => verdict);

test('held and broken, reached and not, of states, of steps and of both: as TLC says of each alone', async () => {
  const here = place(DEFINITIONS, CLAIMS);
  const joined = await askJoined(here, rows);
  expect(Object.fromEntries(rows.map(({ claim }, i) => [claim, joined[i]?.verdict]))).toEqual(VERDICTS);
  const alone = [];
  for (const row of rows) alone.push(await askAlone(here, row));
  expect(verdicts(joined)).toEqual(verdicts(alone));
  // Each sees the whole graph, also where it is violated.
  for (const answer of joined) expect(answer).toMatchObject({ distinct: 10, depth: 5, fault: null });
});

test('claims that name no variable are judged in each state too', async () => {
  const here = place('Always == TRUE\nNever == FALSE', { Always: state('Always'), Never: state('Never') });
  expect(verdicts(await askJoined(here, [asked('Always')]))).toEqual(['holds']);
  expect(verdicts(await askJoined(here, [asked('Never')]))).toEqual(['violated']);
  const steps = { ...here.manifest, claims: { Always: step('Always'), Never: step('Never') } };
  expect(verdicts(await askJoined({ ...here, manifest: steps }, [asked('Always')]))).toEqual(['holds']);
  expect(verdicts(await askJoined({ ...here, manifest: steps }, [asked('Never')]))).toEqual(['violated']);
});

test('a step between states that are both known is judged too', async () => {
  // c1 and c2 enter in either order: the second way's last step leads to a known state.
  const last = `Ordered == ~(pc["c2"] = "take" /\\ pc["c1"] = "enter" /\\ pc'["c1"] = "take")`;
  const first = `Other == ~(pc["c1"] = "take" /\\ pc["c2"] = "enter" /\\ pc'["c2"] = "take")`;
  const here = place(`${last}\n${first}`, { Ordered: step('Ordered'), Other: step('Other') });
  const answers = await askJoined(here, [asked('Ordered'), asked('Other')]);
  expect(verdicts(answers)).toEqual(['violated', 'violated']);
});

describe('what cannot be evaluated', () => {
  test.each([
    ['a claim of states', state('Throws'), 'Throws'],
    ['a claim that is no truth value', state('Numbers'), 'Numbers'],
    ['a claim of steps', step('StepThrows'), 'StepThrows'],
  ])('%s is named, and the others are judged all the same', async (_, claim, name) => {
    const here = place(DEFINITIONS, { ...CLAIMS, Odd: claim });
    const answers = await askJoined(here, [asked('Held'), asked('Odd'), asked('Broken')]);
    expect(verdicts(answers)).toEqual(['holds', 'inconclusive', 'violated']);
    expect(answers[1]?.fault).toContain(`${name}: Lease.tla, variant proposed, scenario pair: `);
  });

  test("a specification that cannot be is no claim's fault", async () => {
    const here = place(DEFINITIONS, CLAIMS, 'proposed');
    const broken = { ...here, manifest: { ...here.manifest, spec: 'Numbers' } };
    await expect(askJoined(broken, rows.slice(0, 2))).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});
