// SPDX-License-Identifier: MIT
// Each patch by itself: after each of those in an mbox, what they touch compiles, with the options that they add on and off.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';
import { newReports, type Report, unsettled } from '../../conformance/kernel/review/reports.ts';
import { type Built, ReviewTree } from '../../conformance/kernel/review/review.ts';
import { REVIEW_CONFIGS, type ReviewConfig } from '../../conformance/kernel/review/review-config.ts';
import { objectsOf } from '../../conformance/kernel/review/series.ts';
import { optionsOf, type Patch, readPatch } from '../../conformance/kernel/source/patch.ts';
import { findSource } from '../../conformance/kernel/source/source.ts';
import type { Base, Documents } from '../generate.ts';
import { mailsIn, readMail } from '../series/mail.ts';
import { mboxName } from '../series/series.ts';
import { checkCommand, judged, type Line } from './line.ts';
import { partsOf, sentAs, type Where } from './series.ts';
import { linesOf } from './tool.ts';

/** A source to patch and to compile in; tests have another one. */
export type Tree = Pick<ReviewTree, 'patch' | 'objects' | 'kernel'>;

/** What follows from a patch that is at fault; anything else is no verdict. */
const OF_PATCH: readonly string[] = ['KERNEL_BUILD', 'KERNEL_CONFIG', 'KERNEL_PATCH'];

/** Lines of what make says. */
const SAID = 20;

interface Sent {
  readonly patch: Patch;
  /** For messages: its place and subject. */
  readonly title: string;
}

/** What is built: the patches, and how many of them, from the first one on, are built elsewhere. */
interface Row {
  readonly check: string;
  readonly sent: readonly Sent[];
  readonly known: number;
}

/** The patches beside the series for a base, and what they are made on top of. */
export function mailsOnFixes({ base, documents }: Pick<Where, 'base' | 'documents'>): {
  readonly fixes: readonly string[];
  readonly optional: readonly string[];
} {
  const fixes = documents.fixesAlone.get(base.name)?.mails ?? [];
  return { fixes, optional: documents.fixes.optional.get(base.name) ?? [] };
}

/** Whether a base has patches beside its series. */
export const hasOptional = (documents: Documents, base: Base): boolean =>
  mailsOnFixes({ base, documents }).optional.length > 0;

/** The mbox of what is sent, as it lies there. */
function sentRow(where: Where): Row {
  const { folder, documents, base, part } = where;
  const box = resolve(folder, documents.material.proposal.slug, mboxName(part, base.name));
  const sent = asFiles(where, part, mailsIn(readFileSync(box, 'utf8')));
  return { check: `each patch builds ${sentAs(where)}`, sent, known: 0 };
}

/** What is beside the series, on top of the fixes. */
function optionalRow(where: Omit<Where, 'part'>): Row {
  const { fixes, optional } = mailsOnFixes(where);
  return {
    check: `optional builds ${where.base.name}`,
    sent: asFiles(where, 'optional', [...fixes, ...optional]),
    known: fixes.length,
  };
}

/** Writes mails as files into a folder of their own, in their order. */
export function filesIn(folder: string, mails: readonly string[]): string[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return mails.map((mail, at) => {
    const file = join(folder, `${at + 1}.patch`);
    writeFileSync(file, mail);
    return file;
  });
}

/** Each patch as a file. */
function asFiles(
  { folder, documents, base }: Omit<Where, 'part'>,
  name: string,
  mails: readonly string[],
): Sent[] {
  const own = resolve(folder, documents.material.proposal.slug);
  const to = join(own, '.patches', `each-${name}-${base.name}`);
  return filesIn(to, mails).map((path, at) => {
    const mail = mails[at]!;
    return { patch: readPatch(path), title: `patch ${at + 1} (${readMail(mail).subject})` };
  });
}

/** What no build of the kernel reads. */
const isApart = ({ files }: Patch): boolean => files.every((file) => /^(?:tools|Documentation)\//.test(file));

/** Gives what a patch is at fault for, or throws. */
async function faultOf(work: () => Promise<unknown>): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (!(error instanceof SyspecError) || !OF_PATCH.includes(error.code)) throw error;
    return linesOf(error.message).slice(-SAID);
  }
}

/** Looks at the prefixes of a series, the empty one first. */
class Prefixes {
  readonly problems: string[] = [];
  /** Objects that were compiled after a patch. */
  readonly compiled = new Set<string>();
  readonly #pristine = new Map<string, Built>();
  readonly #known = new Set<string>();

  readonly #tree: Tree;
  readonly #sent: readonly Sent[];
  readonly #base: Base;

  constructor(tree: Tree, sent: readonly Sent[], base: Base) {
    this.#tree = tree;
    this.#sent = sent;
    this.#base = base;
  }

