// SPDX-License-Identifier: MIT
// The pages: what mandoc, man and sphinx say of them, and whether they say what the document says.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { counted } from '../../base/plural.ts';
import { requireTools } from '../../conformance/kernel/tools/tools.ts';
import type { Documents } from '../generate.ts';
import { pageErrors } from '../pages/man.ts';
import { outOfStep } from '../prose.ts';
import { racesFile } from '../selftest/races.ts';
import { judged, type Line } from './line.ts';
import { ask, linesOf } from './tool.ts';

/** What mandoc says and is not mended, and why. */
const STAYS: readonly { readonly says: RegExp; readonly why: string }[] = [
  { says: /STYLE: lower case character in document title/, why: 'man-pages(7) has titles in lower case' },
  { says: /cannot parse date, using it verbatim: TH \(date\)/, why: 'man-pages has the date of a release' },
];

/** What mandoc says of a page, without where. */
async function lint(file: string, options: { readonly env?: NodeJS.ProcessEnv }): Promise<string[]> {
  const { stdout, stderr } = await ask('mandoc', ['-Tlint', file], options);
  return linesOf(`${stdout}${stderr}`).map((line) => line.replace(`${file}:`, `${basename(file)}:`));
}

const withoutPlace = (line: string): string => line.replace(/:\d+:\d+:/, ':');

/** What is new in the page: one that is changed may have had something to be said of it. */
async function newLint(file: string, options: { readonly env?: NodeJS.ProcessEnv }): Promise<string[]> {
  const said = await lint(file, options);
  if (!existsSync(`${file}.before`)) return said;
  const known = new Set(
    (await lint(`${file}.before`, options)).map((line) => withoutPlace(line).replace('.before:', ':')),
  );
  return said.filter((line) => !known.has(withoutPlace(line)));
}

