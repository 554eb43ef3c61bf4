// SPDX-License-Identifier: MIT
// A proposal's one name, and the forms that it takes.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const SLUG = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/** Documents in spec/ that are not proposals. */
const NOT_PROPOSALS: readonly string[] = ['README.md', 'template.md'];

/** Whether `name` is lower-case snake_case and starts with a letter, as the name of a system call does. */
export function isSlug(name: string): boolean {
  return SLUG.test(name);
}

/** Whether `slug` stands for any proposal in tests and comments; shared files may name it, and no proposal has it. */
export function isReserved(slug: string): boolean {
  return slug.startsWith('example');
}

/** The slug in PascalCase, which is the name of its TLA+ module: `example_call` gives `ExampleCall`. */
export function moduleName(slug: string): string {
  return slug.replace(/(?:^|_)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** The slug in camelCase, which is its name in TypeScript: `example_call` gives `exampleCall`. */
export function identifier(slug: string): string {
  return slug.replace(/_([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

function capital(part: string): string {
  return part.charAt(0).toUpperCase() + part.slice(1);
}

/** The slug in SCREAMING_SNAKE_CASE, which is the name of a constant: `example_call` gives `EXAMPLE_CALL`. */
export function constantName(slug: string): string {
  return slug.toUpperCase();
}

/**
 * Matches the slug in any of its forms (`example_call`, `example-call`, `exampleCall`, `ExampleCall`, `EXAMPLE_CALL`),
 * alone or beside other words (`MCExampleCall`, `exampleCallModel`, `__NR_example_call`). A longer word that it is only
 * the beginning or the end of (`example_calls`) is another.
 */
export function anyForm(slug: string): RegExp {
  const parts = slug.split('_');
  const [first = '', ...rest] = parts;
  const start = `[${first.charAt(0)}${first.charAt(0).toUpperCase()}]${first.slice(1)}`;
  const small = `(?<![A-Za-z0-9])${[start, ...rest].join('[_-]?')}(?![a-z0-9])`;
  const camel = `(?<![A-Za-z0-9])${[first, ...rest.map(capital)].join('')}(?![a-z0-9])`;
  const pascal = `${parts.map(capital).join('[_-]?')}(?![a-z0-9])`;
  const screaming = `(?<![A-Za-z0-9])${parts.map((part) => part.toUpperCase()).join('[_-]?')}(?![A-Za-z0-9])`;
  return new RegExp([small, camel, pascal, screaming].join('|'));
}

/** The names of the documents in `root`/spec, sorted; they are the proposals when they are slugs. */
export function documentNames(root: string): string[] {
  return readdirSync(join(root, 'spec'))
    .filter((file) => file.endsWith('.md') && !NOT_PROPOSALS.includes(file))
    .map((file) => basename(file, '.md'))
    .sort();
}
