// SPDX-License-Identifier: MIT
// A source in which a patch series is looked at as its reviewers do: with checkpatch, the compiler's W=1 and sparse.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { kernelCache, shortHash } from './cache.ts';
import { type Fragment, readFragments } from './config.ts';
import { type Lock, takeLock } from './lock.ts';
import { configure, type MakeOptions, make, undisturbed } from './make.ts';
import type { Patch } from './patches.ts';

import { buildReports, checkpatchReports, type Report } from './reports.ts';
import { type Source, unpacked } from './source.ts';
import { requireTools } from './tools.ts';
import { patchSource, type Workspace, workspaceIn } from './workspace.ts';

/** A configuration in which a series is built. */
export interface Variant {
  readonly name: string;
  readonly fragments: readonly string[];
  /** Whether the options that the series adds are on. */
  readonly on: boolean;
}

/** With LSMs, audit and BPF; that without what the series adds; and the smallest kernel. */
export const VARIANTS: readonly Variant[] = [
  { name: 'hooks', fragments: ['fast', 'hooks'], on: true },
  { name: 'hooks-off', fragments: ['fast', 'hooks'], on: false },
  { name: 'fast', fragments: ['fast'], on: true },
];

function fragmentsOf({ name, fragments, on }: Variant, options: readonly string[]): Fragment[] {
  const lines = options.map((option) => (on ? `CONFIG_${option}=y` : `# CONFIG_${option} is not set`));
  // What a series adds may be for experts to leave out.
  const text = [...(on ? [] : ['CONFIG_EXPERT=y']), ...lines].map((line) => `${line}\n`).join('');
  return [...readFragments(fragments), { file: name, text }];
}

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

/** A source of its own to patch, build and check in. Only one process at a time has it. */
export class ReviewTree {
  readonly #workspace: Workspace;
  readonly #pristine: string;
  readonly #lock: Lock;
  readonly #options: MakeOptions;
  readonly #sparse: string;
  /** The options with which each variant was configured last. */
  readonly #configured = new Map<string, string>();

  private constructor(workspace: Workspace, pristine: string, lock: Lock, options: MakeOptions) {
    this.#workspace = workspace;
    this.#pristine = pristine;
    this.#lock = lock;
    this.#options = options;
    this.#sparse = join(dirname(workspace.src), 'sparse');
  }

  /** @throws SyspecError TOOL_MISSING, KERNEL_SOURCE, DISK_FULL, INTERRUPTED */
  static async open(source: Source, env: NodeJS.ProcessEnv = process.env): Promise<ReviewTree> {
    requireTools(['sparse', 'perl'], 'sparse perl', env);
    const cache = kernelCache(env);
    const hash = shortHash(['review', source.hash]);
    const lock = await takeLock(cache.lock(`work-${hash}`), { env });
    try {
      const pristine = await unpacked(source, cache, { env });
      const folder = cache.work(hash);
      const options = { env, lockFd: lock.fd, log: join(folder, 'review.log'), cache: cache.root };
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

  /** Makes the source the pristine one with these patches. @throws SyspecError KERNEL_PATCH and more */
  async patch(patches: readonly Patch[]): Promise<void> {
    await patchSource(this.#workspace, this.#pristine, patches, this.#options);
  }

  /** What checkpatch says of a patch file. */
  async checkpatch({ path, name }: Patch): Promise<Report[]> {
    const flags = ['--strict', '--no-signoff', '--show-types', '--color=never'];
    const args = [`--root=${this.#workspace.src}`, ...flags, path];
    const stdout = await new Promise<string>((resolve) => {
      execFile(this.path('scripts/checkpatch.pl'), args, { env: this.#options.env }, (_, text) =>
        resolve(text),
      );
    });
    return checkpatchReports(name, stdout);
  }

  /**
   * Builds these objects anew, as far as their sources are there, and has sparse look at each.
   * @param options the Kconfig options that the series has added so far
   * @throws SyspecError KERNEL_BUILD when one does not compile; KERNEL_CONFIG and more
   */
  async objects(variant: Variant, options: readonly string[], objects: readonly string[]): Promise<Report[]> {
    const sources = objects.map((object) => object.replace(/o$/, 'c'));
    const there = objects.filter((_, at) => existsSync(this.path(sources[at]!)));
    const check = ['C=2', 'W=1', `CHECK=${this.#sparse}`, 'CF=-fmax-warnings=unlimited'];
    const output = await this.#build(variant, options, [...check, ...there], there);
    const reports = buildReports(this.#workspace.src, output);
    for (const object of there) {
      const source = this.path(object.replace(/o$/, 'c'));
      if (!output.includes(`CHECK   ${source}\n`)) throw new Error(`sparse did not look at ${source}`);
    }
    return reports;
  }

  /** Builds and links a whole kernel. @throws SyspecError KERNEL_BUILD and more */
  async kernel(variant: Variant, options: readonly string[]): Promise<void> {
    await this.#build(variant, options, ['vmlinux'], []);
  }

  /** The system calls of an architecture, by the file in which programs find their numbers. */
  async calls(arch: string): Promise<Map<string, string[]>> {
    const out = join(this.#workspace.out, `headers-${arch}`);
    rmSync(out, { recursive: true, force: true });
    await make({ src: this.#workspace.src, out }, [`ARCH=${arch}`, 'headers_install'], this.#options);
    const asm = join(out, 'usr/include/asm');
    const tables = readdirSync(asm).filter((name) => name.startsWith('unistd'));
    const names = (text: string) => [...text.matchAll(/^#define\s+__NR_(\w+)\s/gm)].map(([, name]) => name!);
    return new Map(tables.map((table) => [table, names(readFileSync(join(asm, table), 'utf8'))]));
  }

  async #build(
    variant: Variant,
    options: readonly string[],
    targets: string[],
    remove: string[],
  ): Promise<string> {
    const folders = { src: this.#workspace.src, out: join(this.#workspace.out, variant.name) };
    const { log } = this.#options;
    rmSync(log, { force: true });
    await undisturbed(folders.out, async () => {
      if (this.#configured.get(variant.name) !== options.join()) {
        await configure(folders, fragmentsOf(variant, options), this.#options);
      }
      this.#configured.set(variant.name, options.join());
      for (const object of remove) rmSync(join(folders.out, object), { force: true });
      await make(folders, [`-j${availableParallelism()}`, '--output-sync', ...targets], this.#options);
    });
    return readFileSync(log, 'utf8');
  }

  #writeSparse(): void {
    mkdirSync(dirname(this.#sparse), { recursive: true });
    writeFileSync(`${this.#sparse}.h`, ANNOTATIONS);
    writeFileSync(this.#sparse, `#!/bin/sh\nexec sparse "$@" -include '${this.#sparse}.h'\n`, {
      mode: 0o755,
    });
  }
}
