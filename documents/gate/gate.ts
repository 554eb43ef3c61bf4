// SPDX-License-Identifier: MIT
// The gate: every check of what would be sent, one after the other. None of them needs a kernel that runs.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import type { Base, Documents } from '../generate.ts';
import { bootLines, guestsOf, todayLines } from './boot.ts';
import { compiled, compiledRaces } from './compile.ts';
import { eachBuildsLines, hasOptional, inTree } from './each-builds.ts';
import { checklistLine, coverageLine, documentLine, evidenceLine, todayLine } from './facts.ts';
import { unseenLine } from './faults.ts';
import { strayLine } from './filled-in.ts';
import { kernelDocLine } from './kernel-doc.ts';
import { checkCommand, judged, type Line, leftOut } from './line.ts';
import { manPagesLine } from './man-pages.ts';
import { monitorObjectsLine } from './monitor-objects.ts';
import { hasRvgen, monitorsLine } from './monitors.ts';
import { optionalLine } from './optional.ts';
import { pageLines, proseLine, sphinxLine } from './pages.ts';
import {
  amLine,
  b4Line,
  checkpatchLine,
  editmeLine,
  formLine,
  partsOf,
  recipientsLine,
  restLine,
  sentAs,
  wiringLine,
} from './series.ts';
import { signedLine } from './signed.ts';

/** What the gate is given. */
export interface GateOptions {
  readonly root: string;
  /** Where the documents have been written. */
  readonly folder: string;
  /** Where those lie in which a person has written; by default `folder`. */
  readonly filled?: string | undefined;
  readonly bases: readonly Base[];
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
  /** Whether kernels are built: each patch is compiled, and the selftest is run in guests. Without, `ready` is not reached. */
  readonly boot: boolean;
  readonly ready: boolean;
  /** Of the faults on which the selftest is run, those with this in their name. */
  readonly only?: string | undefined;
  readonly source?: string | undefined;
}

/** The files below a folder that are documents: no folder of a tool, and not whom a check names. */
function documentsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !/(?:^|\/)\.|^recipients-/.test(file))
    .sort();
}

/**
 * What lies in a folder against what is generated: a line for each file that is another one, and for each that is none. Whatever
 * stands in the place of an EDITME is a person's.
 */
export function onDiskLine(folder: string, { material, files }: Documents): Line {
  const { slug } = material.proposal;
  const own = join(folder, slug);
  let filled = 0;
  const problems = [...files].flatMap(([file, text]) => {
    const path = join(own, file);
    if (!existsSync(path)) return [`${path} is missing`];
    const is = readFileSync(path, 'utf8');
    const stray = strayLine(is, text);
    if (stray === undefined && is !== text) filled++;
    return stray === undefined ? [] : [`${path}:${stray} is not what is generated`];
  });
  const others = documentsIn(own)
    .filter((file) => !files.has(file))
    .map((file) => `${join(own, file)} is not generated, or no more`);
  return judged(
    { slug, check: 'files', command: `./syspec docs ${slug} --check --out ${folder}` },
    [...problems, ...others],
    `${counted(files.size, 'file')}${filled === 0 ? '' : `, ${filled} of them filled in`}`,
  );
}

/** What is left out without `--boot`. */
export function bootedLater(documents: Documents, base: Base, ready: boolean): Line[] {
  const { slug } = documents.material.proposal;
  const builds = partsOf(documents, base).map((part) => `each patch builds ${sentAs({ base, part })}`);
  const monitors = documents.monitors.length > 0 && hasRvgen(base) ? [`monitors build ${base.name}`] : [];
  const beside = hasOptional(documents, base) ? [`optional builds ${base.name}`] : [];
  const today = documents.races.some((race) => race.today) ? [`guest ${base.name}: programs of today`] : [];
  return [...builds, ...beside, ...monitors, `guest ${base.name}`, ...today].map((check) =>
    leftOut({ slug, check, command: checkCommand(slug, base.name, { boot: true }) }, ready),
  );
}

type Made = Line | readonly Line[];
/** Makes a check after saying which. */
type Attempt = (what: string, made: () => Made | Promise<Made>) => Promise<Line[]>;

