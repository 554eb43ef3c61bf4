// SPDX-License-Identifier: MIT
// The two lines that a proposal has in a registry: its import, and its entry in the list.
import { SyspecError } from '../base/errors.ts';
import { constantName, identifier } from '../base/slug.ts';

/** A file that lists the proposals. */
export interface Registry {
  /** As a path from the root. */
  readonly file: string;
  /** The exported constant that maps slugs to proposals. */
  readonly list: string;
  /** What a proposal's folder exports for it. */
  readonly nameOf: (slug: string) => string;
}

/** Every list of proposals: the shared files that name them. */
export const REGISTRIES: readonly Registry[] = [
  { file: 'models/index.ts', list: 'PROPOSALS', nameOf: identifier },
  { file: 'conformance/index.ts', list: 'CONFORMANCE', nameOf: constantName },
];

const IMPORT = /^import (?:type )?\{.*\} from '\.\/(.+)';$/;

/** Matches the line of a registry that imports `slug`. */
export function registration(slug: string): RegExp {
  return new RegExp(`\\bfrom '\\./${slug}/index\\.ts'`);
}

function withImport(text: string, slug: string, name: string): string {
  const line = `import { ${name} } from './${slug}/index.ts';`;
  const lines = text.split('\n');
  // The linter wants imports in order of their paths.
  const later = lines.findIndex((other) => (IMPORT.exec(other)?.[1] ?? '') > `${slug}/index.ts`);
  const last = lines.findLastIndex((other) => IMPORT.test(other));
  const licence = lines.findLastIndex((other, at) => at < 5 && other.startsWith('//'));
  lines.splice(later >= 0 ? later : Math.max(last, licence) + 1, 0, line);
  return lines.join('\n');
}

/**
 * The registry's text with `slug` added: `import { exampleCall } from './example_call/index.ts';` and the entry
 * `example_call: exampleCall`, on a line of its own when the list has lines.
 * BAD_INPUT when the text has no list `export const PROPOSALS = { ... }`.
 */
export function register(text: string, slug: string, { file, list, nameOf }: Registry): string {
  const name = nameOf(slug);
  const entry = name === slug ? slug : `${slug}: ${name}`;
  const pattern = new RegExp(`(export const ${list}\\b[^{]*\\{)([^}]*?),?(\\s*\\})`);
  if (!pattern.test(text)) {
    throw new SyspecError('BAD_INPUT', `${file}: no list \`export const ${list} = { ... }\` in it`);
  }
  const listed = text.replace(pattern, (_, open: string, entries: string, close: string) => {
    if (entries.trim() === '') return `${open} ${entry} }`;
    return close.includes('\n')
      ? `${open}${entries},\n  ${entry},${close}`
      : `${open}${entries}, ${entry}${close}`;
  });
  return withImport(listed, slug, name);
}
