// SPDX-License-Identifier: MIT
// The counterexamples as attacks on a kernel: each succeeds every time on the variant that has it, and never on what is
// proposed, where the attackers do the same at other moments.
import { performance } from 'node:perf_hooks';
import { SyspecError } from '../../base/errors.ts';
import type { Path } from '../../models/kit/index.ts';
import { sample } from '../harness/lockstep/engine/generate.ts';
import type { SequenceResult } from '../harness/protocol/types.ts';
import { attackersOn, Boundaries, underAttack } from '../harness/schedule/attack.ts';
import { atBoundaries } from '../harness/schedule/boundaries.ts';
import { ScheduleLane } from '../harness/schedule/lane.ts';
import { viewsOf } from '../harness/schedule/observed.ts';
import { isOfRelease, type ScheduledVariant } from '../harness/schedule/proposal.ts';
import type { Schedule, Walk } from '../harness/schedule/walk.ts';
import { numbersOn } from '../interface.ts';
import type { ProposalConformance } from '../proposal.ts';
import type { LaneOutcome } from '../report/rows.ts';
import { scheduleTitle } from '../report/schedule-title.ts';
import { amounts, WHOLE } from './amounts.ts';
import { type Attack, attacksOn } from './counterexamples.ts';
import { rowOrSoFar } from './interrupted.ts';
import type { ConformOptions } from './options.ts';
import { complaintSeen } from './record.ts';
import { isFor, lackingFor } from './scheduled.ts';
import { walksOf } from './walks.ts';

const LANE = 'attack';

/** Whether the kernel showed the claim broken at the end of a path. */
export function succeeded(
  { walk, holds }: Attack,
  schedule: Schedule,
  result: SequenceResult,
  on = walk,
): boolean {
  const seen = viewsOf(on, schedule, result);
  if (seen.length < schedule.legs.length) return false;
  const { graph, scene } = on;
  const end = schedule.path.length === 0 ? schedule.initial : graph.target[schedule.path.at(-1)!]!;
  return !holds(scene.observed(graph.state(end), schedule.legs, seen));
}

/** What came of some runs. */
interface Made {
  readonly cases: number;
  readonly calls: number;
  /** Runs on which the claim was seen broken. */
  readonly successes: number;
  readonly failures: LaneOutcome['failures'];
  readonly unfinished?: string;
}

/** Makes an attack along these paths of a graph. */
async function make(
  attack: Attack,
  paths: readonly Path[],
  on: Walk<unknown>,
  name: string,
  { targets, signal, onProgress }: ConformOptions,
): Promise<Made> {
  let successes = 0;
  const lane = new ScheduleLane(on, targets, {
    ...(attack.atBoundaries ? { as: atBoundaries } : {}),
    watch: (schedule, result) => {
      if (succeeded(attack, schedule, result, on)) successes += 1;
    },
  });
  await lane.run(paths, () => {
    onProgress?.(`${name}: ${lane.cases} of ${paths.length}, ${successes} succeeded`);
    return signal?.aborted !== true;
  });
  if (signal?.aborted === true) throw new SyspecError('INTERRUPTED', 'the run was interrupted');
  const complaints = (await Promise.all(targets.map((target) => target.complaints()))).flat();
  const strayed = lane.failures.map((failure) => ({
    title: scheduleTitle(failure),
    kind: failure.crash === undefined ? ('difference' as const) : ('crash' as const),
  }));
  return {
    ...{ cases: lane.cases, calls: lane.calls, successes },
    failures: [...strayed, ...complaints.map(complaintSeen)],
    ...(lane.unfinished === undefined ? {} : { unfinished: lane.unfinished }),
  };
}

/** It is judged by how often it succeeded, when all is made. */
const NOT_JUDGED = { cases: 0, calls: 0, failures: [] } as const;

/** A difference that is none of the kernel's steps: how often an attack succeeded. */
const wrong = (title: string) => ({ title, kind: 'difference' as const });

/** Where fewer than all are made, so many of how many. */
function shareOf(run: number, of: number, { share }: ConformOptions): Pick<LaneOutcome, 'share'> {
  return share === true ? { share: { run, of, unit: 'attacks' } } : {};
}

interface Names extends Pick<LaneOutcome, 'slug' | 'variant' | 'lane' | 'scenario'> {
  readonly transitions: null;
}

const namesOf = (slug: string, variant: string, title: string): Names => {
  return { slug, variant, lane: LANE, scenario: title, transitions: null };
};

/** The row of what a kernel lacks something for. */
const without = (names: Names, unfinished: string): LaneOutcome => {
  return { ...names, ...NOT_JUDGED, seconds: 0, unfinished };
};

async function attackRow(
  slug: string,
  attack: Attack,
  lacking: string | undefined,
  options: ConformOptions,
): Promise<LaneOutcome> {
  const { claim, scenario, variant, walk, path } = attack;
  const start = performance.now();
  const name = `${slug} ${variant} ${LANE} ${claim} in ${scenario}`;
  const names = namesOf(slug, variant, `${claim} in ${scenario}`);
  if (lacking !== undefined) return without(names, lacking);
  const seconds = () => (performance.now() - start) / 1000;
  const whole = async (): Promise<LaneOutcome> => {
    const made = await make(attack, Array<Path>(amounts(options).attacks).fill(path), walk, name, options);
    const missed = made.cases - made.successes;
    return {
      ...names,
      ...{ cases: made.cases, calls: made.calls },
      ...shareOf(made.cases, WHOLE.attacks, options),
      failures: [
        ...made.failures,
        ...(missed === 0 ? [] : [wrong(`the attack did not succeed ${missed} of ${made.cases} times`)]),
      ],
      seconds: seconds(),
      ...(made.unfinished === undefined ? {} : { unfinished: made.unfinished }),
    };
  };
  return rowOrSoFar(options.signal, whole, () => ({ ...names, ...NOT_JUDGED, seconds: seconds() }));
}

