// SPDX-License-Identifier: MIT
// What a proposal that changes calls adds to their pages: the pages as they are installed, and as they are to be.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SyspecError } from '../../base/errors.ts';
import { ask } from '../gate/tool.ts';
import { wordsOf } from '../marks.ts';
import type { Material } from '../material.ts';
import { errorOf, type Paragraph, pageSections } from '../prose.ts';
import { errorItems, flagItems } from './man.ts';
import { escaped, paragraph } from './roff.ts';

/** A page before and after. */
export interface ChangedPage {
  /** `send.2` */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The rows of the table of errors that are on it. */
  readonly rows: readonly string[];
}

/** Where Debian's manpages and manpages-dev put them. */
const INSTALLED = '/usr/share/man';

/** Where a page is among the files of man-pages: `man2/send.2`. */
export const pagePath = (name: string): string => `man${name.slice(name.lastIndexOf('.') + 1)}/${name}`;

/**
 * A page, which may be that of another call.
 * @param name with its section, as `send.2`
 * @throws SyspecError TOOL_MISSING without manpages-dev
 */
export function installedPage(
  name: string,
  folder: string = INSTALLED,
): { readonly name: string; readonly text: string } {
  const plain = join(folder, pagePath(name));
  const packed = `${plain}.gz`;
  if (!existsSync(plain) && !existsSync(packed)) {
    const hint = 'Install it. On Debian: apt-get install --no-install-recommends manpages-dev';
    throw new SyspecError('TOOL_MISSING', `there is no ${packed}`, hint);
  }
  const file = existsSync(plain) ? plain : packed;
  // A page of several calls is there once: the others lead to it, as a link or as a page of one line.
  const linked = basename(realpathSync(file)).replace(/\.gz$/, '');
  if (linked !== name) return installedPage(linked, folder);
  const text = file === plain ? readFileSync(plain, 'utf8') : gunzipSync(readFileSync(packed)).toString();
  const other = /^\.so (?:man\d\/)?(\w+\.\d)$/m.exec(text)?.[1];
  return other === undefined || other === name ? { name, text } : installedPage(other, folder);
}

