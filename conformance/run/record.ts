// SPDX-License-Identifier: MIT
// What is kept of a failure: a line of each, and of those that were shrunk a record to replay and a diagram.
import type { Failure } from '../harness/lockstep/engine/lane.ts';
import type { Crash } from '../harness/target.ts';
import type { Conformance } from '../proposal.ts';
import { type Circumstances, saveRecorded, toRecorded } from '../replay/file.ts';
import { showFailure } from '../report/diagram.ts';
import type { Seen } from '../report/rows.ts';
import { ruleTextOf } from '../report/rule-text.ts';
import { title } from '../report/title.ts';
import type { Entry } from './entered.ts';
import type { PlannedLane } from './lanes.ts';
import type { ConformOptions } from './options.ts';

/** A failure as its title: what is left of one that was not shrunk. */
export function inOneLine(failure: Failure): Seen {
  const { crash } = failure;
  return {
    title: title(failure),
    kind: crash === undefined ? 'difference' : 'crash',
    ...(crash?.log === undefined ? {} : { log: crash.log }),
  };
}

/** Saves a failure, and draws it. */
export function record(
  conformance: Conformance,
  { lane, abi }: PlannedLane,
  failure: Failure,
  options: ConformOptions,
): Seen {
  const { slug, variant } = conformance;
  const { hello } = options.targets[0];
  const { release, grade } = hello;
  const recorded = toRecorded(failure, {
    slug,
    variant,
    lane,
    target: options.replayOn,
    ...entryOf(options.numbers.get(slug), abi),
    release,
    grade,
    seed: options.seed,
  });
  return {
    ...inOneLine(failure),
    file: saveRecorded(options.folder, recorded),
    diagram:
      showFailure(failure, { columns: options.columns, colors: false }, ruleTextOf(slug)) + again(failure),
  };
}

/** A complaint of the kernel that no sequence is to blame for, as far as it is known. */
export function complaintSeen({ crashed, log }: Crash): Seen {
  return {
    title: `crashed outside of any sequence: ${crashed.split('\n')[0]}`,
    kind: 'crash',
    ...(log === undefined ? {} : { log }),
  };
}

/** Whether it comes every time. */
function again({ again: runs }: Failure): string {
  return runs === undefined ? '' : `run again ${runs.times} times: ${runs.failed} times the same\n`;
}

/** How calls entered the kernel, where that has to be told. */
function entryOf(numbers: Entry['numbers'], abi: Entry['abi']): { entry?: Circumstances['entry'] } {
  if (numbers === undefined && abi === undefined) return {};
  return { entry: { ...(numbers === undefined ? {} : { numbers }), ...(abi === undefined ? {} : { abi }) } };
}
