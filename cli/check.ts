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
import { type Engine, type NotChecked, type Row, toJson } from '../verdicts/row.ts';
import {
  checkFilter,
  type Filter,
  type Subject,
  selectFinished,
  selectSubjects,
} from '../verdicts/select.ts';
import { showRate, showRows } from '../verdicts/table.ts';
import { interruptible } from './signals.ts';
import { hasColors, type Printed, print } from './stdout.ts';

/** The options of `check`. */
export interface CheckFlags extends Filter {
  readonly engine: Engine | 'both';
  readonly all: boolean;
  readonly mutants: boolean;
  readonly coverage: boolean;
  /** Compare the verdicts at each bound with those one above it, instead. */
  readonly bounds?: boolean;
  readonly json: boolean;
}

interface Watch extends Pick<CheckOptions, 'onProgress' | 'signal'> {
  /** Proposals that should be checked too, and cannot be: then nothing is green. */
  readonly notChecked?: readonly NotChecked[];
}

/** What `check` prints of these subjects, with or without colours. Throws SyspecError for what it cannot judge. */
export async function checkText(
  subjects: readonly Subject[],
  flags: CheckFlags,
  colors: boolean,
  { notChecked = [], ...watch }: Watch = {},
): Promise<Printed> {
  checkFilter(subjects, flags);
  if (flags.bounds) return boundsText(subjects, flags, watch);
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
  const said = { rows, notChecked, document, coverage };
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
}

function isGreen({ rows, notChecked, document, coverage }: Found): boolean {
  const same = document.every(({ comparisons }) =>
    comparisons.every((each) => each.differences.length === 0),
  );
  return same && coverage.every(({ problems }) => problems.length === 0) && toJson(rows, notChecked).ok;
}

function jsonOf({ rows, notChecked, document, coverage }: Found, ok: boolean) {
  const comparisons = document.flatMap(({ slug, comparisons: each }) =>
    each.map((one) => ({ slug, ...one })),
  );
  const rules = coverage.length === 0 ? {} : { coverage };
  return { ...toJson(rows, notChecked), document: comparisons, ...rules, ok };
}

const refused = ({ slug, message }: NotChecked): string =>
  `XX ${slug} was not checked: ${message}\n   'syspec check ${slug}' says all that is wrong with it\n`;

function report({ rows, document, coverage }: Found, flags: CheckFlags, colors: boolean) {
  return [
    showRows(rows, { all: flags.all, colors }),
    showRate(rows),
    ...document.map(({ slug, comparisons }) => showComparisons(slug, comparisons, flags.all)),
    ...coverage.map((each) => `\n${formatCoverage(each)}`),
  ].join('');
}

async function run(slugs: readonly string[], flags: CheckFlags): Promise<void> {
  const selection =
    slugs.length === 0 ? selectFinished() : { subjects: selectSubjects(slugs), notChecked: [] };
  const { subjects, notChecked } = selection;
  const progress = startProgress();
  const onProgress = (text: string) => progress.update(text);
  print(
    await interruptible((signal) =>
      checkText(subjects, flags, hasColors(), { onProgress, signal, notChecked }),
    ).finally(() => progress.done()),
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
    .option(
      '--coverage',
      'show for each rule of the document the seeded faults by which it was seen to bite',
      false,
    )
    .option('--bounds', 'compare the verdicts at each bound with those one above it, instead', false)
    .option('--json', 'print one JSON object', false)
    .action(run);
}
