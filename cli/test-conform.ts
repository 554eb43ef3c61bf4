// SPDX-License-Identifier: MIT
// The steps of `syspec test` that need a kernel of their own: each boots one, and compares it with the model.
import { startProgress } from '../base/progress.ts';
import type { Conformance } from '../conformance/harness/lockstep/proposal.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { buildKernel } from '../conformance/kernel/build.ts';
import { FLAVOURS } from '../conformance/kernel/flavours.ts';
import { commandStep, runCommand } from './test-command.ts';
import type { Step, StepResult, TestRun } from './test-step.ts';

/** What every proposal can be compared with before a kernel has it. */
const BASE = 'unpatched';

/** Random sequences of a long run. */
const LONG = 30_000;

/** A variant of a proposal. */
type Subject = Pick<Conformance, 'slug' | 'variant'>;

/** What can be tested on a kernel without any proposal. */
const BASES: readonly Subject[] = Object.values(CONFORMANCE).map(({ variants: [base] }) => base);

/** Builds and boots: what the steps after it need, and where to look when that fails. */
export function bootStep(run: TestRun): Step {
  return commandStep(run, 'boot', ['kernel', 'boot', '--flavour', BASE]);
}

/** On the base flavour; on every one in a full run, and longer. */
export function conformSteps(run: TestRun, subjects: readonly Subject[] = BASES, program?: string): Step[] {
  const step = (name: string, target: () => Promise<readonly string[]>): Step => ({
    name,
    run: async () => conformAll(run, subjects, await target(), program),
  });
  const base = ['--flavour', BASE];
  if (!run.full) return [step('conform', async () => base)];
  const others = FLAVOURS.filter(({ name }) => name !== BASE);
  return [
    step('conform', async () => [...base, '--runs', String(LONG)]),
    ...others.map(({ name, testOnly }) =>
      step(`conform-${name}`, async () =>
        // Without the test-only patch it is anybody's image: nothing is known of it but its path.
        testOnly ? ['--flavour', name] : ['--kernel', await imageOf(name)],
      ),
    ),
  ];
}

/** Each proposal is a check. */
async function conformAll(
  run: TestRun,
  subjects: readonly Subject[],
  target: readonly string[],
  program: string | undefined,
): Promise<StepResult> {
  let passed = 0;
  const failed: string[] = [];
  for (const { slug, variant } of subjects) {
    const result = await runCommand(run, ['conform', slug, '--variant', variant, ...target], program);
    passed += result.passed;
    if (result.failed > 0) failed.push(slug);
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
