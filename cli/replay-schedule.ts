// SPDX-License-Identifier: MIT
// syspec replay, of a schedule: the path through the model's graph is walked again.
import { EXIT, SyspecError } from '../base/errors.ts';
import { counted } from '../base/plural.ts';
import type { ScheduleFailure } from '../conformance/harness/schedule/judge.ts';
import { Walk } from '../conformance/harness/schedule/walk.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { interfaceOf } from '../conformance/interface.ts';
import { scheduleToC } from '../conformance/replay/c-schedule.ts';
import {
  pathOf,
  type RecordedSchedule,
  readSchedule,
  replaySchedule,
} from '../conformance/replay/schedule.ts';
import { showScheduleFailure } from '../conformance/report/schedule-diagram.ts';
import { scheduleTitle } from '../conformance/report/schedule-title.ts';
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
import { columns, hasColors, type Printed, print } from './stdout.ts';

/** Walks the schedule that a file holds, or writes it as C. @throws SyspecError BAD_INPUT when it is none */
export async function replayScheduleFile(file: string, flags: Flags): Promise<void> {
  const recorded = readSchedule(file);
  const proposal = CONFORMANCE[recorded.slug];
  const scheduled = proposal?.schedules?.find(({ variant }) => variant === recorded.variant);
  if (proposal === undefined || scheduled?.scenarios.includes(recorded.scenario) !== true) {
    const { slug, variant, scenario } = recorded;
    throw new SyspecError(
      'BAD_INPUT',
      `${file}: no lane walks ${slug} ${variant} in ${scenario}`,
      'It fits another version.',
    );
  }
  const walk = new Walk(
    scheduled.scene(recorded.scenario, { ...interfaceOf(recorded.slug).numbers, ...recorded.numbers }),
  );
  const path = pathOf(walk, recorded, file);
  if (flags.c !== undefined) {
    const text = scheduleToC(walk, path, recorded.initial, { lines: origin(recorded) });
    print(writtenC(flags.c, text, flags.json));
    return;
  }
  const printed = await runOnTarget(flags, recorded, async (target, onProgress) => {
    if (!target.hello.capabilities.includes('points'))
      throw new SyspecError('BAD_INPUT', `${target.name} has no points`, 'Give a --flavour that has them.');
    onProgress(`walking it ${counted(flags.times, 'time')}`);
    const failures = await replaySchedule(walk, path, recorded.initial, target, flags.times);
    return shown(recorded, target, flags, failures);
  });
  print(printed);
}

function shown(
  recorded: RecordedSchedule,
  target: On,
  { times, json }: Flags,
  failures: readonly ScheduleFailure[],
): Printed {
  const [first] = failures;
  const exitCode = first === undefined ? EXIT.holds : EXIT.failed;
  const found = tally(failures.map(scheduleTitle));
  if (json) return { text: replayJson(recorded, target, times, found), exitCode };
  const head = replayHead(recorded, target);
  if (first === undefined) {
    return { text: `${head}${replayAgrees(recorded, times)}`, exitCode };
  }
  const drawing = showScheduleFailure(first, { columns: columns(), colors: hasColors() });
  return { text: `${head}${drawing}${replayEnd(recorded, times, found)}`, exitCode };
}
