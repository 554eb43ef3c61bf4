// SPDX-License-Identifier: MIT
// Faults that somebody has written: a patch on the series for each.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { SyspecError } from '../../base/errors.ts';
import { inRoot } from '../../base/root.ts';
import { type BaseName, DEFAULT_BASE } from '../kernel/bases.ts';
import { patchesFor } from '../kernel/source/patch.ts';
import type { Mutant } from './mutant.ts';

/** What a patch says that it breaks: its first paragraph. */
function subjectOf(path: string): string {
  const [head = ''] = readFileSync(path, 'utf8').split(/^(?:---|diff )/m);
  const [paragraph = ''] = head.trim().split(/\n\s*\n/);
  const subject = paragraph.replace(/^Subject:\s*(?:\[[^\]]*\]\s*)?/m, '').replace(/\s+/g, ' ');
  if (subject !== '') return subject;
  throw new SyspecError(
    'BAD_INPUT',
    `${path}:1: it does not say what it breaks`,
    'Begin it with a sentence.',
  );
}

/**
 * The mutants of a proposal that are patches, by name.
 * @param folder where NAME.patch are, and BASE/NAME.patch
 * @throws SyspecError BAD_INPUT for one that does not say what it breaks
 */
export function handMutants(
  slug: string,
  base: BaseName = DEFAULT_BASE,
  folder: string = inRoot('conformance', 'kernel', 'mutants', slug),
): Mutant[] {
  return patchesFor(folder, base).map(({ path }) => ({
    id: basename(path, '.patch'),
    kind: 'hand',
    what: subjectOf(path),
    by: { patch: path },
  }));
}
