// SPDX-License-Identifier: MIT
// syspec explain: show me the counterexample.
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import { counterexamples } from '../explain/counterexamples.ts';
import { storyHtml } from '../explain/html.ts';
import { tell } from '../explain/story.ts';
import { showStory } from '../explain/text.ts';
import { type Filter, selectSubjects } from '../verdicts/select.ts';

interface Options extends Pick<Filter, 'claim' | 'scenario'> {
  readonly html?: string;
}

const WIDEST = 160;

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new SyspecError(
      'BAD_USAGE',
      `cannot write ${file}: ${(error as Error).message}`,
      'Name another file.',
    );
  }
}

function run(slug: string, variant: string, options: Options): void {
  const [subject] = selectSubjects([slug]);
  const found = counterexamples(subject!, variant, options);
  const [first, ...others] = found;
  if (first === undefined) {
    process.stdout.write(
      `${slug} ${variant}: no safety claim is violated${options.claim ? ` by ${options.claim}` : ''}; there is no counterexample to show\n`,
    );
    process.exitCode = EXIT.holds;
    return;
  }
  const story = tell(first);
  const paper = {
    columns: Math.min(WIDEST, process.stdout.columns ?? 100),
    colors: process.stdout.isTTY === true,
  };
  process.stdout.write(showStory(story, paper));
  if (options.html !== undefined) {
    write(options.html, storyHtml(story));
    process.stdout.write(`written to ${options.html}\n`);
  }
  if (others.length > 0) {
    const list = others.map(({ claim, scenario }) => `--claim ${claim.id} --scenario ${scenario}`);
    process.stdout.write(`Others: ${list.join('; ')}\n`);
  }
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
    .option('--scenario <name>', 'the scenario; the first one by default')
    .option('--html <file>', 'also write the diagram as one self-contained HTML file')
    .action(run);
}
