// SPDX-License-Identifier: MIT
// The lanes on a kernel that is a model, right or wrong; and how a kernel's end is told.

import { describe, expect, test } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import { PIPE } from '../../models/kernel/objects/pipe/index.ts';
import { compose, onLinux, type System } from '../../models/kernel/system/index.ts';
import { SHARED_SYSTEM } from '../harness/lockstep/engine/fixtures/shared-system.ts';
import { jsonCodecs, simulatedKernel } from '../harness/lockstep/engine/fixtures/simulated-kernel.ts';
import type { OwnLane, OwnResult } from '../harness/own-lane.ts';
import { HELLO } from '../harness/target/fixtures/hello.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import type { Crash } from '../harness/target.ts';
import type { Written } from '../harness/written.ts';
import { CONFORMANCE } from '../index.ts';
import { PIPE_CASES } from '../objects/pipe/cases.ts';
import { FINDS_IT, NAMES, SHARED_CALLS, WRONG_CLOSE } from '../replay/fixtures/wrong-kernel.ts';
import { tryOn } from './laboratory.ts';
import { endsBeforeOwn, type LanesRun, laneNames, runLanes, type Subject } from './lanes.ts';

const CONFORMANCE_OF_IT = { ...SHARED_CALLS, cases: [{ name: 'a bad fd', ops: FINDS_IT }] };
const SUBJECT: Subject = { conformance: CONFORMANCE_OF_IT, calls: { numbers: { own: 500 }, added: ['own'] } };
const boot = () => Promise.reject(new SyspecError('GUEST_DIED', 'panic'));
const OPTIONS = { slug: 'example', variant: 'today', runs: 1, seed: 1, lane: 'cases', features: [], boot };
const MOUNT = 165;

function target(system: System, more: { crash?: Crash; complaint?: Crash } = {}): OpenTarget {
  const kernel = simulatedKernel(system, NAMES, () => more.crash);
  return {
    ...{ ordered: true, hello: HELLO, name: 'a model', crashes: 0 },
    // It has no kmemleak.
    run: async (sequences) =>
      sequences[0]!.ops.some((op) => op.op === 'call' && op.nr === MOUNT)
        ? [{ settled: [] }]
        : kernel.run(sequences),
    complaints: async () => (more.complaint === undefined ? [] : [more.complaint]),
    close: async () => undefined,
  };
}

const run = (on: OpenTarget): Promise<LanesRun> => runLanes(on, OPTIONS, SUBJECT);

test('a kernel that agrees', async () => {
  expect(await run(target(SHARED_SYSTEM))).toEqual({ ran: ['cases'] });
});

test.each([
  ['a difference', target(WRONG_CLOSE), 'close: allowed EBADF, observed EINTR'],
  ['a crash', target(SHARED_SYSTEM, { crash: { crashed: 'BUG: x\nmore' } }), 'crashed: BUG: x'],
  [
    'a complaint outside of sequences',
    target(SHARED_SYSTEM, { complaint: { crashed: 'WARNING: y' } }),
    'crashed outside of any sequence: WARNING: y',
  ],
])('%s kills', async (_, on, title) => {
  expect(await run(on)).toEqual({ killedBy: { lane: 'cases', title }, ran: ['cases'] });
});

describe('a kernel is judged by the oracle of the Linux that it says it is', () => {
  const system = onLinux(compose([PIPE]), '7.3');
  const names = Object.keys(system.rules);
  const codecs = jsonCodecs(names);
  const written: Written = [
    { pieces: [{ type: 'bytes', out: 0, at: 0, length: { type: 'int', out: 1, at: 0 } }] },
  ];
  const conformance = {
    ...SHARED_CALLS,
    alphabet: { ...SHARED_CALLS.alphabet, system: compose([PIPE]) },
    codecs: {
      ...codecs,
      read: { ...codecs.read!, writes: written },
      pipe2: { ...codecs.pipe2!, writes: written },
    },
    cases: PIPE_CASES.filter(({ name }) => name.startsWith('two who write and wait')),
  };
  const runAs = (release: string) => {
    const kernel = simulatedKernel(system, names);
    const on = { ...target(SHARED_SYSTEM), ...kernel, hello: { ...HELLO, release } };
    return runLanes(on, OPTIONS, { ...SUBJECT, conformance });
  };

  test('its own', async () => {
    expect(await runAs('7.3.4')).toEqual({ ran: ['cases'] });
  });

  test('another', async () => {
    expect(await runAs('6.12.118')).toMatchObject({ killedBy: { lane: 'cases' } });
  });
});

test('what was not run is no verdict, and nothing to run neither', async () => {
  const gone = target(SHARED_SYSTEM, { crash: { crashed: 'given up', notRun: true } });
  expect(await run(gone)).toEqual({ unfinished: 'given up', ran: ['cases'] });
  expect(await runLanes(target(SHARED_SYSTEM), OPTIONS, { ...SUBJECT, conformance: SHARED_CALLS })).toEqual({
    unfinished: 'there is nothing to run in cases',
    ran: ['cases'],
  });
});

test('an interruption is no kill', async () => {
  const signal = AbortSignal.abort();
  await expect(runLanes(target(WRONG_CLOSE), { ...OPTIONS, signal }, SUBJECT)).rejects.toMatchObject({
    code: 'INTERRUPTED',
  });
});

