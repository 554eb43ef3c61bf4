// SPDX-License-Identifier: MIT
// syspec explain --kernel --record: kernels walked along the counterexamples of a proposal, and what they showed put into records/.
import { EXIT, SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { startProgress } from '../base/progress.ts';
import { ROOT } from '../base/root.ts';
import { judgeWalk } from '../conformance/harness/schedule/judge.ts';
import { viewsOf } from '../conformance/harness/schedule/observed.ts';
import { isOfRelease, type ScheduledVariant, walkedOf } from '../conformance/harness/schedule/proposal.ts';
import type { Walk } from '../conformance/harness/schedule/walk.ts';
import { openTarget } from '../conformance/harness/target/index.ts';
import { whyNotRun } from '../conformance/harness/target.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import type { BaseName } from '../conformance/kernel/bases.ts';
import { searchCounterexamples } from '../explain/counterexamples.ts';
import type { Told } from '../explain/story.ts';
import { type Walked, walksFile, writeWalks } from '../report/walks.ts';
import { inputsOfWalk } from '../report/watched.ts';
import { openSearchPool, type SearchPool } from '../verdicts/search-pool.ts';
import type { Subject } from '../verdicts/select.ts';
import { type Along, flavourOf, pathAlong, walkedJson, walkOf } from './explain-kernel.ts';
import { interruptible } from './signals.ts';
import type { Printed } from './stdout.ts';

/** A counterexample of a variant, and how a kernel is walked along it. */
interface Planned extends Along {
  readonly told: Told;
}

interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** The counterexamples of a variant in the scenarios that kernels are walked through. */
async function foundIn(
  subject: Subject,
  { variant, ...scheduled }: ScheduledVariant,
  pool: SearchPool | undefined,
  { signal, onProgress }: Watch,
): Promise<Told[]> {
  const found = await searchCounterexamples(subject, variant, { onProgress }, { pool, signal });
  return found.filter(({ scenario }) => walkedOf(scheduled).includes(scenario));
}

/** Those along which a kernel can be walked; the graph of a scenario is made once. */
function planned(scheduled: ScheduledVariant, found: readonly Told[]): Planned[] {
  const walks = new Map<string, Walk<unknown>>();
  return found.flatMap((told) => {
    const { scenario, proposal } = told;
    const walk = walks.get(scenario) ?? walkOf(scheduled, scenario, proposal.slug);
    walks.set(scenario, walk);
    const path = pathAlong(walk, told);
    return path === undefined ? [] : [{ told, walk, path, schedule: walk.schedule(path) }];
  });
}

/** What came of the walks of a proposal. */
interface Came {
  readonly walked: Walked[];
  /** Counterexamples along which no kernel can be walked. */
  unwalked: number;
  readonly kernels: Set<string>;
}

/** Walks a kernel that does as the variant along its counterexamples. */
async function walkVariant(
  subject: Subject,
  scheduled: ScheduledVariant,
  on: {
    readonly base: BaseName;
    readonly source?: string | undefined;
    readonly pool: SearchPool | undefined;
  },
  came: Came,
  watch: Watch,
): Promise<void> {
  const { slug } = subject.proposal;
  const found = await foundIn(subject, scheduled, on.pool, watch);
  const all = planned(scheduled, found);
  if (all.length === 0) {
    came.unwalked += found.length;
    return;
  }
  const flavour = flavourOf(scheduled);
  const { base, source } = on;
  const target = await openTarget({ ...{ flavour, slug, base, ...watch }, ...(source && { source }) });
  try {
    const these = all.filter(({ told }) => isOfRelease(scheduled, told.scenario, target.hello.release));
    came.unwalked += found.length - these.length;
    watch.onProgress(`${slug} ${scheduled.variant}: walking ${counted(these.length, 'counterexample')}`);
    const results = await target.run(these.map(({ schedule }) => ({ ops: schedule.ops })));
    for (const [at, result] of results.entries()) {
      const notRun = whyNotRun(result);
      if (notRun !== undefined) throw new SyspecError('SHIM_CLOSED', notRun, 'Run it again.');
      const { told, walk, path, schedule } = these[at]!;
      const { failure } = judgeWalk(walk, schedule, result);
      const seen = 'crashed' in result ? [] : viewsOf(walk, schedule, result);
      const { steps, ...about } = walkedJson(told, { walk, path, schedule }, seen);
      const followed = failure === undefined ? 1 : 0;
      came.walked.push({ ...about, kernel: { target: target.name, times: 1, followed, steps } });
    }
    came.kernels.add(target.name);
  } finally {
    await target.close();
  }
}

/** Walks kernels along the counterexamples of all variants of a proposal, and writes records/walks/SLUG.json. */
export async function recordWalks(
  subject: Subject,
  { base, source }: { readonly base: BaseName; readonly source?: string },
): Promise<Printed> {
  const { slug } = subject.proposal;
  const schedules = CONFORMANCE[slug]?.schedules ?? [];
  if (schedules.length === 0)
    throw new SyspecError('BAD_USAGE', `no lane walks a kernel through a scenario of ${slug}`);
  const progress = startProgress('searching');
  const pool = openSearchPool(1);
  const onProgress = (text: string) => progress.update(text);
  try {
    return await interruptible(async (signal) => {
      // Before the walks: who edits meanwhile finds them stale.
      const inputs = inputsOfWalk(ROOT, slug);
      const came: Came = { walked: [], unwalked: 0, kernels: new Set() };
      for (const scheduled of schedules)
        await walkVariant(subject, scheduled, { base, source, pool }, came, { signal, onProgress });
      writeWalks(ROOT, { slug, inputs, walks: came.walked });
      const lost = came.walked.filter(({ kernel }) => kernel.followed === 0);
      const lines = [
        `${slug}: walked along ${counted(came.walked.length, 'counterexample')} on ${counted(came.kernels.size, 'kernel')}`,
        `${counted(came.unwalked, 'counterexample')} along which no kernel can be walked`,
        ...lost.map(({ variant, row, scenario }) => `not followed: ${row} of ${variant} in ${scenario}`),
        `written: ${walksFile(slug)}`,
      ];
      const exitCode = lost.length === 0 ? EXIT.holds : EXIT.failed;
      return { text: lines.map((line) => `${line}\n`).join(''), exitCode };
    });
  } finally {
    progress.done();
    await pool?.close();
  }
}
