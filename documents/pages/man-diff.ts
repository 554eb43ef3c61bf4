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
import { errorItems, flagLines } from './man.ts';
import { type Addition, additionsPage, headsOf } from './man-additions.ts';
import { type Part, placeOf } from './man-places.ts';
import { literal, paragraph } from './roff.ts';

/** A page before and after. */
export interface ChangedPage {
  /** `send.2` */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The rows of the table of errors that are on it. */
  readonly rows: readonly string[];
  /** A page of what is added alone, each part below its headings, without the pages that are referred to. */
  readonly additions: string;
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

const REFERENCE = /^\.BR (\S+) \((\d\w*)\),?$/;
/** What may stand among references: how they are set, and comments. */
const SETTING = /^\.(?:ad|nh|hy|\\")/;

/** The pages that are referred to, with one more, in the order of man-pages(7): by section, then by name. */
function withReference(lines: readonly string[], page: string): readonly string[] {
  const begin = lines.indexOf('.SH SEE ALSO') + 1;
  if (begin === 0) return lines;
  const [, added = '', section = ''] = /^(\w+)\.(\d)$/.exec(page) ?? [];
  const isOver = (line: string) => !REFERENCE.test(line) && !SETTING.test(line);
  const end = lines.findIndex((line, at) => at >= begin && isOver(line));
  const found = [...lines.entries()].slice(begin, end < 0 ? undefined : end).flatMap(([at, line]) => {
    const [, name, other] = REFERENCE.exec(line) ?? [];
    return name === undefined || other === undefined ? [] : [{ at, name, other }];
  });
  if (found.some(({ name, other }) => name === added && other === section)) return lines;
  const line = `.BR ${added} (${section})`;
  const next = found.find(({ name, other }) => other > section || (other === section && name > added));
  if (next !== undefined) return inserted(lines, next.at, [`${line},`]);
  const last = found.at(-1);
  if (last === undefined) return inserted(lines, end < 0 ? lines.length : end, [line]);
  const before = lines[last.at]!;
  // The last one has no comma, unless something else follows.
  const both = before.endsWith(',') ? [before, `${line},`] : [`${before},`, line];
  return [...lines.slice(0, last.at), ...both, ...lines.slice(last.at + 1)];
}

const PLACES: ReadonlySet<Paragraph['kind']> = new Set(['in', 'new', 'instead']);

function partsOf(paragraphs: readonly Paragraph[]): Part[] {
  const parts: { place: Paragraph | null; paragraphs: Paragraph[] }[] = [{ place: null, paragraphs: [] }];
  for (const one of paragraphs)
    if (PLACES.has(one.kind)) parts.push({ place: one, paragraphs: [] });
    else parts.at(-1)!.paragraphs.push(one);
  return parts.filter(({ paragraphs: some }) => some.length > 0);
}

/** @param isFirstOpen whether the first paragraph goes on where the page is */
function described(
  paragraphs: readonly Paragraph[],
  material: Material,
  { macro, isFirstOpen }: { readonly macro: '.P' | '.IP'; readonly isFirstOpen: boolean },
): string[] {
  return paragraphs.flatMap(({ kind, text }, at) => {
    if (kind === 'flags') return flagLines(material);
    const before = isFirstOpen && at === 0 ? [] : [macro];
    if (kind === 'literal') return [...before, ...literal(text)];
    return [...before, ...paragraph(text, material.parameters)];
  });
}

/** A page while it grows. */
interface Grown {
  readonly lines: readonly string[];
  readonly added: readonly Addition[];
}

/** The page with one part more. @throws SyspecError BAD_INPUT where it has no such place */
function withPart(
  { lines, added }: Grown,
  part: Part,
  { page, material }: { readonly page: string; readonly material: Material },
): Grown {
  const line = part.place === null ? '' : `:${part.place.line}`;
  const { begin, end, isItem, isOpen } = placeOf(lines, part, `${material.prose.file}${line}: ${page}`);
  const how = { macro: isItem ? '.IP' : '.P', isFirstOpen: isOpen } as const;
  const text = described(part.paragraphs, material, how);
  const head = part.place?.kind === 'new' ? [`.SS ${part.place.text}`] : [];
  const above = headsOf(lines, begin, isItem);
  const below = head.length === 0 ? above : [...above.filter((one) => one.startsWith('.SH ')), ...head];
  return {
    lines: [...lines.slice(0, begin), ...head, ...text, ...lines.slice(end)],
    added: [...added, { below, isContinued: isOpen && head.length === 0, lines: text }],
  };
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
          .map(({ id, errno, text: says }) => ({
            ...{ id, text: says },
            errno: errno ?? proposal.errors.find((row) => row.id === id)?.errno ?? '',
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
  const found = parts.reduce<Grown>((all, part) => withPart(all, part, { page: name, material }), {
    lines: text.split('\n'),
    added: [],
  });
  if (errors.length > 0 && !found.lines.includes('.SH ERRORS'))
    throw new SyspecError('BAD_INPUT', `${name} has no section ERRORS`);
  const items = errors.map(({ errno, text: when }) => ({
    ...{ errno, lines: ['.TP', `.B ${errno}`, ...paragraph(when, parameters)] },
  }));
  const told = items.reduce((all, { errno, lines }) => withError(all, errno, lines), found.lines);
  const named = [...parts.flatMap(({ paragraphs }) => paragraphs), ...errors].flatMap(({ text: says }) =>
    wordsOf(says, parameters).flatMap(({ mark, text: page, section = '' }) =>
      mark === 'page' && section !== '' ? [`${page}.${section}`] : [],
    ),
  );
  const after = named.filter((page) => page !== name).reduce(withReference, told);
  const inErrors = items.map(
    ({ lines: [macro = '', tag = '', ...lines] }): Addition => ({
      ...{ below: ['.SH ERRORS', macro, tag], isContinued: false, lines },
    }),
  );
  return {
    ...{ name, before: text, after: after.join('\n'), rows: errors.map(({ id }) => id) },
    additions: additionsPage(name, [...found.added, ...inErrors], after),
  };
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
