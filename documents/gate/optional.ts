// SPDX-License-Identifier: MIT
// The patches beside the series: no mail has them, and pages name them as what mends something. So they apply, and have the form of others.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { counted } from '../../base/plural.ts';
import { readExceptions } from '../../conformance/kernel/review/reports.ts';
import { patchesIn } from '../../conformance/kernel/source/patch.ts';
import type { Base, Documents } from '../generate.ts';
import { readMail } from '../series/mail.ts';
import { checkpatchProblems, namesBySubject } from './checkpatch.ts';
import { filesIn, mailsOnFixes } from './each-builds.ts';
import { checkCommand, judged, type Line } from './line.ts';
import { amProblem, inRepository, pristineOf } from './series.ts';

/**
 * git am onto the fixes, and checkpatch.pl of each; no line where a base has none.
 * @throws SyspecError TOOL_MISSING
 */
export async function optionalLine(
  where: {
    /** Of the checkout, whose docs/ has them. */
    readonly root: string;
    readonly folder: string;
    readonly base: Base;
    readonly documents: Documents;
  },
  env: NodeJS.ProcessEnv,
): Promise<Line[]> {
  const { root, folder, base, documents } = where;
  const { slug } = documents.material.proposal;
  const { fixes, optional } = mailsOnFixes(where);
  const beside = `docs/${slug}/optional/${base.name}`;
  if (optional.length === 0) return [];
  const unapplied = await inRepository(pristineOf(where), [...fixes, ...optional], env, (repository) => {
    const file = join(repository, '.git', 'optional.mbox');
    writeFileSync(file, [...fixes, ...optional].join(''));
    return amProblem(repository, file, env);
  });
  const patches = resolve(folder, slug, '.patches', `optional-${base.name}`);
  const names = namesBySubject(patchesIn(join(root, beside)));
  const files = filesIn(patches, optional).map((file, at) => {
    const { subject } = readMail(optional[at]!);
    return { file, subject, name: names.get(subject), title: `${beside}: ${subject}` };
  });
  const exceptions = [...base.exceptions, ...readExceptions(join(root, beside))];
  const { problems } = await checkpatchProblems({ ...base, exceptions }, files, env);
  return [
    judged(
      { slug, check: `optional ${base.name}`, command: checkCommand(slug, base.name) },
      [...unapplied, ...problems],
      `${counted(optional.length, 'patch', 'patches')} on top of the fixes; the gate runs none of them`,
    ),
  ];
}
