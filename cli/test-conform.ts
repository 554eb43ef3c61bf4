// SPDX-License-Identifier: MIT
// The steps of `syspec test` that need a kernel of their own: each boots one, and compares it with the model.
import { availableParallelism } from 'node:os';
import { startProgress } from '../base/progress.ts';
import type { Conformance } from '../conformance/harness/lockstep/proposal.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { buildKernel } from '../conformance/kernel/build.ts';
import { FLAVOURS } from '../conformance/kernel/flavours.ts';
import { commandStep, runCommand } from './test-command.ts';
import type { Step, StepResult, TestRun } from './test-step.ts';

/** What every proposal can be compared with before a kernel has it. */
const BASE = 'unpatched';
/** What has every proposal. */
const DEFAULT = 'fast';

/** Random sequences of a long run. */
const LONG = 30_000;

/** A variant of a proposal. */
type Subject = Pick<Conformance, 'slug' | 'variant' | 'needsProposal'>;

const ALL = Object.values(CONFORMANCE);
const SUBJECTS: readonly Subject[] = [
  ...ALL.flatMap(({ variants }) => variants),
  // Those that have no lanes but their graphs.
  ...ALL.flatMap(({ slug, variants, schedules = [] }) =>
    schedules
      .filter(({ kernel, variant }) => kernel === 'any' && !variants.some((one) => one.variant === variant))
      .map(({ variant }) => ({ slug, variant, needsProposal: false })),
  ),
];

/** Variants that have a kernel of their own. */
const OWN = ALL.flatMap(({ slug, schedules = [] }) =>
  schedules.flatMap(({ kernel, variant }) =>
    kernel === 'own' ? [{ slug, variant, needsProposal: false }] : [],
  ),
);

/** A run that is not full has a few minutes for each proposal: a share, on two guests where there are two processors. */
const SHARE = ['--share', '--guests', String(Math.min(2, availableParallelism()))];

/** Builds and boots: what the steps after it need, and where to look when that fails. */
export function bootStep(run: TestRun): Step {
  return commandStep(run, 'boot', ['kernel', 'boot', '--flavour', BASE]);
}

/**
 * What needs no proposal on a kernel without any, the rest on the default one, in a share; in a full run whole, on every
 * kernel, and longer, and with the seeded faults of every series.
 */
export function conformSteps(
  run: TestRun,
  subjects: readonly Subject[] = SUBJECTS,
  program?: string,
): Step[] {
  const step = (name: string, some: readonly Subject[], target: () => Promise<readonly string[]>): Step => ({
    name,
    run: async () => conformAll(run, some, await target(), program),
  });
  const today = subjects.filter(({ needsProposal }) => !needsProposal);
  const proposed = subjects.filter(({ needsProposal }) => needsProposal);
  const base = ['--flavour', BASE];
  const own = [...new Set(OWN.map(({ variant }) => variant))].map((name) =>
    step(
      `conform-${name}`,
      OWN.filter(({ variant }) => variant === name),
      async () => ['--flavour', name],
    ),
  );
  if (!run.full) {
    return [
      step('conform', today, async () => base),
      step('conform-proposed', proposed, async () => ['--flavour', DEFAULT]),
      ...own,
    ];
  }
  // Lanes that go through the proposal's variants have none for a kernel that has another one on purpose.
  const others = FLAVOURS.filter(({ name, variant }) => name !== BASE && variant === undefined);
  return [
    step('conform', today, async () => [...base, '--runs', String(LONG)]),
    ...others.map(({ name, testOnly, series }) =>
      step(`conform-${name}`, series ? subjects : today, async () =>
        // Without the test-only patch it is anybody's image: nothing is known of it but its path.
        testOnly ? ['--flavour', name] : ['--kernel', await imageOf(name)],
      ),
    ),
    ...own,
    commandStep(run, 'mutants', ['mutants'], program),
  ];
}

/** Each variant is a check. */
async function conformAll(
  run: TestRun,
  subjects: readonly Subject[],
  target: readonly string[],
  program: string | undefined,
): Promise<StepResult> {
  let passed = 0;
  const failed: string[] = [];
  for (const { slug, variant } of subjects) {
    const how = run.full ? target : [...target, ...SHARE];
    const result = await runCommand(run, ['conform', slug, '--variant', variant, ...how], program);
    passed += result.passed;
    if (result.failed > 0) failed.push(`${slug} ${variant}`);
  }
  return { passed, failed: failed.length, note: failed.join(', ') };
}

async function imageOf(flavour: string): Promise<string> {
  const progress = startProgress();
  try {
    return (await buildKernel({ flavour, onProgress: (text) => progress.update(text) })).image;
  } finally {
    progress.done();
  }
}
