// SPDX-License-Identifier: MIT
// syspec report: what does it look like?
import { Command } from 'commander';
import { EXIT } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { startProgress } from '../base/progress.ts';
import { ROOT } from '../base/root.ts';
import { assemble } from '../report/assemble.ts';
import { siteOf } from '../report/site.ts';
import { openThreads } from '../report/threads.ts';
import { readWalks } from '../report/walks.ts';
import { readWatched, requireUsed } from '../report/watched.ts';
import { requireOurs, writeSite } from '../report/write.ts';
import { selectSubjects } from '../verdicts/select.ts';
import { paragraphs } from './help.ts';
import { interruptible } from './signals.ts';
import { type Printed, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { fullRuns } from './test/conform.ts';
import { requireRoom } from './written.ts';

interface Flags {
  readonly out: string;
  readonly observed: readonly string[];
  readonly json: boolean;
}

const AFTER = paragraphs(
  'The site needs nothing but a browser: open index.html in the folder. It has the verdicts, each counterexample as a diagram with a slider and the state beside it, small state graphs, what is recorded of kernels, the open questions, and the evidence with its hashes.',
  'Exit status: 0 every verdict is the declared one; 1 one is not, and the site shows it; 2 bad usage, nothing is written.',
);

/** The command. */
export function reportCommand(): Command {
  return new Command('report')
    .description(SUMMARIES.report)
    .argument('[slug...]', 'proposals; all by default')
    .option('--out <dir>', 'where to write: a new or empty folder, or an earlier report', 'report-out')
    .option(
      '--observed <file...>',
      "counterexamples on a kernel, as 'explain --kernel --json' prints them: shown step by step, in the place of those in records/walks",
      [],
    )
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', AFTER)
    .action(async (slugs: string[], flags: Flags) => {
      const progress = startProgress('searching');
      const printed = interruptible((signal) =>
        run(slugs, flags, { signal, onProgress: (text) => progress.update(text) }),
      );
      print(await printed.finally(() => progress.done()));
    });
}

interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

async function run(slugs: readonly string[], { out, observed, json }: Flags, watch: Watch): Promise<Printed> {
  // Before the work, and not after it.
  requireOurs(out);
  requireRoom(out);
  const subjects = selectSubjects(slugs);
  const given = observed.map(readWatched);
  const recorded = subjects.flatMap(({ proposal }) => readWalks(ROOT, proposal.slug));
  // What is given stands in for what is recorded.
  const watched = [...given, ...recorded];
  const runs = fullRuns();
  const wanted = (slug: string) => runs.filter((one) => one.slug === slug);
  const threads = openThreads();
  try {
    const all = await assemble(subjects, { root: ROOT, wanted, watched, threads, ...watch });
    requireUsed(
      given,
      all.flatMap((one) => one.counterexamples),
    );
    watch.onProgress(`writing ${out}`);
    const files = siteOf(all);
    const bytes = writeSite(out, files);
    const wrong = all.flatMap(({ rows }) => rows).filter(({ ok }) => !ok).length;
    const counterexamples = all.reduce((sum, one) => sum + one.counterexamples.length, 0);
    const graphs = all.reduce((sum, one) => sum + one.graphs.length, 0);
    const exitCode = wrong === 0 ? EXIT.holds : EXIT.failed;
    const object = {
      ...{ schema: 1, ok: wrong === 0, folder: out, files: files.size, bytes, counterexamples, graphs },
      notAsDeclared: wrong,
    };
    const lines = [
      `${counted(counterexamples, 'counterexample')} and ${counted(graphs, 'state graph')} in ${counted(files.size, 'file')}, ${(bytes / 1e6).toFixed(1)} MB`,
      ...(wrong === 0 ? [] : [`${counted(wrong, 'row')} not as declared: the site shows which`]),
      `open ${out}/index.html`,
    ];
    const text = json ? `${JSON.stringify(object)}\n` : lines.map((line) => `${line}\n`).join('');
    return { text, exitCode };
  } finally {
    await threads?.close();
  }
}
