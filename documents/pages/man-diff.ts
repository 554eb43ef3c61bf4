// SPDX-License-Identifier: MIT
// What a proposal that changes calls adds to their pages: the pages as they are installed, and as they are to be.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { SyspecError } from '../../base/errors.ts';
import { ask } from '../gate/tool.ts';
import type { Material } from '../material.ts';
import type { Paragraph } from '../prose.ts';
import { errorItems, flagItems } from './man.ts';
import { paragraph } from './roff.ts';

/** A page before and after. */
export interface ChangedPage {
  /** `send.2` */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Where Debian's manpages-dev puts them. */
const INSTALLED = '/usr/share/man/man2';

/** The page of a call, which may be that of another one. @throws SyspecError TOOL_MISSING without manpages-dev */
export function installedPage(
  call: string,
  folder: string = INSTALLED,
): { readonly name: string; readonly text: string } {
  const name = `${call}.2`;
  const plain = join(folder, name);
  const packed = `${plain}.gz`;
  if (!existsSync(plain) && !existsSync(packed)) {
    const hint = 'Install it. On Debian: apt-get install --no-install-recommends manpages-dev';
    throw new SyspecError('TOOL_MISSING', `there is no ${packed}`, hint);
  }
  const text = existsSync(plain) ? readFileSync(plain, 'utf8') : gunzipSync(readFileSync(packed)).toString();
  const other = /^\.so (?:man2\/)?(\w+)\.2$/m.exec(text)?.[1];
  return other === undefined || other === call ? { name, text } : installedPage(other, folder);
}

/** Lines, before those of the section that comes after `title`; null when there is no such section. */
function atEndOf(lines: readonly string[], title: string, added: readonly string[]): string[] | null {
  const begin = lines.indexOf(`.SH ${title}`);
  if (begin < 0) return null;
  const next = lines.findIndex((line, at) => at > begin && /^\.SH /.test(line));
  const end = next < 0 ? lines.length : next;
  return [...lines.slice(0, end), ...added, ...lines.slice(end)];
}

/** A tagged paragraph of the errors, before the first one that comes after it in the alphabet. */
function withError(lines: readonly string[], errno: string, added: readonly string[]): string[] {
  const begin = lines.indexOf('.SH ERRORS');
  const next = lines.findIndex((line, at) => at > begin && /^\.SH /.test(line));
  for (let at = begin; at < next; at += 1) {
    const tag = lines[at] === '.TP' ? /^\.BR? (E[A-Z0-9]+)/.exec(lines[at + 1] ?? '')?.[1] : undefined;
    if (tag !== undefined && tag > errno) return [...lines.slice(0, at), ...added, ...lines.slice(at)];
  }
  return [...lines.slice(0, next), ...added, ...lines.slice(next)];
}

function described(paragraphs: readonly Paragraph[], { proposal, parameters }: Material): string[] {
  return paragraphs.flatMap(({ kind, text }) =>
    kind === 'flags'
      ? flagItems(proposal).flatMap((flag) => ['.TP', `.B ${flag.name}`, ...paragraph(flag.text, parameters)])
      : ['.P', ...paragraph(text, parameters)],
  );
}

/** The page with what the proposal adds to it. @throws SyspecError BAD_INPUT when it has no such sections */
export function changedPage(
  material: Material,
  { name, text }: { readonly name: string; readonly text: string },
): ChangedPage {
  const { prose, parameters } = material;
  const own = prose.sections.get(`Page ${name.replace(/\.2$/, '')}`) ?? prose.sections.get('Description')!;
  const lines = text.split('\n');
  const found = atEndOf(lines, 'DESCRIPTION', described(own, material));
  if (found === null || !lines.includes('.SH ERRORS'))
    throw new SyspecError('BAD_INPUT', `${name} has no section DESCRIPTION, or none ERRORS`);
  const after = errorItems(material).reduce(
    (all, { errno, text: when }) =>
      withError(all, errno, ['.TP', `.B ${errno}`, ...paragraph(when, parameters)]),
    found,
  );
  return { name, before: text, after: after.join('\n') };
}

/** All pages that a proposal changes, each once. @throws SyspecError TOOL_MISSING, BAD_INPUT */
export function changedPages(material: Material, folder?: string): ChangedPage[] {
  const changed = material.proposal.calls.filter(({ number }) => number === undefined);
  const pages = new Map(
    changed.map(({ name }) => installedPage(name, folder)).map((page) => [page.name, page]),
  );
  return [...pages.values()].map((page) => changedPage(material, page));
}

/** The difference, as man-pages takes it. */
export async function pageDiff(
  { name, before, after }: ChangedPage,
  env?: NodeJS.ProcessEnv,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'syspec-page-'));
  try {
    for (const [side, text] of [
      ['a', before],
      ['b', after],
    ] as const) {
      mkdirSync(join(folder, side, 'man2'), { recursive: true });
      writeFileSync(join(folder, side, 'man2', name), text);
    }
    const words = ['diff', '--no-index', '--no-prefix', '--abbrev=12', `a/man2/${name}`, `b/man2/${name}`];
    const { stdout, code, stderr } = await ask('git', words, {
      cwd: folder,
      ...(env === undefined ? {} : { env }),
    });
    if (code > 1) throw new Error(`git diff: ${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
