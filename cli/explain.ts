// SPDX-License-Identifier: MIT
// syspec explain: show me the counterexample.
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { groupBy } from '../base/group.ts';
import { type Paper, toAscii } from '../base/paper.ts';
import { startProgress } from '../base/progress.ts';
import { wrap } from '../base/wrap.ts';
import { writeWhole } from '../base/write-whole.ts';
import { mutantNamed, searchCounterexamples, type Wanted } from '../explain/counterexamples.ts';
import { storyHtml } from '../explain/html.ts';
import { showShort } from '../explain/short.ts';
import { type Told, tell } from '../explain/story.ts';
import { showStory } from '../explain/text.ts';
import { PROPOSALS } from '../models/index.ts';
import { expectations } from '../spec/index.ts';
import { openSearchPool } from '../verdicts/search-pool.ts';
import { allows, type Subject, selectSubjects } from '../verdicts/select.ts';
import { baseOption, flavourOption, sourceOption } from './base-option.ts';
import { explainJson } from './explain-json.ts';
import type { OnKernel } from './explain-kernel.ts';
import { refuseIdle } from './idle.ts';
import { interruptible } from './signals.ts';
import { columns, hasColors, type Printed, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { atLeast } from './whole-number.ts';
import { requireFolders, writtenLines } from './written.ts';

/** The options of `explain`. */
interface ExplainOptions extends Wanted {
  /** Where to write the story as HTML. */
  readonly html?: string;
  readonly json?: boolean;
  /** The steps that others see, a line each, and how it ends. */
  readonly short?: boolean;
  /** Where else a claim is violated too, which takes a search of every scenario. */
  readonly all?: boolean;
}

/** Why there is nothing to show. */
function nothingToShow(subject: Subject, variant: string, { claim, scenario }: ExplainOptions): string {
  const name = `${subject.proposal.slug} ${variant}`;
  const mutant = mutantNamed(subject, variant);
  if (mutant?.killedBy.part === 'progress') {
    const { killedBy } = mutant;
    return `${name}: it breaks ${killedBy.claim}.progress in ${killedBy.scenario}, by a state that it never reaches; there are no steps to show\n`;
  }
  const what = claim === undefined ? 'no safety claim is violated' : `the safety of ${claim} is not violated`;
  const where = scenario === undefined ? '' : ` in ${scenario}`;
  const never = expectations(subject.proposal).find(
    (e) =>
      e.variant === variant &&
      e.id === claim &&
      allows(scenario, e.scenario) &&
      e.part === 'progress' &&
      e.expected === 'violated',
  );
  if (never !== undefined)
    return `${name}: ${what}${where}, but ${never.claim} is unreached in ${never.scenario}, as is declared: what it asks for never comes, and that has no steps to show\n`;
  return `${name}: ${what}${where}; there is no counterexample to show\n`;
}

/** Where else a claim is violated, by claim; with the options that show the first of them. A seeded fault is judged in one place. */
function othersText(others: readonly Told[], { all, claim, scenario }: ExplainOptions): string {
  const [first] = others;
  if (all !== true) {
    const isOne = claim !== undefined && scenario !== undefined;
    return isOne ? '' : '--all searches every scenario, and says what else is violated.';
  }
  if (first === undefined) return 'Nothing else is violated.';
  const byClaim = groupBy(others, ({ claim }) => claim.id).map((told) => {
    const scenarios = [...new Set(told.map(({ scenario }) => scenario))];
    return `${told[0]!.claim.id} in ${scenarios.join(', ')}`;
  });
  return `Also violated: ${byClaim.join('; ')}. For example: --claim ${first.claim.id} --scenario ${first.scenario}`;
}

/** What `explain` prints of what was found. Writes the HTML file, if there is something to show. */
function textOf(
  [first, ...rest]: readonly Told[],
  subject: Subject,
  variant: string,
  options: ExplainOptions,
  paper: Paper,
): Printed {
  const exitCode = EXIT.holds;
  const story = first && tell(first);
  const others = rest.filter((one) => one.claim !== first?.claim || one.scenario !== first.scenario);
  if (story === undefined && options.html !== undefined) {
    const message = nothingToShow(subject, variant, options).trimEnd();
    throw new SyspecError('BAD_USAGE', message, 'Leave out --html, or name another variant or claim.');
  }
  if (story !== undefined && options.html !== undefined)
    writeWhole(options.html, storyHtml(story, basename(options.html)));
  if (options.json) {
    const object = explainJson(subject.proposal.slug, variant, story, options.all === true ? others : null);
    return { text: `${JSON.stringify(object)}\n${writtenLines([options.html], true)}`, exitCode };
  }
  if (story === undefined) return { text: nothingToShow(subject, variant, options), exitCode };
  const isFault = mutantNamed(subject, variant) !== undefined;
  const list = isFault ? '' : othersText(others, options);
  const written = writtenLines([options.html], false);
  const below =
    written +
    wrap(list, paper.columns)
      .map((line) => `${line}\n`)
      .join('');
  if (options.short && options.all !== true) return { text: showShort(story, paper) + written, exitCode };
  const shown = options.short ? showShort(story, paper) : showStory(story, paper);
  return { text: shown + (paper.ascii === true ? toAscii(below) : below), exitCode };
}

/** The command. */
export function explainCommand(): Command {
  return (
    new Command('explain')
      .description(SUMMARIES.explain)
      .argument('[slug]', 'a proposal')
      .argument('[variant]', 'a variant, or a seeded fault of the proposed one')
      .option(
        '--claim <id>',
        'the violated claim; by default the first that the document declares violated of the variant',
      )
      .option('--scenario <name>', 'the scenario; by default the first in which it is violated')
      .option('--all', 'search every scenario, and say what else is violated', false)
      .option('--html <file>', 'also write the diagram as one self-contained HTML file')
      .option('--short', 'in a few lines: the steps that others see, and how it ends', false)
      .option('--ascii', 'in ASCII, for a mail', false)
      .option(
        '--kernel',
        'walk a kernel along it, and show what that did beside each step (needs QEMU)',
        false,
      )
      .addOption(flavourOption('with --kernel: which one (default: one that does as the variant)'))
      .addOption(baseOption('with --kernel: the Linux that it is built from'))
      .addOption(
        sourceOption("with --kernel: a kernel tree to build it from (default: Debian's linux-source-BASE)"),
      )
      .option('--times <n>', 'with --kernel: how often (default: 1)', atLeast(1))
      .option(
        '--record',
        'with --kernel, of all variants: walk kernels along every counterexample that they can be walked along, and put what they showed into records/walks, for report',
        false,
      )
      .option('--json', 'print one JSON object', false)
      // Of another command, where many look for it here.
      .addOption(new Option('--model <file>').hideHelp())
      .action(action)
  );
}

type Flags = ExplainOptions &
  Omit<OnKernel, 'times'> & {
    kernel: boolean;
    record: boolean;
    ascii: boolean;
    times?: number;
    model?: string;
  };

/** Throws SyspecError BAD_USAGE for options that would do nothing. */
function refuseIdleOfExplain({ kernel, record, model, json }: Flags, command: Command): void {
  if (model !== undefined) {
    const hint = `A model of your own is explained by 'syspec check --model ${model}'.`;
    throw new SyspecError('BAD_USAGE', "explain has no option '--model'", hint);
  }
  if (!kernel)
    refuseIdle(
      command,
      ['times', 'flavour', 'base', 'source', 'record'],
      'without --kernel',
      'Add --kernel.',
    );
  else refuseIdle(command, ['html', 'short', 'all'], 'with --kernel', 'Give one of them.');
  if (json === true) refuseIdle(command, ['short', 'ascii'], 'with --json');
  if (record)
    refuseIdle(command, ['claim', 'scenario', 'flavour', 'times', 'json', 'ascii'], 'with --record');
}

/** The names in their place. Throws SyspecError BAD_USAGE where one is missing, with those that there are. */
function named(slug: string | undefined, variant: string | undefined): { subject: Subject; variant: string } {
  if (slug === undefined) {
    const known = Object.keys(PROPOSALS).join(', ');
    throw new SyspecError('BAD_USAGE', 'which proposal, and which variant?', `There are: ${known}.`);
  }
  const [subject] = selectSubjects([slug]) as [Subject];
  if (variant !== undefined) return { subject, variant };
  const { variants, claims } = subject.proposal;
  const hint = [
    `Variants: ${variants.map(({ name }) => name).join(', ')}.`,
    `Claims: ${claims.map(({ id }) => id).join(', ')}.`,
    `'syspec list ${slug} --all' says what they are, and has the seeded faults.`,
  ];
  throw new SyspecError('BAD_USAGE', `which variant of ${slug}?`, hint.join(' '));
}

/** Searches, says how far it is where that takes long, and ends with Ctrl-C. */
async function searched(subject: Subject, variant: string, options: Flags): Promise<Told[]> {
  const progress = startProgress('searching');
  const pool = openSearchPool(1);
  const firstOnly = options.all !== true;
  const wanted = { ...options, firstOnly, onProgress: (text: string) => progress.update(text) };
  try {
    return await interruptible((signal) => searchCounterexamples(subject, variant, wanted, { pool, signal }));
  } finally {
    progress.done();
    await pool?.close();
  }
}

/** Throws SyspecError BAD_USAGE for a variant: the file of a proposal has all of them. */
async function recorded(slug: string | undefined, variant: string | undefined, options: Flags) {
  if (variant !== undefined) {
    const message = `--record is about all variants, and not about '${variant}' alone`;
    throw new SyspecError('BAD_USAGE', message, 'Leave it out.');
  }
  const { subject } = named(slug, '');
  const { recordWalks } = await import('./explain-record.ts');
  return recordWalks(subject, options);
}

async function action(
  slug: string | undefined,
  name: string | undefined,
  options: Flags,
  command: Command,
): Promise<void> {
  refuseIdleOfExplain(options, command);
  requireFolders(options.html);
  if (options.record) return print(await recorded(slug, name, options));
  const { subject, variant } = named(slug, name);
  const paper = { columns: columns(), colors: hasColors(), ascii: options.ascii };
  const found = await searched(subject, variant, options);
  const [first] = found;
  if (first === undefined && options.kernel) {
    const message = nothingToShow(subject, variant, options).trimEnd();
    throw new SyspecError('BAD_USAGE', message, 'Leave out --kernel, or name another variant or claim.');
  }
  if (first === undefined || !options.kernel) return print(textOf(found, subject, variant, options, paper));
  const { explainOnKernel } = await import('./explain-kernel.ts');
  print(await explainOnKernel(first, { ...options, times: options.times ?? 1 }, paper));
}
