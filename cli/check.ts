// SPDX-License-Identifier: MIT
// syspec check: does every variant give its declared verdict?
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { startProgress } from '../base/progress.ts';
import { type Coverage, formatCoverage } from '../spec/index.ts';
import { compareBounds, isAsExpected, showBounds } from '../verdicts/bounds.ts';
import { type CheckOptions, check } from '../verdicts/check.ts';
import { coverageOf } from '../verdicts/coverage.ts';
import { type Comparison, compareDocument, showComparisons } from '../verdicts/document/index.ts';
import { type Bodies, bodiesAreFine, bodiesJson, showBodies } from '../verdicts/faults/report.ts';
import { type Engine, type NotChecked, type Row, toJson } from '../verdicts/row.ts';
import {
  checkFilter,
  type Filter,
  type Subject,
  selectFinished,
  selectSubjects,
} from '../verdicts/select.ts';
import { showRate, showRows } from '../verdicts/table.ts';
import { lookAtBodies, type Machine, machineFor, oneFault } from './check-machine.ts';
import { interruptible } from './signals.ts';
import { hasColors, type Printed, print } from './stdout.ts';
import { coverAll, coverageText } from './tla-coverage.ts';
import { type TlaMutantFlags, tlaMutantText } from './tla-mutants.ts';
import { atLeast } from './whole-number.ts';

/** The options of `check`. */
export interface CheckFlags extends Filter {
  readonly engine: Engine | 'both';
  readonly all: boolean;
  readonly mutants: boolean;
  /** Faults that a machine puts into the bodies of the model. */
  readonly modelMutants: boolean;
  readonly listed?: boolean;
  readonly coverage: boolean;
  /** Compare the verdicts at each bound with those one above it, instead. */
  readonly bounds?: boolean;
  /** One fault of the model's bodies, by its name. */
  readonly mutant?: string | undefined;
  readonly tlaCoverage?: boolean;
  readonly json: boolean;
}

interface Watch extends Pick<CheckOptions, 'onProgress' | 'signal'> {
  /** Proposals that should be checked too, and cannot be: then nothing is green. */
  readonly notChecked?: readonly NotChecked[];
  /** Who puts faults and counters into the bodies of models; nobody if not given. */
  readonly machine?: Machine;
}

/** What `check` prints of these subjects, with or without colours. Throws SyspecError for what it cannot judge. */
export async function checkText(
  subjects: readonly Subject[],
  flags: CheckFlags,
  colors: boolean,
  { notChecked = [], machine, ...watch }: Watch = {},
): Promise<Printed> {
  checkFilter(subjects, flags);
  if (flags.bounds) return boundsText(subjects, flags, watch);
  if (flags.mutant !== undefined) return oneFault(subjects, flags.mutant, { ...flags, colors }, machine);
  if (flags.coverage && (flags.variant ?? flags.scenario ?? flags.claim) !== undefined) {
    throw new SyspecError(
      'BAD_USAGE',
      '--coverage is about all faults of a proposal',
      'Leave out --variant, --scenario and --claim.',
    );
  }
  const document = subjects.map((subject) => ({
    slug: subject.proposal.slug,
    comparisons: compareDocument(subject),
  }));
  const engines: Engine[] = flags.engine === 'both' ? ['explorer', 'tlc'] : [flags.engine];
  const rows = await check(subjects, {
    ...{ ...flags, ...watch, engines },
    mutants: flags.mutants || flags.coverage,
  });
  if (rows.length === 0) {
    throw new SyspecError('BAD_USAGE', 'no claim is judged there', 'Widen --variant, --scenario or --claim.');
  }
  const coverage = flags.coverage ? subjects.map((subject) => coverageOf(subject, rows)) : [];
  const bodies = await lookAtBodies(subjects, flags, machine);
  const said = { rows, notChecked, document, coverage, bodies };
  const ok = isGreen(said);
  const text = flags.json
    ? `${JSON.stringify(jsonOf(said, ok))}\n`
    : `${report(said, flags, colors)}${notChecked.map(refused).join('')}`;
  if (notChecked.length > 0) return { text, exitCode: EXIT.usage };
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}

/** The variants whose bounds are raised: those whose verdicts are of the proposal itself. */
const RAISED_VARIANTS = ['proposed', 'naive'];

/** The largest graph above a bound: some ten seconds of search. */
const RAISED_STATES = 400_000;

function boundsText(
  subjects: readonly Subject[],
  { variant, scenario, json }: CheckFlags,
  { onProgress }: Watch,
): Printed {
  const rows = subjects.flatMap((subject) => {
    const wanted = subject.models.variants.filter((name) =>
      variant === undefined ? RAISED_VARIANTS.includes(name) : name === variant,
    );
    return compareBounds(subject, {
      ...{ variants: wanted, scenario, states: RAISED_STATES },
      ...(onProgress && { onProgress }),
    });
  });
  const ok = rows.every(isAsExpected);
  const text = json ? `${JSON.stringify({ schema: 1, ok, bounds: rows })}\n` : showBounds(rows);
  return { text, exitCode: ok ? EXIT.holds : EXIT.failed };
}

