// SPDX-License-Identifier: MIT
// Builds a kernel, or finds it in the cache.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { type BaseName, DEFAULT_BASE } from '../bases.ts';
import {
  cacheKey,
  ENTRY,
  entries,
  type KernelCache,
  kernelCache,
  type Meta,
  readEntry,
  shortHash,
} from '../cache.ts';
import { type Flavour, flavourNamed } from '../flavours.ts';
import { readPatch } from '../source/patch.ts';
import { type Change, patchesOf, requireSeries } from '../source/patches.ts';
import { findSource, type Source, unpacked } from '../source/source.ts';
import { patchSource, workspaceIn } from '../source/workspace.ts';
import { onDisk } from '../tools/failure.ts';
import { takeLock } from '../tools/lock.ts';
import { requireTools } from '../tools/tools.ts';
import { hasCompilerCache } from './compiler-cache.ts';
import { type Fragment, readFragments } from './config.ts';
import { makeKernel } from './make.ts';

const TOOLS = [
  ...['make', 'gcc', 'ld', 'flex', 'bison', 'bc', 'pahole', 'patch', 'tar', 'xz', 'cp', 'flock', 'setpriv'],
];
const PACKAGES = 'build-essential flex bison bc dwarves libelf-dev libssl-dev xz-utils patch util-linux';

/** Which kernel. */
export interface BuildOptions {
  /** A name in FLAVOURS; the default is `fast`. */
  readonly flavour?: string | undefined;
  /** The proposal whose kernel it is; without one it has none of any, unless the flavour has all. */
  readonly slug?: string | undefined;
  /** Which source it is built from, and which patches fit that; 6.12 by default. */
  readonly base?: BaseName | undefined;
  /** A kernel tree, or what `findSource` gave; the default is the tarball of the base's package in Debian. */
  readonly source?: string | Source | undefined;
  /** Patch files on top of those: planted faults, mutants. */
  readonly patches?: readonly string[] | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly signal?: AbortSignal | undefined;
  /** One line about what is being done; called often. */
  readonly onProgress?: ((text: string) => void) | undefined;
  /** Called once for each thing that a reader should know of, such as waiting for another build. */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** A kernel in the cache. */
export interface Kernel {
  /** Absolute paths of the image, its .config, and the log of its build. */
  readonly image: string;
  readonly config: string;
  readonly log: string;
  readonly meta: Meta;
  /** False when it was in the cache already. */
  readonly built: boolean;
}

/** The kernel that `buildKernel` would give if it is in the cache; nothing is built. It throws what that throws. */
export async function findKernel(options: BuildOptions = {}): Promise<Kernel | undefined> {
  return fromCache(await prepare(options));
}

interface Job {
  readonly cache: KernelCache;
  readonly env: NodeJS.ProcessEnv;
  readonly flavour: Flavour;
  readonly source: Source;
  readonly changes: readonly Change[];
  readonly fragments: readonly Fragment[];
  readonly compiler: readonly string[];
  readonly key: string;
  readonly options: BuildOptions;
}

/**
 * The kernel of a flavour and a proposal: from the cache, where it lies under a hash of source, patches, configuration and
 * compiler, else built. An interrupted build goes on at the next call; of two at once the second waits.
 * @throws SyspecError BAD_USAGE (no such flavour), TOOL_MISSING, KERNEL_SOURCE, KERNEL_PATCH, KERNEL_CONFIG,
 *   KERNEL_BUILD, DISK_FULL, INTERRUPTED
 */
export async function buildKernel(options: BuildOptions = {}): Promise<Kernel> {
  const job = await prepare(options);
  const found = fromCache(job);
  if (found !== undefined) return found;
  const lock = await takeLock(job.cache.lock(`work-${workspaceHash(job)}`), {
    env: job.env,
    signal: options.signal,
    onWait: () => options.onNotice?.('waiting for another build of this configuration to end'),
  });
  try {
    // Whoever had the lock may have built this very kernel.
    return fromCache(job) ?? (await onDisk('building the kernel', job.cache.root, () => build(job, lock.fd)));
  } finally {
    lock.release();
  }
}

async function prepare(options: BuildOptions): Promise<Job> {
  const env = options.env ?? process.env;
  const flavour = flavourNamed(options.flavour ?? 'fast');
  requireTools(TOOLS, PACKAGES, env);
  const { base = DEFAULT_BASE, slug } = options;
  if (slug !== undefined && flavour.series !== false) requireSeries(slug, base);
  const source = typeof options.source === 'object' ? options.source : await findSource(options.source, base);
  const changes = [...patchesOf(flavour, slug, { base }), ...(options.patches ?? []).map(readPatch)];
  const fragments = readFragments(flavour.fragments);
  const compiler = await Promise.all(['gcc', 'ld'].map((tool) => versionLine(tool, env)));
  const key = cacheKey({
    base,
    source: source.hash,
    patches: changes.map(({ sha256 }) => sha256),
    fragments: fragments.map(({ text }) => text),
    compiler,
  });
  return { cache: kernelCache(env), env, flavour, source, changes, fragments, compiler, key, options };
}

async function versionLine(tool: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)(tool, ['--version'], { env });
  return stdout.split('\n')[0] ?? '';
}

