// SPDX-License-Identifier: MIT
// The two lines that a proposal has in the registry: its import, and its entry in PROPOSALS.
import { SyspecError } from '../base/errors.ts';
import { identifier } from '../base/slug.ts';

const IMPORT = /^import (?:type )?\{.*\} from '\.\/(.+)';$/;
const LIST = /(export const PROPOSALS\b[^{]*\{)([^}]*?),?(\s*\})/;

function withImport(text: string, slug: string): string {
  const line = `import { ${identifier(slug)} } from './${slug}/index.ts';`;
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
export function register(text: string, slug: string): string {
  const name = identifier(slug);
  const entry = name === slug ? slug : `${slug}: ${name}`;
  if (!LIST.test(text)) {
    throw new SyspecError('BAD_INPUT', 'models/index.ts: no list `export const PROPOSALS = { ... }` in it');
  }
  const listed = text.replace(LIST, (_, open: string, entries: string, close: string) => {
    if (entries.trim() === '') return `${open} ${entry} }`;
    return close.includes('\n')
      ? `${open}${entries},\n  ${entry},${close}`
      : `${open}${entries}, ${entry}${close}`;
  });
  return withImport(listed, slug);
}
