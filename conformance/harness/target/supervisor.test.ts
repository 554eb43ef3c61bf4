// SPDX-License-Identifier: MIT
// What is run again, on which kernel, and what is said of it. The kernels are tables.
import { expect, test } from 'vitest';
import { SyspecError } from '../../../base/errors.ts';
import type { SequenceResult } from '../protocol/types.ts';
import type { Crash } from '../target.ts';
import { type Fakes, fakeSessions, numbered } from './fixtures/fake-sessions.ts';
import { type Patience, Supervisor } from './supervisor.ts';

const FINE = { settled: [] };

const sequences = (count: number) => Array.from({ length: count }, (_, i) => numbered(i));

async function start(fakes: Fakes, patience: Partial<Patience> = {}) {
  const fake = fakeSessions(fakes);
  const supervisor = await Supervisor.start(fake.open, ({ release }) => release, patience);
  return { ...fake, supervisor };
}

/** The results that are not fine, by index. */
function odd(results: readonly (SequenceResult | Crash)[]) {
  return Object.fromEntries(
    [...results.entries()].filter(([, result]) => !('settled' in result) || result.fault),
  );
}

test('a kernel without fault: one session, one run', async () => {
  const { supervisor, runs } = await start({});
  expect(await supervisor.run(sequences(3))).toEqual([FINE, FINE, FINE]);
  expect(runs).toEqual([[[0, 1, 2]]]);
  expect(supervisor).toMatchObject({ crashes: 0, name: '6.12.0', ordered: true });
});

test('one in flight is the one: it is not run again, and what came before counts', async () => {
  const { supervisor, runs } = await start({
    deed: (n) => (n === 2 ? { dies: 'BUG' } : undefined),
    frame: 1,
  });
  expect(odd(await supervisor.run(sequences(5)))).toEqual({ 2: { crashed: 'BUG', log: 'log-0' } });
  expect(runs).toEqual([[[0, 1, 2, 3, 4]], [[3, 4]]]);
});

test('several in flight are run one by one, until it is known which', async () => {
  const { supervisor, runs } = await start({
    deed: (n) => (n === 5 ? { dies: 'BUG' } : undefined),
    frame: 4,
  });
  expect(odd(await supervisor.run(sequences(10)))).toEqual({ 5: { crashed: 'BUG', log: 'log-1' } });
  expect(runs).toEqual([[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]], [[4], [5]], [[6], [7], [8, 9]]]);
  expect(supervisor.crashes).toBe(2);
});

test('two of those in flight are both found', async () => {
  const { supervisor } = await start({
    deed: (n) => (n === 1 || n === 3 ? { dies: `BUG ${n}` } : undefined),
  });
  expect(odd(await supervisor.run(sequences(5)))).toMatchObject({
    1: { crashed: 'BUG 1' },
    3: { crashed: 'BUG 3' },
  });
});

test('after a complaint no result of that run counts, though the kernel lives', async () => {
  const { supervisor, runs, sessions } = await start({
    deed: (n) => (n === 1 ? { says: 'WARNING: w' } : undefined),
    frame: 1,
  });
  expect(odd(await supervisor.run(sequences(3)))).toEqual({ 1: { crashed: 'WARNING: w', log: 'log-1' } });
  expect(runs).toEqual([[[0, 1, 2]], [[0], [1]], [[2]]]);
  expect(sessions.map(({ killed }) => killed)).toEqual([true, true, false]);
});

test('a complaint is found though another sequence killed the kernel after it', async () => {
  const { supervisor } = await start({
    deed: (n) => (n === 1 ? { says: 'WARNING: w' } : n === 3 ? { dies: 'panic' } : undefined),
    frame: 1,
  });
  expect(odd(await supervisor.run(sequences(5)))).toMatchObject({
    1: { crashed: 'WARNING: w' },
    3: { crashed: 'panic' },
  });
});

test('a crash that does not come again fails the run, and is pinned to nothing', async () => {
  const { supervisor } = await start({
    deed: (n, session) => (n === 2 && session === 0 ? { dies: 'BUG' } : undefined),
  });
  expect(odd(await supervisor.run(sequences(4)))).toEqual({
    0: {
      crashed:
        'BUG, not pinned to a sequence\n4 were in flight; 4 of them, run one by one, did not do it again',
      log: 'log-0',
    },
  });
});

