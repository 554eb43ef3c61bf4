// SPDX-License-Identifier: MIT
// `syspec check --engine tlc`: a fault that lets a judge allow more is red by name, though no variant makes use of it.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { readManifest, SHARED_MODULES } from '../../tla/manifest.ts';
import { check } from '../../verdicts/check.ts';
import { selectSubjects } from '../../verdicts/select.ts';

const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true });
});

/** The rows with a fault planted in one module: a proposal's own, or one that it shares with others. */
async function rowsWith(slug: string, file: string, before: string, after: string, where: object) {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-judges-'));
  copies.push(folder);
  cpSync(inRoot('tla', slug), folder, { recursive: true });
  const own = join(folder, file);
  const pieces = readFileSync(existsSync(own) ? own : join(SHARED_MODULES, file), 'utf8').split(before);
  expect(pieces).toHaveLength(2);
  // TLC finds the modules beside the specification before those that are shared.
  writeFileSync(own, pieces.join(after));
  const [subject] = selectSubjects([slug]);
  const manifest = readManifest(slug, join(folder, 'manifest.json'));
  const options = { engines: ['tlc'], mutants: false, variant: 'proposed', ...where } as const;
  return check([{ ...subject!, manifest }], options);
}

/** Those of them that are red. */
async function redRows(...fault: Parameters<typeof rowsWith>) {
  const rows = await rowsWith(...fault);
  return rows.filter(({ ok }) => !ok).map(({ claim, fault }) => `${claim}: ${fault}`);
}

const S = { claim: 'S', scenario: 'noproc' };
const SPEC = /^S: MCFconnectatJudges.tla: S_IsAsTold is violated at "\w+"$/;

test.each([
  [
    ...[
      'a refusal that hands nothing on',
      'FconnectatAtomic.tla',
      "/\\ waiters' = OnceGone(next)\n      /\\ \\E s",
    ],
    ...["/\\ waiters' \\in {OnceGone(next), waiters}\n      /\\ \\E s", S, SPEC],
  ],
  [
    ...['a freeze that ends a call', 'FconnectatAtomic.tla', '/\\ k # "none" /\\ EndsTheCall(v) THEN'],
    ...['/\\ k # "none" /\\ (EndsTheCall(v) \\/ v.sig = "freeze") THEN', S, SPEC],
  ],
  [
    ...['EINTR for whoever has slept', 'FconnectatRefinement.tla', '/\\ Atomic!CallerStep(p)'],
    ...['/\\ (Atomic!CallerStep(p) \\/ (task\'[p].ret = "EINTR" /\\ task[p].slept # "none"))', S, SPEC],
  ],
  [
    ...['of two signals the first', 'Signal.tla', 'IF pending = "kill" THEN "kill" ELSE kind'],
    ...['IF pending \\in {"kill", "interrupt"} THEN pending ELSE kind', S, /: SignalsAreAsTold is violated$/],
  ],
  [
    ...[
      'whoever is frozen is signalled',
      'FconnectatWords.tla',
      'IsAt(r, n, "SendSignal") /\\ Script[r][n].to = p}',
    ],
    '(IsAt(r, n, "SendSignal") /\\ Script[r][n].to = p) \\/ (IsAt(r, n, "Freeze") /\\ Script[r][n].of = p)}',
    ...[{ ...S, claim: 'C6' }, /^C6: .*: WordsAreAsTold is violated$/],
  ],
  [
    ...['a close that waits for an accept to come', 'Fconnectat.tla', '~(IsNext(s, "AcceptWake") /\\ '],
    ...['~((IsNext(s, "AcceptWake") \\/ IsNext(s, "AcceptDequeue")) /\\ ', S],
    /^S: MCFconnectatJudges.tla: RaceGoesOn is violated at "pairs"$/,
  ],
  [
    ...['a thawed call that is not woken', 'Fconnectat.tla', '                   ELSE [thawed EXCEPT'],
    '                   ELSE IF t.sig = "freeze" THEN GoneRound(thawed)\n                   ELSE [thawed EXCEPT',
    ...[S, /^S: MCFconnectatJudges.tla: RaceIsAsTold is violated at "\w+"$/],
  ],
  [
    ...['strong fairness of a step', 'Fconnectat.tla', 'WF_vars(CallerStep(p))\n  /\\ \\A r \\in Rival \\ '],
    'WF_vars(CallerStep(p)) /\\ SF_vars(Lock(p) /\\ task\'[p].pc # "asleep")\n  /\\ \\A r \\in Rival \\ ',
    ...[
      { claim: 'C9', scenario: 'forever' },
      /^C9.liveness: .* FairSpec assumes more than CallersGoOn and SteadyRivalsGoOn$/,
    ],
  ],
] as const)('%s', async (_, file, before, after, where, red) => {
  expect(await redRows('fconnectat', file, before, after, where)).toEqual([expect.stringMatching(red)]);
});

