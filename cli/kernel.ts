// SPDX-License-Identifier: MIT
// `syspec kernel build|boot|list|series`: the kernels that the tests run on, and the patches that they have.
import { statSync } from 'node:fs';
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { startProgress } from '../base/progress.ts';
import { alignedWithin } from '../base/table.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import type { BaseName } from '../conformance/kernel/bases.ts';
import { chooseAccel } from '../conformance/kernel/boot/accel.ts';
import type { Transport } from '../conformance/kernel/boot/qemu.ts';
import {
  type BuildOptions,
  buildKernel,
  findKernel,
  type Kernel,
} from '../conformance/kernel/build/build.ts';
import { kernelCache } from '../conformance/kernel/cache.ts';
import { type CheckOptions, type CheckReport, checkKernel } from '../conformance/kernel/check/check.ts';
import { FLAVOURS, type Flavour } from '../conformance/kernel/flavours.ts';
import { findSource, type Source } from '../conformance/kernel/source/source.ts';
import { baseOption, flavourOption, type SourceFlags, sourceOption } from './base-option.ts';
import { givenOptions, refuseIdle } from './idle.ts';
import { kernelImage } from './kernel-image.ts';
import { seriesCommand } from './kernel-series.ts';
import { interruptible } from './signals.ts';
import { columns, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { between } from './whole-number.ts';
import { whoseKernel } from './whose-kernel.ts';

interface BuildFlags extends SourceFlags {
  readonly flavour: string;
  readonly json: boolean;
}

interface BootFlags extends BuildFlags {
  readonly kernel?: string;
  readonly cpus: number;
  readonly transport: Transport;
}

/** The command `kernel`. */
export function kernelCommand(): Command {
  return new Command('kernel')
    .description(SUMMARIES.kernel)
    .addCommand(buildCommand())
    .addCommand(bootCommand())
    .addCommand(listCommand())
    .addCommand(seriesCommand());
}

function withBuildOptions(command: Command): Command {
  return command
    .argument(
      '[slug]',
      'the proposal whose kernel it is; needed where the flavour has a series and there are several',
    )
    .addOption(flavourOption('which kernel').default('fast'))
    .addOption(baseOption())
    .addOption(sourceOption())
    .option('--json', 'print one JSON object', false);
}

function buildCommand(): Command {
  return withBuildOptions(new Command('build'))
    .description('Build a kernel, or find it in the cache.')
    .addHelpText('after', '\nA build that was interrupted goes on where it stopped.\n')
    .action(async (whose: string | undefined, { flavour, base, source, json }: BuildFlags) => {
      const slug = whoseKernel(flavour, whose);
      const kernel = await interruptible((signal) => withProgress({ flavour, slug, base, source, signal }));
      print({ text: json ? toJson({ kernel }) : builtText(kernel), exitCode: EXIT.holds });
    });
}

function bootCommand(): Command {
  return withBuildOptions(new Command('boot'))
    .description('Boot a kernel: which is it, and can it prove that a call is blocked? (needs QEMU)')
    .option('--kernel <bzimage>', 'this image instead of a flavour')
    .option('--cpus <n>', 'CPUs of the guest', between(1, 64), 1)
    .addOption(
      new Option('--transport <kind>', 'how to talk to the guest')
        .choices(['virtio', 'serial'])
        .default('virtio'),
    )
    .action(async (whose: string | undefined, flags: BootFlags, command: Command) => {
      const { flavour, base, source, kernel, cpus, transport, json } = flags;
      if (kernel !== undefined) {
        const where = 'with --kernel, which builds none';
        refuseIdle(command, ['flavour', 'base', 'source'], where);
        if (whose !== undefined)
          throw new SyspecError('BAD_USAGE', `${whose} does nothing ${where}`, 'Leave it out.');
      }
      await interruptible(async (signal) => {
        const built = async () => {
          const slug = whoseKernel(flavour, whose);
          return (await withProgress({ flavour, slug, base, source, signal })).image;
        };
        const image = kernel === undefined ? await built() : kernelImage(kernel);
        const { reason, ...report } = await booted({ kernel: image, cpus, transport, signal });
        const text = json ? toJson({ image, reason, ...report }) : bootText(report, reason);
        print({ text, exitCode: EXIT.holds });
      });
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('List the flavours with the proposals whose kernels they are, and which are in the cache.')
    .addOption(baseOption())
    .addOption(sourceOption())
    .option('--json', 'print one JSON object', false)
    .action(async ({ base, source, json }: Omit<BuildFlags, 'flavour'>, command: Command) => {
      const given = givenOptions(command);
      const isAsked = given.has('base') || given.has('source');
      const from = isAsked ? await findSource(source, base) : await sourceIfThere(base);
      const rows: ListedKernel[] = [];
      for (const flavour of FLAVOURS) {
        for (const slug of slugsOf(flavour)) {
          const { name, purpose } = flavour;
          const kernel = from && (await findKernel({ flavour: name, slug, base, source: from }));
          rows.push({ flavour: name, slug: slug ?? null, purpose, kernel: kernel ?? null });
        }
      }
      const none = from === undefined ? 'not known' : 'not built';
      print({ text: json ? toJson({ flavours: rows }) : listText(rows, none), exitCode: EXIT.holds });
    });
}

/** What flavours there are can be told without a source, and stderr says what cannot. */
async function sourceIfThere(base: BaseName): Promise<Source | undefined> {
  try {
    return await findSource(undefined, base);
  } catch (error) {
    if (!(error instanceof SyspecError && error.code === 'KERNEL_SOURCE')) throw error;
    process.stderr.write(`syspec: ${error.message}: which kernels are built is not known\n`);
    return undefined;
  }
}

/** Whose kernels of a flavour there can be; undefined for the one that is nobody's or everybody's. */
function slugsOf({ series, testOnly, composed }: Flavour): (string | undefined)[] {
  if (composed || (!series && !testOnly)) return [undefined];
  return [...(series ? [] : [undefined]), ...Object.keys(CONFORMANCE)];
}

async function withProgress(options: BuildOptions): Promise<Kernel> {
  const progress = startProgress('building');
  const onNotice = (text: string): void => {
    process.stderr.write(`syspec: ${text}\n`);
  };
  try {
    return await buildKernel({ ...options, onProgress: (text) => progress.update(text), onNotice });
  } finally {
    progress.done();
  }
}

async function booted(guest: Omit<CheckOptions, 'accel'>): Promise<CheckReport & { reason: string }> {
  const progress = startProgress('booting');
  try {
    progress.update('can this machine do it by KVM?');
    const { accel, reason } = await chooseAccel(guest);
    progress.update(`the kernel, by ${accel.toUpperCase()}`);
    return { ...(await checkKernel({ ...guest, accel })), reason };
  } finally {
    progress.done();
  }
}

interface ListedKernel {
  readonly flavour: string;
  /** The proposal whose kernel it is; null for one that is nobody's or everybody's. */
  readonly slug: string | null;
  readonly purpose: string;
  readonly kernel: Kernel | null;
}

function toJson(fields: object): string {
  return `${JSON.stringify({ schema: 1, ok: true, ...fields })}\n`;
}

function builtText({ image, meta, built }: Kernel): string {
  const how = built ? `built in ${Math.round(meta.seconds)} s` : 'from the cache';
  return `${image}\n  Linux ${meta.release}, ${meta.flavour}, ${how}\n`;
}

function bootText({ accel, bootMs, release, cpus, answers }: CheckReport, reason: string): string {
  const processors = cpus === 1 ? '1 CPU' : `${cpus} CPUs`;
  return `Linux ${release} ran init after ${(bootMs / 1000).toFixed(1)} s on ${processors}
  ${accel.toUpperCase()}: ${reason}
  quiescence: ${quiescence(answers.quiesce)}
`;
}

function quiescence(answer: string | undefined): string {
  if (answer === undefined)
    return 'none, for want of the test-only patches: that a call is blocked cannot be proved';
  if (answer === 'ok') return 'works: that a call is blocked can be proved';
  return `refused with ${answer}: that a call is blocked cannot be proved${answer === 'EOPNOTSUPP' ? ' on more than one CPU' : ''}`;
}

/** @param none what is said of a flavour without a kernel */
function listText(rows: readonly ListedKernel[], none: string): string {
  const table = rows.map(({ flavour, slug, purpose, kernel }) => {
    const state =
      kernel === null ? none : `${kernel.meta.release}, ${(statSync(kernel.image).size / 1e6).toFixed(1)} MB`;
    return [flavour, slug ?? '-', state, purpose];
  });
  return `${alignedWithin(table, columns()).join('\n')}\nThe cache is ${kernelCache().root}; it may be deleted.\n`;
}
