// SPDX-License-Identifier: MIT
// Runs in a worker thread, on the copy of a model that has all faults: searches with one of them switched on.
import { parentPort, workerData } from 'node:worker_threads';
import type { Instance, Part, ProposalModels } from '../../models/proposal.ts';
import { askExplorer, rowOf } from '../explorer.ts';
import { entries, Tally } from './counts.ts';
import { BRANCHES, COVER, IS_ON, SWITCHES } from './switches.ts';
import type { Answer, Search, Start, Surprise, Survey, Surveyed, Task } from './task.ts';
import { goesAlong, noTrail, trailOf } from './trail.ts';

const { models: url, slug, fault } = workerData as Start;

/** What the instrumented text asks: which fault is on, and whether it was run too often. */
const switches = {
  on: fault,
  hits: 0,
  most: Number.POSITIVE_INFINITY,
  hit: () => {
    if (++switches.hits > switches.most) throw new Error(TOO_OFTEN);
    return true;
  },
};
const TOO_OFTEN = 'the faulty place is run too often';

const tally = new Tally();
const { count } = tally;

/** Each gives back the value that it looks at, and counts the way that is taken by it. */
const branches = {
  hit: (number: number) => count(number),
  either: <T>(number: number, value: T): T => {
    count(value ? number : number + 1);
    return value;
  },
  absent: <T>(number: number, value: T): T => {
    count(value === undefined || value === null ? number : number + 1);
    return value;
  },
};

Object.assign(globalThis, {
  ...{ [SWITCHES]: switches, [IS_ON]: () => false, [COVER]: count, [BRANCHES]: branches },
});

/** Thrown out of a search by the first state that breaks a claim; no Error, so that nobody explains it. */
class Stop {
  readonly surprise: Surprise;

  constructor(surprise: Surprise) {
    this.surprise = surprise;
  }
}

/** The instance, whose claims end the search when they are found to be broken. */
function stopping(instance: Instance, { rows }: Search): Instance {
  const property = (claim: string, part: Part) => {
    const given = instance.property(claim, part);
    const expected = rows.find((row) => row.claim === claim && row.part === part)?.expected;
    if ((given?.kind !== 'always' && given?.kind !== 'step') || expected !== 'holds') return given;
    const judged = given.holds as (...seen: readonly unknown[]) => boolean;
    const holds = (...seen: readonly unknown[]) => {
      const value = judged(...seen);
      if (value === false) throw new Stop({ row: given.name, verdict: 'violated' });
      return value;
    };
    return { ...given, holds };
  };
  return { ...instance, property };
}

function build(models: ProposalModels, { variant, scenario }: Search): Instance {
  return models.variants.includes(variant)
    ? models.variant(variant, scenario)
    : models.mutant(variant, scenario);
}

/** The first row that is not as declared, or the bound that was met before. */
function judge(instance: Instance, asked: Search, states?: number): Answer {
  const { rows } = asked;
  const limits = states === undefined ? {} : { limits: { states } };
  const { answers } = askExplorer(stopping(instance, asked), rows, limits);
  if (states !== undefined && (answers[0]?.distinct ?? 0) >= states) return { limit: 'states' };
  for (const [i, { verdict, fault: why }] of answers.entries()) {
    const isBroken = verdict === 'violated' || verdict === 'unreached';
    const isRight = why === null && (rows[i]!.expected === 'holds' ? verdict === 'holds' : isBroken);
    if (!isRight) return { surprise: { row: rowOf(rows[i]!), verdict } };
  }
  return { isDone: true };
}

/** A row that is broken within the first states. */
function glance(instance: Instance, asked: Search, states: number): Answer {
  const rows = asked.rows.filter(({ expected }) => expected === 'holds');
  const { answers } = askExplorer(stopping(instance, asked), rows, { limits: { states } });
  const i = answers.findIndex(({ verdict }) => verdict === 'violated');
  return i < 0 ? {} : { surprise: { row: rowOf(rows[i]!), verdict: 'violated' } };
}

function tryFault(models: ProposalModels, task: Task): Answer {
  const { search, fault: number, bounds, trail } = task;
  Object.assign(switches, { on: number, hits: 0, most: bounds.hits });
  return answered(() => {
    const instance = build(models, search);
    if (trail !== undefined && goesAlong(instance.model, trail)) return { isDone: true };
    return task.glance === undefined
      ? judge(instance, search, bounds.states)
      : glance(instance, search, task.glance);
  });
}

function survey(models: ProposalModels, { search, judged }: Survey): Surveyed {
  switches.on = undefined;
  const rows = judged ? search.rows : [];
  const { found, own, claims } = tally.of(
    () => build(models, search),
    (instance) => answered(() => judge(instance, { ...search, rows })),
  );
  const trail = found.crash === undefined ? trailOf(build(models, search).model) : noTrail();
  return { ...found, trail, own, claims, loading: entries(tally.loading) };
}

function answered(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof Stop) return { surprise: error.surprise };
    const message = (error as Error).message ?? String(error);
    return message.includes(TOO_OFTEN) ? { limit: 'hits' } : { crash: message };
  }
}

const { [slug]: models } = (await import(url)) as Record<string, ProposalModels>;
parentPort!.on('message', (task: Task | Survey) => {
  parentPort!.postMessage(task.kind === 'try' ? tryFault(models!, task) : survey(models!, task));
});
