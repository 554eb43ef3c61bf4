// SPDX-License-Identifier: MIT
// Runs in a worker thread, on the copy of a model that has all faults: searches with one of them switched on.
import { parentPort, workerData } from 'node:worker_threads';
import type { Instance, Part, ProposalModels } from '../../models/proposal.ts';
import { askExplorer, rowOf } from '../explorer.ts';
import type { Answer, Search, Start, Surprise, Task } from './task.ts';

/** The instrumenter's name space. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

const SEARCH = 'search';
const { models: url, slug, fault } = workerData as Start;
const switches: Switches = { activeMutant: fault, mutantCoverage: { static: {}, perTest: {} } };
const world = globalThis as { __stryker__?: Switches; __syspecFault__?: (name: string) => boolean };
world.__stryker__ = switches;
world.__syspecFault__ = (name) => {
  if (switches.activeMutant === name) {
    if (switches.hitCount !== undefined && ++switches.hitCount > (switches.hitLimit ?? 0)) throw new Error(TOO_OFTEN);
    return true;
  }
  const { currentTestId: id, mutantCoverage: covered } = switches;
  const hits = id === undefined ? covered.static : (covered.perTest[id] ??= {});
  hits[name] = (hits[name] ?? 0) + 1;
  return false;
};

/** What the instrumenter throws as well. */
const TOO_OFTEN = 'Hit count limit reached';

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
    if (given?.kind !== 'always' || expected !== 'holds') return given;
    const holds = (state: unknown) => {
      const value = given.holds(state);
      if (value === false) throw new Stop({ row: given.name, verdict: 'violated' });
      return value;
    };
    return { ...given, holds };
  };
  return { ...instance, property };
}

function search(models: ProposalModels, { search: asked, bounds }: Task): Pick<Answer, 'surprise' | 'distinct' | 'limit'> {
  const { variant, scenario, rows } = asked;
  const instance = stopping(models.variant(variant, scenario), asked);
  const limits = bounds && { states: bounds.states };
  const { answers } = askExplorer(instance, rows, { ...(limits && { limits }) });
  const distinct = answers[0]?.distinct ?? 0;
  if (bounds !== undefined && distinct >= bounds.states) return { surprise: undefined, distinct, limit: 'states' };
  for (const [i, { verdict, fault: why }] of answers.entries()) {
    const { expected } = rows[i]!;
    const isRight = expected === 'holds' ? verdict === 'holds' : verdict === 'violated' || verdict === 'unreached';
    if (!isRight || why !== null) return { surprise: { row: rowOf(rows[i]!), verdict }, distinct, limit: undefined };
  }
  return { surprise: undefined, distinct, limit: undefined };
}

function answer(models: ProposalModels, task: Task): Answer {
  switches.activeMutant = task.fault;
  switches.hitCount = task.bounds && 0;
  switches.hitLimit = task.bounds?.hits;
  switches.currentTestId = SEARCH;
  switches.mutantCoverage.perTest = {};
  const rest = () => ({
    hits: switches.mutantCoverage.perTest[SEARCH] ?? {},
    loading: switches.mutantCoverage.static,
  });
  const nothing = { surprise: undefined, crash: undefined, limit: undefined, distinct: 0 };
  try {
    return { ...nothing, ...search(models, task), ...rest() };
  } catch (error) {
    if (error instanceof Stop) return { ...nothing, surprise: error.surprise, ...rest() };
    const message = (error as Error).message ?? String(error);
    if (message.includes(TOO_OFTEN)) return { ...nothing, limit: 'hits', ...rest() };
    return { ...nothing, crash: message, ...rest() };
  } finally {
    switches.currentTestId = undefined;
  }
}

const { [slug]: models } = (await import(url)) as Record<string, ProposalModels>;
parentPort!.on('message', (task: Task) => parentPort!.postMessage(answer(models!, task)));
