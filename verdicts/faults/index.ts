// SPDX-License-Identifier: MIT
// The faults and the branches of a proposal's model, held against its lists of what may be.
import { join } from 'node:path';
import { ROOT } from '../../base/root.ts';
import type { Part } from '../../models/proposal.ts';
import { grouped, mutantQuestions, questions } from '../questions.ts';
import type { Subject } from '../select.ts';
import { drawSome } from '../share.ts';
import type { CrewOptions } from './crew.ts';
import { type Judged, judge, type ListName, readAround, readList, unknownIn } from './listed.ts';
import type { Fault } from './mutants.ts';
import type { FaultFate } from './rounds.ts';
import { tryFaults } from './run.ts';
import { type Taken, takenBranches } from './taken.ts';
import type { Search } from './task.ts';
import type { Sources } from './tree.ts';

/** What was found of a proposal's model, and lines of its list that name nothing. */
export interface Findings<T> {
  readonly slug: string;
  /** The list, from the root. */
  readonly list: string;
  readonly found: readonly (T & Judged)[];
  readonly unknown: readonly string[];
}

/** A fault that is listed, and whose code is another one by now. */
interface Listed {
  readonly changed: boolean;
}

/** What was found of a model's faults. */
export interface FaultFindings extends Findings<FaultFate & Listed> {
  /** How many others there are, which are not in the share that was tried. */
  readonly notShared: number;
}

export type BranchFindings = Findings<Taken>;

/** How to run, and whom to tell. */
export type Watch = Omit<CrewOptions, 'slug'>;

/** The variant that is promised to be right. */
const PROMISED = 'proposed';

/** Which faults. */
export interface Wanted {
  /** The one with this name. */
  readonly only?: string | undefined;
  /** Those too that are listed, and whose code is as it was then. */
  readonly listed?: boolean;
  /** A share of them, drawn by this seed. */
  readonly seed?: number | undefined;
}

/** Tries the faults of the model's bodies. Throws as `tryFaults` and `readList` do. */
export async function modelFaults(
  { models, ...rest }: Subject,
  watch: Watch,
  { only, listed = false, seed }: Wanted = {},
): Promise<FaultFindings> {
  const { slug } = models;
  const searches = searchesOf(questions({ models, ...rest }, 'explorer', {}));
  const sources = sourcesOf(slug, models.noBodies);
  const around = readAround(join(ROOT, listOf(slug, 'equivalent')), 'equivalent');
  const isAsListed = (fault: Fault) => around.get(fault.id) === fault.around;
  const passOver = listed || only !== undefined ? undefined : isAsListed;
  let notShared = 0;
  const choose = (all: readonly Fault[]) => {
    // One that is passed over would be tried in name alone.
    const chosen =
      seed === undefined
        ? all
        : drawSome(
            all.filter((one) => !passOver?.(one)),
            seed,
            ({ id }) => id,
          );
    notShared = all.length - chosen.length;
    return chosen;
  };
  const fates = await tryFaults({
    ...{ ...watch, slug, sources, searches, first: PROMISED },
    ...{ only, choose, passOver },
  });
  const isGap = ({ by }: FaultFate) => by === undefined;
  const found = findings(
    slug,
    'equivalent',
    fates,
    ({ fault }) => fault.id,
    isGap,
    only !== undefined || seed !== undefined,
  );
  return {
    ...found,
    notShared,
    found: found.found.map((fate) => {
      const changed = fate.reason !== null && !fate.stale && !isAsListed(fate.fault);
      return { ...fate, changed, ok: fate.ok && !changed };
    }),
  };
}

/** Looks which branches of the model's bodies run. Throws as `takenBranches` and `readList` do. */
export async function modelBranches(subject: Subject, watch: Watch): Promise<BranchFindings> {
  const { models } = subject;
  const { slug } = models;
  const taken = await takenBranches({
    ...watch,
    slug,
    sources: sourcesOf(slug, models.noBodies),
    variants: models.variants.flatMap((variant) =>
      models.scenarios.map((scenario) => ({ variant, scenario, rows: [] })),
    ),
    mutants: searchesOf(mutantQuestions(subject, {})),
  });
  return findings(
    slug,
    'uncovered',
    taken,
    ({ branch }) => branch.id,
    ({ by }) => by === null,
    false,
  );
}

const listOf = (slug: string, name: ListName): string => join('models', slug, `${name}.json`);

const sourcesOf = (slug: string, noBodies: Sources['noBodies']): Sources => ({
  ...{ root: ROOT, folder: `models/${slug}`, noBodies },
});

function searchesOf(asked: ReturnType<typeof questions>): Search[] {
  return grouped(asked).map(({ variant, scenario, asked: rows }) => ({
    ...{ variant, scenario },
    rows: rows.map(({ claim, part, expected }) => ({ claim, part: part as Part, expected })),
  }));
}

function findings<T>(
  slug: string,
  name: ListName,
  all: readonly T[],
  idOf: (one: T) => string,
  isGap: (one: T) => boolean,
  isPart: boolean,
): Findings<T> {
  const list = listOf(slug, name);
  const reasons = readList(join(ROOT, list), name);
  return {
    ...{ slug, list },
    found: all.map((one) => ({ ...one, ...judge(idOf(one), isGap(one), reasons) })),
    unknown: isPart ? [] : unknownIn(reasons, all.map(idOf)),
  };
}
