// SPDX-License-Identifier: MIT
// The steps of `syspec test` that need a kernel of their own: each boots one, and compares it with the model.
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { startProgress } from '../../base/progress.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { BASE_NAMES, type BaseName, DEFAULT_BASE, onBase } from '../../conformance/kernel/bases.ts';
import { type BuildOptions, buildKernel } from '../../conformance/kernel/build/build.ts';
import { FLAVOURS, flavourNamed } from '../../conformance/kernel/flavours.ts';
import type { Conformance } from '../../conformance/proposal.ts';
import { conformName } from '../../records/record.ts';
import { commandStep, runCommand } from './command.ts';
import { recordedStep } from './recorded.ts';
import { type FullRun, isOfToday } from './records.ts';
import { type StepResult, say, secondsSince, type TestRun, type TestStep, troubleOf } from './step.ts';

/** What every proposal can be compared with before a kernel has it. */
const BASE = 'unpatched';
/** What has a proposal. */
const DEFAULT = 'fast';
/** What has what a small kernel lacks: LSMs, audit, io_uring. */
const HOOKS = 'hooks';
/** What has every proposal. */
const COMPOSED = 'all';

/** Random sequences of a long run. */
const LONG = 30_000;

/** A variant of a proposal. */
interface Subject extends Pick<Conformance, 'slug' | 'variant' | 'needsProposal' | 'kernel'> {
  /** Whether it has no lanes but those of its graphs: no cases. */
  readonly isGraphAlone?: true;
}

const ALL = Object.values(CONFORMANCE);

/** Variants that have a kernel of their own: a flavour is built as each. */
const hasOwn = (name: string): boolean => FLAVOURS.some(({ variant }) => variant === name);

/** What a kernel that nobody has built as a variant does as. */
const SUBJECTS: readonly Subject[] = [
  ...ALL.flatMap(({ variants }) => variants.filter(({ variant }) => !hasOwn(variant))),
  // Those that have no lanes but their graphs.
  ...ALL.flatMap(({ slug, variants, schedules = [] }) =>
    schedules
      .filter(({ kernel, variant }) => {
        const isToday = kernel === 'any' || kernel === 'unfixed';
        return isToday && !variants.some((one) => one.variant === variant);
      })
      .map(({ variant, kernel }) => ({
        ...{ slug, variant, needsProposal: false, isGraphAlone: true as const },
        ...(kernel === 'unfixed' ? { kernel } : {}),
      })),
  ),
];

/** Those that have a kernel of their own, by the order of the flavours. */
const OWN: readonly Subject[] = FLAVOURS.flatMap(({ variant }) =>
  ALL.filter(({ schedules = [] }) => schedules.some((one) => one.variant === variant)).map(
    ({ slug, variants }) => ({
      ...{ slug, variant: variant!, needsProposal: false },
      ...(variants.some((one) => one.variant === variant) ? {} : { isGraphAlone: true as const }),
    }),
  ),
);

/** Where there are two processors. */
const GUESTS = ['--guests', String(Math.min(2, availableParallelism()))];

/** A run that is not full has a few minutes for each proposal. */
const SHARE = ['--share', ...GUESTS];

/** What is repeated of a run whose whole is recorded: its cases; of a variant that has none, a share of its attacks. */
const repeated = ({ isGraphAlone }: Subject): readonly string[] =>
  isGraphAlone ? ['--lane', 'attack', ...SHARE] : ['--lane', 'cases', ...GUESTS];

/** Builds and boots: what the steps after it need, and where to look when that fails. */
export function bootStep(run: TestRun): TestStep {
  return commandStep(run, 'boot', ['kernel', 'boot', '--flavour', BASE]);
}

/** Variants on a kernel, and what is asked of it. */
interface OnKernel {
  readonly step: string;
  /** A flavour. */
  readonly kernel: string;
  /** The Linux that it is built from, where it is not the default one. */
  readonly base?: BaseName;
  readonly subjects: readonly Subject[];
  readonly more?: readonly string[];
  /** Whether a share is enough: whole covers are made on another kernel. */
  readonly share?: true;
  /** Whether it is a part of the lanes alone, of which there is no record. */
  readonly isPart?: true;
}

