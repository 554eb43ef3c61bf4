// SPDX-License-Identifier: MIT
// Lays out a new proposal: every file that the layout rules ask for, with what to fill in.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { SyspecError } from '../base/errors.ts';
import { constantName, identifier, isSlug, moduleName } from '../base/slug.ts';
import { REGISTRIES, register } from './registry.ts';
import { requiredFiles, SHARED } from './rules.ts';

/** Where the text of `file` comes from. */
function templateOf(file: string, slug: string): string {
  if (file.startsWith('spec/')) return 'spec/template.md';
  const name = basename(file).replace(moduleName(slug), 'Module');
  return `layout/template/${file.split('/')[0]}/${name}.template`;
}

function fill(template: string, slug: string): string {
  return template
    .replaceAll('{{slug}}', slug)
    .replaceAll('{{module}}', moduleName(slug))
    .replaceAll('{{identifier}}', identifier(slug))
    .replaceAll('{{constant}}', constantName(slug));
}

/** Whether a module can have a name of its own for it: it is no word of the language, and no list is called so. */
function isFree(slug: string): boolean {
  if (REGISTRIES.some(({ list, nameOf }) => list === nameOf(slug)) || slug === 'await') return false;
  try {
    new Script(`'use strict'; const ${identifier(slug)} = 0;`);
    return true;
  } catch {
    return false;
  }
}

function refuse(root: string, slug: string, files: readonly string[]): void {
  if (!isSlug(slug)) {
    throw new SyspecError(
      'BAD_USAGE',
      `'${slug}' is not the name of a proposal`,
      'Use lower-case snake_case that starts with a letter, as the names of system calls do.',
    );
  }
  if (Object.values(SHARED).flat().includes(slug)) {
    throw new SyspecError('BAD_USAGE', `'${slug}' is the name of a shared folder`, 'Choose another name.');
  }
  if (!isFree(slug)) {
    throw new SyspecError(
      'BAD_USAGE',
      `'${slug}' is a word of TypeScript or of a registry`,
      'Choose another name.',
    );
  }
  const taken = files.find((file) => existsSync(join(root, file)));
  if (taken !== undefined) {
    throw new SyspecError(
      'BAD_USAGE',
      `${taken} exists already`,
      'Nothing was written; choose another name.',
    );
  }
}

/**
 * Writes the files of proposal `slug` into the checkout at `root` and adds it to both registries.
 * Nothing is overwritten: an ill-formed or taken name is BAD_USAGE, a registry without a list BAD_INPUT, and
 * then nothing is written at all.
 * @returns the files written or changed, as paths from the root
 */
export function layOutProposal(root: string, slug: string): string[] {
  const files = [`spec/${slug}.md`, ...requiredFiles(slug)];
  refuse(root, slug, files);
  const registries = REGISTRIES.map((registry) => ({
    file: registry.file,
    text: register(readFileSync(join(root, registry.file), 'utf8'), slug, registry),
  }));
  const texts = files.map((file) => fill(readFileSync(join(root, templateOf(file, slug)), 'utf8'), slug));
  for (const [at, file] of files.entries()) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), texts[at] ?? '', { flag: 'wx' });
  }
  for (const { file, text } of registries) writeFileSync(join(root, file), text);
  return [...files, ...registries.map(({ file }) => file)];
}
