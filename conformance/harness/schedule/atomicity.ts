// SPDX-License-Identifier: MIT
// Is a step atomic to the others? Its task is parked in the middle of it, wherever the kernel may sleep; another takes a
// step of its own there, in the way of a lock perhaps; and what is seen in the end is what one of the two orders leads to.
import type { Path } from '../../../models/kit/index.ts';
import type { Op, SequenceResult } from '../protocol/types.ts';
import type { Meeting, ReachedStep } from './meetings.ts';
import { viewsOf } from './observed.ts';
import type { Leg } from './view.ts';
import { makeView, type View } from './view.ts';
import { type Schedule, SET_UP, type Walk } from './walk.ts';

/** The point that is wherever a kernel may sleep. A task that is parked there shows the function, as `@function`. */
const ANYWHERE = 'kernel.may_sleep';
const isPlace = (show: string | undefined): boolean => show?.startsWith('parked at @') === true;
const isPoint = (show: string | undefined): boolean =>
  show?.startsWith('parked at ') === true && !isPlace(show);

/** More places than a step has. */
const MANY = 64;

/** Where a step's task can be parked in the middle of it. */
export interface Place {
  /** `@function` */
  readonly name: string;
  /** Which passage of the step it is, from 1. */
  readonly nth: number;
  /** Points that it has passed before: a step may be several stretches of the kernel's. */
  readonly after: number;
  /** It is the question of the point that comes next: only a kernel that can be stopped asks it (`syspec_point`). */
  readonly ofPoint: boolean;
}

const isOf = (op: Op, task: number): boolean => op.op !== 'spawn' && op.task === task;

/** What a step's operations are led by, such as a call that is not the step's own, and those that it consists of. */
function parted(
  ops: readonly Op[],
  task: number,
): { readonly lead: readonly Op[]; readonly own: readonly Op[] } {
  const from = Math.max(
    0,
    ops.findLastIndex((op) => op.op === 'call' && op.task === task),
  );
  return { lead: ops.slice(0, from), own: ops.slice(from) };
}

/** The step with its task parked at each place in turn, to count them. */
export function counting<S>(walk: Walk<S>, { path, edge, task }: ReachedStep): Schedule {
  const number = walk.scene.tasks[task]!;
  const release: Op = { op: 'release', task: number };
  const { lead, own } = parted(walk.act(edge).ops, number);
  const all = [...lead, arm(number), ...own, ...Array.from({ length: MANY }, () => release)];
  return along(
    walk,
    path,
    all.map((op): [string, readonly Op[]] => [op.op, [op]]),
  );
}

/** Parks the task at the `nth` place that it passes, or at each. */
const arm = (task: number, nth?: number): Op => ({
  op: 'arm',
  task,
  point: ANYWHERE,
  stays: true,
  ...(nth === undefined ? {} : { nth }),
});

/** A path, and legs of operations after it; the probes are left out. */
function along<S>(
  walk: Walk<S>,
  path: Path,
  after: readonly (readonly [name: string, ops: readonly Op[]])[],
): Schedule {
  const { initial, ops, legs } = walk.schedule(path);
  const kept = legs.filter(({ name, edge }) => name === SET_UP || edge !== undefined);
  const made: Op[] = ops.slice(0, kept.at(-1)!.to);
  const more: Leg[] = after.map(([name, own]) => {
    made.push(...own);
    return { name, to: made.length, expected: makeView({}, []) };
  });
  return { initial, path, ops: made, legs: [...kept, ...more] };
}

/** The places of a step, in order. */
export function placesSeen<S>(
  walk: Walk<S>,
  step: ReachedStep,
  schedule: Schedule,
  result: SequenceResult,
): readonly Place[] {
  const task = walk.scene.tasks[step.task]!;
  const { lead, own } = parted(walk.act(step.edge).ops, task);
  const from = step.path.length + 1 + lead.length + 1;
  const shown = viewsOf(walk, schedule, result)
    .slice(from)
    // What another task does meanwhile shows the same place once more.
    .flatMap(({ show }, i) =>
      isOf(schedule.ops[schedule.legs[from + i]!.to - 1]!, task) ? [show[step.task]!] : [],
    );
  const places: Place[] = [];
  let left = own.filter((op) => isOf(op, task)).length - 1;
  let after = 0;
  for (const [i, one] of shown.entries()) {
    if (isPlace(one)) {
      const ofPoint = isPoint(shown[i + 1]);
      places.push({ name: one.slice('parked at '.length), nth: places.length + 1, after, ofPoint });
    } else if (left-- > 0) after += 1;
    else break;
  }
  return places;
}

/** A look at the state in the end, and what it is to show. */
interface Look {
  readonly name: string;
  readonly ops: readonly Op[];
  readonly view: View;
}

/** One order of the two steps: what each of them takes there, and what is seen in the end. */
interface Order {
  readonly step: readonly Op[];
  readonly other: readonly Op[];
  readonly both: View;
  readonly looks: readonly Look[];
  /** Whose call has not returned by then: the one that comes second is kept out. */
  readonly waits?: 'step' | 'other';
}

/** Who dies in a call does not return from it. */
function told(task: string, events: readonly string[]): readonly string[] {
  const died = `${task} died`;
  return events.includes(died)
    ? events.filter((event) => event === died || !event.startsWith(`${task} `))
    : events;
}

