// SPDX-License-Identifier: MIT
// syspec conform: does this kernel do what the model says?
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { SyspecError } from '../base/errors.ts';
import { startProgress } from '../base/progress.ts';
import { didYouMean } from '../base/suggest.ts';
import { fitted } from '../base/wrap.ts';
import { writeWhole } from '../base/write-whole.ts';
import { type OpenTarget, openTarget, type TargetOptions } from '../conformance/harness/target/index.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { interfaceOf } from '../conformance/interface.ts';
import { DEFAULT_BASE } from '../conformance/kernel/bases.ts';
import { flavourNamed } from '../conformance/kernel/flavours.ts';
import { featuresOf } from '../conformance/kernel/source/features.ts';
import type { ProposalConformance } from '../conformance/proposal.ts';
import { toJunit } from '../conformance/report/junit.ts';
import { readKnownFailures } from '../conformance/report/known-failures.ts';
import { toKtap } from '../conformance/report/ktap.ts';
import { joinReports, lacksPrivilegeAlone, type Report } from '../conformance/report/rows.ts';
import { showReport } from '../conformance/report/table.ts';
import { amounts, SHARE, WHOLE } from '../conformance/run/amounts.ts';
import { conform } from '../conformance/run/conform.ts';
import { checkLane } from '../conformance/run/lane-names.ts';
import type { ConformOptions } from '../conformance/run/options.ts';
import { cacheFolder } from '../tla/runner/cache.ts';
import {
  baseOption,
  flavourOption,
  patchFile,
  patchOption,
  type SourceFlags,
  sourceOption,
} from './base-option.ts';
import { givenNumbers, readNumber } from './call-numbers.ts';
import { exitCodeOfReport, reportJson } from './conform-exit.ts';
import { kernelByKernel } from './conform-kernels.ts';
import { refuseIdleWithLane } from './conform-lane.ts';
import { beginRecord, recordReport } from './conform-record.ts';
import { refuseEmptyLane } from './empty-lane.ts';
import { describeFailure, printFailure, STREAMS } from './failure.ts';
import { paragraphs } from './help.ts';
import { doNothing } from './idle.ts';
import { kernelImage } from './kernel-image.ts';
import { withKernel } from './no-kernel.ts';
import { interruptible } from './signals.ts';
import { columns, hasColors, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { atLeast } from './whole-number.ts';
import { byKernel, type SharingKernel } from './whose-kernel.ts';
import { requireFolders, requireRoom, writtenLines } from './written.ts';

/** The options of `conform`. */
interface Flags extends SourceFlags {
  readonly flavour: string;
  readonly kernel?: string;
  readonly host: boolean;
  readonly patch: readonly string[];
  readonly variant?: string;
  readonly lane?: string;
  readonly nr: ReadonlyMap<string, number>;
  readonly runs?: number;
  readonly share: boolean;
  readonly record?: string | true;
  readonly seed: number;
  readonly time?: number;
  readonly guests: number;
  readonly ktap?: string;
  readonly junit?: string;
  readonly knownFailures?: string;
  readonly failures?: string;
  readonly bisect: boolean;
  readonly all: boolean;
  readonly json: boolean;
}

const AFTER = paragraphs(
  "A kernel that lacks a proposal is 'absent', which is not a pass: --variant names what is to be tested instead. With --host and no --variant what programs can do today is judged, and what the kernel lacks is told.",
  "Each failure is made as short as it gets, and recorded in a file that 'syspec replay' runs again.",
  'Each proposal has a kernel of its own. What was found on one is recorded and printed, also when there is trouble with the next one.',
  'Exit status: 0 every row holds; 1 one does not; 2 bad usage; 3 no verdict. With --bisect: 125 for the last two, and where no row is worse than inconclusive.',
);

/** The command. */
export function conformCommand(): Command {
  return new Command('conform')
    .description(SUMMARIES.conform)
    .argument('[slug...]', 'proposals; all by default')
    .addOption(flavourOption('a kernel that we build').default('fast'))
    .addOption(new Option('--kernel <bzimage>', "anybody's kernel").conflicts(['host']))
    .option('--host', 'the kernel that runs here: that a call is blocked is observed, not proved', false)
    .addOption(baseOption())
    .addOption(sourceOption())
    .addOption(patchOption('the flavour: a planted fault'))
    .option('--variant <name>', 'only this variant')
    .option('--lane <name>', 'only this lane or scenario')
    .option(
      '--nr <call=number>',
      'the number of a new system call, where the kernel has another; repeatable',
      readNumber,
      new Map(),
    )
    .option(
      '--share',
      'a share of large graphs, of the random sequences, and of the attacks: about 2 minutes a variant on two cores without KVM',
      false,
    )
    .option('--runs <n>', `random sequences (default: ${WHOLE.runs}, ${SHARE.runs} of a share)`, atLeast(1))
    .option('--seed <n>', 'of the random sequences', atLeast(0), 1)
    .option('--time <seconds>', 'end the random sequences after so long', atLeast(1))
    .option('--guests <n>', 'guests side by side, of one CPU each', atLeast(1), 1)
    .option('--known-failures <file>', 'failures that are expected until a date')
    .option('--failures <dir>', 'where failures are recorded (default: in the cache folder)')
    .option('--ktap <file>', 'write the result as KTAP too')
    .option('--junit <file>', 'write the result as JUnit XML too')
    .option('--record [name]', 'a whole run: put what it found into records/, under the name of the kernel')
    .option('--bisect', 'exit 125 when there is no verdict, for git bisect run', false)
    .option('--all', 'a line for every row', false)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', AFTER)
    .action(run);
}

function checkVariant(
  proposals: readonly ProposalConformance[],
  { variant, host }: Pick<Flags, 'variant' | 'host'>,
): void {
  const known = proposals.flatMap(({ variants, schedules = [] }) =>
    [...variants, ...schedules].map((one) => one.variant),
  );
  if (variant === undefined) return;
  if (!known.includes(variant)) {
    const message = `no lane tests the variant '${variant}'`;
    throw new SyspecError('BAD_USAGE', message, didYouMean(variant, [...new Set(known)]));
  }
  const hosted = proposals.flatMap(({ variants }) => variants.map((one) => one.variant));
  if (!host || hosted.includes(variant)) return;
  const message = `the variant '${variant}' has no lane with --host`;
  throw new SyspecError('BAD_USAGE', message, `These have: ${[...new Set(hosted)].join(', ')}.`);
}

/** What the kernel that runs here lacks is told, where nobody has asked for it by name. */
function absentOnHost({ host, variant }: Flags, onNotice: (text: string) => void) {
  const absent: { slug: string; variant: string }[] = [];
  if (!host || variant !== undefined) return { absent };
  const onAbsent = (slug: string, lacking: string) => {
    absent.push({ slug, variant: lacking });
    onNotice(`this kernel does not have ${slug}: ${lacking} is not judged`);
  };
  return { absent, onAbsent };
}

const absentLine = ({ slug, variant }: { slug: string; variant: string }) =>
  fitted(
    `   this kernel does not have ${slug}, so that ${variant} was not judged; --variant ${variant} asks for it\n`,
    columns(),
  );

/** What to do where nothing is left of a lane. */
const LACKS =
  '   There is no verdict where all is left out: run it as root, or without --host, in a guest.\n';

function replayTarget({ host, kernel, flavour, base, patch }: Flags) {
  if (host) return { host: true } as const;
  if (kernel !== undefined) return { kernel: resolve(kernel) };
  const on = base === DEFAULT_BASE ? { flavour } : { flavour, base };
  return patch.length === 0 ? on : { ...on, patches: [...patch] };
}

/** Throws SyspecError BAD_USAGE for options that would do nothing. */
function refuseIdle(
  { host, kernel, guests, source, patch, record }: Flags,
  isGiven: (name: string) => boolean,
): void {
  const given = [
    ...(source === undefined ? [] : ['--source']),
    ...(patch.length === 0 ? [] : ['--patch']),
    ...(isGiven('flavour') ? ['--flavour'] : []),
    ...(host && isGiven('base') ? ['--base'] : []),
  ];
  if ((host || kernel !== undefined) && given.length > 0) {
    const on = host ? '--host' : '--kernel';
    const message = `${doNothing(given)} with ${on}, which builds no kernel`;
    throw new SyspecError('BAD_USAGE', message, `Leave out ${given.join(', ')}, or ${on}.`);
  }
  // Of somebody's kernel it is a part of the name under which it is recorded.
  if (kernel !== undefined && record === undefined && isGiven('base')) {
    const message = `${doNothing(['--base'])} with --kernel and without --record`;
    throw new SyspecError('BAD_USAGE', message, 'Leave it out: the kernel says itself which release it is.');
  }
  if (host && guests > 1)
    throw new SyspecError('BAD_USAGE', '--guests does nothing with --host', 'There is one host.');
}

/** What is known of a kernel that we build. */
function built(slug: string | undefined, { flavour, base, kernel, host }: Flags) {
  if (kernel !== undefined || host) return {};
  const named = flavourNamed(flavour);
  const features = featuresOf(named, slug, { base });
  return { features, builtAs: named.variant, promisesPoints: named.testOnly };
}

/** How many random sequences; of how many, where that is a share. */
function sizeOf({ runs, share }: Flags) {
  const asked = runs ?? amounts({ share }).runs;
  return share && asked < WHOLE.runs ? { runs: asked, of: WHOLE.runs } : { runs: asked };
}

/** Opens the guests one after the other: what fails fails once, and leaves none behind. */
async function openAll(options: TargetOptions, count: number): Promise<[OpenTarget, ...OpenTarget[]]> {
  const targets: [OpenTarget, ...OpenTarget[]] = [await openTarget(options)];
  try {
    while (targets.length < count) targets.push(await openTarget(options));
  } catch (error) {
    await Promise.all(targets.map((target) => target.close()));
    throw error;
  }
  return targets;
}

/** Where to say what is being done, and what ends it. */
interface Said {
  readonly signal: AbortSignal;
  onProgress(text: string): void;
  onNotice(text: string): void;
  /** What the kernel can do, in the words of its shim. */
  onCapabilities(capabilities: readonly string[]): void;
}

/** Opens the guests, and runs the lanes of the proposals that share a kernel. */
async function runOn(
  { slug, proposals }: SharingKernel<ProposalConformance>,
  flags: Flags,
  { known, numbers, onAbsent }: Pick<ConformOptions, 'known' | 'numbers' | 'onAbsent'>,
  say: Said,
): Promise<Report> {
  const { flavour, base, kernel, host, source, patch, share, seed, time, variant, lane } = flags;
  const on = { flavour, slug, base, kernel, host, source, patches: patch, ...say };
  const targets = await openAll(on, flags.guests);
  say.onCapabilities(targets[0].hello.capabilities);
  try {
    return await conform({
      ...{ proposals, targets, known, signal: say.signal, onProgress: say.onProgress },
      ...sizeOf(flags),
      ...{ share, seed, time, variant, lane },
      ...(host ? {} : { boot: (append: readonly string[]) => openTarget({ ...on, append }) }),
      ...built(slug, flags),
      ...(onAbsent && { onAbsent }),
      replayOn: replayTarget(flags),
      numbers,
      folder: flags.failures ?? join(cacheFolder(), 'failures'),
      columns: columns(),
    });
  } finally {
    await Promise.all(targets.map((target) => target.close()));
  }
}

async function run(slugs: readonly string[], given: Flags, command: Command): Promise<void> {
  const proposals = withKernel(slugs).map((slug) => CONFORMANCE[slug]!);
  const isGiven = (name: string) => command.getOptionValueSource(name) === 'cli';
  refuseIdle(given, isGiven);
  const flags = { ...given, patch: given.patch.map(patchFile) };
  if (flags.kernel !== undefined) kernelImage(flags.kernel);
  requireFolders(flags.ktap, flags.junit);
  requireRoom(flags.failures);
  checkVariant(proposals, flags);
  checkLane(proposals, flags.lane, flags);
  refuseIdleWithLane(proposals, flags, isGiven);
  const inputs = beginRecord(
    flags,
    proposals.map(({ slug }) => slug),
  );
  const numbers = givenNumbers(
    flags.nr,
    new Map(proposals.map(({ slug }) => [slug, interfaceOf(slug).added])),
  );
  const known = flags.knownFailures === undefined ? [] : readKnownFailures(flags.knownFailures);
  const progress = startProgress('testing');
  const onProgress = (text: string) => progress.update(text);
  const onNotice = (text: string) => {
    progress.done();
    process.stderr.write(`syspec: ${text}\n`);
  };
  const { absent, ...told } = absentOnHost(flags, onNotice);
  const capabilities: string[] = [];
  const onCapabilities = (some: readonly string[]) => void capabilities.push(...some);
  const { reports, trouble } = await interruptible((signal) =>
    kernelByKernel(byKernel(proposals, flags), {
      run: (group) =>
        runOn(group, flags, { known, numbers, ...told }, { signal, onProgress, onNotice, onCapabilities }),
      keep: (report) => recordReport(report, flags, inputs),
      signal,
    }),
  ).finally(() => progress.done());
  const report = joinReports(reports, known);
  refuseEmptyLane(proposals, report, { ...flags, absent, capabilities });
  if (flags.ktap !== undefined) writeWhole(flags.ktap, toKtap(report));
  if (flags.junit !== undefined) writeWhole(flags.junit, toJunit(report));
  const lacks = lacksPrivilegeAlone(report);
  const failure = trouble === undefined ? undefined : describeFailure(trouble.error, 'conform');
  const text = flags.json
    ? reportJson(report, absent, failure)
    : showReport(report, { all: flags.all, colors: hasColors(), columns: columns() }) +
      absent.map(absentLine).join('') +
      (lacks ? LACKS : '');
  const written = writtenLines([flags.ktap, flags.junit], flags.json);
  print({ text: text + written, exitCode: exitCodeOfReport(report, flags.bisect, failure) });
  if (failure !== undefined) printFailure(failure, false, STREAMS);
}
