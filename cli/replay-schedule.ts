// SPDX-License-Identifier: MIT
// syspec replay, of a schedule: the path through the model's graph is walked again.
import { resolve } from 'node:path';
import { EXIT, SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import { startProgress } from '../base/progress.ts';
import { Walk } from '../conformance/harness/schedule/walk.ts';
import { openTarget } from '../conformance/harness/target/index.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { pathOf, readSchedule, replaySchedule } from '../conformance/replay/schedule.ts';
import { showScheduleFailure } from '../conformance/report/schedule-diagram.ts';
import { scheduleTitle } from '../conformance/report/schedule-title.ts';
import { interruptible } from './signals.ts';
import { columns, hasColors, type Printed, print } from './stdout.ts';

/** What of the options of `replay` a schedule takes. */
export interface ScheduleFlags {
  readonly flavour?: string;
  readonly kernel?: string;
  readonly host: boolean;
  readonly times: number;
  readonly c?: string;
  readonly json: boolean;
}

/** Walks the schedule that a file holds. @throws SyspecError BAD_INPUT when it is none, or cannot be written as C */
export async function replayScheduleFile(file: string, flags: ScheduleFlags): Promise<void> {
  const recorded = readSchedule(file);
  if (flags.c !== undefined) {
    const message = `${file}: its tasks park inside of system calls, which a program alone cannot make them do`;
    throw new SyspecError('BAD_INPUT', message, 'It needs /dev/syspec: run it with syspec replay.');
  }
  const proposal = CONFORMANCE[recorded.slug];
  const scheduled = proposal?.schedules?.find(({ variant }) => variant === recorded.variant);
  if (proposal === undefined || scheduled?.scenarios.includes(recorded.scenario) !== true) {
    const { slug, variant, scenario } = recorded;
    throw new SyspecError('BAD_INPUT', `${file}: no lane walks ${slug} ${variant} in ${scenario}`);
  }
  const walk = new Walk(scheduled.scene(recorded.scenario, recorded.nr ?? proposal.presence.nr));
  const path = pathOf(walk, recorded, file);
  const asked = flags.flavour !== undefined || flags.kernel !== undefined || flags.host;
  const { flavour, kernel, host } = flags;
  const on = asked ? { flavour, kernel: kernel && resolve(kernel), host } : recorded.target;
  const progress = startProgress();
  const onProgress = (text: string) => progress.update(text);
  const printed = await interruptible(async (signal) => {
    const target = await openTarget({ ...on, signal, onProgress });
    try {
      if (!target.hello.capabilities.includes('points'))
        throw new SyspecError('BAD_INPUT', `${target.name} has no points`, 'Give a --flavour that has them.');
      onProgress(`walking it ${counted(flags.times, 'time')}`);
      const failures = await replaySchedule(walk, path, recorded.initial, target, flags.times);
      const titles = [...new Set(failures.map(scheduleTitle))];
      const found = titles.map((title) => ({
        title,
        times: failures.filter((one) => scheduleTitle(one) === title).length,
      }));
      return shown(recorded, target, flags, failures[0], found);
    } finally {
      await target.close();
    }
  }).finally(() => progress.done());
  print(printed);
}

function shown(
  { slug, variant, title }: ReturnType<typeof readSchedule>,
  { name, hello }: Pick<Awaited<ReturnType<typeof openTarget>>, 'name' | 'hello'>,
  { times, json }: ScheduleFlags,
  first: Parameters<typeof showScheduleFailure>[0] | undefined,
  found: readonly { readonly title: string; readonly times: number }[],
): Printed {
  const exitCode = first === undefined ? EXIT.holds : EXIT.failed;
  if (json) {
    const failed = found.reduce((sum, one) => sum + one.times, 0);
    const object = {
      schema: 1,
      ...{ slug, variant, recorded: title, target: name, release: hello.release, grade: hello.grade, times },
      ...{ failed, found, ok: first === undefined },
    };
    return { text: `${JSON.stringify(object)}\n`, exitCode };
  }
  const head = `${slug} ${variant} on ${name}; that a call is blocked is ${hello.grade}\n`;
  if (first === undefined)
    return {
      text: `${head}The kernel agrees, ${counted(times, 'time')}. Recorded was: ${title}\n`,
      exitCode,
    };
  const often = found.map((one) => `${one.times} of ${counted(times, 'time')}: ${one.title}\n`).join('');
  const same = found.some((one) => one.title === title);
  const text = [
    head,
    showScheduleFailure(first, { columns: columns(), colors: hasColors() }),
    `\n${often}`,
    same ? 'That is what was recorded.\n' : `It is not what was recorded: ${title}\n`,
  ].join('');
  return { text, exitCode };
}