/** The variants that have a kernel of their own, on that. */
function onOwn(): OnKernel[] {
  return [...new Set(OWN.map(({ variant }) => variant))].map((name) => ({
    step: `conform-${name}`,
    kernel: name,
    subjects: OWN.filter(({ variant }) => variant === name),
  }));
}

/** What needs no proposal on a kernel without any, the rest on the default one. */
function partly(subjects: readonly Subject[]): OnKernel[] {
  return [
    { step: 'conform', kernel: BASE, subjects: subjects.filter(({ needsProposal }) => !needsProposal) },
    {
      step: 'conform-proposed',
      kernel: DEFAULT,
      subjects: subjects.filter(({ needsProposal }) => needsProposal),
    },
    ...onOwn(),
  ];
}

/** What a lane finds in hooks is not the same on every release: what an LSM is asked about, for example. */
function onHooks(subjects: readonly Subject[]): OnKernel {
  return {
    ...{ step: `conform-${HOOKS}`, kernel: HOOKS },
    subjects: subjects.filter(({ kernel }) => kernel !== 'unfixed'),
  };
}

/** The series have to get along; all else has been seen on the kernel of each. */
function onComposed(subjects: readonly Subject[]): OnKernel {
  return {
    ...{ step: `conform-${COMPOSED}`, kernel: COMPOSED, more: ['--lane', 'cases'], isPart: true },
    subjects: subjects.filter(({ kernel, isGraphAlone }) => kernel !== 'unfixed' && !isGraphAlone),
  };
}

/** On the other releases what is asked of every variant once, of hooks, and of all series: no flavour that looks for faults in memory. */
function elsewhere(subjects: readonly Subject[]): OnKernel[] {
  return BASE_NAMES.filter((base) => base !== DEFAULT_BASE).flatMap((base) =>
    [
      ...[...partly(subjects), onHooks(subjects)].map((on): OnKernel => ({ ...on, share: true })),
      onComposed(subjects),
    ].map((on) => ({ ...on, step: `${on.step}-${base}`, base })),
  );
}

/**
 * All on every kernel that has them. Covers are whole once for each variant; what looks for another kind of fault, in memory or in
 * hooks, and what stands on another release, has a share of them.
 */
function fully(subjects: readonly Subject[]): OnKernel[] {
  const today = subjects.filter(({ needsProposal }) => !needsProposal);
  // Lanes that go through the proposal's variants have none for a kernel that has another one on purpose.
  const others = FLAVOURS.filter(
    ({ name, variant, composed }) => name !== BASE && variant === undefined && !composed,
  );
  return [
    { step: 'conform', kernel: BASE, subjects: today, more: ['--runs', String(LONG)] },
    ...others.map(({ name, series }) => ({
      ...{ step: `conform-${name}`, kernel: name, ...(name === DEFAULT ? {} : { share: true as const }) },
      // What a series mends is not there as it is today.
      subjects: series ? subjects.filter(({ kernel }) => kernel !== 'unfixed') : today,
    })),
    ...onOwn(),
    onComposed(subjects),
    ...elsewhere(subjects),
  ];
}

/** The steps: a share of each variant, or in a full run all, and the seeded faults of every series. */
export function conformSteps(
  run: TestRun,
  subjects: readonly Subject[] = SUBJECTS,
  program?: string,
): TestStep[] {
  const all = run.full ? fully(subjects) : partly(subjects);
  const steps = all.map((on) => ({
    name: on.step,
    ...(run.full && !on.isPart ? { isRecorded: true as const } : {}),
    run: () => conformAll(run, on, program),
  }));
  if (!run.full) return steps;
  const slugs = slugsOf(subjects);
  return [
    ...steps,
    recordedStep(run, 'mutants', slugs, ['mutants', '--record'], program),
    costStep(run, slugs, program),
  ];
}

/** What a full run makes once of each proposal. */
const ONCE = ['check', 'agree', 'model-mutants', 'tla-mutants', 'mutants', 'cost'] as const;

const slugsOf = (subjects: readonly Subject[]): string[] => [...new Set(subjects.map(({ slug }) => slug))];

/** What a full run records of each proposal. */
export function fullRuns(subjects: readonly Subject[] = SUBJECTS): FullRun[] {
  return [
    ...fully(subjects)
      .filter(({ isPart }) => !isPart)
      .flatMap((on) => on.subjects.map((subject) => runOn(on, subject))),
    ...slugsOf(subjects).flatMap((slug) => ONCE.map((kind): FullRun => ({ slug, kind, name: '' }))),
  ];
}

