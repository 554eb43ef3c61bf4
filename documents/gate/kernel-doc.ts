// SPDX-License-Identifier: MIT
// The comments above the entry points: what the tree's own kernel-doc says of them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { counted } from '../../base/plural.ts';
import { requireTools } from '../../conformance/kernel/tools/tools.ts';
import { staleCalls } from '../calls.ts';
import type { Base, Documents } from '../generate.ts';
import { nameOf } from '../material.ts';
import type { Entry } from '../pages/entries.ts';
import { judged, type Line } from './line.ts';
import { ask, linesOf } from './tool.ts';

const commentsIn = (text: string): string[] =>
  text.split(/(?<=^ \*\/\n)\n?/m).filter((one) => one.trim() !== '');

/** The comments, each above what it is about, as the code of the series has it: it is compared with that. */
const asSource = (comments: readonly string[], entries: readonly (Entry | undefined)[]): string =>
  comments.map((comment, at) => `${comment}${entries[at]?.definition ?? ''}\n{\n}\n`).join('\n');

/** scripts/kernel-doc of a tree, on the comments above the definitions. @throws SyspecError TOOL_MISSING */
export async function kernelDocLine(
  {
    folder,
    base,
    documents,
  }: { readonly folder: string; readonly base: Base; readonly documents: Documents },
  env: NodeJS.ProcessEnv,
): Promise<Line> {
  requireTools(['perl', 'python3'], 'perl python3', env);
  const { proposal, calls } = documents.material;
  const { slug, prototypes } = proposal;
  const names = prototypes.map(({ text }) => nameOf(text));
  // A base for which nothing was read defines none of them.
  const entries = documents.entries.get(base.name) ?? new Map<string, Entry>();
  const own = resolve(folder, slug);
  const file = join(own, '.kernel-doc', 'entries.c');
  mkdirSync(join(own, '.kernel-doc'), { recursive: true });
  const comments = commentsIn(readFileSync(join(own, 'kernel-doc.txt'), 'utf8'));
  writeFileSync(
    file,
    asSource(
      comments,
      names.map((name) => entries.get(name)),
    ),
  );
  const script = join(base.pristine, 'scripts', 'kernel-doc');
  const words = ['-none', '-Wall', '-Werror', file];
  // A newer one is Python, and would leave compiled modules in the tree.
  const { code, stdout, stderr } = await ask(script, words, {
    env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  const said = linesOf(`${stdout}${stderr}`).map((line) => line.replaceAll(file, 'kernel-doc.txt'));
  return judged(
    { slug, check: `kernel-doc ${base.name}`, command: `${script} ${words.join(' ')}` },
    [
      ...staleCalls(proposal, calls),
      ...names
        .filter((name) => !entries.has(name))
        .map((name) => `no patch, and no file that one changes, has SYSCALL_DEFINE of ${name}`),
      ...said,
      ...(code === 0 ? [] : [`kernel-doc exits with ${code}`]),
      ...(comments.length === prototypes.length
        ? []
        : [`kernel-doc.txt has ${comments.length} comments for ${prototypes.length} calls`]),
    ],
    counted(comments.length, 'comment'),
  );
}