const PIPED = { claim: 'S', scenario: 'fifo' };
const AS_TOLD = /^S: MCPipeSendJudges.tla: S_IsAsTold is violated at "\w+"$/;

test.each([
  [
    ...['a refusal where nobody is inside', 'PipeSendAtomic.tla', '/\\ DontWait(p) /\\ AnotherIsInside(p)'],
    ...['/\\ DontWait(p)', PIPED, AS_TOLD],
  ],
  [
    ...['a call that goes on at its fault', 'PipeSendAtomic.tla', 'GoesOn(p)   == view[p].is = "inside"'],
    ...['GoesOn(p)   == IsInside(p)', PIPED, AS_TOLD],
  ],
  [
    ...['EINTR for whoever has slept', 'PipeSendRefinement.tla', '/\\ Atomic!CallerStep(p)'],
    '/\\ (Atomic!CallerStep(p) \\/ (task\'[p].ret = "EINTR" /\\ task[p].slept = "yes"))',
    ...[PIPED, AS_TOLD],
  ],
  [
    ...['a close that waits for a byte', 'PipeSend.tla', '/\\ lock = "none"\n  /\\ ends\' ='],
    ...['/\\ lock = "none" /\\ slots # <<>>\n  /\\ ends\' =', PIPED],
    /^S: MCPipeSendJudges.tla: RaceGoesOn is violated at "rows"$/,
  ],
  [
    ...['a page that is there before its time', 'PipeSend.tla', 'THEN [t EXCEPT !.pc = "mapped"]'],
    ...[
      'THEN [t EXCEPT !.pc = "copy"]',
      PIPED,
      /^S: MCPipeSendJudges.tla: RaceIsAsTold is violated at "\w+"$/,
    ],
  ],
  [
    ...['a call that is restarted though it has moved a byte', 'PipeSendAtomic.tla'],
    ...['v.sig = "restart" /\\ v.count = 0', 'v.sig = "restart"', PIPED, AS_TOLD],
  ],
  [
    ...['a device that takes nothing', 'PipeSendAtomic.tla', '{Ended(p, [v EXCEPT !.count = taken], "OK")}'],
    ...['{Ended(p, [v EXCEPT !.count = k], "OK") : k \\in {0, taken}}', PIPED, AS_TOLD],
  ],
  [
    ...['a wait in spite of a signal', 'PipeSendAtomic.tla', '~all /\\ MayWait(p) /\\ ~IsPending(v.sig)'],
    ...['~all /\\ MayWait(p)', PIPED, AS_TOLD],
  ],
  [
    ...['a killed sender that leaves no slot', 'PipeSendAtomic.tla', 'THEN LeavesSlot(p)\n'],
    ...["THEN LeavesSlot(p) \\/ slots' = slots\n", PIPED, AS_TOLD],
  ],
  [
    ...['a receiver that a hollow slot does not wake', 'PipeSend.tla', 'IsReady(p) \\/ IsPending(t.sig)'],
    '(IsReady(p) /\\ (Sends(p) \\/ "write" \\notin ends \\/ Cleaned(slots) # <<>>)) \\/ IsPending(t.sig)',
    ...[PIPED, /^S: MCPipeSendJudges.tla: RaceGoesOn is violated at "rows"$/],
  ],
  [
    ...[
      'strong fairness of a step',
      'PipeSend.tla',
      'FairSpec == Spec /\\ WF_vars(CallerStep("c1"))\n\n(* Some',
    ],
    'FairSpec == Spec /\\ WF_vars(CallerStep("c1")) /\\ SF_vars(Lock("c1") /\\ lock = "none")\n\n(* Some',
    ...[{ claim: 'C2', scenario: 'fifo' }, /^C2.liveness: .* FairSpec assumes more than FirstCallerGoesOn$/],
  ],
] as const)('%s, in the other proposal', async (_, file, before, after, where, red) => {
  expect(await redRows('pipe_send', file, before, after, where)).toEqual([expect.stringMatching(red)]);
});