/** The line of a section, a subsection or a tagged paragraph; -1 where there is none. */
function lineOf(lines: readonly string[], title: string): number {
  const section = lines.findIndex((line) => /^\.S[HS] /.test(line) && line.slice(4) === title);
  if (section >= 0) return section;
  const tag = (line: string) =>
    line
      .split(/[\s"]+/)
      .slice(1)
      .includes(title);
  return lines.findIndex((line, at) => line === '.TP' && tag(lines[at + 1] ?? ''));
}

/** The line at which what begins at another one ends, without the empty comments before what follows. */
function endOf(lines: readonly string[], begin: number): number {
  const head = lines[begin]!;
  const ENDS = head === '.TP' ? /^\.(?:S[HS] |TP|P$)/ : head.startsWith('.SS ') ? /^\.S[HS] / : /^\.SH /;
  const next = lines.findIndex((line, at) => at > begin + (head === '.TP' ? 1 : 0) && ENDS.test(line));
  let end = next < 0 ? lines.length : next;
  while (end > begin && /^(?:\.\\")?$/.test(lines[end - 1]!)) end -= 1;
  return end;
}

const inserted = (lines: readonly string[], at: number, added: readonly string[]): string[] => [
  ...lines.slice(0, at),
  ...added,
  ...lines.slice(at),
];

/** A tagged paragraph of the errors, before the first one that comes after it in the alphabet. */
function withError(lines: readonly string[], errno: string, added: readonly string[]): string[] {
  const begin = lines.indexOf('.SH ERRORS');
  const next = lines.findIndex((line, at) => at > begin && /^\.SH /.test(line));
  for (let at = begin; at < next; at += 1) {
    const tag = lines[at] === '.TP' ? /^\.BR? (E[A-Z0-9]+)/.exec(lines[at + 1] ?? '')?.[1] : undefined;
    if (tag !== undefined && tag > errno) return inserted(lines, at, added);
  }
  return inserted(lines, next, added);
}

/** The pages that are referred to, with one more, in the order of man-pages(7): by section, then by name. */
function withReference(lines: readonly string[], page: string): readonly string[] {
  const begin = lines.indexOf('.SH SEE ALSO');
  if (begin < 0) return lines;
  const [, added = '', section = ''] = /^(\w+)\.(\d)$/.exec(page) ?? [];
  for (let at = begin + 1; at <= lines.length; at += 1) {
    const [, name, other = ''] = /^\.BR (\S+) \((\d)\),?$/.exec(lines[at] ?? '') ?? [];
    if (name === added && other === section) return lines;
    const isAfter = name === undefined || other > section || (other === section && name > added);
    if (!isAfter) continue;
    const line = `.BR ${added} (${section})`;
    if (name !== undefined) return inserted(lines, at, [`${line},`]);
    // The last one has no comma.
    return [...lines.slice(0, at - 1), `${lines[at - 1]},`, line, ...lines.slice(at)];
  }
  return lines;
}

/** Paragraphs that go to one place. */
interface Part {
  readonly place: Paragraph | null;
  readonly paragraphs: readonly Paragraph[];
}

function partsOf(paragraphs: readonly Paragraph[]): Part[] {
  const parts: { place: Paragraph | null; paragraphs: Paragraph[] }[] = [{ place: null, paragraphs: [] }];
  for (const one of paragraphs)
    if (one.kind === 'in' || one.kind === 'new') parts.push({ place: one, paragraphs: [] });
    else parts.at(-1)!.paragraphs.push(one);
  return parts.filter(({ paragraphs: some }) => some.length > 0);
}

/** @param isFirstOpen whether the first paragraph goes on where the page is */
function described(
  paragraphs: readonly Paragraph[],
  { proposal, parameters }: Material,
  { macro, isFirstOpen }: { readonly macro: '.P' | '.IP'; readonly isFirstOpen: boolean },
): string[] {
  return paragraphs.flatMap(({ kind, text }, at) => {
    if (kind === 'flags')
      return flagItems(proposal).flatMap((flag) => [
        ...['.TP', `.B ${flag.name}`],
        ...paragraph(flag.text, parameters),
      ]);
    const before = isFirstOpen && at === 0 ? [] : [macro];
    if (kind === 'literal')
      return [...before, '.in +4n', '.EX', ...text.split('\n').map(escaped), '.EE', '.in'];
    return [...before, ...paragraph(text, parameters)];
  });
}

/** The page with one part more. @throws SyspecError BAD_INPUT where it has no such place */
function withPart(
  lines: readonly string[],
  { place, paragraphs }: Part,
  { page, material }: { readonly page: string; readonly material: Material },
): string[] {
  const title = place?.kind === 'in' ? place.text : 'DESCRIPTION';
  const begin = lineOf(lines, title);
  if (begin < 0)
    throw new SyspecError(
      'BAD_INPUT',
      `${material.prose.file}${place === null ? '' : `:${place.line}`}: ${page} has no section and no item ${title}`,
    );
  const isNew = place?.kind === 'new';
  const isItem = lines[begin] === '.TP';
  const how = { macro: isItem ? '.IP' : '.P', isFirstOpen: isNew || isItem } as const;
  const added = [...(isNew ? [`.SS ${place.text}`] : []), ...described(paragraphs, material, how)];
  return inserted(lines, endOf(lines, begin), added);
}

/** The page with what the proposal adds to it. @throws SyspecError BAD_INPUT when it has no such places */
export function changedPage(
  material: Material,
  { name, text }: { readonly name: string; readonly text: string },
): ChangedPage {
  const { proposal, prose, parameters } = material;
  const own = pageSections(prose).get(name);
  const errors =
    own === undefined
      ? errorItems(material)
      : own
          .flatMap((one) => errorOf(one) ?? [])
          .map(({ id, text: says }) => ({
            ...{ id, text: says },
            errno: proposal.errors.find((row) => row.id === id)?.errno ?? '',
          }));
  const unknown = errors.find(({ errno }) => errno === '');
  if (unknown !== undefined)
    throw new SyspecError(
      'BAD_INPUT',
      `${prose.file}: ${name}: there is no ${unknown.id} in ${proposal.file}`,
    );
  const parts = partsOf(
    (own ?? prose.sections.get('Description')!).filter((one) => errorOf(one) === undefined),
  );
  const found = parts.reduce((all, part) => withPart(all, part, { page: name, material }), text.split('\n'));
  if (errors.length > 0 && !found.includes('.SH ERRORS'))
    throw new SyspecError('BAD_INPUT', `${name} has no section ERRORS`);
  const told = errors.reduce(
    (all, { errno, text: when }) =>
      withError(all, errno, ['.TP', `.B ${errno}`, ...paragraph(when, parameters)]),
    found,
  );
  const named = [...parts.flatMap(({ paragraphs }) => paragraphs), ...errors].flatMap(({ text: says }) =>
    wordsOf(says, parameters).flatMap(({ mark, text: page, section = '' }) =>
      mark === 'page' && section !== '' ? [`${page}.${section}`] : [],
    ),
  );
  const after = named.filter((page) => page !== name).reduce(withReference, told);
  return { name, before: text, after: after.join('\n'), rows: errors.map(({ id }) => id) };
}

/**
 * All pages that a proposal changes, each once: those of its calls, and those of which its prose has a section.
 * @throws SyspecError TOOL_MISSING, BAD_INPUT
 */
export function changedPages(material: Material, folder?: string): ChangedPage[] {
  const changed = material.proposal.calls.filter(({ number }) => number === undefined);
  const names = [...changed.map(({ name }) => `${name}.2`), ...pageSections(material.prose).keys()];
  const pages = new Map(names.map((name) => installedPage(name, folder)).map((page) => [page.name, page]));
  return [...pages.values()].map((page) => changedPage(material, page));
}

/** What git says of the difference of two texts, at a path. */
async function difference(
  path: string,
  { before, after }: { readonly before: string; readonly after: string },
  { words = [], env }: { readonly words?: readonly string[]; readonly env?: NodeJS.ProcessEnv | undefined },
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-page-'));
  try {
    for (const [side, text] of [
      ['a', before],
      ['b', after],
    ] as const) {
      mkdirSync(dirname(join(folder, side, path)), { recursive: true });
      writeFileSync(join(folder, side, path), text);
    }
    const all = ['diff', '--no-index', '--no-prefix', '--abbrev=12', ...words, `a/${path}`, `b/${path}`];
    const { stdout, code, stderr } = await ask('git', all, {
      cwd: folder,
      ...(env === undefined ? {} : { env }),
    });
    if (code > 1) throw new Error(`git diff: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The difference, as man-pages takes it. */
export const pageDiff = (page: ChangedPage, env?: NodeJS.ProcessEnv): Promise<string> =>
  difference(pagePath(page.name), page, { env });

/** The lines that a text has more than another one, with a line between those that stand apart. */
export async function moreLines(before: string, after: string, env?: NodeJS.ProcessEnv): Promise<string> {
  const [, ...hunks] = (await difference('text', { before, after }, { words: ['-U0'], env })).split(
    /^@@.*\n/m,
  );
  const added = hunks.map((hunk) =>
    hunk
      .split('\n')
      .filter((line) => line.startsWith('+'))
      .map((line) => line.slice(1))
      .join('\n')
      .trimEnd(),
  );
  return added
    .filter((one) => one !== '')
    .join('\n\n')
    .replace(/^\n+/, '')
    .replace(/\n{3,}/g, '\n\n');
}
