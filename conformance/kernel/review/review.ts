// SPDX-License-Identifier: MIT
// A source in which a patch series is looked at as its reviewers do: with checkpatch, the compiler's W=1 and sparse.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type BaseName, DEFAULT_BASE } from '../bases.ts';
import { type BuildFolders, configure, type MakeOptions, make, undisturbed } from '../build/make.ts';
import { kernelCache, shortHash } from '../cache.ts';
import type { Patch } from '../source/patch.ts';
import type { Change } from '../source/patches.ts';
import { type Source, unpacked } from '../source/source.ts';
import { patchSource, type Workspace, workspaceIn } from '../source/workspace.ts';
import { type Lock, takeLock } from '../tools/lock.ts';
import { requireTools } from '../tools/tools.ts';
import { buildReports, checkpatchFlags, checkpatchReports, type Report } from './reports.ts';
import { fragmentsOf, type ReviewConfig } from './review-config.ts';
import { sentSeries } from './sent.ts';

/** What came of a build. */
export interface Built {
  readonly reports: readonly Report[];
  /** Those that were built. */
  readonly objects: readonly string[];
}

const sourceOf = (object: string): string => object.replace(/o$/, 'c');

/**
 * Not all that the kernel's annotations are about can be named in a declaration. Where one cannot, sparse reports
 * an error and checks no locks in the whole file; it only counts, so that it needs no name.
 */
const ANNOTATIONS = [
  ['__must_hold', '1,1'],
  ['__acquires', '0,1'],
  ['__cond_acquires', '0,-1'],
  ['__releases', '1,0'],
]
  .map(([name, counts]) => `#undef ${name}\n#define ${name}(x) __attribute__((context(0,${counts})))\n`)
  .join('');

/** Where a kernel has the annotations: the second in newer ones, and in 6.12 since a stable release. */
const ANNOTATED_IN = ['include/linux/compiler_types.h', 'include/linux/compiler-context-analysis.h'];

/** A source of its own to patch, build and check in. Only one process at a time has it. */
export class ReviewTree {
  readonly #workspace: Workspace;
  readonly #pristine: string;
  readonly #lock: Lock;
  readonly #options: MakeOptions;
  readonly #sparse: string;
  /** The options with which each was configured last. */
  readonly #configured = new Map<string, string>();

  private constructor(workspace: Workspace, pristine: string, lock: Lock, options: MakeOptions) {
    this.#workspace = workspace;
    this.#pristine = pristine;
    this.#lock = lock;
    this.#options = options;
    this.#sparse = join(dirname(workspace.src), 'sparse');
  }

