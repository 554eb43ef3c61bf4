// SPDX-License-Identifier: MIT
// The fixes of a small series as a series of their own: all holds, and what is planted is found and named.
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { readPatch } from '../../conformance/kernel/source/patch.ts';
import { checkout, put, SLUG } from '../fixtures/checkout.ts';
import { type Base, type Documents, sentFor, writeDocuments } from '../generate.ts';
import { materialOf } from '../material.ts';
import { makeFixes, restOf } from '../series/fixes.ts';
import type { Series } from '../series/series.ts';
import { onDiskLine, sentLines } from './gate.ts';
import { optionalLine } from './optional.ts';
import { proseLine } from './pages.ts';
import {
  amLine,
  b4Line,
  checkpatchLine,
  editmeLine,
  formLine,
  partsOf,
  recipientsLine,
  restLine,
} from './series.ts';

const FIXES = '\n\nFixes: 1da177e4c3f4 ("Linux-2.6.12-rc2")';
const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];

/** A patch of fs/token.c that puts a line behind another one. */
function patch(subject: string, behind: string, line: string, tags = ''): string {
  const at = LINES.indexOf(behind);
  const before = LINES.slice(at - 2, at + 1).map((one) => ` ${one}\n`);
  const after = LINES.slice(at + 1, at + 4).map((one) => ` ${one}\n`);
  return `From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: syspec <syspec@localhost>
Date: Wed, 1 Jan 2025 00:00:00 +0000
Subject: [PATCH 1/1] ${subject}

It is lost. Keep it.${tags}
---
 fs/token.c | 1 +
 1 file changed, 1 insertion(+)

diff --git a/fs/token.c b/fs/token.c
--- a/fs/token.c
+++ b/fs/token.c
@@ -${at - 1},${before.length + after.length} +${at - 1},${before.length + after.length + 1} @@
${before.join('')}+${line}
${after.join('')}`;
}

/** Stands in for a script of the tree. */
function script(name: string, says: string): void {
  put(root, `source/scripts/${name}`, `#!/bin/sh\ncat <<'END'\n${says}\nEND\n`);
  chmodSync(join(root, 'source/scripts', name), 0o755);
}

let root: string;
let folder: string;
let base: Base;
let documents: Documents;

async function made(): Promise<void> {
  const material = materialOf(root, SLUG);
  const evidence = { facts: [], gaps: [] };
  const sent = await sentFor(base, material, { evidence, page: '', additions: [], races: [] });
  documents = {
    ...{ material, evidence, files: sent.files, series: new Map([['7.3', sent.series]]) },
    fixesAlone: new Map(sent.fixes === undefined ? [] : [['7.3', sent.fixes]]),
    fixes: { series: new Map(), optional: new Map(), alone: new Map() },
  } as unknown as Documents;
  writeDocuments(folder, SLUG, documents);
}

/** Lays out patches: two fixes, and what is new between them and behind them. */
function laid(patches: readonly string[]): void {
  for (const [at, text] of patches.entries()) put(root, `patches/000${at + 1}.patch`, text);
  base = {
    ...{ name: '7.3', hash: 'abc', origin: 'a tree', pristine: join(root, 'source'), exceptions: [] },
    patches: patches.map((_, at) => readPatch(join(root, `patches/000${at + 1}.patch`))),
  };
}

const ONE = patch('token: Lose none', 'c', 'one', FIXES);
const NEW = patch('token: Let it be seen', 'k', 'new');
const TWO = patch('token: Count them', 'g', 'two', FIXES);

beforeEach(async () => {
  root = folderOfTest();
  folder = join(root, 'out');
  checkout(root);
  put(root, 'source/fs/token.c', LINES.map((line) => `${line}\n`).join(''));
  laid([ONE, NEW, TWO]);
  await made();
});

