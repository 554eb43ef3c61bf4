// SPDX-License-Identifier: MIT
// syspec bench conform: how many sequences, and how many schedules, does a kernel answer in a second?
import { Command } from 'commander';
import { EXIT } from '../../base/errors.ts';
import { startProgress } from '../../base/progress.ts';
import { aligned } from '../../base/table.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { buildKernel } from '../../conformance/kernel/build/build.ts';
import { measure, type Throughput } from '../../conformance/run/bench.ts';
import { measureWalk, type WalkThroughput } from '../../conformance/run/bench-walk.ts';
import { flavourOption, sourceOption } from '../base-option.ts';
import { paragraphs } from '../help.ts';
import { interruptible } from '../signals.ts';
import { print } from '../stdout.ts';
import { atLeast } from '../whole-number.ts';

interface Options {
  readonly sequences: number;
  readonly guests: number;
  readonly flavour: string;
  /** A kernel tree. */
  readonly source?: string;
  readonly json?: boolean;
}

const AFTER = paragraphs(
  `Of the first proposal alone, ${Object.keys(CONFORMANCE)[0]}: sequences of about eight calls, two of which sleep, each in a fresh folder with two fresh processes, judged by the model; the time counts from power-on. The second line is the same with one sequence a frame, on a tenth of them. Then all paths that cover the largest state graph, step by step, with tasks that are parked in front of each step.`,
  'The exit status is 1 when kernel and model differ; speed is not judged.',
);

/** The command `bench conform`. */
export function benchConformCommand(): Command {
  return new Command('conform')
    .description('Measure sequences and schedules a second on a booted kernel. (needs QEMU)')
    .option('--sequences <n>', 'how many', atLeast(1), 21_000)
    .option('--guests <n>', 'guests side by side, of one CPU each', atLeast(1), 1)
    .addOption(flavourOption('which kernel').default('unpatched'))
    .addOption(sourceOption())
    .option('--json', 'print one JSON object')
    .addHelpText('after', AFTER)
    .action((options: Options) => benchConform(options));
}

/** What was measured: many sequences in a frame, one in a frame, and schedules. */
interface Measured {
  readonly frames: Throughput;
  readonly single: Throughput;
  /** How many times faster the first is, boots left out. */
  readonly ratio: number;
  readonly walk: WalkThroughput;
}

const HEADER = ['', 'sequences', 'calls each', 'seconds', 'to boot', 'a second'];

const cells = (name: string, { sequences, rate, calls, seconds, bootSeconds }: Throughput): string[] => [
  ...[name, String(sequences), (calls / sequences).toFixed(1)],
  ...[seconds.toFixed(1), bootSeconds.toFixed(1), String(Math.round(rate))],
];

/** What is printed of it. */
export function benchLines({ frames, single, ratio, walk }: Measured): string[] {
  const { variant, scenario, paths, rate, covered, transitions, planSeconds, bootSeconds } = walk;
  const all = planSeconds + bootSeconds + walk.walkSeconds;
  return [
    ...aligned([HEADER, cells('many in a frame', frames), cells('one in a frame', single)], 1),
    `ratio, without boot: ${ratio.toFixed(1)}`,
    `calls that slept: ${(frames.sleeps / frames.sequences).toFixed(1)} a sequence`,
    `schedules: ${paths} in ${all.toFixed(1)} s, ${planSeconds.toFixed(1)} s of them planning, ${bootSeconds.toFixed(1)} s boot: ${Math.round(rate)} a second`,
    `  ${covered} of ${transitions} transitions of ${variant}, ${scenario}`,
  ];
}

async function benchConform({ sequences, guests, flavour, source, json }: Options): Promise<void> {
  const progress = startProgress('measuring');
  const proposal = Object.values(CONFORMANCE)[0]!;
  const [frames, single, walk] = await interruptible(async (signal) => {
    const onProgress = (text: string) => progress.update(text);
    const { slug } = proposal;
    await buildKernel({ flavour, slug, source, signal, onProgress });
    const common = { proposal, guests, flavour, slug, source, signal, onProgress };
    return [
      await measure({ ...common, sequences }),
      await measure({ ...common, sequences: Math.max(1, Math.round(sequences / 10)), batch: 1 }),
      await measureWalk(common),
    ] as const;
  }).finally(() => progress.done());
  const failures = frames.failures + single.failures + walk.failures;
  const ok = failures === 0;
  const busy = ({ sequences: n, seconds, bootSeconds }: Throughput) => n / (seconds - bootSeconds);
  const ratio = busy(frames) / busy(single);
  const object = { schema: 1, slug: proposal.slug, flavour, guests, frames, single, ratio, walk, ok };
  const lines = [
    ...benchLines({ frames, single, ratio, walk }),
    ...(ok ? [] : [`but kernel and model differ on ${failures}`]),
  ];
  const text = json ? JSON.stringify(object) : lines.join('\n');
  print({ text: `${text}\n`, exitCode: ok ? EXIT.holds : EXIT.failed });
}
