// SPDX-License-Identifier: MIT
// syspec replay: does a recorded failure still come?
import { Command, Option } from 'commander';
import { EXIT, SyspecError } from '../base/errors.ts';
import type { Paper } from '../base/paper.ts';
import { counted } from '../base/plural.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { BASE_NAMES } from '../conformance/kernel/bases.ts';
import type { Conformance } from '../conformance/proposal.ts';
import { toC } from '../conformance/replay/c.ts';
import { type Recorded, readRecorded } from '../conformance/replay/file.ts';
import { prepare, type Replayed, replay } from '../conformance/replay/run.ts';
import { isSchedule } from '../conformance/replay/schedule.ts';
import { type RuleText, showFailure } from '../conformance/report/diagram.ts';
import { ruleTextOf } from '../conformance/report/rule-text.ts';
import { title } from '../conformance/report/title.ts';
import { entered } from '../conformance/run/entered.ts';
import { judgedAs } from '../conformance/run/judged.ts';
import { flavourOption, sourceOption } from './base-option.ts';
import { refuseIdle } from './idle.ts';
import { kernelImage } from './kernel-image.ts';
import {
  type Flags,
  type On,
  origin,
  replayAgrees,
  replayEnd,
  replayHead,
  replayJson,
  runOnTarget,
  tally,
  writtenC,
} from './replay-report.ts';
import { replayScheduleFile } from './replay-schedule.ts';
import { columns, hasColors, type Printed, print } from './stdout.ts';
import { SUMMARIES } from './summaries.ts';
import { between } from './whole-number.ts';
import { requireFolders } from './written.ts';

/** What was replayed, and on what. */
export interface Shown {
  readonly recorded: Recorded;
  readonly replayed: Replayed;
  readonly target: On;
}

function toText({ recorded, replayed, target }: Shown, paper: Paper, ruleText: RuleText): string {
  const { times, failures } = replayed;
  const head = replayHead(recorded, target);
  const [first] = failures;
  if (first === undefined) {
    return `${head}${replayAgrees(recorded, times)}`;
  }
  const end = replayEnd(recorded, times, tally(failures.map(title)));
  return `${head}${showFailure(first, paper, ruleText)}${end}`;
}

/** What `replay` prints. */
export function replayText(shown: Shown, json: boolean, paper: Paper, ruleText: RuleText): Printed {
  const { recorded, replayed, target } = shown;
  const { times, failures } = replayed;
  const exitCode = failures.length === 0 ? EXIT.holds : EXIT.failed;
  const text = json
    ? replayJson(recorded, target, times, tally(failures.map(title)))
    : toText(shown, paper, ruleText);
  return { text, exitCode };
}

async function runAgain(
  recordedOn: Conformance,
  recorded: Recorded,
  file: string,
  flags: Flags,
): Promise<Printed> {
  const { times, json } = flags;
  return runOnTarget(flags, recorded, async (target, onProgress) => {
    onProgress(`running it ${counted(times, 'time')}`);
    // It may be another release than the one that it was found on.
    const conformance = judgedAs(recordedOn, target.hello.release);
    const replayed = await replay(conformance, prepare(conformance, recorded.ops, file), target, times);
    const paper = { columns: columns(), colors: hasColors() };
    return replayText({ recorded, replayed, target }, json, paper, ruleTextOf(conformance.slug));
  });
}

async function run(file: string, flags: Flags, command: Command): Promise<void> {
  if (flags.c !== undefined) refuseIdle(command, ['times'], 'with --c, which runs nothing');
  if (flags.kernel !== undefined) kernelImage(flags.kernel);
  requireFolders(flags.c);
  if (isSchedule(file)) return replayScheduleFile(file, flags);
  const recorded = readRecorded(file, (slug) => {
    const variants = CONFORMANCE[slug]?.variants;
    return variants?.flatMap(({ codecs }) => Object.keys(codecs));
  });
  const { variants } = CONFORMANCE[recorded.slug]!;
  const found = variants.find(({ variant }) => variant === recorded.variant);
  if (found === undefined) {
    const message = `${file}: variant: no lane tests ${recorded.variant}`;
    const there = variants.map(({ variant }) => variant).join(', ');
    throw new SyspecError('BAD_INPUT', message, `There is: ${there}.`);
  }
  const conformance = judgedAs(entered(found, recorded.entry ?? {}), recorded.release);
  const prepared = prepare(conformance, recorded.ops, file);
  print(
    flags.c === undefined
      ? await runAgain(conformance, recorded, file, flags)
      : writtenC(flags.c, toC(conformance, prepared, { lines: origin(recorded) }), flags.json),
  );
}

/** The command. */
export function replayCommand(): Command {
  return new Command('replay')
    .description(SUMMARIES.replay)
    .argument('<file>', "a failure that 'conform' recorded")
    .addOption(
      flavourOption('on this kernel (default: the one that it was found on)').conflicts(['kernel', 'host']),
    )
    .addOption(
      new Option('--base <release>', 'built from this Linux (default: the one that it was found on)')
        .choices([...BASE_NAMES])
        .conflicts(['kernel', 'host']),
    )
    .addOption(sourceOption().conflicts(['kernel', 'host']))
    .addOption(new Option('--kernel <bzimage>', "on anybody's kernel").conflicts(['host']))
    .option('--host', 'on the kernel that runs here', false)
    .option('--times <n>', 'how often', between(1, 10_000), 5)
    .addOption(
      new Option('--c <file>', 'write the sequence as a C program, and run nothing').conflicts([
        'flavour',
        'base',
        'source',
        'kernel',
        'host',
      ]),
    )
    .option('--json', 'print one JSON object', false)
    .addHelpText(
      'after',
      '\nExit status: 0 the kernel agrees every time; 1 it differs; 2 bad input; 3 no verdict.\n',
    )
    .action(run);
}
