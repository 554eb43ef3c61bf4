// SPDX-License-Identifier: MIT
// syspec explain: show me the counterexample.
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { FLAVOURS } from '../conformance/kernel/flavours.ts';
import { counterexamples, mutantNamed } from '../explain/counterexamples.ts';
import { storyHtml } from '../explain/html.ts';
import { tell } from '../explain/story.ts';
import { type Paper, showStory } from '../explain/text.ts';
import { wrap } from '../explain/wrap.ts';
import { type Filter, type Subject, selectSubjects } from '../verdicts/select.ts';
import { baseOption } from './base-option.ts';
import { explainJson } from './explain-json.ts';
import { explainOnKernel, type OnKernel } from './explain-kernel.ts';
import { columns, hasColors, type Printed, print } from './stdout.ts';
import { atLeast } from './whole-number.ts';

/** The options of `explain`. */
export interface ExplainOptions extends Pick<Filter, 'claim' | 'scenario'> {
  /** Where to write the story as HTML. */
  readonly html?: string;
  readonly json?: boolean;
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const message = `cannot write ${file}: ${(error as Error).message}`;
    throw new SyspecError('BAD_USAGE', message, 'Name another file.');
  }
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
  return `${name}: ${what}${where}; there is no counterexample to show\n`;
}

/** What `explain` prints of one proposal. Writes the HTML file, if there is something to show. */
export function explainText(
  subject: Subject,
  variant: string,
  options: ExplainOptions,
  paper: Paper,
): Printed {
  const [first, ...others] = counterexamples(subject, variant, options);
  const exitCode = EXIT.holds;
  const story = first && tell(first);
  if (story !== undefined && options.html !== undefined) write(options.html, storyHtml(story));
  if (options.json) {
    const object = explainJson(subject.proposal.slug, variant, story, others);
    return { text: `${JSON.stringify(object)}\n`, exitCode };
  }
  if (story === undefined) return { text: nothingToShow(subject, variant, options), exitCode };
  const list = others.map(({ claim, scenario }) => `--claim ${claim.id} --scenario ${scenario}`).join('; ');
  const lines = [
    ...(options.html === undefined ? [] : [`written to ${options.html}\n`]),
    ...(list === '' ? [] : wrap(`Others: ${list}`, paper.columns).map((line) => `${line}\n`)),
  ];
  return { text: showStory(story, paper) + lines.join(''), exitCode };
}

/** The command. */
export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'Show a shortest counterexample as a sequence diagram: who does what, and which guard was missing.',
    )
    .argument('<slug>', 'a proposal')
    .argument('<variant>', 'a variant, or a seeded fault of the proposed one')
    .option('--claim <id>', 'the violated claim; the first one by default')
    .option('--scenario <name>', 'the scenario; the one with the shortest counterexample by default')
    .option('--html <file>', 'also write the diagram as one self-contained HTML file')
    .option('--kernel', 'walk a kernel along it, and show what that did beside each step (needs QEMU)', false)
    .addOption(
      new Option('--flavour <name>', 'that kernel (default: one that does as the variant)').choices(
        FLAVOURS.map(({ name }) => name),
      ),
    )
    .addOption(baseOption())
    .option('--times <n>', 'with --kernel: how often', atLeast(1), 1)
    .option('--json', 'print one JSON object', false)
    .action(
      async (slug: string, variant: string, options: ExplainOptions & OnKernel & { kernel: boolean }) => {
        const [subject] = selectSubjects([slug]);
        const paper = { columns: columns(), colors: hasColors() };
        const [first] = options.kernel ? counterexamples(subject!, variant, options) : [];
        if (first !== undefined) return print(await explainOnKernel(first, options, paper));
        print(explainText(subject!, variant, options, paper));
      },
    );
}
