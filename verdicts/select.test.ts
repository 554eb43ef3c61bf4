// SPDX-License-Identifier: MIT
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { layOutProposal } from '../layout/new-proposal.ts';
import { REGISTRIES } from '../layout/registry.ts';
import { PROPOSALS } from '../models/index.ts';
import { LEASE_FOLDER, lease } from './fixtures/lease.ts';
import {
  allows,
  checkFilter,
  requireTla,
  selectFinished,
  selectSubjects,
  slugsWithoutTla,
  withTla,
} from './select.ts';

const known = Object.keys(PROPOSALS);

describe('proposals', () => {
  test('none named: all, in the order of the registry', () => {
    expect(selectSubjects([]).map(({ proposal }) => proposal.slug)).toEqual(known);
  });

  test('each once, with its own document, models and manifest', () => {
    const [slug] = known;
    const subjects = selectSubjects([slug!, slug!]);
    expect(subjects).toHaveLength(1);
    expect(subjects[0]?.proposal.slug).toBe(slug);
    expect(subjects[0]?.models).toBe(PROPOSALS[slug!]);
    expect(subjects[0]?.manifest.specFile).toContain(`/${slug}/`);
  });

  test.each(['no_such', 'constructor', ''])('%j is refused, and those that there are named', (slug) => {
    expect(() => selectSubjects([slug])).toThrow(
      expect.objectContaining({
        code: 'BAD_USAGE',
        message: `no proposal '${slug}'`,
        hint: `There are: ${known.join(', ')}.`,
      }),
    );
  });
});

describe('all that are finished', () => {
  let root: string;
  beforeEach(() => {
    root = folderOfTest();
    for (const folder of ['spec', 'tla', 'models', 'layout', 'conformance']) mkdirSync(join(root, folder));
    cpSync(inRoot('spec/template.md'), join(root, 'spec/template.md'));
    cpSync(inRoot('layout/template'), join(root, 'layout/template'), { recursive: true });
    for (const { file, list } of REGISTRIES) {
      writeFileSync(join(root, file), `export const ${list} = {} as const;\n`);
    }
    cpSync(join(LEASE_FOLDER, 'lease.md'), join(root, 'spec/lease.md'));
    cpSync(LEASE_FOLDER, join(root, 'tla/lease'), { recursive: true });
    layOutProposal(root, 'half_done');
  });

  const { models } = lease();
  const both = { half_done: { ...models, slug: 'half_done' }, lease: models };

  test('one that was just laid out is named, and the other is there', () => {
    const { subjects, notChecked } = selectFinished(both, root);
    expect(subjects.map(({ proposal }) => proposal.slug)).toEqual(['lease']);
    expect(notChecked).toEqual([
      {
        slug: 'half_done',
        message: expect.stringMatching(
          /spec\/half_done\.md:2: this is still to be written; .* \(and \d\d more\)$/,
        ),
      },
    ]);
  });

  test('a folder for the TLA+ is there, and the manifest is not', () => {
    rmSync(join(root, 'tla/lease/manifest.json'));
    expect(() => selectFinished({ lease: models }, root)).toThrow(/manifest\.json/);
  });

  test('one whose TLA+ is not there is among them, and is refused where that is asked', () => {
    rmSync(join(root, 'tla/lease'), { recursive: true });
    const { subjects, notChecked } = selectFinished({ lease: models }, root);
    expect([subjects.length, notChecked, withTla(subjects), slugsWithoutTla(subjects)]).toEqual([
      1,
      [],
      [],
      ['lease'],
    ]);
    expect(() => requireTla(subjects)).toThrow(
      expect.objectContaining({
        code: 'BAD_INPUT',
        message: expect.stringMatching(/^lease: its TLA\+ is not there: .*tla\/lease$/),
      }),
    );
  });

  test('when there is none it throws all that is wrong with the first', () => {
    const half = { half_done: both.half_done };
    expect(() => selectFinished(half, root)).toThrow(/half_done\.md:2: .*\n.*half_done\.md:/);
  });

  test('those of this package are all finished', () => {
    const { subjects, notChecked } = selectFinished();
    expect(subjects.map(({ proposal }) => proposal.slug)).toEqual(known);
    expect(notChecked).toEqual([]);
  });
});

describe('a filter', () => {
  test.each([
    [
      { variant: 'propose' },
      "no variant 'propose'",
      'Did you mean proposed? There are: today-look, naive, proposed.',
    ],
    [{ scenario: 'crowd' }, "no scenario 'crowd'", 'There are: alone, pair.'],
    [{ claim: 'C1.progress' }, "no claim 'C1.progress'", 'There are: C1, C2.'],
  ])('%j names nothing', (filter, message, hint) => {
    expect(() => checkFilter([lease(), lease()], filter)).toThrow(
      expect.objectContaining({ code: 'BAD_USAGE', message, hint }),
    );
  });

  test('names that there are, and none at all, pass', () => {
    checkFilter([lease()], { variant: 'naive', scenario: 'pair', claim: 'C2' });
    checkFilter([lease()], {});
  });

  test('what is not given lets everything through', () => {
    expect([allows(undefined, 'a'), allows('a', 'a'), allows('a', 'b')]).toEqual([true, true, false]);
  });
});