test('the lanes of a proposal, the long ones last; a variant that no lane tests', () => {
  const [{ slug, variants }] = Object.values(CONFORMANCE) as [(typeof CONFORMANCE)[string] & object];
  const { variant } = variants[0];
  const names = laneNames({ ...OPTIONS, slug, variant });
  expect(names.slice(names.indexOf('leaks'))).toEqual(['leaks', 'schedule', 'small', 'random']);
  expect(laneNames({ ...OPTIONS, slug, variant, part: 'short' }).at(-1)).toBe('leaks');
  expect(laneNames({ ...OPTIONS, slug, variant, part: 'walk' })).toEqual(['schedule']);
  expect(laneNames({ ...OPTIONS, slug, variant, part: 'long' })).toEqual(['small', 'random']);
  expect(() => laneNames({ ...OPTIONS, slug, variant: 'other' })).toThrow(
    "no lane tests the variant 'other'",
  );
});

describe('a lane that judges itself', () => {
  const RESULT: OwnResult = { cases: 1, calls: 1, failures: [], covered: [] };
  const own = (lane: OwnLane['run'], features: OwnLane['needs'] = [], isBaseline = false) =>
    runLanes(
      target(SHARED_SYSTEM),
      { ...OPTIONS, lane: 'own', features, isBaseline },
      {
        ...SUBJECT,
        conformance: {
          ...SHARED_CALLS,
          ownLanes: [{ scenario: 'own', what: 'it', needs: ['audit'], run: lane }],
        },
      },
    );

  test('is run where the kernel has what it needs', async () => {
    expect(await own(async () => RESULT, ['audit'])).toEqual({ ran: ['own'] });
    expect(await own(async () => RESULT)).toEqual({ ran: [] });
  });

  test('kills by what it finds, and by a guest of its own that does not boot', async () => {
    const failures = [{ title: 'not asked', kind: 'difference' }] as const;
    expect(await own(async () => ({ ...RESULT, failures }), ['audit'])).toMatchObject({
      killedBy: { lane: 'own', title: 'not asked' },
    });
    const dies: OwnLane['run'] = async ({ boot: again }) => {
      await again();
      return RESULT;
    };
    expect(await own(dies, ['audit'])).toMatchObject({ killedBy: { lane: 'own', title: 'panic' } });
  });

  test.each([
    ['lacks what it needs', { cases: 0, lacking: 'write changes nothing' }, 'write changes nothing'],
    ['has nothing to try', { cases: 0 }, 'nothing was tried'],
  ])('kills where it %s, but not where there is no mutant', async (_, less, title) => {
    const lane: OwnLane['run'] = async () => ({ ...RESULT, ...less });
    expect(await own(lane, ['audit'])).toMatchObject({ killedBy: { lane: 'own', title } });
    expect(await own(lane, ['audit'], true)).toEqual({ ran: ['own'], unfinished: title });
  });
});

test.each(Object.keys(CONFORMANCE))('%s: what a trial has to do with lanes that judge themselves', (slug) => {
  const options = { ...OPTIONS, slug, variant: 'proposed', lane: undefined };
  const by = (lane: string) => ({ killedBy: { lane, title: 'x' } });
  const [own] = CONFORMANCE[slug]!.variants.flatMap(({ ownLanes = [] }) => ownLanes).filter(
    ({ needs }) => needs.length === 0,
  );
  expect(endsBeforeOwn(by('cases'), options)).toBe(true);
  for (const trial of [by(own!.scenario), by('leaks'), by('schedule'), by('hang'), {}])
    expect(endsBeforeOwn(trial, options)).toBe(false);
  for (const trial of [by('schedule'), {}])
    expect(endsBeforeOwn(trial, { ...options, part: 'walk' })).toBe(true);
});

test('a kernel that does not boot twice is killed by that, but not where it has no mutant', async () => {
  let boots = 0;
  const once = async () => {
    boots += 1;
    return boots === 1 ? boot() : target(SHARED_SYSTEM);
  };
  expect(await tryOn({ ...OPTIONS, boot: once }, run)).toEqual({});
  expect(await tryOn(OPTIONS)).toEqual({ killedBy: { lane: 'boot', title: 'panic' } });
  await expect(tryOn({ ...OPTIONS, isBaseline: true })).rejects.toMatchObject({ code: 'GUEST_DIED' });
});

test('a hang is tried again; then it is called one, and says in which lane; the targets are closed', async () => {
  const hangs = target(SHARED_SYSTEM, { crash: { crashed: 'hang: no answer for 20 s' } });
  let closed = 0;
  const close = async () => {
    closed += 1;
  };
  const trial = await tryOn({ ...OPTIONS, boot: async () => ({ ...hangs, close }) }, run);
  expect(trial).toEqual({ killedBy: { lane: 'hang', title: 'hang: no answer for 20 s, in cases' } });
  expect(closed).toBe(2);
});

test('one that answers in the end is not killed by the first hang', async () => {
  let boots = 0;
  const once = async () => {
    boots += 1;
    return target(SHARED_SYSTEM, boots === 1 ? { crash: { crashed: 'hang: no answer for 20 s' } } : {});
  };
  expect(await tryOn({ ...OPTIONS, boot: once }, run)).toEqual({});
});

test('trouble with the environment is never a kill', async () => {
  const full = () => Promise.reject(new SyspecError('DISK_FULL', 'so'));
  await expect(tryOn({ ...OPTIONS, boot: full })).rejects.toMatchObject({ code: 'DISK_FULL' });
});
