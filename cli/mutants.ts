// SPDX-License-Identifier: MIT
// syspec mutants: which seeded faults of a patch series do the lanes catch?
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import type { Finding } from '../base/finding.ts';
import { counted } from '../base/plural.ts';
import { startProgress } from '../base/progress.ts';
import { ROOT } from '../base/root.ts';
import { didYouMean } from '../base/suggest.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { DEFAULT_BASE } from '../conformance/kernel/bases.ts';
import { findKernel } from '../conformance/kernel/build/build.ts';
import { type Laboratory, type LaboratoryOptions, laboratory } from '../conformance/mutants/laboratory.ts';
import { openMemory } from '../conformance/mutants/memory.ts';
import type { Mutant } from '../conformance/mutants/mutant.ts';
import { type Mutants, mutantsOf } from '../conformance/mutants/proposal.ts';
import { findingOf, isOk, type MutantsResult, showOutcomes, toJson } from '../conformance/mutants/report.ts';
import { runMutants } from '../conformance/mutants/run.ts';
import { addRun, inputsOf, trialDigests } from '../records/record.ts';
import { PROPOSED } from '../spec/verdict-relations.ts';
import { cacheFolder } from '../tla/runner/cache.ts';
import { baseOption, type SourceFlags, sourceOption } from './base-option.ts';
import { paragraphs } from './help.ts';
import { refuseIdle } from './idle.ts';
import { withKernel } from './no-kernel.ts';
import { requireWhole } from './require-whole.ts';
import { interruptible } from './signals.ts';
import { hasColors, type Printed, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { toolVersions } from './tool-versions.ts';
import { atLeast } from './whole-number.ts';
import { withoutMutantLines, withoutMutantsJson } from './without-mutants.ts';

interface Flags extends SourceFlags {
  readonly flavour?: string;
  readonly variant: string;
  readonly kind?: Mutant['kind'];
  readonly only?: string;
  readonly list: boolean;
  readonly allLanes: boolean;
  readonly lane?: string;
  readonly runs: number;
  readonly seed: number;
  readonly guests: number;
  readonly record: boolean;
  readonly all: boolean;
  readonly json: boolean;
}

type Asked = Pick<SourceFlags, 'base'> & { source?: string | undefined; signal: AbortSignal };

/** What the command finds its mutants and its kernels by; tests have others. */
export interface World {
  /** Where what was found is recorded: the checkout. */
  readonly root: string;
  readonly slugs: readonly string[];
  mutantsOf(slug: string, options: Asked): Promise<Mutants>;
  laboratory(options: LaboratoryOptions): Laboratory;
  /** The kernel of a proposal without a mutant, once it is built. */
  kernelOf: typeof findKernel;
}

const REAL: World = {
  ...{ root: ROOT, slugs: Object.keys(CONFORMANCE), mutantsOf, laboratory, kernelOf: findKernel },
};

/** Random sequences of a whole run. */
const WHOLE_RUNS = 1000;

/** In order of cost: who survives one is tried on the next. */
const ORDER = ['fast', 'hooks', 'kasan'];

const AFTER = paragraphs(
  'A mutant is killed when a lane fails on its kernel that holds on the kernel without it. Those written by hand are patches; the others are the checks and calls that the series adds, each negated or left out in turn, all in one kernel.',
  'What was found is kept in the cache folder, so that an interrupted run goes on where it stopped. With --record it is kept in records/trials/ too, until all are killed or listed: a copy of the checkout goes on on another machine.',
  'Exit status: 0 all are killed but those that are listed; 1 one is not, or a proposal has none that was tried; 2 bad usage; 3 no verdict.',
);

/** What is about how mutants are run. */
const WHEN_RUN = ['flavour', 'variant', 'allLanes', 'lane', 'runs', 'seed', 'guests', 'all'];

/** The command. */
export function mutantsCommand(world: World = REAL): Command {
  return new Command('mutants')
    .description(SUMMARIES.mutants)
    .argument('[slug...]', 'proposals; all by default')
    .addOption(
      new Option('--flavour <name>', `only this kernel (default: ${ORDER.join(', ')})`).choices(ORDER),
    )
    .addOption(baseOption())
    .addOption(sourceOption())
    .option('--variant <name>', 'whose lanes', PROPOSED)
    .addOption(new Option('--kind <kind>', 'only these mutants').choices(['hand', 'mechanical']))
    .option('--only <text>', 'only mutants with this in their name')
    .option('--list', 'list the mutants and what is not mutated, and run nothing', false)
    .option('--all-lanes', 'run every lane on each, to see which would kill it', false)
    .addOption(
      new Option('--lane <name>', 'run this lane alone, to see what it kills by itself').conflicts(
        'allLanes',
      ),
    )
    .option('--runs <n>', 'random sequences', atLeast(1), WHOLE_RUNS)
    .option('--seed <n>', 'of the random sequences', atLeast(0), 1)
    .option('--guests <n>', 'guests side by side', atLeast(1), 1)
    .option('--record', 'all mutants on all kernels: put what was found into records/', false)
    .option('--all', 'a line for every mutant', false)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', AFTER)
    .action((slugs: string[], flags: Flags, command: Command) => {
      if (flags.list) refuseIdle(command, WHEN_RUN, 'with --list, which runs nothing');
      return run(slugs, flags, world);
    });
}

async function run(slugs: readonly string[], flags: Flags, world: World): Promise<void> {
  const chosen = withKernel(slugs, world.slugs);
  checkRecord(flags);
  const inputs = flags.record ? chosen.map((slug) => inputsOf(world.root, slug, 'mutants')) : [];
  const progress = startProgress('trying');
  await interruptible(async (signal) => {
    const all: Mutants[] = [];
    for (const slug of chosen) {
      progress.update(`${slug}: reading the series`);
      all.push(
        narrowed(await world.mutantsOf(slug, { base: flags.base, source: flags.source, signal }), flags),
      );
    }
    if (all.every(({ mutants }) => mutants.length === 0))
      throw new SyspecError('BAD_USAGE', 'there is no such mutant', "'syspec mutants --list' has the names.");
    if (flags.list) return list(all, flags.json);
    const outcomes: MutantsResult[] = [];
    for (const one of all) outcomes.push(await tryAll(one, flags, world, signal, progress));
    progress.done();
    for (const [i, its] of inputs.entries()) {
      addRun(world.root, chosen[i]!, await foundOf(chosen[i]!, outcomes[i]!, flags, world), its);
      if (isOk([outcomes[i]!])) rmSync(trialsOf(world, chosen[i]!), { force: true });
    }
    print(textOf(outcomes, flags));
  }).finally(() => progress.done());
}

/** What is printed: a proposal of which nothing was tried is named, and then nothing is green. */
function textOf(outcomes: readonly MutantsResult[], { json, all }: Flags): Printed {
  const without = outcomes.filter(({ fates }) => fates.length === 0).map(({ slug }) => slug);
  const text = json
    ? withoutMutantsJson(toJson(outcomes), without)
    : [showOutcomes(outcomes, { all, colors: hasColors() }), ...withoutMutantLines(without)].join('');
  return { text, exitCode: isOk(outcomes) && without.length === 0 ? EXIT.holds : EXIT.failed };
}

/** Where the trials of a whole run are until it has come to an end: some take hours, and more than one machine. */
const trialsOf = ({ root }: World, slug: string): string => join(root, 'records', 'trials', `${slug}.jsonl`);

/** What is recorded of a proposal's mutants. Its kernels are of one source and one compiler, so that the first speaks for all. */
export async function foundOf(
  slug: string,
  outcome: MutantsResult,
  { seed, base, source }: Pick<Flags, 'seed' | 'base' | 'source'>,
  { kernelOf }: Pick<World, 'kernelOf'>,
): Promise<Finding> {
  const kernel = await kernelOf({ flavour: ORDER[0], slug, base, source });
  return {
    ...findingOf(outcome, seed),
    environment:
      kernel === undefined ? null : { target: kernel.meta.release, compiler: kernel.meta.compiler },
    tools: await toolVersions('QEMU'),
  };
}

/** @throws SyspecError BAD_USAGE where a run is not whole, or there is no checkout */
function checkRecord(flags: Flags): void {
  const { record, flavour, kind, only, list: listed, lane, runs, variant, base, source } = flags;
  if (!record) return;
  requireWhole('mutants --record', 'a run of all mutants', {
    flavour: flavour !== undefined,
    kind: kind !== undefined,
    only: only !== undefined,
    list: listed,
    lane: lane !== undefined,
    // More of them are more than is promised.
    runs: runs < WHOLE_RUNS,
    // A record has no room to say whose lanes, and on what.
    variant: variant !== PROPOSED,
    base: base !== DEFAULT_BASE,
    source: source !== undefined,
  });
}

function narrowed(all: Mutants, { kind, only }: Flags): Mutants {
  const mutants = all.mutants.filter(
    (one) => (kind === undefined || one.kind === kind) && (only === undefined || one.id.includes(only)),
  );
  return { ...all, mutants };
}

async function tryAll(
  { slug, mutants, listed, schemata, notMutated }: Mutants,
  flags: Flags,
  world: World,
  signal: AbortSignal,
  progress: ReturnType<typeof startProgress>,
): Promise<MutantsResult> {
  const onProgress = (text: string) => progress.update(`${slug} ${text}`);
  const onNotice = (text: string) => {
    progress.done();
    process.stderr.write(`syspec: ${text}\n`);
  };
  const { variant, runs, seed, base, source, guests, allLanes, lane, flavour } = flags;
  const memory = openMemory(
    join(cacheFolder(), 'mutants', `${slug}.jsonl`),
    flags.record ? trialsOf(world, slug) : undefined,
  );
  const digests = trialDigests(world.root, slug);
  const place = world.laboratory({
    ...{ slug, variant, runs, seed, base, source, schemata, memory, digests, signal, onProgress, onNotice },
  });
  const asked = flavour === undefined ? ORDER : [flavour];
  const flavours = lane === undefined ? asked : [firstWith(lane, place, asked)];
  const fates = await runMutants(place, { mutants, listed, flavours, allLanes, lane, guests, onProgress });
  return { slug, fates, notMutated: notMutated.length };
}

/** The cheapest kernel on which there is such a lane. */
function firstWith(lane: string, place: Laboratory, flavours: readonly string[]): string {
  const first = flavours.find((flavour) => place.lanes(flavour).includes(lane));
  if (first !== undefined) return first;
  const names = new Set(flavours.flatMap((flavour) => place.lanes(flavour)));
  throw new SyspecError('BAD_USAGE', `no lane is named '${lane}'`, didYouMean(lane, [...names]));
}

function list(all: readonly Mutants[], json: boolean): void {
  const mutants = all.flatMap(({ slug, mutants: its, listed }) =>
    its.map(({ id, kind, what }) => ({ slug, id, kind, what, listed: listed.get(id) ?? null })),
  );
  const notMutated = all.flatMap(({ slug, notMutated: its }) => its.map((one) => ({ slug, ...one })));
  const lines = [
    ...mutants.map(
      ({ id, kind, what, listed }) => `${kind}  ${id}  (${what})${listed ? `  ${listed.as}` : ''}`,
    ),
    ...notMutated.map(
      ({ file, line, function: where, text, why }) =>
        `not mutated  ${file}:${line} ${where}: ${text}  (${why})`,
    ),
    `${counted(mutants.length, 'mutant')}, ${counted(notMutated.length, 'place')} not mutated`,
  ];
  const text = json
    ? `${JSON.stringify({ schema: 1, mutants, notMutated, ok: true })}\n`
    : `${lines.join('\n')}\n`;
  print({ text, exitCode: EXIT.holds });
}