/** mandoc -Tlint and man --warnings, of each page. @throws SyspecError TOOL_MISSING */
export async function pageLines(
  folder: string,
  { material, files }: Documents,
  env?: NodeJS.ProcessEnv,
): Promise<Line[]> {
  requireTools(['mandoc', 'man'], 'mandoc man-db', env);
  const { slug } = material.proposal;
  const options = env === undefined ? {} : { env };
  const pages = [...files.keys()]
    .filter((file) => /^man\d\/\w+\.\d$/.test(file))
    .map((file) => join(folder, slug, file));
  const said: string[] = [];
  const warned: string[] = [];
  for (const file of pages) {
    said.push(...(await newLint(file, options)));
    const man = await ask('man', ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', file], options);
    warned.push(...linesOf(man.stderr), ...(man.code === 0 ? [] : [`man exits with ${man.code}`]));
  }
  const left = said.filter((line) => !STAYS.some(({ says }) => says.test(line)));
  const changed = pages.some((file) => existsSync(`${file}.before`));
  const stays = STAYS.filter(({ says }) => said.some((line) => says.test(line))).map(
    ({ why }) => `stays: ${why}`,
  );
  const notes = [...stays, ...(changed ? ['of a page that exists only what is new counts'] : [])];
  return [
    judged({ slug, check: 'mandoc', command: `mandoc -Tlint ${pages.join(' ')}` }, left, notes.join('; ')),
    judged({ slug, check: 'man', command: `man --warnings -l -Tutf8 -Z ${pages.join(' ')}` }, warned),
  ];
}

const CONF = `project = 'syspec'
extensions = []
html_theme = 'basic'
`;

/** sphinx-build -W of the page alone. @throws SyspecError TOOL_MISSING */
export async function sphinxLine(folder: string, slug: string, env?: NodeJS.ProcessEnv): Promise<Line> {
  requireTools(['sphinx-build'], 'python3-sphinx', env);
  const source = join(folder, slug, 'Documentation', 'userspace-api');
  const build = join(folder, slug, '.sphinx');
  mkdirSync(build, { recursive: true });
  writeFileSync(join(build, 'conf.py'), CONF);
  const words = [
    '-q',
    '-W',
    '--keep-going',
    '-E',
    '-c',
    build,
    '-b',
    'html',
    '-D',
    `root_doc=${slug}`,
    source,
    join(build, 'html'),
  ];
  const { code, stdout, stderr } = await ask('sphinx-build', words, env === undefined ? {} : { env });
  const problems = linesOf(`${stdout}${stderr}`);
  const made = existsSync(join(build, 'html', `${slug}.html`));
  return judged(
    { slug, check: 'sphinx', command: `sphinx-build ${words.join(' ')}` },
    code === 0 && made ? [] : [...problems, `sphinx-build exits with ${code}`],
    'the page alone, without the index that lists it',
  );
}

/** The number of times that a page has an errno as a tag. */
const count = (page: string, errno: string): number =>
  page.split('\n').filter((line, at, all) => line === `.B ${errno}` && all[at - 1] === '.TP').length;

/** Errors that the page of a new call has more or less often than the document. */
function lostErrors({ material, files }: Documents): string[] {
  const { proposal } = material;
  const file = `man2/${proposal.slug}.2`;
  const items = pageErrors(material);
  return [...new Set(items.map(({ errno }) => errno))].flatMap((errno) => {
    const ids = items.filter((item) => item.errno === errno).map(({ id }) => id);
    const is = count(files.get(file)!, errno);
    return is === ids.length
      ? []
      : [`${file}: ${errno} stands ${is} times, and ${ids.length} in ${proposal.file}: ${ids.join(', ')}`];
  });
}

/** Rows of the table of errors that are on no page of a call that is changed, and are not cited as such. */
function silentErrors({ material, rowsOnPages }: Documents): string[] {
  const { proposal, prose } = material;
  const cited = prose.citations.flatMap(({ section, rules }) => (section === 'Not on the page' ? rules : []));
  return proposal.errors
    .filter(({ id }) => !rowsOnPages.has(id) && !cited.includes(id))
    .map(
      ({ id, errno, line }) =>
        `${proposal.file}:${line}: ${id} (${errno}) is on no page; write '**${id}** ...' below a '## Page' of ${prose.file}, or cite it below '## Not on the page'`,
    );
}

/** Mails that are no letter. */
const isPatches = (file: string): boolean => file.endsWith('.mbox') && !file.startsWith('letter-');

/** An id, also at the end of a sentence; `a.R1` and `R1.c` are none. */
const ID = /(?<![\w.])(?:[RCAN]\d+|E\d{1,2}[a-z]?)(?!\w|\.\w)/;

/** Where a person says it in other words. */
function remedyOf(file: string, slug: string, prose: string): string {
  const where = file.startsWith('selftests/')
    ? 'the name of the case'
    : file.startsWith('today/')
      ? `its program or ${racesFile(slug)}`
      : isPatches(file)
        ? 'the patch, or in what it is made from'
        : `${prose} (an error: ## Errors; an alternative: ## Alternatives)`;
  return `say it in other words in ${where}`;
}

/** Where the page in the tree speaks of what is not in that tree. */
function strangers(files: Documents['files'], prose: string): string[] {
  return [...files]
    .filter(([file]) => file.endsWith('.rst'))
    .flatMap(([file, text]) =>
      text.split('\n').flatMap((line, at) => {
        const word = /\b(?:patch(?:es)?|series)\b/i.exec(line)?.[0];
        if (word === undefined) return [];
        return [
          `${file}:${at + 1}: says '${word}', and a tree that has this page has none; say in ${prose} what is so there (## Motivation, ## Alternatives, ## Not in the tree)`,
        ];
      }),
    );
}

/** Where pages, letters and selftest are apart from the document: what they are made from, and ids that no reader of them knows. */
export function proseLine(documents: Documents): Line {
  const { material, files } = documents;
  const { proposal, prose } = material;
  const { slug } = proposal;
  const isNew = files.has(`man2/${slug}.2`);
  const read = [...files].filter(
    ([file]) =>
      (isNew ? file === `man2/${slug}.2` : /^man\d\/\w+\.\d\.diff$/.test(file)) ||
      /\.rst$|\.mbox$|^kernel-doc\.txt$|^selftests\/|^today\//.test(file),
  );
  const ids = read.flatMap(([file, text]) =>
    text.split('\n').flatMap((line, at) => {
      const id = ID.exec(line)?.[0];
      if (id === undefined || (file.endsWith('.diff') && !line.startsWith('+'))) return [];
      return [
        `${file}:${at + 1}: names ${id}, which no reader of it knows; ${remedyOf(file, slug, prose.file)}`,
      ];
    }),
  );
  const errors = isNew ? lostErrors(documents) : silentErrors(documents);
  return judged(
    { slug, check: 'text', command: `./syspec docs ${slug} --check` },
    [...outOfStep(prose, proposal), ...errors, ...ids, ...strangers(files, prose.file)],
    counted(prose.citations.length, 'paragraph cites its rules', 'paragraphs cite their rules'),
  );
}
