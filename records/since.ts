// SPDX-License-Identifier: MIT
// Where the checkout was edited since a run was recorded, as git tells it.
import { execFileSync } from 'node:child_process';
import { countsOf, type Input, placesOf } from './inputs.ts';

/** So many are named of one part. */
const NAMED = 3;

/** What git prints; undefined where it cannot say, as outside of a repository. */
function git(root: string, words: readonly string[]): string | undefined {
  try {
    return execFileSync('git', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** The commit that wrote a line; HEAD where none has. */
function commitOf(root: string, file: string, line: number): string | undefined {
  const told = git(root, ['blame', '--porcelain', '-L', `${line},${line}`, '--', file]);
  const commit = told?.slice(0, told.indexOf(' '));
  return commit !== undefined && /^0+$/.test(commit) ? 'HEAD' : commit;
}

/** The first line of each hunk of a diff without context, `FILE:LINE`; a file that is gone has none. */
function hunksOf(diff: string): { readonly file: string; readonly place: string }[] {
  const found: { file: string; place: string }[] = [];
  let file = '';
  for (const line of diff.split('\n')) {
    const [, old] = /^--- a\/(.*)$/.exec(line) ?? [];
    if (old !== undefined) file = old;
    const [, now] = /^\+\+\+ (?:b\/(.*)|\/dev\/null)$/.exec(line) ?? [];
    if (now !== undefined) file = now;
    const [, at] = /^@@ -\S+ \+(\d+)/.exec(line) ?? [];
    if (line.startsWith('+++ /dev/null')) found.push({ file, place: `${file} is gone` });
    else if (at !== undefined && found.at(-1)?.place !== `${file} is gone`)
      found.push({ file, place: `${file}:${at}` });
  }
  return found;
}

/** Each place of a part that differs from a commit; each file that git does not know yet. */
function editsOf(root: string, slug: string, input: Input, commit: string): string[] {
  const paths = placesOf(slug)[input].map((place) => `:(glob)${place.replace(/\/$/, '/**')}`);
  const diff = git(root, [
    ...['diff', '--unified=0', '--no-renames', '--no-ext-diff', '--no-color'],
    ...['--src-prefix=a/', '--dst-prefix=b/', commit, '--', ...paths],
  ]);
  const added = git(root, ['ls-files', '--others', '--exclude-standard', '--', ...paths]) ?? '';
  const isOf = (file: string) => countsOf(input, file);
  return [
    ...hunksOf(diff ?? '').flatMap(({ file, place }) => (isOf(file) ? [place] : [])),
    ...added.split('\n').filter((file) => file !== '' && isOf(file)),
  ];
}

/**
 * Asks where parts were edited since a line of a record was written.
 * @returns of a part its name, and behind it up to three places: `patches (conformance/kernel/patches/a/7.3/0001-b.patch:12)`. The name alone
 * where git knows of no edit, such as where the record is older than the repository.
 */
export function editsSince(
  root: string,
  slug: string,
): (record: { readonly file: string; readonly line: number }, input: Input) => string {
  const known = new Map<string, string[]>();
  return ({ file, line }, input) => {
    const commit = commitOf(root, file, line);
    if (commit === undefined) return input;
    const key = `${commit} ${input}`;
    const edits = known.get(key) ?? editsOf(root, slug, input, commit);
    known.set(key, edits);
    const more = edits.length > NAMED ? [`${edits.length - NAMED} more`] : [];
    const told = [...edits.slice(0, NAMED), ...more].join(', ');
    return told === '' ? input : `${input} (${told})`;
  };
}
