// SPDX-License-Identifier: MIT
// Boots the kernel of a mutant and runs lanes on it. What was found once is not looked for again.
import { type OpenTarget, openTarget } from '../harness/target/index.ts';
import type { BaseName } from '../kernel/bases.ts';
import { buildKernel } from '../kernel/build/build.ts';
import { shortHash } from '../kernel/cache.ts';
import { flavourNamed } from '../kernel/flavours.ts';
import { featuresOf } from '../kernel/source/features.ts';
import { endsBeforeOwn, isNoBoot, type LanesOptions, type LanesRun, laneNames, runLanes } from './lanes.ts';
import type { Memory } from './memory.ts';
import type { Mutant } from './mutant.ts';
import type { Trial, TrialDigests } from './trial.ts';

/** What a kernel has: a mutant, or none of that kind. */
export type Subject = Mutant | { readonly none: Mutant['kind'] };

/** One lane, or some. */
export type Which = Pick<LanesOptions, 'lane' | 'part'>;

/** Where mutants are tried. */
export interface Laboratory {
  /** The lanes on a flavour, in order of cost. */
  lanes(flavour: string): readonly string[];
  /**
   * Runs the lanes until one fails.
   * @throws SyspecError when there is no verdict
   */
  test(flavour: string, subject: Subject, which?: Which): Promise<Trial>;
}

/** What a laboratory of real kernels needs. */
export interface LaboratoryOptions
  extends Omit<LanesOptions, 'lane' | 'part' | 'features' | 'isBaseline' | 'boot'> {
  /** The patch file with all mechanical mutants. */
  readonly schemata: string;
  readonly base?: BaseName | undefined;
  readonly source?: string | undefined;
  readonly memory: Memory;
  readonly digests: TrialDigests;
  readonly onProgress?: ((text: string) => void) | undefined;
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** A mutant that ends is as good as its first end; a watchdog may end one that loops. */
const PATIENCE = { hangMs: 20_000, maxCrashes: 1 };

const patchesFor = (subject: Subject, schemata: string): readonly string[] => {
  if ('none' in subject) return subject.none === 'hand' ? [] : [schemata];
  return 'patch' in subject.by ? [subject.by.patch] : [schemata];
};

const numberOf = (subject: Subject): number =>
  'by' in subject && 'number' in subject.by ? subject.by.number : 0;

/** Real kernels. */
export function laboratory(options: LaboratoryOptions): Laboratory {
  const { schemata, base, source, memory, digests, signal, slug, variant, runs, seed } = options;
  const about = (flavour: string) => ({ features: featuresOf(flavourNamed(flavour), slug, { base }) });
  const kernels = new Map<string, ReturnType<typeof buildKernel>>();
  const kernelOf = (flavour: string, patches: readonly string[]) => {
    const key = [flavour, ...patches].join('\n');
    const { onProgress, onNotice } = options;
    const kernel =
      kernels.get(key) ?? buildKernel({ flavour, slug, base, patches, source, signal, onProgress, onNotice });
    kernels.set(key, kernel);
    return kernel;
  };
  return {
    lanes: (flavour) => laneNames({ ...options, ...about(flavour), boot: noBoot }),
    async test(flavour, subject, which = {}) {
      const { image, meta } = await kernelOf(flavour, patchesFor(subject, schemata));
      const number = numberOf(subject);
      const { lane = null, part = null } = which;
      const keyOf = (digest: string) =>
        shortHash([meta.key, number, digest, slug, variant, runs, seed, lane, part]);
      const [whole, beforeOwn] = [keyOf(digests.whole), keyOf(digests.beforeOwn)];
      const known = memory.get(beforeOwn) ?? memory.get(whole);
      if (known !== undefined) return known;
      const mutant = number === 0 ? [] : [`syspec_mutant=${number}`];
      const boot = (append: readonly string[]) =>
        openTarget({ kernel: image, append: [...mutant, ...append], patience: PATIENCE, signal });
      const name = 'none' in subject ? 'no mutant' : subject.id;
      const onProgress = (text: string) => options.onProgress?.(`${flavour}, ${name}: ${text}`);
      const isBaseline = 'none' in subject;
      const asked = { ...options, ...about(flavour), boot, isBaseline, ...which, onProgress };
      const trial = await tryOn(asked);
      memory.set(endsBeforeOwn(trial, asked) ? beforeOwn : whole, trial);
      return trial;
    },
  };
}

const noBoot = () => Promise.reject(new Error('nothing is booted to name lanes'));

/** A guest; or how its kernel dies, if it does so twice: a machine that is short of CPU may have killed the first one. */
async function booted({ boot, isBaseline }: LanesOptions): Promise<OpenTarget | Trial> {
  for (let again = false; ; again = true) {
    try {
      return await boot([]);
    } catch (error) {
      if (!isNoBoot(error) || (isBaseline && again)) throw error;
      if (again) return { killedBy: { lane: 'boot', title: error.message } };
    }
  }
}

type Run = (target: OpenTarget, options: LanesOptions) => Promise<LanesRun>;

/** Boots, runs the lanes, and ends the guest. What hangs is tried twice: a machine that is short of CPU is slow to answer. */
export async function tryOn(options: LanesOptions, run: Run = runLanes): Promise<Trial> {
  const trial = await tryOnce(options, run);
  return trial.killedBy?.lane === HANG ? tryOnce(options, run) : trial;
}

const HANG = 'hang';

async function tryOnce(options: LanesOptions, run: Run): Promise<Trial> {
  const target = await booted(options);
  if (!('close' in target)) return target;
  try {
    const { killedBy, unfinished } = await run(target, options);
    if (killedBy === undefined) return unfinished === undefined ? {} : { unfinished };
    const hang = /^crashed: (hang: .*)/.exec(killedBy.title)?.[1];
    return {
      killedBy: hang === undefined ? killedBy : { lane: HANG, title: `${hang}, in ${killedBy.lane}` },
    };
  } finally {
    await target.close();
  }
}