/**
 * A step has made the other one impossible: on a kernel its task may have begun it, and waits, as for a lock that the first one
 * holds. Only who enters a call can.
 */
function waiting<S>(walk: Walk<S>, { step }: Meeting, first: number, second: number): Order[] {
  const { graph, scene } = walk;
  const own = step.edge === second;
  const { ops } = walk.act(second);
  const call = ops.findIndex(({ op }) => op === 'call');
  if (call === -1) return [];
  const { ops: before, events } = walk.act(first);
  const waiter = String(graph.label(second).params[0]);
  const show = scene.show(graph.state(graph.target[first]!));
  return [
    {
      step: own ? ops : before,
      other: own ? before : ops.slice(0, call + 1),
      both: makeView(waiter in show ? { ...show, [waiter]: 'asleep' } : show, told(step.task, events)),
      looks: [],
      waits: own ? 'step' : 'other',
    },
  ];
}

/** The orders that the model allows. */
function orders<S>(walk: Walk<S>, meeting: Meeting): Order[] {
  const { graph, scene } = walk;
  const { step, other } = meeting;
  const both = [
    [step.edge, other],
    [other, step.edge],
  ] as const;
  return both.flatMap(([first, second]): Order[] => {
    const edges = walk.edges(graph.target[first]!, graph.label(second).text);
    if (edges.length === 0) return waiting(walk, meeting, first, second);
    return edges.map((edge): Order => {
      const acts = [walk.act(first), walk.act(edge)] as const;
      const end = graph.state(graph.target[edge]!);
      const events = told(step.task, [...acts[0].events, ...acts[1].events]);
      const looks = scene
        .probe(end)
        .map(({ name, ops, show, events: own }): Look => ({ name, ops, view: makeView(show, own) }));
      const [one, two] = first === step.edge ? acts : [acts[1], acts[0]];
      return { step: one.ops, other: two.ops, both: makeView(scene.show(end), events), looks };
    });
  });
}

/** A meeting at one place, to be judged by one of the orders. */
export interface Trial {
  readonly meeting: Meeting;
  readonly place: Place;
  readonly schedule: Schedule;
  /** The operation after which the step's task is to be parked there. */
  readonly stop: number;
  /** What each of the last legs is to show: that of both steps, and the looks. */
  readonly expected: readonly View[];
  /** The call that has not returned in the end. */
  readonly waits?: number | undefined;
}

/** What of a step comes before the other's one, when the task is to be parked after so many points, and the rest. */
function cut(ops: readonly Op[], task: number, after: number): readonly [readonly Op[], readonly Op[]] {
  const own = ops.flatMap((op, at) => (isOf(op, task) ? [at] : []));
  const at = own[after + 1] ?? ops.length;
  return [ops.slice(0, at), ops.slice(at)];
}

/**
 * What another's step does to this task behind its own, which it is in the middle of: it lets it go on, or arms a point for its return.
 * Who has just entered its call would stop there at once.
 */
const isTooEarly = (op: Op, task: number, own: readonly Op[]): boolean =>
  isOf(op, task) && (op.op === 'release' || (op.op === 'arm' && own[0]?.op === 'call'));

/** The trials of a meeting at a place of its step: one for each order; one of them has to pass. */
export function trials<S>(walk: Walk<S>, meeting: Meeting, place: Place): Trial[] {
  const { step } = meeting;
  const task = walk.scene.tasks[step.task]!;
  return orders(walk, meeting).map((order) => {
    const { lead, own } = parted(order.step, task);
    const [before, rest] = cut(own, task, place.after);
    const others = order.other.filter((op) => !isTooEarly(op, task, own));
    const both: Op[] = [
      ...[...lead, arm(task, place.nth), ...before],
      ...others,
      ...[{ op: 'release', task } as const, ...rest],
    ];
    const looks = order.looks.map(({ name, ops }): [string, readonly Op[]] => [name, ops]);
    const schedule = along(walk, step.path, [['both', both], ...looks]);
    const from = schedule.legs[step.path.length]!.to;
    const stop = from + lead.length + before.length;
    const expected = [order.both, ...order.looks.map(({ view }) => view)];
    const calls = { step: from + lead.length + 1, other: stop + others.length };
    const waits = order.waits && calls[order.waits];
    return { meeting, place, schedule, stop, expected, waits };
  });
}

/** Whether the step's task was parked where it was to be; how much memory there is, say, decides on some of its places. */
export function isMet<S>(
  walk: Walk<S>,
  { meeting, place, stop }: Trial,
  { settled }: SequenceResult,
): boolean {
  const task = walk.scene.tasks[meeting.step.task]!;
  return settled[stop]?.parked.find((one) => one.task === task)?.point === place.name;
}

/** Whether all that was seen after the two steps is what their order leads to. */
export function passes<S>(
  walk: Walk<S>,
  { schedule, expected, waits }: Trial,
  result: SequenceResult,
): boolean {
  const hasReturned = result.settled.some(({ returned }) => returned.some(({ op }) => op === waits));
  if (hasReturned) return false;
  const seen = viewsOf(walk, schedule, result).slice(-expected.length);
  const isWhole = result.fault === undefined && result.settled.length === schedule.ops.length;
  return isWhole && expected.every(({ text }, i) => seen[i]!.text === text);
}
