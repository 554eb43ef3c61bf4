// SPDX-License-Identifier: MIT
// All that would be sent of a proposal, as files.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SyspecError } from '../base/errors.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import type { BaseName } from '../conformance/kernel/bases.ts';
import type { Exception } from '../conformance/kernel/review/reports.ts';
import { seededFaults } from '../conformance/kernel/review/series.ts';
import { fixesOf, optionsOf, type Patch, patchesIn } from '../conformance/kernel/source/patch.ts';
import { requireTools } from '../conformance/kernel/tools/tools.ts';
import type { Evidence } from './evidence.ts';
import { type Material, materialOf, nameOf } from './material.ts';
import type { Item, Sent } from './pages/answers.ts';
import { checklist, checklistText } from './pages/checklist.ts';
import { type Entry, entriesOf } from './pages/entries.ts';
import { handlersOf } from './pages/handlers.ts';
import { kernelDoc } from './pages/kernel-doc.ts';
import { ledger } from './pages/ledger.ts';
import { manPage } from './pages/man.ts';
import { withoutFrame } from './pages/man-additions.ts';
import { changedPages, pageDiff, pagePath } from './pages/man-diff.ts';
import { dotOf, helperOf, type Monitor, monitorsPage, readMonitors } from './pages/monitors.ts';
import { rstPage } from './pages/rst.ts';
import { syzlang } from './pages/syzlang.ts';
import { type Fixes, todayIndex, todayPage } from './pages/today.ts';
import { selftestFolder } from './prose.ts';
import { leftOutOf } from './selftest/cases.ts';
import { isTest, type Race, readRaces } from './selftest/races.ts';
import { type Selftest, selftestOf } from './selftest/selftest.ts';
import { additions } from './series/additions.ts';
import { makeFixes } from './series/fixes.ts';
import { fixesLetter } from './series/fixes-letter.ts';
import { coverLetter, type WholeParts } from './series/letter.ts';
import { readMail } from './series/mail.ts';
import { MAN_PAGES, makeManPages } from './series/man-pages.ts';
import { type Addition, letterName, makeSeries, mboxName, type Part, type Series } from './series/series.ts';
import { threaded } from './series/thread.ts';
import { changedOver, changedStale, writeAll } from './written.ts';

/** A source for which a series is written. */
export interface Base {
  /** `7.3` */
  readonly name: BaseName;
  /** Of all of the source, in hexadecimal. */
  readonly hash: string;
  /** Whose source it is, for those who have to find it. */
  readonly origin: string;
  /** The unpacked source. */
  readonly pristine: string;
  /** The patches for it. */
  readonly patches: readonly Patch[];
  /** What is reported of them and stays. */
  readonly exceptions: readonly Exception[];
}

/** What was generated of a proposal. */
export interface Documents {
  readonly material: Material;
  readonly selftest: Selftest;
  readonly races: readonly Race[];
  readonly monitors: readonly Monitor[];
  readonly evidence: Evidence;
  readonly fixes: Fixes;
  readonly items: readonly Item[];
  /** Of calls that are changed, the rows of the table of errors that are on a page. */
  readonly rowsOnPages: ReadonlySet<string>;
  /** The entry points as the code for each base has them, by the names of the bases and of the calls. */
  readonly entries: ReadonlyMap<string, ReadonlyMap<string, Entry>>;
  /** By the names of the bases. */
  readonly series: ReadonlyMap<string, Series>;
  /** The fixes alone, of the bases for which there are some. */
  readonly fixesAlone: ReadonlyMap<string, Series>;
  /** By their paths below the folder of the proposal. */
  readonly files: ReadonlyMap<string, string>;
}