  patches(count: number): Patch[] {
    return this.#sent.slice(0, count).map(({ patch }) => patch);
  }

  /** Compiles what the series touches, after so many of its patches. */
  async compile(count: number, config: ReviewConfig): Promise<void> {
    const options = optionsOf(this.patches(count));
    const objects = objectsOf(this.patches(this.#sent.length));
    // Without an option there is nothing to leave out: it is the configuration in which it is on.
    if (count > 0 && !config.on && options.length === 0) return;
    const title = `${this.#sent[count - 1]?.title ?? 'no patch'}, ${config.name}`;
    const work = async () => {
      const built = await this.#tree.objects(config, options, objects);
      if (count === 0) {
        this.#pristine.set(config.name, built);
        return;
      }
      for (const object of built.objects) this.compiled.add(object);
      this.#report(title, newReports(this.#pristine.get(config.name)!.reports, built.reports));
    };
    if (count === 0) await work();
    else this.problems.push(...(await faultOf(work)).map((line) => `${title}: ${line}`));
  }

  #report(title: string, reports: readonly Report[]): void {
    const listed = this.#base.exceptions.filter(({ tool }) => tool === 'build');
    const fresh = unsettled(reports, listed).filter((line) => line.startsWith('new: '));
    // What a patch brings is there after the next ones too.
    for (const line of fresh.filter((one) => !this.#known.has(one))) {
      this.#known.add(line);
      this.problems.push(`${title}: ${line.slice('new: build: '.length)}`);
    }
  }
}

/** The line of some patches. @throws what compiling the source without a patch throws: no verdict */
async function rowLine(
  { documents, base }: Omit<Where, 'part'>,
  { check, sent, known }: Row,
  tree: Tree,
  onProgress: (text: string) => void,
): Promise<Line> {
  const { slug } = documents.material.proposal;
  const about = { slug, check, command: checkCommand(slug, base.name, { boot: true }) };
  const prefixes = new Prefixes(tree, sent, base);
  const said = (what: string) => onProgress(`${slug}: ${check}: ${what}`);
  for (const count of [0, ...sent.map((_, at) => at + 1).slice(known)]) {
    const last = sent[count - 1];
    if (last !== undefined && isApart(last.patch)) continue;
    const fault = await faultOf(() => tree.patch(prefixes.patches(count)));
    if (fault.length > 0) return judged(about, [...prefixes.problems, ...fault]);
    for (const config of REVIEW_CONFIGS) {
      said(`${count} of ${sent.length}, ${config.name}`);
      await prefixes.compile(count, config);
    }
  }
  const all = prefixes.patches(sent.length);
  const unseen = objectsOf(all).filter((object) => !prefixes.compiled.has(object));
  const options = optionsOf(all);
  const config = REVIEW_CONFIGS.find(({ on }) => on === (options.length === 0))!;
  said(`the kernel, ${config.name}`);
  const unlinked = await faultOf(async () => {
    await tree.patch(all);
    await tree.kernel(config, options);
  });
  return judged(
    about,
    [
      ...prefixes.problems,
      ...unseen.map((object) => `${object} is in no configuration, so nobody has compiled it`),
      ...unlinked.map((line) => `all patches, ${config.name}: ${line}`),
    ],
    [
      `${counted(sent.length, 'patch', 'patches')}, ${counted(prefixes.compiled.size, 'object')}, W=1 and sparse`,
      options.length === 0 ? 'they add no option' : `${options.join(', ')} on and off`,
      `the kernel links at the end, ${config.name}`,
    ].join('; '),
  );
}

/** The line of one mbox. @throws what compiling the source without a patch throws: no verdict */
export const eachBuildsLine = (where: Where, tree: Tree, onProgress: (text: string) => void): Promise<Line> =>
  rowLine(where, sentRow(where), tree, onProgress);

/** The lines of one base. @throws SyspecError TOOL_MISSING, KERNEL_SOURCE; INTERRUPTED */
export async function eachBuildsLines(
  where: Omit<Where, 'part'>,
  tree: Tree,
  onProgress: (text: string) => void,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const part of partsOf(where.documents, where.base))
    lines.push(await eachBuildsLine({ ...where, part }, tree, onProgress));
  if (hasOptional(where.documents, where.base))
    lines.push(await rowLine(where, optionalRow(where), tree, onProgress));
  return lines;
}

/** Uses a source of a base's own. */
export async function inTree<T>(
  { name }: Base,
  {
    source,
    env,
    signal,
  }: {
    readonly source?: string | undefined;
    readonly env: NodeJS.ProcessEnv;
    readonly signal: AbortSignal;
  },
  use: (tree: Tree) => Promise<T>,
): Promise<T> {
  const tree = await ReviewTree.open(await findSource(source, name), env, signal);
  try {
    return await use(tree);
  } finally {
    tree.close();
  }
}
