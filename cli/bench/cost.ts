// SPDX-License-Identifier: MIT
// syspec bench cost: does a patch series make calls dearer that were there before?
import { Command } from 'commander';
import { EXIT } from '../../base/errors.ts';
import type { Finding } from '../../base/finding.ts';
import { startProgress } from '../../base/progress.ts';
import { ROOT } from '../../base/root.ts';
import {
  type Bounds,
  idleBounds,
  isAffordable,
  isWithin,
  readBounds,
} from '../../conformance/cost/bounds.ts';
import type { CostRow } from '../../conformance/cost/compare.ts';
import { costKernels } from '../../conformance/cost/kernels.ts';
import { measureCost } from '../../conformance/cost/measure.ts';
import { showCost } from '../../conformance/cost/table.ts';
import type { BaseName } from '../../conformance/kernel/bases.ts';
import type { Meta } from '../../conformance/kernel/cache.ts';
import { addRun, costName, inputsOf } from '../../records/record.ts';
import { baseOption, patchFile, patchOption, type SourceFlags, sourceOption } from '../base-option.ts';
import { paragraphs } from '../help.ts';
import { requireWhole } from '../require-whole.ts';
import { interruptible } from '../signals.ts';
import { print } from '../stdout.ts';
import { toolVersions } from '../tool-versions.ts';
import { atLeast } from '../whole-number.ts';
import { whoseKernel } from '../whose-kernel.ts';

interface Options extends SourceFlags {
  readonly boots: number;
  readonly batches: number;
  readonly patch: readonly string[];
  readonly record: boolean;
  readonly json?: boolean;
}

/** How the command gets its kernels and its counts; tests have others. */
export interface World {
  kernels: typeof costKernels;
  measure: typeof measureCost;
  bounds(slug: string): Bounds;
  /** The checkout with the records. */
  readonly root: string;
}

const REAL: World = { kernels: costKernels, measure: measureCost, bounds: readBounds, root: ROOT };

/** What is recorded: more of either is more than is promised. */
const WHOLE = { boots: 4, batches: 100 } as const;

const AFTER = paragraphs(
  'Instructions of one call, that of the program around it included, on a kernel with the series and without the test-only patches, and on a pristine one of the same configuration. They are counted by an emulator whose clock they are, and repeat exactly: caches, branches and the layout of the code have no part in it, and a count says nothing of time. The cheapest batch of calls is taken, which no timer tick or deferred work has interrupted; what a call leaves for later (RCU, a softirq) is not in it. Each pair of boots has another size of memory, and so other addresses, slabs and hash chains.',
  'The exit status is 1 when a call costs more by more than 0.5 % and by more than boots of one image differ (noise). A call that has to cost more has a bound with a reason in conformance/SLUG/cost.json. There it may cost so much, and a bound that nothing needs is an exit status of 1 too.',
);

/** The command `bench cost`. */
export function benchCostCommand(world: World = REAL): Command {
  return new Command('cost')
    .description('Count what a patch series costs calls that were there before. (needs QEMU)')
    .argument('[slug]', 'whose series; needed where there are several proposals')
    .option('--boots <n>', 'of each kernel', atLeast(1), WHOLE.boots)
    .option('--batches <n>', 'of each call in a boot', atLeast(1), WHOLE.batches)
    .addOption(baseOption())
    .addOption(sourceOption())
    .addOption(patchOption('the series: a planted cost'))
    .option('--record', 'a whole run on the series alone: put what was found into records/', false)
    .option('--json', 'print one JSON object')
    .addHelpText('after', AFTER)
    .action((slug: string | undefined, options: Options) => benchCost(slug, options, world));
}

/** @throws SyspecError BAD_USAGE where a run is not whole, or there is no checkout */
function checkRecord({ record, patch, boots, batches, source }: Options): void {
  if (!record) return;
  requireWhole(
    'bench cost --record',
    `a run of ${WHOLE.boots} boots and ${WHOLE.batches} batches on the series alone`,
    {
      patch: patch.length > 0,
      boots: boots < WHOLE.boots,
      batches: batches < WHOLE.batches,
      // A record has no room to say of what tree.
      source: source !== undefined,
    },
  );
}

/** What is recorded of these rows, which were counted on a kernel with that. */
async function costFinding(
  rows: readonly CostRow[],
  bounds: Bounds,
  { release, compiler }: Pick<Meta, 'release' | 'compiler'>,
  base: BaseName,
): Promise<Finding> {
  const worse = rows.filter(({ regression }) => regression);
  return {
    ...{ kind: 'cost', name: costName(base), ok: isAffordable(rows, bounds), seed: null, rows: [] },
    environment: { target: release, compiler },
    tools: await toolVersions('QEMU'),
    totals: {
      ...{ calls: rows.length, 'that cost more': worse.length },
      'more than they may': worse.filter((row) => !isWithin(row, bounds)).length,
    },
    costs: rows.map(({ workload, pristine, patched, noise, regression }) => ({
      ...{ workload, pristine, patched, noise, regression },
      ...(bounds.has(workload) ? { bound: bounds.get(workload)! } : {}),
    })),
  };
}

async function benchCost(whose: string | undefined, options: Options, world: World): Promise<void> {
  const slug = whoseKernel('series', whose);
  const { boots, batches, base, source } = options;
  checkRecord(options);
  const patches = options.patch.map(patchFile);
  const bounds: Bounds = slug === undefined ? new Map() : world.bounds(slug);
  const inputs = options.record && slug !== undefined ? inputsOf(world.root, slug, 'cost') : undefined;
  const progress = startProgress('measuring');
  const onProgress = (text: string) => progress.update(text);
  const { rows, kernel } = await interruptible(async (signal) => {
    const kernels = await world.kernels({ slug, base, source, patches, signal, onProgress });
    const [pristine, patched] = [kernels.pristine.image, kernels.patched.image];
    const measured = await world.measure({ pristine, patched, boots, batches, signal, onProgress });
    return { rows: measured, kernel: kernels.patched };
  }).finally(() => progress.done());
  const ok = isAffordable(rows, bounds);
  if (inputs !== undefined && slug !== undefined)
    addRun(world.root, slug, await costFinding(rows, bounds, kernel.meta, base), inputs);
  const told = rows.map((row) => ({ ...row, bound: bounds.get(row.workload) ?? null }));
  const unneeded = idleBounds(rows, bounds);
  const object = { schema: 1, slug: slug ?? null, base, boots, batches, rows: told, unneeded, ok };
  const text = options.json ? `${JSON.stringify(object)}\n` : showCost(rows, bounds);
  print({ text, exitCode: ok ? EXIT.holds : EXIT.failed });
}