/** The page as plain text of 72 columns, for a mail. @throws SyspecError TOOL_MISSING without mandoc */
export async function rendered(page: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  requireTools(['mandoc'], 'mandoc', env);
  const folder = mkdtempSync(join(tmpdir(), 'syspec-page-'));
  try {
    writeFileSync(join(folder, 'page'), page);
    const words = ['-Tascii', '-Owidth=72', join(folder, 'page')];
    const { stdout } = await promisify(execFile)('mandoc', words, { env });
    // Bold is a letter that is struck twice.
    const [first = '', ...struck] = stdout.split('\b');
    return struck.reduce((all, part) => all.slice(0, -1) + part, first).replace(/[ \t]+$/gm, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The lines that patches add, by file, and their subjects. */
export function sentOf(mails: readonly string[]): Pick<Sent, 'added' | 'subjects' | 'mails'> {
  const added = new Map<string, string[]>();
  for (const mail of mails) {
    for (const part of mail.split(/^diff --git /m).slice(1)) {
      const file = /^\+\+\+ b\/(\S+)/m.exec(part)?.[1];
      if (file === undefined) continue;
      const lines = part.split('\n').filter((line) => /^\+(?!\+\+ )/.test(line));
      added.set(file, [...(added.get(file) ?? []), ...lines.map((line) => line.slice(1))]);
    }
  }
  return { added, subjects: mails.map((mail) => readMail(mail).subject), mails };
}

/** Pages as files, and what a letter shows of them. */
interface Pages extends Pick<Documents, 'rowsOnPages'> {
  readonly pages: readonly [string, string][];
  readonly text: string;
}

/** The page of new calls and its rendering, or what is added to those of calls that are changed. */
async function pagesOf(material: Material, env: NodeJS.ProcessEnv): Promise<Pages> {
  const { slug, kind } = material.proposal;
  if (kind !== 'changed-syscall') {
    const page = manPage(material);
    const text = await rendered(page, env);
    return {
      pages: [
        [`man2/${slug}.2`, page],
        [`man2/${slug}.2.txt`, text],
      ],
      text,
      rowsOnPages: new Set(),
    };
  }
  const pages: [string, string][] = [];
  const texts: string[] = [];
  const changed = changedPages(material);
  for (const one of changed) {
    const path = pagePath(one.name);
    const after = await rendered(one.after, env);
    const added = withoutFrame(await rendered(one.additions, env));
    texts.push(`${one.name.replace(/\.(\d)$/, '($1)')} has more:\n\n${added}`);
    pages.push(
      [path, one.after],
      [`${path}.before`, one.before],
      [`${path}.diff`, await pageDiff(one, env)],
      [`${path}.txt`, after],
    );
  }
  return {
    pages,
    text: texts.join('\n\n'),
    rowsOnPages: new Set(changed.flatMap(({ rows }) => rows)),
  };
}

function variantOf(slug: string) {
  const found = CONFORMANCE[slug]?.variants.find(({ needsProposal }) => needsProposal);
  if (found === undefined)
    throw new SyspecError('BAD_INPUT', `conformance/${slug}/ has no variant that needs the proposal`);
  return found;
}

/** The patches for a base that are not sent with the series. */
function besides(root: string, slug: string, base: BaseName): string[] {
  const folder = join(root, 'docs', slug, 'optional', base);
  return patchesIn(folder).map(({ path }) => readFileSync(path, 'utf8'));
}

/** What a series and its letters are made from beside the material. */
export interface SentParts extends Pick<WholeParts, 'evidence' | 'page'> {
  readonly additions: readonly Addition[];
  readonly races: readonly Race[];
  readonly env?: NodeJS.ProcessEnv;
}

/** What is sent for one source. */
export interface SentFor {
  readonly series: Series;
  /** Undefined where its patches have no fix among them. */
  readonly fixes: Series | undefined;
  readonly files: ReadonlyMap<string, string>;
}

/** `7.3.4`, as the Makefile of a source says; undefined where there is none. */
export function releaseOf(pristine: string): string | undefined {
  const file = join(pristine, 'Makefile');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [, ...parts] = /^VERSION = (\d+)\nPATCHLEVEL = (\d+)\nSUBLEVEL = (\d+)$/m.exec(text) ?? [];
  return parts.length === 0 ? undefined : parts.join('.');
}

/** The series for a source and, where it has fixes, these alone, each with its letter. @throws SyspecError BAD_INPUT, KERNEL_PATCH */
export async function sentFor(base: Base, material: Material, parts: SentParts): Promise<SentFor> {
  const { pristine, patches } = base;
  const { evidence, page, races, env } = parts;
  const made = { ...base, release: releaseOf(pristine) };
  const series = await makeSeries(pristine, patches, parts.additions, env);
  const fixes = await makeFixes(pristine, patches, env);
  const files = new Map<string, string>();
  const put = (part: Part, letter: string, of: Series): Series => {
    const thread = threaded(letter, of.mails);
    // git am stops at a mail without a patch, and b4 wants it.
    files.set(letterName(part, base.name), thread.letter);
    files.set(mboxName(part, base.name), thread.mails.join(''));
    return { ...of, mails: thread.mails };
  };
  const whole = put('series', coverLetter(material, { evidence, series, page, base: made, fixes }), series);
  if (fixes === undefined) return { series: whole, fixes, files };
  const atHead = fixesOf(patches).length;
  const letter = fixesLetter(material, { evidence, series: fixes, races, base: made, atHead });
  return { series: whole, fixes: put('fixes', letter, fixes), files };
}

/** All that is sent, each with its letter: for each base the whole series, then the fixes alone. */
function allSent({
  series,
  fixesAlone,
  files,
}: Pick<Documents, 'series' | 'fixesAlone' | 'files'>): readonly Sent[] {
  const of = (part: Part, made: ReadonlyMap<string, Series>): Sent[] =>
    [...made].map(([base, { mails }]) => ({
      ...sentOf(mails),
      ...{ on: part === 'fixes' ? `${base} fixes` : base, isFixes: part === 'fixes' },
      letter: files.get(letterName(part, base)) ?? '',
    }));
  return [...of('series', series), ...of('fixes', fixesAlone)];
}

/** The entry points in the code for each base. */
function entriesFor({ proposal }: Material, bases: readonly Base[]): Documents['entries'] {
  const names = proposal.prototypes.map(({ text }) => nameOf(text));
  return new Map(bases.map((base) => [base.name, entriesOf(base, names)]));
}

/**
 * The pages of the bugs of Linux as it is, their list and their programs.
 * @throws SyspecError BAD_INPUT where one page would be written over another
 */
export function todayFiles(races: readonly Race[], fixes: Fixes): [string, string][] {
  const bugs = races.filter(({ today }) => today);
  if (bugs.length === 0) return [];
  const twice = bugs.find(({ name }, at) => bugs.findIndex((one) => one.name === name) !== at);
  if (twice !== undefined)
    throw new SyspecError(
      'BAD_INPUT',
      `${twice.file} is the second program of today's kernel that is called ${twice.name}: today/${twice.name}.md is the page of one`,
    );
  return [
    ['today/README.md', todayIndex(bugs)],
    ...bugs.flatMap((race): [string, string][] => [
      [`today/${race.name}.md`, todayPage(race, fixes)],
      [`today/${race.name}.c`, race.text],
    ]),
  ];
}

/** How what is generated is made. */
export interface GenerateOptions {
  readonly root: string;
  readonly evidence: Evidence;
  readonly bases: readonly Base[];
  readonly env?: NodeJS.ProcessEnv;
  readonly onProgress?: (text: string) => void;
}

function selftestFor(
  root: string,
  { proposal, prose }: Material,
  races: readonly Race[],
  options: readonly string[],
): Selftest {
  const { slug } = proposal;
  const variant = variantOf(slug);
  return selftestOf(proposal, variant, {
    folder: selftestFolder(prose, slug),
    races: races.filter(isTest),
    options,
    leftOut: leftOutOf(root, slug, variant),
  });
}

const mailsOf = (all: ReadonlyMap<string, Series>) =>
  new Map([...all].map(([name, { mails }]) => [name, mails]));

/** @throws SyspecError BAD_INPUT, KERNEL_PATCH, TOOL_MISSING */
export async function generate(slug: string, options: GenerateOptions): Promise<Documents> {
  const { root, evidence, bases, env = process.env, onProgress = () => {} } = options;
  const material = materialOf(root, slug);
  onProgress(`${slug}: pages`);
  const { pages, text, rowsOnPages } = await pagesOf(material, env);
  const rst = rstPage(material);
  onProgress(`${slug}: selftest`);
  const config = bases.flatMap(({ patches }) => optionsOf(patches));
  const races = readRaces(root, material.proposal);
  const selftest = selftestFor(root, material, races, config);
  const entries = entriesFor(material, bases);
  // As the newest code has them.
  const newest = [...entries.values()].at(-1) ?? new Map<string, Entry>();
  const files = new Map<string, string>([
    ...pages,
    [`Documentation/userspace-api/${slug}.rst`, rst],
    [`syzkaller/${slug}.txt`, syzlang(material)],
    ['kernel-doc.txt', kernelDoc(material, newest)],
    ['ledger.md', ledger(material, seededFaults(root, slug))],
    ...[...selftest.files].map(([name, body]): [string, string] => [
      `selftests/${selftest.folder}/${name}`,
      body,
    ]),
  ]);
  const series = new Map<string, Series>();
  const fixesAlone = new Map<string, Series>();
  const parts = {
    additions: additions(material, selftest, { races: races.filter(isTest), page: rst }),
    evidence,
    page: text,
    races,
    env,
  };
  for (const base of bases) {
    onProgress(`${slug}: series for ${base.name}`);
    const sent = await sentFor(base, material, parts);
    series.set(base.name, sent.series);
    if (sent.fixes !== undefined) fixesAlone.set(base.name, sent.fixes);
    for (const [file, body] of sent.files) files.set(file, body);
  }
  const fixes = {
    series: mailsOf(series),
    alone: mailsOf(fixesAlone),
    optional: new Map(bases.map(({ name }) => [name, besides(root, slug, name)])),
  };
  for (const [file, body] of todayFiles(races, fixes)) files.set(file, body);
  const monitors = readMonitors(root, slug);
  for (const monitor of monitors) {
    files.set(`monitors/${monitor.name}.dot`, dotOf(monitor));
    files.set(`monitors/${monitor.name}.c`, handlersOf(monitor, helperOf(root, monitor)));
  }
  if (monitors.length > 0) files.set('monitors/README.md', monitorsPage(monitors, material.proposal));
  files.set(MAN_PAGES, await makeManPages(material, files, env));
  const items = checklist(material, allSent({ series, fixesAlone, files }), selftest);
  files.set('checklist.md', checklistText(material, items));
  const made = { rowsOnPages, entries, series, fixesAlone, files };
  return { material, selftest, races, monitors, evidence, fixes, items, ...made };
}

/** Whether somebody has put something in the place of an EDITME since a text was written. */
function isWrittenIn(path: string, text: string): boolean {
  if (!existsSync(path)) return false;
  const open = (one: string) => one.split('EDITME').length;
  return open(readFileSync(path, 'utf8')) < open(text);
}

/** What was generated of a proposal, and the folder below which it goes. */
export interface Generated {
  readonly folder: string;
  readonly slug: string;
  readonly documents: Pick<Documents, 'files'>;
}

/** Asked of all before any is written. @throws SyspecError BAD_USAGE where a person has written in one of those that lie there */
export function requireUntouched(all: readonly Generated[]): void {
  const hint = 'Name another folder by --out, or move this one away.';
  for (const { folder, slug, documents } of all) {
    const own = join(folder, slug);
    const written = [...documents.files]
      .map(([file, text]) => ({ path: join(own, file), text }))
      .find(({ path, text }) => isWrittenIn(path, text))?.path;
    if (written !== undefined)
      throw new SyspecError(
        'BAD_USAGE',
        `${written} has fewer EDITMEs than would be written: what was filled in would be lost`,
        hint,
      );
    const stale = changedStale(own, documents.files);
    if (stale !== undefined)
      throw new SyspecError('BAD_USAGE', `${stale} is generated no more, and was changed by hand`, hint);
    const over = changedOver(own, documents.files);
    if (over !== undefined)
      throw new SyspecError(
        'BAD_USAGE',
        `${over} was changed by hand, and would be written over`,
        `${hint} What is yours is what the two differ in.`,
      );
  }
}

/**
 * Writes them below a folder, over those that lie there; what an earlier run wrote and is generated no more is removed.
 * @throws SyspecError as `writeWhole`
 */
export function writeDocuments(folder: string, slug: string, { files }: Documents): string[] {
  writeAll(join(folder, slug), files);
  return [...files.keys()].map((file) => join(folder, slug, file));
}
