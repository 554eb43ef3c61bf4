// SPDX-License-Identifier: MIT
// The mail for man-pages: its form, and that git puts it onto the pages as they are today, which makes those that were generated.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { counted } from '../../base/plural.ts';
import type { Documents } from '../generate.ts';
import { formProblems, readMail } from '../series/mail.ts';
import { MAN_PAGES, oldPagesIn, pagesIn } from '../series/man-pages.ts';
import { judged, type Line } from './line.ts';
import { amProblem, inRepository } from './series.ts';

/** @throws SyspecError TOOL_MISSING without git */
export async function manPagesLine(
  folder: string,
  { material, files }: Pick<Documents, 'material' | 'files'>,
  env: NodeJS.ProcessEnv,
): Promise<Line> {
  const { slug } = material.proposal;
  const file = join(resolve(folder, slug), MAN_PAGES);
  const mail = readFileSync(file, 'utf8');
  const [pages, old] = [pagesIn(files), oldPagesIn(files)];
  const form = formProblems(readMail(mail)).map((what) => `${MAN_PAGES}: ${what}`);
  const problems = await inRepository(
    (path) => old.get(path),
    [mail],
    env,
    async (repository) => {
      const said = await amProblem(repository, file, env);
      if (said.length > 0) return said;
      return [...pages].flatMap(([path, text]) => {
        const made = join(repository, path);
        if (!existsSync(made)) return [`${MAN_PAGES} does not make ${path}`];
        return readFileSync(made, 'utf8') === text ? [] : [`${MAN_PAGES} makes another ${path}`];
      });
    },
  );
  return judged(
    { slug, check: 'man-pages', command: `git am ${file}` },
    [...form, ...problems],
    [
      ...(old.size === 0 ? [] : [`${counted(old.size, 'page')} of Debian's package`]),
      ...(old.size === pages.size ? [] : [counted(pages.size - old.size, 'new page')]),
    ].join(', '),
  );
}
