// SPDX-License-Identifier: MIT
// Proposals of which nothing can be sent yet: what is missing of each.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { documentNames } from '../../base/slug.ts';
import { hasProse, proseFile } from '../prose.ts';
import type { Line } from './line.ts';

/** The first thing that is not there, in the order in which they are written; undefined where all is. */
export function notThere(root: string, slug: string): string | undefined {
  const series = `conformance/kernel/patches/${slug}`;
  const parts = [`conformance/${slug}`, series, proseFile(slug)];
  return parts.find(
    (part) => !(part === proseFile(slug) ? hasProse(root, slug) : existsSync(join(root, part))),
  );
}

/** A line for each proposal of which something is not there. */
export function notThereLines(root: string): Line[] {
  return documentNames(root).flatMap((slug): Line[] => {
    const part = notThere(root, slug);
    if (part === undefined) return [];
    const about = { slug, check: 'all', command: `./syspec docs ${slug} --check`, note: '' };
    return [{ ...about, state: 'not-there', details: [`${part} is not there; nothing was checked`] }];
  });
}
