// SPDX-License-Identifier: MIT
// A proposal's one name, and the forms that it takes.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const SLUG = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/** Documents in spec/ that are not proposals. */
export const NOT_PROPOSALS: readonly string[] = ['README.md', 'template.md'];

/** Whether `name` is lower-case snake_case and starts with a letter, as the name of a system call does. */
export function isSlug(name: string): boolean {
  return SLUG.test(name);
}

/** The slug in PascalCase, which is the name of its TLA+ module: `fd_lease` gives `FdLease`. */
export function moduleName(slug: string): string {
  return slug.replace(/(?:^|_)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** The slug in camelCase, which is its name in TypeScript: `fd_lease` gives `fdLease`. */
export function identifier(slug: string): string {
  return slug.replace(/_([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** Matches the slug in any of its forms: `fd_lease`, `fd-lease`, `FdLease`, `FD_LEASE`. */
export function anyForm(slug: string): RegExp {
  return new RegExp(slug.replaceAll('_', '[_-]?'), 'i');
}

/** The names of the documents in `root`/spec, sorted; they are the proposals when they are slugs. */
export function documentNames(root: string): string[] {
  return readdirSync(join(root, 'spec'))
    .filter((file) => file.endsWith('.md') && !NOT_PROPOSALS.includes(file))
    .map((file) => basename(file, '.md'))
    .sort();
}