/**
 * Flavours and proposals of one configuration share a workspace: what differs are a few patched files. A series adds to a header
 * that almost everything includes; where no compiler cache tells who uses that, it has a workspace of its own.
 */
function workspaceHash({ env, source, fragments, compiler, flavour, options }: Job): string {
  const isShared = hasCompilerCache(env);
  const series = flavour.series && (flavour.composed ? 'all' : (options.slug ?? false));
  return shortHash([source.hash, fragments.map(({ text }) => text), compiler, isShared ? 'all' : series]);
}

/** A kernel, for people. */
const nameOf = ({ flavour, options }: Job): string => {
  const whose = options.slug === undefined || flavour.composed ? '' : ` of ${options.slug}`;
  return `${flavour.name}${whose}${options.base === undefined || options.base === DEFAULT_BASE ? '' : ` on ${options.base}`}`;
};

function fromCache({ cache, key }: Job): Kernel | undefined {
  const folder = cache.entry(key);
  const meta = readEntry(folder);
  return meta === undefined ? undefined : kernelIn(folder, meta, false);
}

function kernelIn(folder: string, meta: Meta, built: boolean): Kernel {
  const path = (name: string) => join(folder, name);
  return { image: path(ENTRY.image), config: path(ENTRY.config), log: path(ENTRY.log), meta, built };
}

async function build(job: Job, lockFd: number): Promise<Kernel> {
  const { cache, env, options, fragments } = job;
  const { signal } = options;
  const start = performance.now();
  const say = options.onProgress ?? (() => undefined);
  say(`unpacking ${job.source.origin}`);
  const pristine = await unpacked(job.source, cache, { env, signal });
  const folder = cache.work(workspaceHash(job));
  const workspace = workspaceIn(folder);
  say(`patching the source of ${nameOf(job)}`);
  await patchSource(workspace, pristine, job.changes, { env, signal, cache: cache.root });
  const expected = expectedSteps(job);
  const log = join(folder, ENTRY.log);
  const { steps, release } = await makeKernel(workspace, fragments, {
    env,
    signal,
    lockFd,
    log,
    cache: cache.root,
    onStep: (done) =>
      say(`building kernel ${nameOf(job)}: step ${done} of about ${Math.max(done, expected)}`),
  });
  const seconds = (performance.now() - start) / 1000;
  return publish(job, { steps, release, seconds }, workspace.out, log);
}

/** As many as the longest build of this flavour printed: an incremental one prints fewer. */
function expectedSteps({ cache, flavour }: Job): number {
  const recorded = entries(cache)
    .filter(({ meta }) => meta.flavour === flavour.name)
    .map(({ meta }) => meta.steps);
  return recorded.length === 0 ? flavour.steps : Math.max(...recorded);
}

/** The entry appears whole, by one rename. */
function publish(
  job: Job,
  made: { steps: number; release: string; seconds: number },
  out: string,
  log: string,
): Kernel {
  const folder = job.cache.entry(job.key);
  const meta: Meta = {
    schema: 1,
    key: job.key,
    flavour: job.flavour.name,
    base: job.options.base ?? DEFAULT_BASE,
    release: made.release,
    source: job.source.hash,
    patches: job.changes.map(({ name, sha256 }) => ({ name, sha256 })),
    compiler: [...job.compiler],
    seconds: Math.round(made.seconds * 10) / 10,
    steps: made.steps,
  };
  mkdirSync(job.cache.root, { recursive: true });
  const partial = mkdtempSync(`${folder}.`);
  try {
    copyFileSync(join(out, 'arch/x86/boot/bzImage'), join(partial, ENTRY.image));
    copyFileSync(join(out, '.config'), join(partial, ENTRY.config));
    writeFileSync(join(partial, ENTRY.meta), `${JSON.stringify(meta, null, 2)}\n`);
    renameSync(log, join(partial, ENTRY.log));
    // An entry without all of its files is one that somebody cleared by halves.
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
  return kernelIn(folder, meta, true);
}
