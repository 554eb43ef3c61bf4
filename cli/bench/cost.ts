// SPDX-License-Identifier: MIT
// syspec bench cost: does a patch series make calls dearer that were there before?
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { EXIT, SyspecError } from '../../base/errors.ts';
import { startProgress } from '../../base/progress.ts';
import type { CostRow } from '../../conformance/cost/compare.ts';
import { costKernels } from '../../conformance/cost/kernels.ts';
import { measureCost } from '../../conformance/cost/measure.ts';
import { showCost } from '../../conformance/cost/table.ts';
import { baseOption, type SourceFlags, sourceOption } from '../base-option.ts';
import { interruptible } from '../signals.ts';
import { print } from '../stdout.ts';
import { atLeast } from '../whole-number.ts';
import { whoseKernel } from '../whose-kernel.ts';

interface Options extends SourceFlags {
  readonly boots: number;
  readonly batches: number;
  readonly patch: readonly string[];
  readonly json?: boolean;
}

/** How the command gets its kernels and its counts; tests have others. */
export interface World {
  kernels: typeof costKernels;
  measure: typeof measureCost;
}

const REAL: World = { kernels: costKernels, measure: measureCost };

const AFTER = `
Instructions of one call, that of the program around it included, on a kernel with the series and without the test-only
patches, and on a pristine one of the same configuration. They are counted by an emulator whose clock they are, and
repeat exactly: caches, branches and the layout of the code have no part in it, and a count says nothing of time. The
cheapest batch of calls is taken, which no timer tick or deferred work has interrupted; what a call leaves for later
(RCU, a softirq) is not in it. Each pair of boots has another size of memory, and so other addresses, slabs and hash
chains.
The exit status is 1 when a call costs more by more than 0.5 % and by more than boots of one image differ (noise).`;

/** The command `bench cost`. */
export function benchCostCommand(world: World = REAL): Command {
  return new Command('cost')
    .description('Count what a patch series costs calls that were there before. (needs QEMU)')
    .argument('[slug]', 'whose series; that of the only proposal by default')
    .option('--boots <n>', 'of each kernel', atLeast(1), 4)
    .option('--batches <n>', 'of each call in a boot', atLeast(1), 100)
    .addOption(baseOption())
    .addOption(sourceOption())
    .option(
      '--patch <file>',
      'one more patch on the series: a planted cost',
      (file, all: string[]) => [...all, file],
      [],
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', AFTER)
    .action((slug: string | undefined, options: Options) => benchCost(slug, options, world));
}

function existing(file: string): string {
  if (existsSync(file)) return resolve(file);
  throw new SyspecError('BAD_INPUT', `there is no patch ${file}`);
}

async function benchCost(whose: string | undefined, options: Options, world: World): Promise<void> {
  const slug = whoseKernel('series', whose);
  const { boots, batches, base, source } = options;
  const patches = options.patch.map(existing);
  const progress = startProgress('measuring');
  const onProgress = (text: string) => progress.update(text);
  const rows = await interruptible(async (signal) => {
    const kernels = await world.kernels({ slug, base, source, patches, signal, onProgress });
    const [pristine, patched] = [kernels.pristine.image, kernels.patched.image];
    return world.measure({ pristine, patched, boots, batches, signal, onProgress });
  }).finally(() => progress.done());
  const ok = rows.every(({ regression }: CostRow) => !regression);
  const object = { schema: 1, slug: slug ?? null, base, boots, batches, rows, ok };
  const text = options.json ? `${JSON.stringify(object)}\n` : showCost(rows);
  print({ text, exitCode: ok ? EXIT.holds : EXIT.failed });
}
