// SPDX-License-Identifier: MIT
// The pages as a patch for the project man-pages, which has a tree, a list and rules of its own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { listed } from '../../base/plural.ts';
import { filled } from '../marks.ts';
import type { Material } from '../material.ts';
import { changesOf } from '../prose.ts';
import { makeSeries } from './series.ts';

/** The file of the mail. */
export const MAN_PAGES = 'man-pages.mbox';

const WIDTH = 72;

/** `send(2)` of `man2/send.2`. */
const nameOf = (path: string): string => path.replace(/^man\d\/(\w+)\.(\d)$/, '$1($2)');

/** The pages among what is generated, by their paths. */
export const pagesIn = (files: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...files].filter(([file]) => /^man\d\/\w+\.\d$/.test(file)));

/** The pages as they are today, by their paths; a new one is not there. */
export const oldPagesIn = (files: ReadonlyMap<string, string>): Map<string, string> =>
  new Map(
    [...pagesIn(files).keys()].flatMap((path) => {
      const before = files.get(`${path}.before`);
      return before === undefined ? [] : [[path, before]];
    }),
  );

/** What whoever sends it has to know first. The kernel's own words about tags do not hold there. */
const RULES = `EDITME: your Signed-off-by, in the place of these lines, once the call is in
a tree of the kernel. Read CONTRIBUTING.d/ of man-pages first. It forbids
contributions that were made with the help of AI tools. As long as it does,
nobody may send this page: somebody has to write it anew, without it.`;

/** Below `---`: what is no part of the commit. */
const NOTES = `EDITME: rebase it to the tree of man-pages, whose pages may be below man/, and
say with a link which series of the kernel it is about. Send it to
linux-man@vger.kernel.org, and to whom CONTRIBUTING of man-pages names.
`;

function message({ proposal, prose }: Material, paths: readonly string[], isNew: boolean) {
  const { slug, calls, title } = proposal;
  const names = calls.map(({ name }) => `${name}()`);
  const places = paths.map((path) => basename(path)).join(', ');
  // A subject is short: what stands behind a comma is in the body.
  const [what] = title.split(',');
  const body = isNew
    ? [`Linux gets a system call ${listed(names)}: ${title}.`, `Add ${listed(paths.map(nameOf))}.`]
    : [
        changesOf(prose)['man-pages'] ?? `Linux changes ${listed(names)}: ${title}.`,
        `Say in ${listed(paths.map(nameOf))} what these calls do now, and how they fail.`,
      ];
  return {
    subject: isNew ? `${paths.join(', ')}: Add the page of ${slug}()` : `${places}: Describe how to ${what}`,
    body: body.map((one) => filled(one, WIDTH)).join('\n\n'),
  };
}

/** The mail, of which git am takes the patch. @throws SyspecError as `makeSeries` */
export async function makeManPages(
  material: Material,
  files: ReadonlyMap<string, string>,
  env?: NodeJS.ProcessEnv,
): Promise<string> {
  const [pages, old] = [pagesIn(files), oldPagesIn(files)];
  const before = mkdtempSync(join(tmpdir(), 'syspec-man-'));
  try {
    for (const [path, text] of old) {
      mkdirSync(dirname(join(before, path)), { recursive: true });
      writeFileSync(join(before, path), text);
    }
    const { subject, body } = message(material, [...pages.keys()], old.size === 0);
    const addition = { subject, body, files: pages };
    const { mails } = await makeSeries(before, [], [addition], env, RULES);
    return mails.join('').replace('[PATCH 1/1]', '[PATCH man-pages]').replace(/^---$/m, `---\n${NOTES}`);
  } finally {
    rmSync(before, { recursive: true, force: true });
  }
}
