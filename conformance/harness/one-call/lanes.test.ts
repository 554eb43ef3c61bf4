// SPDX-License-Identifier: MIT
// The lanes of one call, on a kernel of pipes: a right one passes, and each fault is found.
import { expect, test } from 'vitest';
import type { OwnLane } from '../own-lane.ts';
import { NR } from '../protocol/nr.ts';
import { atimeLane } from './atime.ts';
import { faultsLane } from './faults.ts';
import {
  DRAINED,
  INTERRUPTED,
  KILLED,
  NR_PIPE_WRITE,
  PIPE,
  type PipeFaults,
  pipeGuest,
  WRITTEN,
} from './fixtures/pipe.ts';
import { pinsLane } from './pins.ts';
import { stoppedLane } from './stopped.ts';
import { KEEPER } from './subject.ts';
import { timeoutLane } from './timeout.ts';
import { nameOf, runTrials, trialsOf } from './trial.ts';

const NUMBERS = { write: NR_PIPE_WRITE };

async function runOn(lane: OwnLane, faults: PipeFaults = {}) {
  const { failures, covered, cases, lacking } = await lane.run({
    ...{ boot: async () => pipeGuest(faults), numbers: NUMBERS, onProgress() {} },
  });
  return { titles: failures.map(({ title }) => title), covered, cases, lacking };
}

const PINS = pinsLane(PIPE, [WRITTEN, DRAINED, KILLED]);

test('an ending is tried by each of its calls, and a fault is in the name', () => {
  const [first, ...more] = trialsOf([{ ...WRITTEN, calls: ['write', 'writev'] }], NUMBERS);
  expect([nameOf(first!), nameOf({ ...more[0]!, fault: 2 })]).toEqual([
    ...['write into a pipe', 'writev into a pipe, allocation 2 fails'],
  ]);
});

test('a trial says what the call returned, and of a failed allocation also what it returns then', async () => {
  const [trial] = trialsOf([DRAINED], NUMBERS);
  const seen = await runTrials(pipeGuest(), PIPE, [trial!, { ...trial!, fault: 3 }, { ...trial!, fault: 4 }]);
  expect(seen.map(({ value, again, hit, failures }) => [value, again, hit, failures])).toEqual([
    [1, undefined, false, []],
    ['ENOMEM', 1, true, []],
    [1, 1, false, []],
  ]);
});

test('pins: nothing is left by a right kernel', async () => {
  expect(await runOn(PINS)).toMatchObject({ titles: [], cases: 3 });
});

test.each([
  [{ pins: true }, 'write into a pipe: the file system cannot be unmounted: EBUSY'],
  [{ leaks: true }, 'write into a pipe: pipes are left'],
  [{ neverSleeps: true }, 'write asleep, then drained: does not sleep'],
] as const)('pins: %j is found', async (faults, title) => {
  expect((await runOn(PINS, faults)).titles).toContain(title);
});

const WAIT = {
  ...{ subject: PIPE, ending: DRAINED, expires: 'EAGAIN', rows: { expired: 'E3', interrupted: 'E4' } },
  limit: ({ script, fd }: Parameters<NonNullable<typeof DRAINED.before>>[0], ms: number) =>
    void script.call(KEEPER, NR.setsockopt, fd, 0, 0, 0, ms),
};

test('timeout: a wait that is bounded ends in time, and one that is not does not', async () => {
  const { titles, covered } = await runOn(timeoutLane(WAIT));
  expect(covered).toEqual(['write E3']);
  // A kernel without interval timers.
  expect(titles).toEqual(["write timeout and signal: the guest's clock does not get there"]);
  expect((await runOn(timeoutLane(WAIT), { sleepsOn: true })).titles).toContain(
    'write timeout: sleeps on when its timeout has passed',
  );
  expect((await runOn(timeoutLane(WAIT), { neverSleeps: true })).titles).toContain(
    'write timeout: does not sleep',
  );
});

test('timeout: what happens meanwhile may change how it ends', async () => {
  const meanwhile = (expires: string) =>
    timeoutLane({ ...WAIT, meanwhile: [{ name: 'of a closed end', expires }] });
  const { titles } = await runOn(meanwhile('EPIPE'));
  expect(titles).toContain('write timeout of a closed end: EAGAIN instead of EPIPE');
  expect((await runOn(meanwhile('EAGAIN'))).titles).not.toContainEqual(expect.stringContaining('closed'));
});

const STOPPED = stoppedLane({
  ...{ subject: PIPE, ending: DRAINED, row: 'E4', restarted: [] },
  behind: (world) => world,
});

test('signals: who is stopped ends with EINTR when it is continued', async () => {
  expect(await runOn(STOPPED)).toMatchObject({ titles: [], covered: ['write E4'] });
  expect((await runOn(STOPPED, { restarts: true })).titles).toEqual([
    'write stopped: 1 instead of EINTR when it is continued',
  ]);
  expect((await runOn(STOPPED, { keepsSlot: true })).titles).toContain(
    'write stopped: the slot that is made meanwhile is not given to who waits behind it',
  );
});

const FAULTS = faultsLane({ subject: PIPE, endings: [WRITTEN, DRAINED], row: 'E2', doWithout: [] });

test('faults: each allocation is made to fail, as far as the kernel tells who makes it', async () => {
  const { titles, covered, cases, lacking } = await runOn(FAULTS);
  expect([covered, cases, lacking]).toEqual([['write E2'], 8, 'kmemleak']);
  expect(titles).toContain('write into a pipe: the kernel does not tell who makes an allocation');
  expect((await runOn(FAULTS, { losesMemory: true })).titles).toContain(
    'write into a pipe: no allocation of it could be made to fail',
  );
});

test('atime: a call that succeeds is an access', async () => {
  const lane = atimeLane(PIPE, [{ ending: WRITTEN, path: 'm/fifo' }]);
  expect(await runOn(lane)).toMatchObject({ titles: [], cases: 1 });
  expect((await runOn(lane, { touchesNothing: true })).titles).toEqual([
    'write into a pipe: the time of the last access was 0 and is 0',
  ]);
  const refused = atimeLane(PIPE, [{ ending: { ...WRITTEN, returns: 'EPIPE' }, path: 'm/fifo' }]);
  expect((await runOn(refused)).titles).toEqual(['write into a pipe: 1']);
});

test('atime: a call that has slept is an access too, whatever it was before', async () => {
  const lane = atimeLane(PIPE, [{ ending: DRAINED, path: 'm/fifo' }]);
  expect(await runOn(lane)).toMatchObject({ titles: [], cases: 1 });
  expect((await runOn(lane, { touchesNothing: true })).titles).toEqual([
    'write asleep, then drained: the time of the last access was 0 and is 0',
  ]);
  expect((await runOn(lane, { neverSleeps: true })).titles).toEqual([
    'write asleep, then drained: does not sleep',
  ]);
});

test('atime: a call that is interrupted is none', async () => {
  const lane = atimeLane(PIPE, [{ ending: INTERRUPTED, path: 'm/fifo' }]);
  expect(await runOn(lane)).toMatchObject({ titles: [], cases: 1 });
});

test('atime: a time that could not be set is found, whether the call is an access or none', async () => {
  const lane = atimeLane(
    PIPE,
    [WRITTEN, INTERRUPTED].map((ending) => ({ ending, path: 'm/fifo' })),
  );
  expect((await runOn(lane, { keepsTimes: true })).titles).toEqual([
    'write into a pipe: the time of the last access was 1 before',
    'write asleep, then interrupted: the time of the last access was 1 before',
  ]);
});