/** All that a check has found. */
interface Found {
  readonly rows: readonly Row[];
  readonly notChecked: readonly NotChecked[];
  readonly document: readonly { readonly slug: string; readonly comparisons: readonly Comparison[] }[];
  readonly coverage: readonly Coverage[];
  readonly bodies: Bodies;
}

function isGreen({ rows, notChecked, document, coverage, bodies }: Found): boolean {
  const same = document.every(({ comparisons }) =>
    comparisons.every((each) => each.differences.length === 0),
  );
  const covered = coverage.every(({ problems }) => problems.length === 0);
  return same && covered && bodiesAreFine(bodies) && toJson(rows, notChecked).ok;
}

function jsonOf({ rows, notChecked, document, coverage, bodies }: Found, ok: boolean) {
  const comparisons = document.flatMap(({ slug, comparisons: each }) =>
    each.map((one) => ({ slug, ...one })),
  );
  const rules = coverage.length === 0 ? {} : { coverage };
  return { ...toJson(rows, notChecked), document: comparisons, ...rules, ...bodiesJson(bodies), ok };
}

const refused = ({ slug, message }: NotChecked): string =>
  `XX ${slug} was not checked: ${message}\n   'syspec check ${slug}' says all that is wrong with it\n`;

function report({ rows, document, coverage, bodies }: Found, flags: CheckFlags, colors: boolean) {
  return [
    showRows(rows, { all: flags.all, colors }),
    showRate(rows),
    ...document.map(({ slug, comparisons }) => showComparisons(slug, comparisons, flags.all)),
    ...coverage.map((each) => `\n${formatCoverage(each)}`),
    showBodies(bodies, { all: flags.all, colors }),
  ].join('');
}

interface AllFlags extends CheckFlags, TlaMutantFlags {
  readonly tlaMutants: boolean;
}

function refuseWithout({ tlaMutants, only, maxStates, list }: AllFlags): void {
  if (tlaMutants || (only === undefined && maxStates === undefined && !list)) return;
  const message = '--only, --max-states and --list are about the mutants of the TLA+';
  throw new SyspecError('BAD_USAGE', message, 'Add --tla-mutants.');
}

async function run(slugs: readonly string[], flags: AllFlags): Promise<void> {
  refuseWithout(flags);
  const selection =
    slugs.length === 0 ? selectFinished() : { subjects: selectSubjects(slugs), notChecked: [] };
  const { subjects, notChecked } = selection;
  const progress = startProgress();
  const onProgress = (text: string) => progress.update(text);
  if (flags.tlaCoverage) {
    const covering = interruptible((signal) => coverAll(subjects, onProgress, signal));
    return print(coverageText(await covering.finally(() => progress.done()), flags.json, hasColors()));
  }
  print(
    await interruptible(async (signal) => {
      if (flags.tlaMutants)
        return tlaMutantText(subjects, flags, hasColors(), { onProgress, signal, notChecked });
      const machine = await machineFor(flags, { onProgress, signal });
      const watch = { onProgress, signal, notChecked, ...(machine && { machine }) };
      return checkText(subjects, flags, hasColors(), watch);
    }).finally(() => progress.done()),
  );
}

/** The command. */
export function checkCommand(): Command {
  return new Command('check')
    .description('Does every variant give its declared verdict, for every claim in every scenario?')
    .argument('[slug...]', 'proposals; all by default')
    .option('--variant <name>', 'only this variant')
    .option('--scenario <name>', 'only this scenario')
    .option('--claim <id>', 'only this claim, for example C2')
    .addOption(
      new Option('--engine <name>', 'who answers: the built-in explorer, TLC (needs Java), or both')
        .choices(['explorer', 'tlc', 'both'])
        .default('explorer'),
    )
    .option('--all', 'a line for every row', false)
    .option(
      '--mutants',
      'the seeded faults of the proposed variant too, by the explorer: each must be caught',
      false,
    )
    .option('--model-mutants', 'faults that a machine puts into the model too: each must be caught', false)
    .option('--listed', 'with --model-mutants: those too that are listed as equivalent', false)
    .option('--mutant <id>', 'one fault of the model alone: what catches it')
    .option(
      '--coverage',
      'show for each rule of the document the faults by which it was seen to bite, and what of the model nothing runs',
      false,
    )
    .option(
      '--tla-mutants',
      'instead: faults of the TLA+ made by machine, by TLC: each must be caught',
      false,
    )
    .option('--bounds', 'compare the verdicts at each bound with those one above it, instead', false)
    .option('--only <text>', 'with --tla-mutants: only those with this in their id')
    .option('--max-states <n>', 'with --tla-mutants: only where there are at most so many states', atLeast(1))
    .option('--list', 'with --tla-mutants: list them, and run nothing', false)
    .option(
      '--tla-coverage',
      "instead: is each expression of the TLA+'s actions evaluated? (needs Java)",
      false,
    )
    .option('--json', 'print one JSON object', false)
    .action(run);
}
