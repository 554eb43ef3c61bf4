// SPDX-License-Identifier: MIT
// Runs in a worker thread, on the copy of a model that has all faults: searches with one of them switched on.
import { parentPort, workerData } from 'node:worker_threads';
import type { Instance, Part, ProposalModels } from '../../models/proposal.ts';
import { askExplorer, rowOf } from '../explorer.ts';
import { BRANCHES, COVER, IS_ON, SWITCHES } from './switches.ts';
import type { Answer, Search, Start, Surprise, Task } from './task.ts';

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

type Counts = Record<number, number>;
const loading: Counts = {};
let counts: Counts = loading;
function count(...places: (number | string)[]): void {
  for (const place of places) counts[place as number] = (counts[place as number] ?? 0) + 1;
}

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

function search(
  models: ProposalModels,
  { search: asked, bounds }: Task,
): Pick<Answer, 'surprise' | 'distinct' | 'limit'> {
  const { variant, scenario, rows } = asked;
  const build = models.variants.includes(variant) ? models.variant : models.mutant;
  const instance = stopping(build(variant, scenario), asked);
  const limits = bounds && { states: bounds.states };
  const { answers } = askExplorer(instance, rows, { ...(limits && { limits }) });
  const distinct = answers[0]?.distinct ?? 0;
  if (bounds !== undefined && distinct >= bounds.states)
    return { surprise: undefined, distinct, limit: 'states' };
  for (const [i, { verdict, fault: why }] of answers.entries()) {
    const { expected } = rows[i]!;
    const isRight =
      expected === 'holds' ? verdict === 'holds' : verdict === 'violated' || verdict === 'unreached';
    if (!isRight || why !== null)
      return { surprise: { row: rowOf(rows[i]!), verdict }, distinct, limit: undefined };
  }
  return { surprise: undefined, distinct, limit: undefined };
}

function answer(models: ProposalModels, task: Task): Answer {
  switches.on = task.fault;
  switches.hits = 0;
  switches.most = task.bounds?.hits ?? Number.POSITIVE_INFINITY;
  counts = {};
  const nothing = { surprise: undefined, crash: undefined, limit: undefined, distinct: 0 };
  try {
    return { ...nothing, ...search(models, task), hits: counts, loading };
  } catch (error) {
    if (error instanceof Stop) return { ...nothing, surprise: error.surprise, hits: counts, loading };
    const message = (error as Error).message ?? String(error);
    if (message.includes(TOO_OFTEN)) return { ...nothing, limit: 'hits', hits: counts, loading };
    return { ...nothing, crash: message, hits: counts, loading };
  }
}

const { [slug]: models } = (await import(url)) as Record<string, ProposalModels>;
parentPort!.on('message', (task: Task) => parentPort!.postMessage(answer(models!, task)));
