// SPDX-License-Identifier: MIT
// Runs in a worker thread, on the copy of a model that has all faults: searches with one of them switched on, or compares them.
import { parentPort, workerData } from 'node:worker_threads';
import { identifier } from '../../base/slug.ts';
import { INIT } from '../../models/kit/machine.ts';
import type { Instance, Part, ProposalModels } from '../../models/proposal.ts';
import { askExplorer, rowOf } from '../explorer.ts';
import { aroundBodies } from './bodies.ts';
import { compareFaults, deviationOf } from './compare.ts';
import { entries, Tally } from './counts.ts';
import { BRANCHES, COVER, IS_ON, SWITCHES, Switches, TOO_OFTEN } from './switches.ts';
import type {
  Answer,
  Compared,
  Comparing,
  Counted,
  Glance,
  Judging,
  Search,
  Start,
  Surprise,
  Survey,
  Surveyed,
  Task,
} from './task.ts';
import { trailOf } from './trail.ts';

const { models: url, slug, fault: always } = workerData as Start;

const switches = new Switches();
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
  ...{ [SWITCHES]: switches, [IS_ON]: () => false, [COVER]: () => undefined, [BRANCHES]: branches },
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

/** A row that is broken in a part of the search. */
function glance(instance: Instance, asked: Search, { states, initial }: Glance): Answer {
  if (initial !== undefined) beginIn(instance.model, initial);
  const rows = asked.rows.filter(({ expected }) => expected === 'holds');
  const { answers } = askExplorer(stopping(instance, asked), rows, { limits: { states } });
  const i = answers.findIndex(({ verdict }) => verdict === 'violated');
  return i < 0 ? {} : { surprise: { row: rowOf(rows[i]!), verdict: 'violated' } };
}

/** The model has the fault while it is built and while its bodies run, and those who judge it never have. */
function withFault(models: ProposalModels, { search, fault }: Judging): Instance {
  const instance = switches.with(fault, () => build(models, search));
  aroundBodies(instance.model.machine, (body) => switches.with(fault, body));
  return instance;
}

function beginIn({ machine }: Instance['model'], initial: Int32Array): void {
  machine.initials = () => machine.out.push(initial, INIT, undefined, false);
}

function tryFault(models: ProposalModels, task: Judging): Answer {
  const { search, states, glance: first } = task;
  return answered(() => {
    const instance = withFault(models, task);
    return first === undefined ? judge(instance, search, states) : glance(instance, search, first);
  });
}

function compare(models: ProposalModels, { search, faults, trail }: Comparing): Compared {
  const model = () => build(models, search).model;
  if (always === undefined) return compareFaults(model, switches, faults, trail);
  const deviations = switches.with(always, () => deviationOf(always, model, trail));
  return { deviations, reached: faults };
}

function survey(models: ProposalModels, { search, judged }: Survey): Surveyed {
  const found = judged ? answered(() => judge(build(models, search), search)) : {};
  const loading = Object.keys(entries(tally.loading)).map(Number);
  try {
    const { model } = build(models, search);
    const trail = trailOf(model);
    return { ...found, trail, initial: initialOf(model), loading };
  } catch (error) {
    return { crash: (error as Error).message, trail: undefined, initial: 0, loading };
  }
}

function initialOf({ machine }: Instance['model']): number {
  return machine.exclusively(() => {
    machine.initials();
    return machine.out.count;
  });
}

function countBranches(models: ProposalModels, { search }: Task): Counted {
  const { found, own } = tally.of(
    () => build(models, search),
    (instance) => answered(() => judge(instance, { ...search, rows: [] })),
  );
  return { ...found, own, loading: entries(tally.loading) };
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

function answer(models: ProposalModels, task: Task): Answer {
  switch (task.kind) {
    case 'judge':
      return tryFault(models, task);
    case 'compare':
      return compare(models, task);
    case 'survey':
      return survey(models, task);
    case 'count':
      return countBranches(models, task);
  }
}

switches.on = always;
switches.counts = true;
switches.count = count;
const { [identifier(slug)]: models } = (await import(url)) as Record<string, ProposalModels>;
switches.on = undefined;
switches.counts = false;
tally.loaded();
parentPort!.on('message', (task: Task) => parentPort!.postMessage(answer(models!, task)));