/** What is recorded of a variant on a kernel. */
function runOn({ kernel, base, share }: OnKernel, { slug, variant }: Omit<Subject, 'kernel'>): FullRun {
  return { slug, kind: 'conform', name: conformName(variant, onBase(kernel, base), share === true) };
}

/** The words for a kernel and how much is asked of it. */
async function target(run: TestRun, on: OnKernel, subject: Subject): Promise<readonly string[]> {
  if (run.full) return fullTarget(run, on, subject.slug);
  const { kernel } = on;
  if (!isOfToday(run, runOn(on, subject))) return ['--flavour', kernel, ...SHARE];
  say(run, `${subject.slug} ${subject.variant} on ${kernel}: the whole is recorded, and a part repeated\n`);
  return ['--flavour', kernel, ...repeated(subject)];
}

/** The same for all of it. The kernel of a proposal is built first where it is anybody's. */
async function fullTarget(
  run: TestRun,
  { kernel, base = DEFAULT_BASE, more = [], share, isPart }: OnKernel,
  slug: string,
): Promise<readonly string[]> {
  // Without the test-only patch nothing is known of it but its path.
  const on = flavourNamed(kernel).testOnly
    ? ['--flavour', kernel]
    : ['--kernel', await imageOf(run, { flavour: kernel, slug, base })];
  const from = base === DEFAULT_BASE ? [] : ['--base', base];
  return [...on, ...from, ...more, ...(share ? SHARE : []), ...(isPart ? [] : ['--record', kernel])];
}

/** A command that is a check by itself. */
interface Check {
  readonly name: string;
  /** What it records. */
  readonly recorded: FullRun;
  words(): Promise<readonly string[]>;
}

/** Each variant is a check. */
function conformAll(run: TestRun, on: OnKernel, program: string | undefined): Promise<StepResult> {
  const checks = on.subjects.map((subject): Check => {
    const { slug, variant } = subject;
    const words = async () => ['conform', slug, '--variant', variant, ...(await target(run, on, subject))];
    return { name: `${slug} ${variant}`, recorded: runOn(on, subject), words };
  });
  return runChecks(run, checks, program);
}

/** Each series is a check: its kernels are its own. */
function costStep(run: TestRun, slugs: readonly string[], program: string | undefined): TestStep {
  const checks = slugs.map((slug): Check => {
    const words = async () => ['bench', 'cost', slug, '--record'];
    return { name: slug, recorded: { slug, kind: 'cost', name: '' }, words };
  });
  return { name: 'cost', isRecorded: true, run: () => runChecks(run, checks, program) };
}

/** One without a verdict keeps no other from being asked, and hides none that failed. */
async function runChecks(
  run: TestRun,
  checks: readonly Check[],
  program: string | undefined,
): Promise<StepResult> {
  let passed = 0;
  const failed: string[] = [];
  const without: string[] = [];
  const own: Record<string, number> = {};
  for (const { name, recorded, words } of checks) {
    let start: number | undefined;
    try {
      if (run.stale && isOfToday(run, recorded)) {
        passed++;
        continue;
      }
      start = performance.now();
      const result = await runCommand(run, await words(), program);
      passed += result.passed;
      if (result.failed > 0) failed.push(name);
    } catch (error) {
      without.push(troubleOf(error));
      if (run.signal?.aborted) break;
    } finally {
      if (start !== undefined) own[recorded.slug] = (own[recorded.slug] ?? 0) + secondsSince(start);
    }
  }
  return {
    ...{ passed, failed: failed.length + without.length, note: [...failed, ...without].join(', ') },
    own,
    ...(failed.length === 0 && without.length > 0 ? { environment: true as const } : {}),
  };
}

async function imageOf(
  { signal }: TestRun,
  whose: Required<Pick<BuildOptions, 'flavour' | 'slug' | 'base'>>,
): Promise<string> {
  const progress = startProgress('building');
  try {
    const onProgress = (text: string) => progress.update(text);
    return (await buildKernel({ ...whose, onProgress, signal })).image;
  } finally {
    progress.done();
  }
}