  /** @throws SyspecError TOOL_MISSING, KERNEL_SOURCE, DISK_FULL, INTERRUPTED */
  static async open(
    source: Source,
    env: NodeJS.ProcessEnv = process.env,
    signal?: AbortSignal,
  ): Promise<ReviewTree> {
    requireTools(['pahole', 'perl', 'sparse'], 'dwarves perl sparse', env);
    const cache = kernelCache(env);
    const hash = shortHash(['review', source.hash]);
    const lock = await takeLock(cache.lock(`work-${hash}`), { env, signal });
    try {
      const pristine = await unpacked(source, cache, { env, signal });
      const folder = cache.work(hash);
      const options = { env, signal, lockFd: lock.fd, log: join(folder, 'review.log'), cache: cache.root };
      const tree = new ReviewTree(workspaceIn(folder), pristine, lock, options);
      await tree.patch([]);
      tree.#writeSparse();
      return tree;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  close(): void {
    this.#lock.release();
  }

  /** The absolute path of a file of the patched source. */
  path(file: string): string {
    return join(this.#workspace.src, file);
  }

  /** Makes the source the pristine one with these changes. @throws SyspecError KERNEL_PATCH and more */
  async patch(changes: readonly Change[]): Promise<void> {
    await patchSource(this.#workspace, this.#pristine, changes, this.#options);
  }

  /** The series of a proposal as it is sent, the wiring of its calls as patches among it. @throws SyspecError as `sentSeries` */
  async sent(slug: string, base: BaseName = DEFAULT_BASE): Promise<Patch[]> {
    const folder = join(dirname(this.#workspace.src), 'sent', slug);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return await sentSeries(slug, this.#pristine, folder, this.#options, { base });
  }

  /** What checkpatch says of a patch file. */
  async checkpatch({ path, name }: Patch): Promise<Report[]> {
    const args = [...checkpatchFlags(this.#workspace.src), path];
    const stdout = await new Promise<string>((resolve) => {
      // In a git checkout it would take a patch that is tracked there for a source.
      const where = { env: this.#options.env, cwd: this.#workspace.src };
      execFile(this.path('scripts/checkpatch.pl'), args, where, (_, text) => resolve(text));
    });
    return checkpatchReports(name, stdout);
  }

  /**
   * Builds those of these objects anew that are there and that the configuration has, and has sparse look at each.
   * @param options the Kconfig options that the series has added so far
   * @throws SyspecError KERNEL_BUILD when one does not compile; KERNEL_CONFIG and more
   */
  async objects(
    config: ReviewConfig,
    options: readonly string[],
    objects: readonly string[],
  ): Promise<Built> {
    const check = ['C=2', 'W=1', `CHECK=${this.#sparse}`, 'CF=-fmax-warnings=unlimited'];
    let built: string[] = [];
    const output = await this.#build(config, options, (folders) => {
      const config = readFileSync(join(folders.out, '.config'), 'utf8');
      built = objects.filter(
        (object) => existsSync(this.path(sourceOf(object))) && this.#has(config, object),
      );
      for (const object of built) rmSync(join(folders.out, object), { force: true });
      // Without a target make builds everything.
      return [...check, ...(built.length > 0 ? built : ['prepare'])];
    });
    for (const source of built.map(sourceOf)) {
      // make names it by its whole path, or in newer kernels from the top of the source.
      const isChecked = [source, this.path(source)].some((name) => output.includes(`CHECK   ${name}\n`));
      if (!isChecked) throw new Error(`sparse did not look at ${source}`);
    }
    return { reports: buildReports(this.#workspace.src, output), objects: built };
  }

  /** Builds and links a whole kernel. @throws SyspecError KERNEL_BUILD and more */
  async kernel(config: ReviewConfig, options: readonly string[]): Promise<void> {
    await this.#build(config, options, () => ['vmlinux']);
  }

  /** The system calls of an architecture, by the file in which programs find their numbers. */
  async calls(arch: string): Promise<Map<string, string[]>> {
    const out = join(this.#workspace.out, 'headers');
    rmSync(join(out, 'usr'), { recursive: true, force: true });
    const headers = () => make({ src: this.#workspace.src, out }, [`ARCH=${arch}`, 'headers'], this.#options);
    await undisturbed(out, headers);
    const asm = join(out, 'usr/include/asm');
    const tables = readdirSync(asm).filter((name) => name.startsWith('unistd'));
    const names = (text: string) => [...text.matchAll(/^#define\s+__NR_(\w+)\s/gm)].map(([, name]) => name!);
    return new Map(tables.map((table) => [table, names(readFileSync(join(asm, table), 'utf8'))]));
  }

  /** Make compiles what it is asked for; of what an option leaves out it may not even compile. */
  #has(config: string, object: string): boolean {
    const makefile = readFileSync(this.path(join(dirname(object), 'Makefile')), 'utf8').replace(/\\\n/g, ' ');
    const rules = [...makefile.matchAll(/^obj-\$\((CONFIG_\w+)\)\s*[+:]?=(.*)$/gm)];
    const options = rules.filter(([, , list = '']) => list.trim().split(/\s+/).includes(basename(object)));
    return options.length === 0 || options.some(([, option]) => config.includes(`\n${option}=y\n`));
  }

  /** Runs make for what `targets` names once there is a .config, and returns what it printed. */
  async #build(
    config: ReviewConfig,
    options: readonly string[],
    targets: (folders: BuildFolders) => readonly string[],
  ): Promise<string> {
    const folders = { src: this.#workspace.src, out: join(this.#workspace.out, config.name) };
    const { log } = this.#options;
    await undisturbed(folders.out, async () => {
      if (this.#configured.get(config.name) !== options.join()) {
        await configure(folders, fragmentsOf(config, options), this.#options);
      }
      this.#configured.set(config.name, options.join());
      rmSync(log, { force: true });
      const parallel = [`-j${availableParallelism()}`, '--output-sync'];
      await make(folders, [...parallel, ...targets(folders)], this.#options);
    });
    return readFileSync(log, 'utf8');
  }

  /** Whether sparse can count locks here: of a newer kernel the annotations are for Clang, and nothing to others. */
  get countsLocks(): boolean {
    const texts = ANNOTATED_IN.map((file) => this.path(file)).filter(existsSync);
    return texts.some((path) => readFileSync(path, 'utf8').includes('__attribute__((context('));
  }

  #writeSparse(): void {
    mkdirSync(dirname(this.#sparse), { recursive: true });
    writeFileSync(`${this.#sparse}.h`, this.countsLocks ? ANNOTATIONS : '');
    // Without a word make leaves out a sparse that does not know this operator, which is asked for by itself alone.
    const words = `-D__typeof_unqual__=__typeof__ -include '${this.#sparse}.h'`;
    writeFileSync(this.#sparse, `#!/bin/sh\nexec sparse "$@" ${words}\n`, { mode: 0o755 });
  }
}
