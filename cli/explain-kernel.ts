// SPDX-License-Identifier: MIT
// syspec explain --kernel: the counterexample on a kernel, the model's step beside what the kernel showed.
import { EXIT, SyspecError } from '../base/errors.ts';
import type { Paper } from '../base/paper.ts';
import { counted } from '../base/plural.ts';
import { startProgress } from '../base/progress.ts';
import { ROOT } from '../base/root.ts';
import { atBoundaries } from '../conformance/harness/schedule/boundaries.ts';
import { judgeWalk } from '../conformance/harness/schedule/judge.ts';
import { viewsOf } from '../conformance/harness/schedule/observed.ts';
import type { ScheduledVariant } from '../conformance/harness/schedule/proposal.ts';
import { follow, labelsOf } from '../conformance/harness/schedule/shrink.ts';
import type { View } from '../conformance/harness/schedule/view.ts';
import { type Schedule, Walk } from '../conformance/harness/schedule/walk.ts';
import { type OpenTarget, openTarget } from '../conformance/harness/target/index.ts';
import { whyNotRun } from '../conformance/harness/target.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { interfaceOf } from '../conformance/interface.ts';
import type { BaseName } from '../conformance/kernel/bases.ts';
import { FLAVOURS } from '../conformance/kernel/flavours.ts';
import { showLegs, showScheduleFailure } from '../conformance/report/schedule-diagram.ts';
import { headline, type Story, type Told, tell } from '../explain/story.ts';
import { inputsOfWalk } from '../report/watched.ts';
import { rowOf } from '../verdicts/explorer.ts';
import { interruptible } from './signals.ts';
import type { Printed } from './stdout.ts';

/** On which kernel, and how often. */
export interface OnKernel {
  readonly flavour?: string;
  readonly base: BaseName;
  /** A kernel tree to build it from. */
  readonly source?: string;
  readonly times: number;
  readonly json?: boolean;
}

/** The flavour of a kernel that does as the variant. */
export function flavourOf({ kernel, variant }: ScheduledVariant): string {
  if (FLAVOURS.some((flavour) => flavour.variant === variant)) return variant;
  return kernel === 'any' || kernel === 'unfixed' ? 'unpatched' : 'fast';
}

function scheduledOf({ proposal, variant, scenario }: Told): ScheduledVariant {
  const all = CONFORMANCE[proposal.slug]?.schedules ?? [];
  const found = all.find((one) => one.variant === variant && one.scenarios.includes(scenario));
  if (found !== undefined) return found;
  const message = `no lane walks a kernel through ${variant} in ${scenario}`;
  throw new SyspecError('BAD_USAGE', message, `There are: ${all.map((one) => one.variant).join(', ')}.`);
}

/** What each leg is: the step as the story tells it, and those that the kernel takes by itself after it. */
function narrate({ steps }: Story, { legs }: Schedule, path: readonly number[], walk: Walk<unknown>) {
  const sizes = path.map((edge) => walk.steps(edge));
  return (at: number): string => {
    const { edge, name } = legs[at]!;
    if (edge === undefined) return name;
    const index = path.indexOf(edge);
    const from = sizes.slice(0, index).reduce((sum, size) => sum + size, 0);
    const told = steps.slice(from, from + sizes[index]!).map(({ kernel, text }) => `${kernel}: ${text}`);
    return told.length === 0 ? name : told.join('; ');
  };
}

/** The schedule of a counterexample: with points where the kernel has them, else at the boundaries of calls. */
function scheduleFor(walk: Walk<unknown>, path: readonly number[], target: OpenTarget): Schedule {
  const schedule = walk.schedule(path);
  if (target.hello.capabilities.includes('points')) return schedule;
  const made = atBoundaries(schedule);
  if (made !== undefined) return made;
  const message = `${target.name} has no points, and on this path a task stands still inside of a call`;
  throw new SyspecError('BAD_USAGE', message, 'Give a --flavour that has them.');
}

