// SPDX-License-Identifier: MIT
// One errno of a document, one flag of a patch, one byte of a record: each is seen, with its place.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { ROOT } from '../../base/root.ts';
import { CONFORMANCE } from '../../conformance/index.ts';
import { DEFAULT_BASE } from '../../conformance/kernel/bases.ts';
import { addRun, inputsOf } from '../../records/record.ts';
import { UAPI } from '../../spec/uapi.ts';
import { evidenceOf } from '../evidence.ts';
import { edit } from '../fixtures/checkout.ts';
import { materialOf } from '../material.ts';
import { hasProse, outOfStep } from '../prose.ts';
import { documentLine } from './facts.ts';
import { isOk } from './line.ts';

const slugs = Object.keys(CONFORMANCE).filter((slug) => hasProse(ROOT, slug));
const root = folderOfFile();
beforeAll(() => {
  for (const part of ['spec', 'tla', 'documents', 'models', 'conformance', 'docs'])
    cpSync(join(ROOT, part), join(root, part), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
});

test('there are proposals to ask about', () => {
  expect(slugs.length).toBeGreaterThan(1);
});

/** What the gate says; where it says something, it is shut. */
function differences(slug: string): string[] {
  const line = documentLine(materialOf(root, slug), root);
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

/** What is said of what is here, by proposal. */
const known = new Map<string, ReadonlySet<string>>();

/** What is said after an edit and was not before. */
function newDifferences(slug: string, file: string, was: string, is: string): string[] {
  const before = known.get(slug) ?? new Set(differences(slug));
  known.set(slug, before);
  return edited(file, was, is, () => differences(slug)).filter((one) => !before.has(one));
}

/** The last mask of the document's flags that the series adds, in a test or a variable: its file, and the names in it. */
function maskOf(slug: string): { readonly file: string; readonly text: string; readonly names: string[] } {
  const folder = `conformance/kernel/patches/${slug}`;
  const known = materialOf(root, slug).proposal.flags.map(({ name }) => name);
  const files = readdirSync(join(root, folder), { recursive: true }).map(String).sort();
  const found = files.flatMap((name) => {
    if (!name.endsWith('.patch') || !name.startsWith(DEFAULT_BASE)) return [];
    const patch = readFileSync(join(root, folder, name), 'utf8');
    const masks = [...patch.matchAll(/^\+.*(\bflags & ~\(| = )([A-Z]\w+(?: \| [A-Z]\w+)*)[);]/gm)];
    return masks.flatMap(([, before = '', text = '']) => {
      const names = text.split(' | ');
      const isMask = names.every((one) => known.includes(one));
      return isMask ? [{ file: `${folder}/${name}`, text: before + text, names }] : [];
    });
  });
  return found.at(-1)!;
}

describe.each(slugs)('%s', (slug) => {
  test('nothing differs in what is here', () => {
    expect(differences(slug)).toEqual([]);
  });

  test('one errno of the document', () => {
    const { errors } = materialOf(root, slug).proposal;
    for (const row of errors.filter(({ errno }) => errno === 'EINVAL' || errno === 'EOPNOTSUPP')) {
      const [was, is] = [`| ${row.id} | ${row.errno} |`, `| ${row.id} | ERANGE |`];
      const found = newDifferences(slug, `spec/${slug}.md`, was, is);
      // The prose has the row's hash; model, TLA+, series and tables of outcomes have the errno.
      const stale = edited(`spec/${slug}.md`, was, is, () => {
        const { prose, proposal } = materialOf(root, slug);
        return outOfStep(prose, proposal);
      });
      const place = expect.stringMatching(new RegExp(`spec/${slug}\\.md:(?:\\d+, )*${row.line}\\b`));
      expect([...found, ...stale.map((one) => one.replaceAll(`${root}/`, ''))]).toEqual(
        expect.arrayContaining([place]),
      );
    }
  });

  test('one flag of a patch', () => {
    const { file, text, names } = maskOf(slug);
    const prefix = names[0]!.slice(0, names[0]!.indexOf('_') + 1);
    const other = [...UAPI.keys()].find((name) => name.startsWith(prefix) && !names.includes(name))!;
    const found = newDifferences(slug, file, text, text.replace(names[0]!, other));
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`${file.replaceAll('.', '\\.')}:\\d+ says .*${other}`)),
      ]),
    );
  });

  test('one byte of a record', () => {
    const kind = 'agree' as const;
    const run = { kind, name: '', ok: true, environment: null, seed: null, totals: { same: 7 } };
    addRun(root, slug, { ...run, rows: [] }, inputsOf(root, slug, 'agree'));
    const gaps = () => evidenceOf(root, slug, [run]).gaps;
    expect(gaps()).toEqual([]);
    expect(edited(`records/${slug}.json`, '"same":7', '"same":8', gaps)).toEqual([
      expect.objectContaining({ place: `records/${slug}.json`, why: expect.stringContaining('line 2:') }),
    ]);
  });
});
