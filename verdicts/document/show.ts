// SPDX-License-Identifier: MIT
// Comparisons in words.
import { counted } from '../../base/plural.ts';
import type { Comparison, Difference, Said } from './fact.ts';

const place = ({ file, line }: Said): string => (line > 0 ? `${file}:${line}` : file);

const WORDS = 8;

/** Two long texts from a little before the word at which they part, and not to their ends. */
function parting(one: string, other: string): [string, string] {
  if (Math.max(one.length, other.length) <= 100) return [one, other];
  const [mine, theirs] = [one.split(' '), other.split(' ')];
  const at = Math.max(0, mine.findIndex((word, i) => word !== theirs[i]) - 3);
  const cut = (words: readonly string[]) =>
    [
      at > 0 ? '... ' : '',
      words.slice(at, at + WORDS).join(' '),
      at + WORDS < words.length ? ' ...' : '',
    ].join('');
  return [cut(mine), cut(theirs)];
}

/** `FILE:LINE: OF: it says A, and FILE:LINE says B`. */
export function formatDifference({ of, document, other }: Difference): string {
  const [mine, theirs] = parting(document.says, other.says);
  return `${place(document)}: ${of}: it says '${mine}', and ${place(other)} says '${theirs}'`;
}

/** Every difference, then a line that sums up; with `all` also what could not be compared. */
export function showComparisons(slug: string, comparisons: readonly Comparison[], all: boolean): string {
  const differences = comparisons.flatMap((each) => each.differences);
  const compared = comparisons.reduce((sum, each) => sum + each.compared, 0);
  const missing = comparisons.filter((each) => each.missing !== null);
  const notes = all
    ? missing.map(({ fact, against, missing: why }) => `   ${fact}, ${against}: ${why}\n`)
    : [];
  const apart =
    missing.length === 0 || all
      ? ''
      : `   a part was left out of ${counted(missing.length, 'comparison')}; --all says why\n`;
  const sum = `${slug}: ${counted(compared, 'fact')} of the document compared, ${counted(differences.length, 'difference')}\n`;
  return [...differences.map((each) => `XX ${formatDifference(each)}\n`), ...notes, sum, apart].join('');
}