/** The graph of a scenario, to be walked. */
export const walkOf = ({ scene }: ScheduledVariant, scenario: string, slug: string): Walk<unknown> =>
  new Walk(scene(scenario, interfaceOf(slug).numbers));

/** A counterexample as a path through the graph of its scenario; undefined where no kernel can be walked along it. */
export const pathAlong = (walk: Walk<unknown>, { trace }: Told): readonly number[] | undefined =>
  follow(walk, 0, labelsOf(trace));

/** What is written of a counterexample that a kernel was walked along, but for the kernel and what that was built from. */
export function walkedJson(told: Told, { walk, path, schedule }: Along, seen: readonly View[]) {
  const say = narrate(tell(told), schedule, path, walk);
  const { variant, scenario, claim, part } = told;
  return {
    ...{ variant, scenario, claim: claim.id, row: rowOf({ claim: claim.id, part }) },
    steps: schedule.legs.map(({ name }, at) => ({ name, text: say(at), observed: seen[at]?.text ?? null })),
  };
}

/** How a kernel is walked along a counterexample. */
export interface Along {
  readonly walk: Walk<unknown>;
  readonly path: readonly number[];
  readonly schedule: Schedule;
}

/** Walks a kernel along the counterexample, and prints both side by side. */
export async function explainOnKernel(told: Told, options: OnKernel, paper: Paper): Promise<Printed> {
  const scheduled = scheduledOf(told);
  const walk = walkOf(scheduled, told.scenario, told.proposal.slug);
  const path = pathAlong(walk, told);
  if (path === undefined)
    throw new SyspecError(
      'BAD_USAGE',
      'no kernel can be walked along this counterexample',
      'Give another --claim.',
    );
  const flavour = options.flavour ?? flavourOf(scheduled);
  const progress = startProgress('preparing');
  const onProgress = (text: string) => progress.update(text);
  return interruptible(async (signal) => {
    const { base, source } = options;
    const { slug } = told.proposal;
    // Before the walk: who edits meanwhile finds it stale.
    const inputs = options.json === true ? inputsOfWalk(ROOT, slug) : {};
    const target = await openTarget({ flavour, slug, base, source, signal, onProgress });
    try {
      const schedule = scheduleFor(walk, path, target);
      onProgress(`walking it ${counted(options.times, 'time')}`);
      const results = await target.run(Array.from({ length: options.times }, () => ({ ops: schedule.ops })));
      const walked = results.map((result) => judgeWalk(walk, schedule, result));
      const notRun = results.flatMap((result) => whyNotRun(result) ?? [])[0];
      if (notRun !== undefined)
        throw new SyspecError(
          'SHIM_CLOSED',
          notRun,
          `Run it again. 'syspec kernel boot --flavour ${flavour}' shows the kernel alone.`,
        );
      const failures = walked.flatMap(({ failure }) => failure ?? []);
      const followed = options.times - failures.length;
      const story = tell(told);
      const exitCode = failures.length === 0 ? EXIT.holds : EXIT.failed;
      const first = results[0]!;
      const seen = 'crashed' in first ? [] : viewsOf(walk, schedule, first);
      if (options.json === true) {
        const { steps, ...about } = walkedJson(told, { walk, path, schedule }, seen);
        const object = {
          ...{ schema: 1, ok: failures.length === 0, slug, ...about, inputs },
          kernel: { target: target.name, times: options.times, followed, steps },
        };
        return { text: `${JSON.stringify(object)}\n`, exitCode };
      }
      const say = narrate(story, schedule, path, walk);
      const lines = [
        `${headline(story)}`,
        `${target.name}; that a call is blocked is ${target.hello.grade}`,
        '',
        ...showLegs(schedule.legs, seen, say, paper),
        '',
        `The kernel went along the counterexample ${followed} of ${counted(options.times, 'time')}.`,
        ...(failures[0] === undefined ? [] : ['', showScheduleFailure(failures[0], paper, say)]),
      ];
      return { text: `${lines.join('\n')}\n`, exitCode };
    } finally {
      await target.close();
    }
  }).finally(() => progress.done());
}
