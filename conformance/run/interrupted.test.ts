// SPDX-License-Identifier: MIT
// A run that is ended in the middle: on a kernel that is a model, what was finished and what was begun is reported.
import { expect, test } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import { SHARED_SYSTEM } from '../harness/lockstep/engine/fixtures/shared-system.ts';
import { simulatedKernel } from '../harness/lockstep/engine/fixtures/simulated-kernel.ts';
import { HELLO } from '../harness/target/fixtures/hello.ts';
import type { OpenTarget } from '../harness/target/index.ts';
import type { Conformance, ProposalConformance } from '../proposal.ts';
import { FINDS_IT, NAMES, SHARED_CALLS, WRONG_CLOSE } from '../replay/fixtures/wrong-kernel.ts';
import { conform } from './conform.ts';
import type { ConformOptions } from './options.ts';

const [SPAWN, CLOSE] = FINDS_IT;

/** A case, and 256 words of two letters: more than a batch. */
const PROPOSAL: ProposalConformance = (() => {
  const variant: Conformance = {
    ...SHARED_CALLS,
    slug: 'fixture',
    cases: [{ name: 'a bad fd', ops: FINDS_IT }],
    small: {
      opening: [SPAWN!],
      letters: [CLOSE!, { ...CLOSE!, args: { fd: 4 } } as typeof CLOSE & object],
      depth: 8,
    },
  };
  return { slug: 'fixture', variants: [variant] as const, bench: [] };
})();

/** A kernel whose connection ends when the run is interrupted, as a shim's does. */
function target(system: typeof SHARED_SYSTEM, signal: AbortSignal): OpenTarget & { closed: boolean } {
  const kernel = simulatedKernel(system, NAMES);
  const idle = { returned: [], blocked: [], died: [], signals: [], spawned: [], parked: [] };
  let asked = false;
  return {
    ...{ ordered: true, hello: HELLO, name: 'a model', crashes: 0, closed: false },
    async run(sequences) {
      if (signal.aborted) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
      // First it is asked what it can do.
      if (!asked) {
        asked = true;
        return sequences.map(({ ops }) => ({ settled: ops.map(() => idle) }));
      }
      return kernel.run(sequences);
    },
    complaints: async () => [],
    async close() {
      this.closed = true;
    },
  };
}

/** Runs the lanes, and interrupts the run when it says `at`. */
async function run(at: RegExp, system = SHARED_SYSTEM, more: Partial<ConformOptions> = {}) {
  const controller = new AbortController();
  const { signal } = controller;
  const on = target(system, signal);
  const report = await conform({
    ...{ proposals: [PROPOSAL], targets: [on], known: [], signal, folder: '/nonexistent', columns: 100 },
    ...{ runs: 1, seed: 1, numbers: new Map(), replayOn: { flavour: 'unpatched' }, ...more },
    onProgress: (text) => void (at.test(text) && controller.abort()),
  });
  return { report, closed: on.closed };
}

test('not interrupted, it has a verdict', async () => {
  const { report } = await run(/never/);
  expect(report.results.map(({ scenario, verdict }) => [scenario, verdict])).toEqual([
    ['cases', 'holds'],
    ['small', 'holds'],
    ['random', 'holds'],
  ]);
  expect(report).not.toHaveProperty('interrupted');
});

test('what was finished holds, what was begun is no verdict, and the rest is not there', async () => {
  const { report, closed } = await run(/ small: /);
  expect(report).toMatchObject({ interrupted: true, ok: false, coverage: [] });
  expect(report.results).toMatchObject([
    { scenario: 'cases', verdict: 'holds', cases: 1 },
    { scenario: 'small', verdict: 'inconclusive', ok: false, reason: 'interrupted', cases: 192 },
  ]);
  expect(report.results).toHaveLength(2);
  expect(closed).toBe(true);
});

test('a difference that was seen stays one', async () => {
  const { report } = await run(/ cases: /, WRONG_CLOSE);
  expect(report.results).toMatchObject([{ scenario: 'cases', verdict: 'violated', reason: 'interrupted' }]);
});

test('a lane that was asked for alone is not green either', async () => {
  const { report } = await run(/ small: /, SHARED_SYSTEM, { lane: 'small' });
  expect(report).toMatchObject({ interrupted: true, ok: false, results: [{ verdict: 'inconclusive' }] });
});

test('other trouble is trouble, interrupted or not', async () => {
  const on = target(SHARED_SYSTEM, new AbortController().signal);
  const broken = { ...on, run: () => Promise.reject(new SyspecError('DISK_FULL', 'no room')) };
  const asked = {
    proposals: [PROPOSAL],
    targets: [broken],
    known: [],
    folder: '/nonexistent',
    columns: 100,
  } as const;
  const rest = { runs: 1, seed: 1, numbers: new Map(), replayOn: { flavour: 'unpatched' } } as const;
  await expect(conform({ ...asked, ...rest })).rejects.toMatchObject({ code: 'DISK_FULL' });
});
