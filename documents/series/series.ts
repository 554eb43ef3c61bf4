// SPDX-License-Identifier: MIT
// The series as it is to be sent: the patches of a base, the selftest and the documentation, committed one after the other.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import type { Patch } from '../../conformance/kernel/source/patch.ts';
import { SELFTESTS } from '../selftest/selftest.ts';
import { GitFailure, git } from './git.ts';
import { type Mail, mailsIn, readMail, TRAILER, withTrailer, writeMail } from './mail.ts';

/** Files that are added to a tree, or take the place of others, and a line that is added to a list in it. */
export interface Addition {
  readonly subject: string;
  readonly body: string;
  /** By their paths in the tree. */
  readonly files: ReadonlyMap<string, string>;
  readonly list?: List;
}

/** A list in a tree, and what puts a line into it: where that finds no place, the text stays as it is. */
export interface List {
  readonly file: string;
  readonly insert: (text: string) => string;
}

/** What is sent for one source: the whole series, or its fixes alone. */
export type Part = 'series' | 'fixes';

const prefix = (part: Part): string => (part === 'series' ? '' : `${part}-`);

/** The files of a part, by what is in them. */
export const mboxName = (part: Part, base: string): string => `${part}-${base}.mbox`;
export const letterName = (part: Part, base: string): string => `letter-${prefix(part)}${base}.mbox`;
export const recipientsName = (part: Part, base: string): string => `recipients-${prefix(part)}${base}.txt`;

/** A series for one source. */
export interface Series {
  /** One mail for each patch, in their order, numbered. */
  readonly mails: readonly string[];
  /** `git diff --stat` and the list of patches, for the letter. */
  readonly statistics: string;
  readonly shortlog: string;
}

/** As in the kernel's .gitattributes: a hunk is named by its function, and not by a label in it. */
const ATTRIBUTES = '*.[ch] diff=cpp\n';

/** The copies of headers and tables, which the tree asks to leave alone (tools/include/uapi/README). */
export const isCopy = (file: string): boolean =>
  file.startsWith('tools/') && !file.startsWith(`${SELFTESTS}/`);

function put(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** The list with its line. @throws SyspecError KERNEL_SOURCE where the file has no place for it */
export function inserted({ file, insert }: List, text: string): string {
  const after = insert(text);
  if (after !== text) return after;
  throw new SyspecError('KERNEL_SOURCE', `${file}: no list was found into which a line can be put`);
}

async function commit(
  folder: string,
  { subject, body, files, list }: Addition,
  env: NodeJS.ProcessEnv,
  trailer: string,
): Promise<void> {
  for (const [file, text] of files) put(folder, file, text);
  if (list !== undefined)
    put(folder, list.file, inserted(list, readFileSync(join(folder, list.file), 'utf8')));
  await git(folder, ['add', '-A', '-f', '.'], env);
  await git(folder, ['commit', '-q', '-m', `${subject}\n\n${withTrailer(body, trailer)}`], env);
}

/** Commits a patch file. @throws SyspecError KERNEL_PATCH where git am does not take it */
async function take(folder: string, patch: Patch, mail: Mail, env: NodeJS.ProcessEnv): Promise<void> {
  const file = join(folder, '.git', 'mail');
  writeFileSync(file, writeMail(mail));
  try {
    await git(folder, ['am', '-q', '--keep-non-patch', file], env);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    throw new SyspecError('KERNEL_PATCH', `git am does not take ${patch.path}: ${error.said}`);
  }
}

/**
 * Makes the series of a source.
 * @param pristine the unpacked source
 * @param trailer what a person has to do before an addition is sent
 * @throws SyspecError KERNEL_PATCH where git does not take a patch; as `inserted`
 */
export async function makeSeries(
  pristine: string,
  patches: readonly Patch[],
  additions: readonly Addition[],
  env: NodeJS.ProcessEnv = process.env,
  trailer: string = TRAILER,
): Promise<Series> {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-series-'));
  try {
    const sent = patches.filter(({ files }) => !files.every(isCopy));
    const touched = [
      ...sent.flatMap(({ files }) => files),
      ...additions.flatMap(({ files, list }) => [
        ...files.keys(),
        ...(list === undefined ? [] : [list.file]),
      ]),
    ];
    for (const file of new Set(touched))
      if (existsSync(join(pristine, file))) put(folder, file, readFileSync(join(pristine, file), 'utf8'));
    await git(folder, ['init', '-q', '.'], env);
    writeFileSync(join(folder, '.git', 'info', 'attributes'), ATTRIBUTES);
    await git(folder, ['add', '-A', '-f', '.'], env);
    // Of what is new altogether there is nothing before.
    await git(folder, ['commit', '-q', '--allow-empty', '-m', 'base'], env);
    for (const patch of sent) await take(folder, patch, readMail(readFileSync(patch.path, 'utf8')), env);
    for (const addition of additions) await commit(folder, addition, env, trailer);
    return await written(folder, env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function written(folder: string, env: NodeJS.ProcessEnv): Promise<Series> {
  const base = (await git(folder, ['rev-list', '--max-parents=0', 'HEAD'], env)).trim();
  const format = [
    'format-patch',
    '--zero-commit',
    '--abbrev=12',
    '--no-signature',
    '--numbered',
    '--stdout',
    base,
  ];
  const text = await git(folder, format, env);
  const mails = mailsIn(text);
  const statistics = await git(folder, ['diff', '--stat=76', '--summary', base, 'HEAD'], env);
  const shortlog = await git(folder, ['log', '--reverse', '--format=  %s', `${base}..HEAD`], env);
  return { mails, statistics, shortlog };
}

/** A line in a sorted list `PREFIX name`, where its name belongs; the text as it is where there is no such list. */
export function insertSorted(text: string, prefix: string, name: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(prefix) && line.slice(prefix.length) > name);
  const last = lines.findLastIndex((line) => line.startsWith(prefix));
  if (last < 0) return text;
  lines.splice(at >= 0 ? at : last + 1, 0, `${prefix}${name}`);
  return lines.join('\n');
}