test('a hang is called one', async () => {
  const { supervisor } = await start(
    { deed: (n) => (n === 1 ? 'hangs' : undefined), frame: 1 },
    { hangMs: 30 },
  );
  expect(odd(await supervisor.run(sequences(3)))).toEqual({
    1: { crashed: 'hang: no answer for 0.03 s', log: 'log-0' },
  });
});

test('a task that cannot be killed costs the kernel, and no other result', async () => {
  const { supervisor, runs } = await start({ deed: (n) => (n === 0 ? 'stuck' : undefined) });
  expect(odd(await supervisor.run(sequences(2)))).toEqual({
    0: { settled: [], fault: 'unkillable: op 0, task 0' },
  });
  await supervisor.run([numbered(7)]);
  expect(runs).toEqual([[[0, 1]], [[7]]]);
});

test('complaints of booting are told once, and blamed on nothing', async () => {
  const { supervisor } = await start({
    boot: () => ({ says: 'WARNING: boot' }),
    deed: (n) => (n === 0 ? { dies: 'BUG' } : undefined),
  });
  expect(odd(await supervisor.run(sequences(1)))).toMatchObject({ 0: { crashed: 'BUG' } });
  await supervisor.run([numbered(1)]);
  expect(await supervisor.complaints()).toEqual([{ crashed: 'while booting: WARNING: boot', log: 'log-0' }]);
  expect(await supervisor.complaints()).toEqual([]);
});

test('a complaint between two runs is told, and the kernel is not used again', async () => {
  const { supervisor, sessions, runs } = await start({});
  await supervisor.run(sequences(1));
  sessions[0]!.complaints.push('BUG: late');
  expect(odd(await supervisor.run(sequences(2)))).toEqual({});
  expect(runs).toEqual([[[0]], [[0, 1]]]);
  expect(await supervisor.complaints()).toEqual([{ crashed: 'BUG: late', log: 'log-0' }]);
});

test('a complaint while the kernel ends is told after it has', async () => {
  const { supervisor, sessions } = await start({});
  sessions[0]!.close = async () => void sessions[0]!.complaints.push('WARNING: at the end');
  await supervisor.close();
  expect(await supervisor.complaints()).toEqual([{ crashed: 'WARNING: at the end', log: 'log-0' }]);
});

test('given up after so many crashes: what was found stays, the rest was not run', async () => {
  const { supervisor, runs } = await start({ deed: () => ({ dies: 'BUG' }), frame: 1 }, { maxCrashes: 2 });
  const crash = (session: number) => ({ crashed: 'BUG', log: `log-${session}` });
  const over = { crashed: 'given up after 2 crashes', notRun: true };
  expect(await supervisor.run(sequences(4))).toEqual([crash(0), crash(1), over, over]);
  expect(await supervisor.run(sequences(1))).toEqual([over]);
  expect(runs).toHaveLength(2);
});

test('a kernel that does not start again: what was found stays, the rest was not run', async () => {
  const fails = new SyspecError('GUEST_DIED', 'no hello');
  const { supervisor } = await start({
    deed: (n) => (n === 1 ? { dies: 'BUG' } : undefined),
    boot: (session) => (session === 1 ? { fails } : undefined),
    frame: 1,
  });
  expect(await supervisor.run(sequences(3))).toEqual([
    FINE,
    { crashed: 'BUG', log: 'log-0' },
    { crashed: 'the kernel does not start again: no hello', notRun: true },
  ]);
});

test('an unfinished search says how far it came', async () => {
  const { supervisor } = await start(
    { deed: (_, session) => (session === 0 ? { dies: 'BUG' } : undefined) },
    { maxCrashes: 1 },
  );
  const [first, second] = (await supervisor.run(sequences(2))) as Crash[];
  expect(first!.crashed).toContain('2 were in flight; 0 of them');
  expect(second).toEqual({ crashed: 'given up after 1 crashes', notRun: true });
});

test.each(['INTERRUPTED', 'DISK_FULL'] as const)('%s while booting again is no result', async (code) => {
  const { supervisor } = await start({
    deed: () => ({ dies: 'BUG' }),
    boot: (session) => (session === 1 ? { fails: new SyspecError(code, 'so') } : undefined),
    frame: 1,
  });
  await expect(supervisor.run(sequences(2))).rejects.toMatchObject({ code });
});

test('closed after a death, and closed twice', async () => {
  const { supervisor } = await start({ deed: () => ({ dies: 'BUG' }) });
  await supervisor.run(sequences(1));
  await supervisor.close();
  await supervisor.close();
  expect(await supervisor.run(sequences(1))).toMatchObject([{ notRun: true }]);
});