/** What is attacked, and by how many. */
interface Defence {
  /** Its variant. */
  readonly defender: string;
  readonly walkOf: (scenario: string) => Walk<unknown>;
  readonly of: number;
}

/** By what, whether that can be made here, and what is lacking for it. */
interface Against {
  readonly attack: Attack;
  readonly isHere: boolean;
  readonly lacking: string | undefined;
}

async function defenceRow(
  slug: string,
  { attack, isHere, lacking }: Against,
  { defender, walkOf, of }: Defence,
  options: ConformOptions,
): Promise<LaneOutcome> {
  const { claim, scenario, variant, walk, path } = attack;
  const start = performance.now();
  const title = `${claim} in ${scenario}, as of ${variant}`;
  const name = `${slug} ${defender} ${LANE} ${title}`;
  const names = namesOf(slug, defender, title);
  if (lacking !== undefined) return without(names, lacking);
  const seconds = () => (performance.now() - start) / 1000;
  const whole = async (): Promise<LaneOutcome> => {
    // Where it can be made on this kernel, the detector is to be seen to see it.
    const shown = await make(
      attack,
      Array<Path>(isHere ? amounts(options).shown : 0).fill(path),
      walk,
      name,
      options,
    );
    const on = walkOf(scenario);
    const attackers = attackersOn(walk, path);
    const times = Math.ceil(amounts(options).defences / of);
    const boundaries = attack.atBoundaries ? new Boundaries(on) : undefined;
    const paths = sample(options.seed, times).map((numbers) =>
      underAttack(on, attackers, numbers, (state, edge) => boundaries?.mayTake(state, edge) !== false),
    );
    const made = await make(attack, paths, on, name, options);
    const unseen = shown.cases - shown.successes;
    const unfinished = shown.unfinished ?? made.unfinished;
    return {
      ...names,
      ...{ cases: made.cases, calls: shown.calls + made.calls },
      ...shareOf(made.cases, Math.ceil(WHOLE.defences / of), options),
      failures: [
        ...shown.failures,
        ...made.failures,
        ...(unseen === 0
          ? []
          : [wrong(`the attack on ${variant} was not seen ${unseen} of ${shown.cases} times`)]),
        ...(made.successes === 0 ? [] : [wrong(`the attack succeeded ${made.successes} times`)]),
      ],
      seconds: seconds(),
      ...(unfinished === undefined ? {} : { unfinished }),
    };
  };
  return rowOrSoFar(options.signal, whole, () => ({ ...names, ...NOT_JUDGED, seconds: seconds() }));
}

/** The rows of all attacks that can be made on this kernel, and of what is proposed under them. */
export async function* attackRows(
  proposal: ProposalConformance,
  options: ConformOptions,
): AsyncGenerator<LaneOutcome> {
  const { variant, lane, targets, signal } = options;
  const isOver = () => signal?.aborted === true;
  // Where a sleep is only observed nobody can tell at which moment an attack is made.
  const isObserved = targets.some(({ hello }) => hello.grade === 'observed');
  if (isObserved || (lane !== undefined && lane !== LANE)) return;
  const { slug, schedules = [] } = proposal;
  if (schedules.length === 0) return;
  const numbers = numbersOn(slug, options.numbers);
  const hasPoints = targets.every(({ hello }) => hello.capabilities.includes('points'));
  const fit = new Set<ScheduledVariant>();
  for (const one of schedules) if (await isFor(one, proposal, options)) fit.add(one);
  const isAsked = (name: string) => variant === undefined || variant === name;
  const scheduled = [...fit].find(({ kernel }) => kernel === 'proposal');
  const canDefend = hasPoints || scheduled?.atBoundaries === true;
  const defends = scheduled !== undefined && canDefend && isAsked(scheduled.variant);
  const isMade = (one: ScheduledVariant) => fit.has(one) && isAsked(one.variant);
  // To find them takes graphs: those that nobody makes are not looked for.
  const attacks: { readonly attack: Attack; readonly one: ScheduledVariant }[] = [];
  for (const one of schedules)
    if (defends || isMade(one))
      for (const attack of await attacksOn(slug, one, numbers, hasPoints, options))
        if (isOfRelease(one, attack.scenario, targets[0].hello.release)) attacks.push({ attack, one });
  if (isOver()) return;
  for (const { attack, one } of attacks) {
    if (!isMade(one)) continue;
    yield await attackRow(slug, attack, lackingFor(one, attack.scenario, options), options);
    if (isOver()) return;
  }
  if (!defends) return;
  const { variant: defender } = scheduled;
  const defence = { defender, walkOf: walksOf(scheduled, numbers), of: attacks.length };
  for (const { attack, one } of attacks) {
    const lacking = lackingFor(one, attack.scenario, options);
    yield await defenceRow(slug, { attack, isHere: fit.has(one), lacking }, defence, options);
    if (isOver()) return;
  }
}
