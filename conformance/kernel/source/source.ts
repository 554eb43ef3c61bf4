// SPDX-License-Identifier: MIT
// The source of a kernel: Debian's tarball, or a tree that the user names. Its hash is its content's.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
} from 'node:fs';
import { lstat, mkdtemp, readFile, readlink, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { SyspecError } from '../../../base/errors.ts';
import { startGroup } from '../../../base/process-group.ts';
import { type BaseName, DEFAULT_BASE, packageOf, suiteOf } from '../bases.ts';
import type { KernelCache } from '../cache.ts';
import { onDisk, toolFailure } from '../tools/failure.ts';
import { takeLock } from '../tools/lock.ts';

const run = promisify(execFile);

const TARBALL_FOLDER = '/usr/src';

/** A source, not necessarily unpacked. */
export interface Source {
  /** Of its content, in hexadecimal. */
  readonly hash: string;
  /** The tarball or tree, for messages. */
  readonly origin: string;
  /** Writes it to a folder that does not exist. */
  unpack(to: string, options: UnpackOptions): Promise<void>;
}

interface UnpackOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** The cache, for messages. */
  readonly folder: string;
}

/**
 * The source to build from.
 * @param tree a kernel tree: a git checkout as its work tree is, ignored files apart, or any other clean tree
 * @param base whose package it is, where no tree is named
 * @param folder where Debian's packages put their tarballs
 * @throws SyspecError KERNEL_SOURCE when there is none, or a named one is no clean kernel tree
 */
export async function findSource(
  tree?: string,
  base: BaseName = DEFAULT_BASE,
  folder: string = TARBALL_FOLDER,
): Promise<Source> {
  if (tree !== undefined) return treeSource(tree);
  const wanted = packageOf(base);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const tarball = names.find((name) => name.startsWith(`${wanted}.tar.`));
  if (tarball === undefined) {
    const suite = suiteOf(base);
    const where = suite === undefined ? 'Debian' : `Debian's suite of ${suite}`;
    const hint = `Install it (${where}: apt-get install --no-install-recommends ${wanted}), or name a tree by --source DIR.`;
    throw new SyspecError('KERNEL_SOURCE', `there is no ${folder}/${wanted}.tar.xz`, hint);
  }
  return tarballSource(join(folder, tarball), wanted);
}

async function tarballSource(path: string, wanted: string): Promise<Source> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return {
    hash: hash.digest('hex'),
    origin: path,
    unpack: async (to, options) => {
      mkdirSync(to);
      await unpackTarball(path, to, wanted, options);
    },
  };
}

async function unpackTarball(
  path: string,
  to: string,
  wanted: string,
  { env, signal, folder }: UnpackOptions,
): Promise<void> {
  const group = startGroup('tar', ['-xf', path, '-C', to, '--strip-components=1', '--no-same-owner'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    by: 'SIGKILL',
    signal,
  });
  let said = '';
  group.child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  const { code } = await group.ended;
  if (group.stop !== null)
    throw new SyspecError('INTERRUPTED', 'interrupted while unpacking the kernel source');
  if (code === 0) return;
  const hint = `Is the package whole? apt-get install --reinstall ${wanted}`;
  throw toolFailure(said, folder, { code: 'KERNEL_SOURCE', message: `${path} does not unpack`, hint });
}

async function treeSource(tree: string): Promise<Source> {
  if (!existsSync(join(tree, 'Kbuild')) || !existsSync(join(tree, 'Makefile'))) {
    throw new SyspecError(
      'KERNEL_SOURCE',
      `${tree} is no kernel source`,
      'Name the folder that has Kbuild in it.',
    );
  }
  const root = realpathSync(tree);
  const files = existsSync(join(root, '.git')) ? await gitFiles(root) : plainFiles(root);
  return {
    hash: await hashTree(root, files),
    origin: root,
    unpack: async (to) => {
      for (const file of files) {
        mkdirSync(dirname(join(to, file)), { recursive: true });
        cpSync(join(root, file), join(to, file), { verbatimSymlinks: true, preserveTimestamps: true });
      }
    },
  };
}

async function gitFiles(root: string): Promise<string[]> {
  const args = ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await run('git', args, { maxBuffer: 1 << 28 });
  const listed = [...new Set(stdout.split('\0'))].filter((file) => file !== '');
  // Deleted files are listed too; a link that leads nowhere is there.
  return listed.filter((file) => lstatSync(join(root, file), { throwIfNoEntry: false }) !== undefined).sort();
}

function plainFiles(root: string): string[] {
  if (existsSync(join(root, '.config')) || existsSync(join(root, 'include', 'config'))) {
    const hint = "Run 'make mrproper' in it, or name a git checkout, of which build products are left out.";
    throw new SyspecError('KERNEL_SOURCE', `${root} has been built in`, hint);
  }
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const prefix = root.length + 1;
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(prefix))
    .sort();
}

async function hashTree(root: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    const path = join(root, file);
    const stat = await lstat(path);
    const content = stat.isSymbolicLink() ? Buffer.from(await readlink(path)) : await readFile(path);
    const kind = stat.isSymbolicLink() ? 'link' : stat.mode & 0o100 ? 'program' : 'file';
    hash.update(`${file}\0${kind}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * The unpacked source, in the cache: unpacked at the first use, and never written to after.
 * @throws SyspecError KERNEL_SOURCE, DISK_FULL, INTERRUPTED
 */
export async function unpacked(
  source: Source,
  cache: KernelCache,
  options: { env: NodeJS.ProcessEnv; signal?: AbortSignal | undefined; onWait?: () => void },
): Promise<string> {
  const folder = cache.source(source.hash);
  if (existsSync(folder)) return folder;
  const lock = await takeLock(cache.lock(`source-${source.hash.slice(0, 16)}`), options);
  try {
    if (existsSync(folder)) return folder;
    return await onDisk('unpacking the kernel source', cache.root, async () => {
      mkdirSync(dirname(folder), { recursive: true });
      const partial = await mkdtemp(`${folder}.`);
      try {
        await source.unpack(join(partial, 'tree'), { ...options, folder: cache.root });
        await rename(join(partial, 'tree'), folder);
      } finally {
        await rm(partial, { recursive: true, force: true });
      }
      return folder;
    });
  } finally {
    lock.release();
  }
}