// By whoever would let it do there what who is inside may do, this was kept.
test('a call that does not wait for its page does what the specification refuses', async () => {
  const before = '/\\ task[p].pc \\in {"copy", "mapped"}\n';
  const after = '/\\ task[p].pc \\in {"copy", "mapped", "fault"}\n';
  const rows = await rowsWith('pipe_send', 'PipeSend.tla', before, after, { claim: 'S', scenario: 'paged' });
  expect(rows.map(({ claim, verdict }) => [claim, verdict])).toEqual([
    ['S', 'violated'],
    ['S.progress', 'holds'],
  ]);
});

// Nothing wins by refusing: a call that always fails says nothing untrue of its steps, and has no progress.
test.each([
  [
    ...['fconnectat', 'Fconnectat.tla', 'CASE t.call = "fchdir" -> BadDirectory(d)\n'],
    'CASE t.call = "fchdir" -> BadDirectory(d)\n             [] t.call = "fconnectat" -> "ECONNREFUSED"\n',
    'noproc',
  ],
  [
    ...['pipe_send', 'PipeSend.tla', '                  ELSE [t EXCEPT !.pc = "lock"]\n'],
    '                  ELSE IF DontWait(p) THEN Ended(p, t, "EAGAIN")\n                  ELSE [t EXCEPT !.pc = "lock"]\n',
    'share',
  ],
] as const)('%s that always refuses makes no progress', async (slug, file, before, after, scenario) => {
  const rows = await rowsWith(slug, file, before, after, { claim: 'C6', scenario });
  expect(rows.map(({ claim, verdict }) => [claim, verdict])).toContainEqual(['C6.progress', 'unreached']);
});

// Each of these was kept everywhere, until a scenario had its place.
test.each([
  [
    ...[
      'a restart of what has moved bytes',
      'PipeSend.tla',
      'ELSE IF moved.count > 0 THEN Ended(p, moved, "OK")',
    ],
    ...['ELSE IF moved.count > 0 /\\ t.sig # "restart" THEN Ended(p, moved, "OK")', 'S', 'signal'],
  ],
  [
    ...['a sender that heeds no O_NONBLOCK', 'PipeSend.tla', '\\/ nonblock = "on"\n'],
    ...['\\/ nonblock = "on" /\\ (task[p].call # "send" \\/ ~Sends(p))\n', 'S', 'nonblock'],
  ],
  [
    ...[
      'a table that breaks a call of no bytes',
      'PipeSendErrors.tla',
      'OnPipe(a) /\\ a.op = "send" /\\ "read"',
    ],
    ...['a.fd = "pipe" /\\ a.op = "send" /\\ "read"', 'C8', 'refusals'],
  ],
  [
    ...['a broken pipe before an unknown flag', 'PipeSend.tla', 'ELSE IF "UNKNOWN" \\in a.flags \\/ a.addr'],
    'ELSE IF a.fd = "pipe" /\\ Sends(p) /\\ "read" \\notin ends /\\ (a.n = 0 \\/ "UNKNOWN" \\in a.flags) THEN "EPIPE"\n' +
      '      ELSE IF "UNKNOWN" \\in a.flags \\/ a.addr',
    ...['C8', 'refusals'],
  ],
  [
    ...['no slot after a sleep', 'PipeSend.tla', 'IF CopiesFirst \\/ Merged(p) > 0 THEN'],
    ...['IF CopiesFirst \\/ Merged(p) > 0 \\/ task[p].slept = "yes" THEN', 'S', 'hollow'],
  ],
] as const)('%s is seen', async (_, file, before, after, claim, scenario) => {
  const rows = await rowsWith('pipe_send', file, before, after, { claim, scenario });
  expect(rows.map(({ claim, verdict }) => [claim, verdict])).toContainEqual([claim, 'violated']);
});
