// SPDX-License-Identifier: MIT
// The titles of the documents, whatever the rest of them is like: their first lines are read alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../base/root.ts';
import { documentNames } from '../base/slug.ts';

/** What a document is called. */
export interface Titled {
  readonly slug: string;
  /** Empty where there is none. */
  readonly title: string;
}

/** Of all documents in `root`/spec, sorted by slug. */
export function titles(root: string = ROOT): Titled[] {
  return documentNames(root).map((slug) => {
    const text = readFileSync(join(root, 'spec', `${slug}.md`), 'utf8');
    const [, title = ''] = /^# \w+: (.*)$/m.exec(text) ?? [];
    return { slug, title };
  });
}