/** What is sent for a base: the whole series and, where it has fixes, these alone, and the rest on top of them. */
export async function sentLines(
  where: {
    readonly folder: string;
    readonly filled?: string | undefined;
    readonly base: Base;
    readonly documents: Documents;
  },
  env: NodeJS.ProcessEnv,
  step: Attempt,
): Promise<Line[]> {
  const { base, documents, folder, filled = folder } = where;
  const lines: Line[] = [];
  for (const part of partsOf(documents, base)) {
    const sent = { ...where, part };
    const on = sentAs(sent);
    lines.push(
      ...(await step(`messages ${on}`, () => formLine(sent))),
      ...(await step(`git am ${on}`, () => amLine({ ...sent, folder: filled }, env))),
      ...(part === 'fixes' ? await step(`git am ${base.name} on fixes`, () => restLine(where, env)) : []),
      ...(await step(`b4 ${on}`, () => b4Line(sent, env))),
      ...(await step(`checkpatch ${on}`, () => checkpatchLine(sent, env))),
      ...(await step(`recipients ${on}`, () => recipientsLine(sent, env))),
    );
  }
  return lines;
}

/** All lines of one proposal. @throws SyspecError TOOL_MISSING: a check that cannot be made is no pass; INTERRUPTED */
export async function gateLines(documents: Documents, options: GateOptions): Promise<Line[]> {
  const { root, folder, filled = folder, bases, env, onProgress, signal } = options;
  const { slug } = documents.material.proposal;
  const begin = (what: string): void => {
    if (signal.aborted) throw new SyspecError('INTERRUPTED', `interrupted before ${slug}: ${what}`);
    onProgress(`${slug}: ${what}`);
  };
  const step: Attempt = async (what, made) => {
    begin(what);
    return [await made()].flat();
  };
  const lines = [
    ...(await step('document', () => documentLine(documents.material, root))),
    ...(await step('evidence', () => evidenceLine(documents))),
    ...(await step('text', () => proseLine(documents))),
    ...(await step('mandoc and man', () => pageLines(folder, documents, env))),
    ...(await step('man-pages', () => manPagesLine(folder, documents, env))),
    ...(await step('sphinx', () => sphinxLine(folder, slug, env))),
    ...(await step('selftest', () => coverageLine(documents))),
    ...(await step('unseen.json', () => unseenLine(root, documents))),
    ...(await step('today', () => todayLine(documents))),
  ];
  for (const base of bases) {
    const where = { folder, base, documents };
    lines.push(
      ...(await sentLines({ ...where, filled }, env, step)),
      ...(await step(`optional ${base.name}`, () => optionalLine({ ...where, root }, env))),
      ...(await step(`wiring ${base.name}`, () => wiringLine(where))),
      ...(await step(`kernel-doc ${base.name}`, () => kernelDocLine(where, env))),
      ...(await step(`monitors ${base.name}`, () => monitorsLine(where, env))),
    );
    begin(`builds ${base.name}`);
    const { line, programs } = await compiled(where, env, signal);
    lines.push(line);
    if (!options.boot) {
      lines.push(...bootedLater(documents, base, options.ready));
      continue;
    }
    const { source, only, ready } = options;
    const patched = { source, env, signal };
    lines.push(
      ...(await step(`each patch builds ${base.name}`, () =>
        inTree(base, patched, (tree) => eachBuildsLines(where, tree, onProgress)),
      )),
    );
    if (programs.length === 0) continue;
    begin(`programs of today ${base.name}`);
    const all = [...programs, ...(await compiledRaces(documents, env))];
    const guests = guestsOf(slug, all, { base: base.name, env, signal, source, onProgress });
    lines.push(
      ...(await step(`monitors build ${base.name}`, () => monitorObjectsLine(where, env, signal))),
      ...(await step(`guest ${base.name}`, () =>
        bootLines(documents, root, guests, { base: base.name, only, ready }),
      )),
      ...(await step(`today ${base.name}`, () => todayLines(documents, guests, base.name))),
    );
  }
  lines.push(editmeLine(filled, documents), signedLine(filled, documents));
  // It names the others.
  return [...lines, ...(await step('checklist', () => checklistLine(documents, lines)))];
}