const where = () => ({ folder, base, documents, part: 'fixes' as const });
const fixes = (): Series => documents.fixesAlone.get('7.3')!;
const subjects = (mails: readonly string[]) => mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]);
const rewrite = (file: string, edit: (text: string) => string) =>
  writeFileSync(join(folder, SLUG, file), edit(readFileSync(join(folder, SLUG, file), 'utf8')));
/** Puts other mails in the place of those of the fixes. */
const replaced = (edit: (mail: string) => string): Documents => ({
  ...documents,
  fixesAlone: new Map([['7.3', { ...fixes(), mails: fixes().mails.map(edit) }]]),
});

test('what has a line Fixes: is numbered by itself, wherever it stood; the rest keeps its place', () => {
  expect(subjects(fixes().mails)).toEqual(['[PATCH 1/2] token: Lose none', '[PATCH 2/2] token: Count them']);
  expect(subjects(restOf(fixes(), documents.series.get('7.3')!))).toEqual([
    '[PATCH 2/3] token: Let it be seen',
  ]);
  expect(fixes().mails.join('')).not.toContain('Signed-off-by:');
  expect(fixes().mails[0]).toContain('Assisted-by: LLM EDITME\nIn the place of this EDITME: ');
  expect([...documents.files.keys()]).toEqual(
    ['letter-7.3', 'series-7.3', 'letter-fixes-7.3', 'fixes-7.3'].map((one) => `${one}.mbox`),
  );
  expect(documents.files.get('letter-7.3.mbox')).toContain('Patches 1 and 3 fix bugs of Linux as it is.');
  expect(partsOf(documents, base)).toEqual(['series', 'fixes']);
});

test('a series without a fix has none of these files', async () => {
  laid([NEW]);
  expect(await makeFixes(base.pristine, base.patches)).toBeUndefined();
  await made();
  expect([...documents.files.keys()]).toEqual(['letter-7.3.mbox', 'series-7.3.mbox']);
  expect(partsOf(documents, base)).toEqual(['series']);
});

test('all that is there holds', async () => {
  script('checkpatch.pl', 'total: 0 errors, 0 warnings, 0 checks, 9 lines checked');
  script('get_maintainer.pl', 'a <a@b>');
  const lines = await sentLines({ folder, base, documents }, process.env, async (_, of) =>
    [await of()].flat(),
  );
  expect(
    [...lines, onDiskLine(folder, documents)].map(({ check, state, details }) => [check, state, details]),
  ).toEqual(
    [
      ...['messages 7.3', 'git am 7.3', 'b4 7.3', 'checkpatch 7.3', 'recipients 7.3'],
      ...['messages 7.3 fixes', 'git am 7.3 fixes', 'git am 7.3 on fixes', 'b4 7.3 fixes'],
      ...['checkpatch 7.3 fixes', 'recipients 7.3 fixes', 'files'],
    ].map((check) => [check, 'holds', []]),
  );
  expect(readFileSync(join(folder, SLUG, 'recipients-7.3.txt'), 'utf8')).toContain('linux-api@');
  // Fixes are not for those who look at interfaces.
  expect(readFileSync(join(folder, SLUG, 'recipients-fixes-7.3.txt'), 'utf8')).toBe('a <a@b>\n');
});

test('checkpatch, which leaves a file where it is started, is not started where we are', async () => {
  script('checkpatch.pl', 'total: 0 errors, 0 warnings, 0 checks, 9 lines checked');
  const program = join(root, 'source/scripts/checkpatch.pl');
  const left = `.left-${process.pid}`;
  writeFileSync(program, readFileSync(program, 'utf8').replace('\n', `\n: > ${left}\n`));
  expect((await checkpatchLine(where(), process.env)).state).toBe('holds');
  expect(existsSync(left)).toBe(false);
});

