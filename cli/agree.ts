// SPDX-License-Identifier: MIT
// syspec agree: do model and TLA+ have the same state graph?
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import pc from 'picocolors';
import { type Agreement, agree } from '../agree/agree.ts';
import { showDifference } from '../agree/show.ts';
import { EXIT } from '../base/errors.ts';
import { inParallel } from '../base/pool.ts';
import { startProgress } from '../base/progress.ts';
import { readManifest } from '../tla/manifest.ts';
import { checkFilter, type Filter, type Subject, selectSubjects } from '../verdicts/select.ts';
import { interruptible } from './signals.ts';

interface Options extends Filter {
  readonly json: boolean;
}

type Named = Agreement & { readonly slug: string };

function jobs({ proposal, models }: Subject, filter: Filter, signal: AbortSignal): (() => Promise<Named>)[] {
  const manifest = readManifest(proposal.slug);
  const is = (given: string | undefined, name: string) => given === undefined || given === name;
  const variants = models.variants.filter((name) => is(filter.variant, name));
  const scenarios = models.scenarios.filter((name) => is(filter.scenario, name));
  return variants.flatMap((variant) =>
    scenarios.map((scenario) => async () => {
      const place = { manifest, variant, scenario, signal };
      return { slug: proposal.slug, ...(await agree(place, models.variant(variant, scenario))) };
    }),
  );
}

function line({ slug, variant, scenario, distinct, transitions, depth, seconds, ok }: Named): string {
  const pair = ({ model, tla }: { readonly model: number; readonly tla: number }) =>
    model === tla ? model.toLocaleString('en-US') : `${model} and ${tla}`;
  const mark = ok ? pc.green('ok') : pc.red('XX');
  const name = `${slug} ${variant} ${scenario}`.padEnd(38);
  return `${mark} ${name} ${pair(distinct)} states, ${pair(transitions)} transitions, depth ${depth}, ${seconds.toFixed(1)} s`;
}

function show(found: Named): string {
  const { difference, stale } = found;
  const lines = [line(found)];
  if (difference !== undefined) lines.push(showDifference(difference, 'model', 'TLA+'));
  if (stale !== undefined) {
    lines.push(
      `   the manifest says ${stale.distinct} states and depth ${stale.depth}: correct it if the change is meant`,
    );
  }
  return lines.join('\n');
}

function toJson(found: readonly Named[]) {
  return { schema: 1, results: found, ok: found.every(({ ok }) => ok) };
}

async function run(slugs: readonly string[], options: Options): Promise<void> {
  const subjects = selectSubjects(slugs);
  checkFilter(subjects, options);
  const progress = startProgress();
  const found = await interruptible((signal) => {
    const all = subjects.flatMap((subject) => jobs(subject, options, signal));
    let done = 0;
    const counted = all.map((job) => async () => {
      const result = await job();
      progress.update(`${++done} of ${all.length} state graphs compared`);
      return result;
    });
    return inParallel(counted, Math.min(2, availableParallelism()));
  }).finally(() => progress.done());
  process.stdout.write(
    options.json ? `${JSON.stringify(toJson(found))}\n` : `${found.map(show).join('\n')}\n`,
  );
  process.exitCode = found.every(({ ok }) => ok) ? EXIT.holds : EXIT.failed;
}

/** The command. */
export function agreeCommand(): Command {
  return new Command('agree')
    .description('Have model and TLA+ the same state graph, state for state and edge for edge? (needs Java)')
    .argument('[slug...]', 'proposals; all by default')
    .option('--variant <name>', 'only this variant')
    .option('--scenario <name>', 'only this scenario')
    .option('--json', 'print one JSON object', false)
    .action(run);
}
