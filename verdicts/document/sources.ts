// SPDX-License-Identifier: MIT
// Lines of the files that repeat the document: those that patches add, and sources.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { isStillToWrite } from '../../base/still-to-write.ts';

/** A line of a file. */
export interface SourceLine {
  readonly text: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** The file that a patch changes by this line; empty in what is no patch. */
  readonly target: string;
}

function filesIn(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith(extension) && !/(?:^|\/)fixtures\//.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** The lines that the patches in `folder` add, without the plus, and that no later one beside it takes away. */
export function addedLines(folder: string): SourceLine[] {
  const added: SourceLine[] = [];
  for (const file of filesIn(folder, '.patch')) {
    let target = '';
    for (const [at, text] of readFileSync(file, 'utf8').split('\n').entries()) {
      const header = /^\+\+\+ [^/]*\/(\S+)/.exec(text)?.[1];
      if (header !== undefined) target = header;
      else if (target === '' || text.startsWith('--- ')) continue;
      else if (text.startsWith('+')) added.push({ text: text.slice(1), file, line: at + 1, target });
      else if (text.startsWith('-')) takeAway(added, { text: text.slice(1), file, target });
    }
  }
  return added;
}

/** Of an earlier patch of the same folder. */
function takeAway(added: SourceLine[], { text, file, target }: Omit<SourceLine, 'line'>): void {
  const at = added.findIndex(
    (one) =>
      one.text === text && one.target === target && one.file !== file && dirname(one.file) === dirname(file),
  );
  if (at >= 0) added.splice(at, 1);
}

/** The patches of mutants/SLUG beside a series, which stands in patches/SLUG. */
export function mutantsBeside(series: readonly SourceLine[], slug: string): readonly string[] {
  const part = (name: string) => `${sep}${name}${sep}${slug}${sep}`;
  const before = series[0]?.file.split(part('patches'))[0];
  return before === undefined ? [] : filesIn(`${before}${part('mutants')}`, '.patch');
}

/** The lines of the TypeScript in `folder` that is no test; a file with a `FILL IN` repeats nothing yet. */
export function sourceLines(folder: string): SourceLine[] {
  return filesIn(folder, '.ts')
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => !isStillToWrite(text))
    .flatMap(({ file, text: all }) =>
      all.split('\n').map((text, at) => ({ text, file, line: at + 1, target: '' })),
    );
}

/** Consecutive lines from `at` on as one text, up to and with the first that `end` matches. */
export function joined(lines: readonly SourceLine[], at: number, end: RegExp): string {
  const texts: string[] = [];
  for (const { text, file } of lines.slice(at)) {
    if (file !== lines[at]?.file) break;
    texts.push(text.trim());
    if (end.test(text)) break;
  }
  return texts.join(' ');
}