test('a command of a line can be pasted', async () => {
  script('checkpatch.pl', 'total: 0 errors, 0 warnings, 0 checks, 9 lines checked');
  script('get_maintainer.pl', 'a <a@b>');
  const lines = [
    await restLine(where(), process.env),
    await checkpatchLine(where(), process.env),
    await recipientsLine(where(), process.env),
    editmeLine(folder, documents),
  ];
  for (const { command } of lines) {
    expect(command).not.toMatch(/\.\.\.|OUT\/|\bthen\b/);
    for (const [path] of command.matchAll(/\/[^\s)]*\/(?:out|source)\/[^\s)]*/g))
      expect(existsSync(path), path).toBe(true);
  }
});

describe('patches beside the series', () => {
  const beside = (...mails: readonly string[]) => {
    const fixes = { series: new Map(), alone: new Map(), optional: new Map([['7.3', mails]]) };
    return optionalLine({ root, folder, base, documents: { ...documents, fixes } }, process.env);
  };
  // It leans on a fix: the pristine source does not have the line.
  const ON_FIX = patch('token: Keep it longer', 'c', 'more')
    .replace('-1,6 +1,7', '-1,7 +1,8')
    .replace('+more\n d\n', ' one\n+more\n d\n');

  test('are put on top of the fixes, and checkpatch is asked; where there are none there is no line', async () => {
    script('checkpatch.pl', 'total: 0 errors, 0 warnings, 0 checks, 9 lines checked');
    expect(await optionalLine({ ...where(), root }, process.env)).toEqual([]);
    expect(await beside(ON_FIX)).toMatchObject([
      {
        check: 'optional 7.3',
        state: 'holds',
        note: '1 patch on top of the fixes; the gate runs none of them',
      },
    ]);
  });

  test('that do not apply, and what checkpatch says, are failures', async () => {
    script('checkpatch.pl', 'total: 0 errors, 0 warnings, 0 checks, 9 lines checked');
    const [lost] = await beside(ON_FIX.replace(' c\n', ' x\n'));
    expect([lost!.state, lost!.details.join()]).toEqual(['fails', expect.stringContaining('fs/token.c')]);
    script(
      'checkpatch.pl',
      'WARNING:LEADING_SPACE: please, no spaces\ntotal: 0 errors, 1 warnings, 0 checks, 9 lines checked',
    );
    const [said] = await beside(ON_FIX);
    expect(said!.details).toEqual([
      'docs/valid/optional/7.3: token: Keep it longer: WARNING:LEADING_SPACE: please, no spaces',
    ]);
    put(root, 'docs/valid/optional/7.3/0001-token.patch', ON_FIX);
    const stays = {
      tool: 'checkpatch',
      where: '0001-token.patch',
      says: 'WARNING:LEADING_SPACE: please, no spaces',
      why: 'so',
    };
    put(root, 'docs/valid/optional/7.3/exceptions.json', JSON.stringify([stays]));
    expect((await beside(ON_FIX))[0]!.state).toBe('holds');
  });
});

