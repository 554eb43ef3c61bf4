// SPDX-License-Identifier: MIT
// One errno of a document, one flag of a patch, one byte of a record: each is seen, with its place.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { ROOT } from '../../base/root.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { addRun, inputsOf } from '../../records/record.ts';
import { evidenceOf } from '../evidence.ts';
import { edit } from '../fixtures/checkout.ts';
import { materialOf } from '../material.ts';
import { hasProse } from '../prose.ts';
import { documentLine } from './facts.ts';
import { isOk } from './line.ts';

const SLUG = Object.keys(CONFORMANCE).find((slug) => hasProse(ROOT, slug))!;
const root = folderOfFile();
beforeAll(() => {
  for (const part of ['spec', 'tla', 'documents', 'models', 'conformance', 'docs'])
    cpSync(join(ROOT, part), join(root, part), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
});

/** What the gate says; where it says something, it is shut. */
function differences(): string[] {
  const line = documentLine(materialOf(root, SLUG), root);
  expect(isOk([line], false)).toBe(line.details.length === 0);
  return line.details.map((one) => one.replaceAll(`${root}/`, ''));
}

/** Edits a file, asks, and puts it back. */
function edited<T>(file: string, was: string, is: string, ask: () => T): T {
  edit(root, file, was, is);
  try {
    return ask();
  } finally {
    edit(root, file, is, was);
  }
}

/** A patch of the series that has a flag in its mask. */
function patchWith(text: string): string {
  const folder = `conformance/kernel/patches/${SLUG}`;
  const names = readdirSync(join(root, folder), { recursive: true }).map(String);
  const found = names.find(
    (name) => name.endsWith('.patch') && readFileSync(join(root, folder, name), 'utf8').includes(text),
  );
  return `${folder}/${found}`;
}

test('nothing differs in what is here', () => {
  expect(differences()).toEqual([]);
});

test('one errno of the document', () => {
  const { errors } = materialOf(root, SLUG).proposal;
  const row = errors.find(({ errno }) => errno === 'EINVAL')!;
  const found = edited(`spec/${SLUG}.md`, `| ${row.id} | EINVAL |`, `| ${row.id} | ERANGE |`, differences);
  expect(found).toEqual(expect.arrayContaining([expect.stringContaining(`spec/${SLUG}.md:${row.line}: `)]));
});

test('one flag of a patch', () => {
  const { flags } = materialOf(root, SLUG).proposal;
  const mask = `flags & ~(${flags.map(({ name }) => name).join(' | ')})`;
  const file = patchWith(mask);
  const found = edited(file, mask, mask.replace(flags[0]!.name, 'AT_REMOVEDIR'), differences);
  expect(found).toEqual(
    expect.arrayContaining([expect.stringMatching(new RegExp(`${file.replaceAll('.', '\\.')}:\\d+ says`))]),
  );
});

test('one byte of a record', () => {
  const run = {
    kind: 'agree',
    name: '',
    ok: true,
    environment: null,
    seed: null,
    rows: [],
    totals: { same: 7 },
  } as const;
  addRun(root, SLUG, { ...run, rows: [] }, inputsOf(root, SLUG, 'agree'));
  const gaps = () => evidenceOf(root, SLUG, [run]).gaps;
  expect(gaps()).toEqual([]);
  expect(edited(`records/${SLUG}.json`, '"same":7', '"same":8', gaps)).toEqual([
    expect.objectContaining({ place: `records/${SLUG}.json`, why: expect.stringContaining('line 2:') }),
  ]);
});
