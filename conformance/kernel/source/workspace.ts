// SPDX-License-Identifier: MIT
// A patched source beside its build output. Another set of patches rewrites only the files whose content it
// changes, so that what make does next is incremental.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../../../base/errors.ts';
import { startGroup } from '../../../base/process-group.ts';
import { toolFailure } from '../tools/failure.ts';
import type { Patch } from './patch.ts';
import type { Change } from './patches.ts';
import { type Tree, tablesIn, wire } from './wiring/wire.ts';

/** A folder to build in; whoever uses it holds its lock. */
export interface Workspace {
  readonly src: string;
  readonly out: string;
  /** Every file of `src` that ever differed from the pristine one. */
  readonly touched: string;
  /** Where patches are tried. */
  readonly scratch: string;
}

/** The workspace in a folder. */
export function workspaceIn(folder: string): Workspace {
  return {
    src: join(folder, 'src'),
    out: join(folder, 'out'),
    touched: join(folder, 'touched.json'),
    scratch: join(folder, 'scratch'),
  };
}

/** How tools are run. */
export interface Context {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** The cache, for messages. */
  readonly cache: string;
}

/**
 * Makes `src` the pristine tree with the changes made; when one cannot be, `src` stays as it was.
 * @throws SyspecError KERNEL_PATCH when one does not apply without fuzz, or calls cannot be wired; DISK_FULL; INTERRUPTED
 */
export async function patchSource(
  workspace: Workspace,
  pristine: string,
  changes: readonly Change[],
  context: Context,
): Promise<void> {
  const { src, touched, scratch } = workspace;
  if (!existsSync(src)) await copyTree(pristine, workspace, context);
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  try {
    const files = await patchFiles(scratch, pristine, changes, context);
    const all = [...new Set([...readTouched(touched), ...files])];
    writeFileSync(touched, JSON.stringify(all));
    for (const file of all) update(src, file, files.includes(file) ? scratch : pristine);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Puts the files that the changes are about into a folder, changed.
 * @returns their names, also of those that patches remove
 * @throws SyspecError as patchSource
 */
export async function patchFiles(
  folder: string,
  pristine: string,
  changes: readonly Change[],
  context: Context,
): Promise<string[]> {
  const files = new Set<string>();
  const take = (file: string) => {
    if (!files.has(file)) copyFrom(pristine, folder, file);
    files.add(file);
  };
  for (const change of changes) {
    if ('calls' in change) {
      const edited = wire(treeOf(folder, pristine, files), change);
      for (const [file, text] of edited) put(folder, file, text);
      for (const file of edited.keys()) files.add(file);
    } else {
      for (const file of change.files) take(file);
      await apply(change, folder, context);
    }
  }
  return [...files];
}

/** The pristine tree with what the folder has of `files` before it, for wiring. */
export function treeOf(folder: string, pristine: string, files: ReadonlySet<string>): Tree {
  return {
    tables: tablesIn(pristine),
    read(file) {
      const path = join(files.has(file) ? folder : pristine, file);
      return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    },
  };
}

function put(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function readTouched(path: string): string[] {
  return existsSync(path) ? z.array(z.string()).parse(JSON.parse(readFileSync(path, 'utf8'))) : [];
}

function copyFrom(from: string, to: string, file: string): void {
  if (!existsSync(join(from, file))) return;
  mkdirSync(dirname(join(to, file)), { recursive: true });
  copyFileSync(join(from, file), join(to, file));
}

/** The old file is unlinked, not written to: it may be a link to the pristine one. */
function update(src: string, file: string, from: string): void {
  const read = (path: string) => (existsSync(path) ? readFileSync(path) : undefined);
  const wanted = read(join(from, file));
  const has = read(join(src, file));
  if (wanted === undefined ? has === undefined : has?.equals(wanted) === true) return;
  rmSync(join(src, file), { force: true });
  copyFrom(from, src, file);
}

/** Hard links cost neither space nor time. Old objects go: they may be of files that were patched. */
async function copyTree(from: string, { src, out, touched }: Workspace, context: Context): Promise<void> {
  const partial = `${src}.partial`;
  for (const old of [partial, out, touched]) rmSync(old, { recursive: true, force: true });
  mkdirSync(dirname(src), { recursive: true });
  const { code, said } = await runTool('cp', ['-al', '--', from, partial], context);
  if (code !== 0) {
    const hint = `Delete ${dirname(src)}, then run this again.`;
    throw toolFailure(said, context.cache, {
      code: 'KERNEL_SOURCE',
      message: 'copying the source failed',
      hint,
    });
  }
  renameSync(partial, src);
}

/** Of patch(1): a patch fits as it is, or not at all. */
export const STRICT = ['--fuzz=0', '-p1', '--batch', '--forward', '--no-backup-if-mismatch', '-r', '-'];

async function apply(patch: Patch, folder: string, context: Context): Promise<void> {
  const { code, said } = await runTool('patch', ['-d', folder, ...STRICT, '-i', patch.path], context);
  if (code === 0) return;
  throw toolFailure(said, context.cache, {
    code: 'KERNEL_PATCH',
    message: `${patch.path} does not apply to this source without fuzz`,
    hint: 'Rebase it onto this source.',
  });
}

async function runTool(
  command: string,
  args: readonly string[],
  { env, signal }: Context,
): Promise<{ code: number | null; said: string }> {
  const group = startGroup(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], by: 'SIGKILL', signal });
  const said: Buffer[] = [];
  group.child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
  group.child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
  const { code } = await group.ended;
  if (group.stop !== null)
    throw new SyspecError('INTERRUPTED', 'interrupted while preparing the kernel source');
  return { code, said: Buffer.concat(said).toString() };
}