describe('what is planted is found:', () => {
  test('a fix that leans on what is none', async () => {
    laid([ONE, NEW, patch('token: Count them', 'k', 'two', FIXES).replace('+two\n', '+two\n new\n')]);
    await expect(makeFixes(base.pristine, base.patches)).rejects.toMatchObject({
      code: 'KERNEL_PATCH',
      message: expect.stringMatching(/^alone, as a fix: git am does not take .*0003\.patch/),
    });
  });

  test('a source that has changed, by git am', async () => {
    put(root, 'source/fs/token.c', 'other\n');
    const { state, details } = await amLine(where(), process.env);
    expect([state, details.join()]).toEqual(['fails', expect.stringContaining('fs/token.c')]);
  });

  test('a rest that does not apply on the fixes', async () => {
    const series = documents.series.get('7.3')!;
    const mails = series.mails.map((mail) => mail.replace('\n k\n+new\n', '\n x\n+new\n'));
    const planted = { ...documents, series: new Map([['7.3', { ...series, mails }]]) };
    const { state, details } = await restLine({ ...where(), documents: planted }, process.env);
    expect([state, details.join()]).toEqual(['fails', expect.stringContaining('fs/token.c')]);
  });

  test('fixes that are other ones than in the whole series', async () => {
    rewrite('fixes-7.3.mbox', (text) => text.replace('+two\n', '+other\n'));
    const { state, details } = await restLine(where(), process.env);
    expect([state, details]).toEqual(['fails', ['fs/token.c is another one than by the whole series']]);
  });

  test('a fix that is lost, by git am and by the tree', async () => {
    rewrite('fixes-7.3.mbox', (text) => text.split(/^(?=From 0{40} )/m)[0]!);
    expect((await amLine(where(), process.env)).details).toEqual(['1 of 2 patches were committed']);
    expect((await restLine(where(), process.env)).state).toBe('fails');
  });

  test('a long subject, a long line and a sign-off', () => {
    const form = (edit: (mail: string) => string) =>
      formLine({ ...where(), documents: replaced(edit) }).details.filter((one) => one.includes('Count'));
    expect(form((mail) => mail.replace('Count them', `Count ${'them '.repeat(20)}`))).toEqual([
      expect.stringMatching(/^fixes-7\.3\.mbox: patch 2 \(token: Count .*\): the subject has/),
    ]);
    expect(form((mail) => mail.replace('Keep it.', 'Keep it, '.repeat(9)))).toEqual([
      expect.stringMatching(/^fixes-7\.3\.mbox: patch 2 .*: line 3 has \d+ columns; at most 75$/),
    ]);
    expect(form((mail) => mail.replace('Keep it.', 'Keep it.\n\nSigned-off-by: a <a@b>'))).toEqual([
      expect.stringContaining('it has a Signed-off-by, which only a person may add'),
    ]);
  });

  test('a letter with a long subject', () => {
    const name = 'letter-fixes-7.3.mbox';
    const files = new Map(documents.files);
    files.set(name, files.get(name)!.replace('Hand on', `Hand ${'on '.repeat(20)}`));
    expect(formLine({ ...where(), documents: { ...documents, files } }).details).toEqual([
      expect.stringMatching(/^letter-fixes-7\.3\.mbox: the subject has \d+ characters; at most 75$/),
    ]);
  });

  test('an id in the letter', () => {
    const files = new Map(documents.files);
    files.set('letter-fixes-7.3.mbox', 'By R1 it is so.\n');
    files.set(`man2/${SLUG}.2`, '');
    expect(proseLine({ ...documents, files }).details).toContainEqual(
      expect.stringMatching(/^letter-fixes-7\.3\.mbox:1: names R1, which no reader of it knows/),
    );
  });

  test('a mail that is lost, by b4', async () => {
    const files = new Map(documents.files);
    files.set('fixes-7.3.mbox', fixes().mails[0]!);
    expect((await b4Line({ ...where(), documents: { ...documents, files } }, process.env)).state).toBe(
      'fails',
    );
  });

  test('what checkpatch says, and nobody to send it to', async () => {
    script(
      'checkpatch.pl',
      'WARNING:LEADING_SPACE: please, no spaces\ntotal: 0 errors, 1 warnings, 0 checks, 9 lines checked',
    );
    script('get_maintainer.pl', '');
    expect((await checkpatchLine(where(), process.env)).details).toEqual(
      ['patch 1 (token: Lose none)', 'patch 2 (token: Count them)'].map(
        (one) => `${one}: WARNING:LEADING_SPACE: please, no spaces`,
      ),
    );
    expect((await recipientsLine(where(), process.env)).details).toEqual(['get_maintainer.pl names nobody']);
  });

  test('what is left for a person', () => {
    expect(editmeLine(folder, documents).details).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^letter-fixes-7\.3\.mbox: \d+ lines$/),
        'fixes-7.3.mbox: 6 lines',
      ]),
    );
  });

  test('files that are missing', () => {
    for (const file of ['fixes-7.3.mbox', 'letter-fixes-7.3.mbox']) rmSync(join(folder, SLUG, file));
    expect(onDiskLine(folder, documents).details).toHaveLength(2);
  });
});
