// SPDX-License-Identifier: MIT
// The title and the table of fields below it.

import type { z } from 'zod';
import { isSlug } from '../base/slug.ts';
import { callsOf, faultsOfCalls, faultsOfProbe } from './calls.ts';
import type { Outline } from './outline.ts';
import type { Fields } from './proposal.ts';
import { FIELDS } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { faultsOf, readCells } from './table.ts';

type Written = z.output<typeof FIELDS>;
type Field = { readonly value: string; readonly line: number };

const KEYS = Object.keys(FIELDS.shape);

function fieldsByName(region: Region, problems: Complaints): ReadonlyMap<string, Field> {
  const columns = ['field', 'value'].map((column) => [column, column] as const);
  const found = new Map<string, Field>();
  for (const { cells, line } of readCells(region, columns, problems)) {
    const { field = '', value = '' } = cells;
    const known = KEYS.includes(field);
    if (known && !found.has(field)) found.set(field, { value, line });
    else {
      problems.add('Title', line, {
        message: known ? `the field '${field}' is there twice` : `there is no field '${field}'`,
        expected: `each of ${KEYS.join(', ')} once`,
        hint: 'correct or remove the row',
      });
    }
  }
  return found;
}

function checkSlug(slug: Field, name: string, problems: Complaints): void {
  if (isSlug(slug.value) && slug.value === name) return;
  problems.add('Title', slug.line, {
    message: `the slug is '${slug.value}' and the file ${name}.md`,
    expected: 'a slug in lower-case snake_case that is also the name of the file',
    hint: 'rename one of them',
  });
}

/** The fields with all calls in one list, whichever row names them. */
function toFields({ number, calls, ...rest }: Written): Fields {
  const rows = {
    slug: rest.slug,
    ...(number === undefined ? {} : { number }),
    ...(calls === undefined ? {} : { calls }),
  };
  return { ...rest, calls: callsOf(rows) };
}

/** What the table of fields says. */
export interface Head {
  /** The name by which the title and the steps are read, also where the fields say another. */
  readonly slug: string;
  /** The kernels as they are written, if that is well-formed. */
  readonly base: string | undefined;
  /** As written, if it is. */
  readonly format: string | undefined;
  /** The lines of those that are there. */
  readonly lines: Readonly<Record<string, number>>;
  /** All of them, when all are right. */
  readonly fields: Fields | undefined;
}

/** Of the file's name and the slug that is written, the one that the title has: the other is the slip. */
function likelySlug(name: string, written: string | undefined, title: string): string {
  return written === undefined || title.startsWith(`${name}: `) ? name : written;
}

/** The fields of the document called `name`; what is missing or wrong is a problem. */
export function readFields(document: Outline, name: string, problems: Complaints): Head {
  const { text: title = '', line = 1 } = document.title ?? {};
  const region: Region = { place: 'Title', name: 'Title', line, blocks: document.preamble };
  const found = fieldsByName(region, problems);
  const raw = Object.fromEntries([...found].map(([field, { value }]) => [field, value]));
  const read = FIELDS.safeParse(raw);
  const unread = found.size === 0 && !problems.clean(['Title']);
  const faults = read.success || unread ? [] : faultsOf(read.error, raw, (key) => `the field '${key}'`);
  for (const { key, ...complaint } of faults) {
    problems.add('Title', found.get(key)?.line ?? line, complaint);
  }
  const slug = found.get('slug');
  if (slug !== undefined) checkSlug(slug, name, problems);
  const fields = read.success ? toFields(read.data) : undefined;
  // The name of another document is said once.
  if (read.success && fields?.slug === name) {
    for (const { field, ...complaint } of [
      ...faultsOfCalls(read.data, fields.kind),
      ...faultsOfProbe(fields),
    ])
      problems.add('Title', found.get(field)?.line ?? line, complaint);
  }
  return {
    slug: likelySlug(name, slug?.value, title),
    base: FIELDS.shape.base.safeParse(raw.base).data,
    format: raw.format,
    lines: Object.fromEntries([...found].map(([field, { line: at }]) => [field, at])),
    fields,
  };
}

/** The title without `slug: `, with which it must begin; empty, after a problem, when it does not. */
export function readTitle(document: Outline, slug: string, problems: Complaints): string {
  const prefix = `${slug}: `;
  const { text = '', line = 1 } = document.title ?? {};
  if (text.startsWith(prefix) && text.length > prefix.length) return text.slice(prefix.length);
  problems.add('Title', line, {
    message: text === '' ? 'there is no title' : `the title is '${text}'`,
    expected: `'# ${prefix}' and what it does, in a few words`,
    hint: 'begin the document with it',
  });
  return '';
}
