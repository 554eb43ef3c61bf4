// SPDX-License-Identifier: MIT
// What checkpatch, the compiler and sparse say of a patch series, and which of it is listed beside the series.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SyspecError } from '../../../base/errors.ts';

/** The file beside a series that lists what is reported of it and stays. */
export const EXCEPTIONS = 'exceptions.json';

/** Something that a tool has to say. */
export interface Report {
  readonly tool: 'checkpatch' | 'build';
  /** The patch, or the source file. */
  readonly where: string;
  /** Without line numbers, which other changes move. */
  readonly says: string;
}

const exceptionSchema = z.strictObject({
  tool: z.enum(['checkpatch', 'build']),
  where: z.string(),
  says: z.string(),
  why: z.string().min(1),
});

/** A report that stays, and why. */
export type Exception = z.infer<typeof exceptionSchema>;

/**
 * The exceptions of the series in a folder; none where there is no such file.
 * @throws SyspecError BAD_INPUT when the file is anything else than a list of them
 */
export function readExceptions(folder: string): Exception[] {
  const path = join(folder, EXCEPTIONS);
  if (!existsSync(path)) return [];
  try {
    return z.array(exceptionSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const hint = 'Each entry has tool, where, says and why.';
    throw new SyspecError('BAD_INPUT', `${path} cannot be used: ${(error as Error).message}`, hint);
  }
}

/** How checkpatch is asked, so that `checkpatchReports` can read it: nothing generated is signed off. @param root of the tree */
export const checkpatchFlags = (root: string): string[] => [
  `--root=${root}`,
  ...['--strict', '--no-signoff', '--show-types', '--color=never'],
];

/** What checkpatch printed about a patch; throws when that is not all of its output. */
export function checkpatchReports(patch: string, output: string): Report[] {
  const said = [...output.matchAll(/^(?:ERROR|WARNING|CHECK):\w+: .*$/gm)].map(([line]) => line);
  const total = /^total: (\d+) errors, (\d+) warnings, (\d+) checks, \d+ lines checked$/m.exec(output);
  const counted = total?.slice(1).reduce((sum, count) => sum + Number(count), 0);
  if (counted !== said.length) throw new Error(`checkpatch of ${patch} was cut short:\n${output}`);
  return said.map((says) => ({ tool: 'checkpatch', where: patch, says }));
}

/**
 * The warnings and errors in the output of make: the compiler's, sparse's and kernel-doc's.
 * @param src the kernel source as make names it
 */
export function buildReports(src: string, output: string): Report[] {
  return output.split('\n').flatMap((line) => {
    const found = /^(\S+?):\d+(?::\d+)?: ((?:fatal )?error|warning): (.*)$/i.exec(line);
    if (found === null) return [];
    const [, file = '', kind = '', text = ''] = found;
    const where = file.startsWith(`${src}/`) ? file.slice(src.length + 1) : file;
    // How the compiler quotes depends on the locale.
    return [{ tool: 'build', where, says: `${kind}: ${text.replace(/[‘’]/g, "'")}` } as const];
  });
}

const keyOf = ({ tool, where, says }: Report): string => JSON.stringify([tool, where, says]);

/**
 * Those of `reports` that `base` has fewer of, each once. An error is always one of them: where what was built has
 * errors they are sparse's, and after one it looks at no locks in the whole file.
 */
export function newReports(base: readonly Report[], reports: readonly Report[]): Report[] {
  const left = new Map<string, number>();
  for (const report of base.filter(({ says }) => says.startsWith('warning:'))) {
    left.set(keyOf(report), (left.get(keyOf(report)) ?? 0) + 1);
  }
  const fresh = reports.filter((report) => {
    const count = left.get(keyOf(report)) ?? 0;
    left.set(keyOf(report), count - 1);
    return count <= 0;
  });
  return [...new Map(fresh.map((report) => [keyOf(report), report])).values()];
}

/** Reports that nobody has listed, and exceptions that are no longer reported: a line for each, none when all is well. */
export function unsettled(reports: readonly Report[], exceptions: readonly Exception[]): string[] {
  const found = new Set(reports.map(keyOf));
  const listed = new Set(exceptions.map(keyOf));
  const line = ({ tool, where, says }: Report): string => `${tool}: ${where}: ${says}`;
  return [
    ...new Set(
      reports.filter((report) => !listed.has(keyOf(report))).map((report) => `new: ${line(report)}`),
    ),
    ...exceptions.filter((entry) => !found.has(keyOf(entry))).map((entry) => `gone: ${line(entry)}`),
  ];
}
