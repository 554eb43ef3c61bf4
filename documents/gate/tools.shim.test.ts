// SPDX-License-Identifier: MIT
// The tools of the gate on a small series for a small source: all holds, and what is planted is found and named.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { readPatch } from '../../conformance/kernel/source/patch.ts';
import { checkout, put, SLUG } from '../fixtures/checkout.ts';
import { type Base, type Documents, rendered, writeDocuments } from '../generate.ts';
import { materialOf } from '../material.ts';
import { manPage } from '../pages/man.ts';
import { rstPage } from '../pages/rst.ts';
import { coverLetter } from '../series/letter.ts';
import { type Addition, insertSorted, makeSeries, type Series } from '../series/series.ts';
import { threaded } from '../series/thread.ts';
import { onDiskLine } from './gate.ts';
import { pageLines, proseLine, sphinxLine } from './pages.ts';
import { amLine, b4Line, editmeLine, formLine, wiringLine } from './series.ts';

const MAIL = `From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001
From: syspec <syspec@localhost>
Date: Wed, 1 Jan 2025 00:00:00 +0000
Subject: [PATCH 1/1] syscalls: wire up valid()

It has no number. Give it one.
---
 scripts/syscall.tbl | 1 +
 1 file changed, 1 insertion(+)

diff --git a/scripts/syscall.tbl b/scripts/syscall.tbl
--- a/scripts/syscall.tbl
+++ b/scripts/syscall.tbl
@@ -1,2 +1,3 @@
 # SPDX
 462	common	mseal	sys_mseal
+500	common	valid	sys_valid
`;
const ADDITION: Addition = {
  subject: 'selftests: valid: test it',
  body: 'Nobody tests it. Test it.',
  files: new Map([['tools/testing/selftests/valid/Makefile', '# SPDX\n']]),
  list: {
    file: 'tools/testing/selftests/Makefile',
    insert: (text) => insertSorted(text, 'TARGETS += ', SLUG),
  },
};

let root: string;
let folder: string;
let base: Base;
let series: Series;
let documents: Documents;

async function made(files: ReadonlyMap<string, string> = new Map()): Promise<void> {
  const material = materialOf(root, SLUG);
  const page = manPage(material);
  const evidence = { facts: [], gaps: [] };
  const bare = coverLetter(material, { evidence, series, page: await rendered(page), base });
  const { letter, mails } = threaded(bare, series.mails);
  documents = {
    ...{ material, evidence, items: [], series: new Map([['7.3', { ...series, mails }]]) },
    files: new Map([
      [`man2/${SLUG}.2`, page],
      [`Documentation/userspace-api/${SLUG}.rst`, rstPage(material)],
      ['letter-7.3.mbox', letter],
      ['series-7.3.mbox', mails.join('')],
      ...files,
    ]),
  } as unknown as Documents;
  writeDocuments(folder, SLUG, documents);
}

beforeEach(async () => {
  root = folderOfTest();
  folder = join(root, 'out');
  checkout(root);
  put(root, 'source/scripts/syscall.tbl', '# SPDX\n462\tcommon\tmseal\tsys_mseal\n');
  put(root, 'source/tools/testing/selftests/Makefile', 'TARGETS += acct\nTARGETS += zram\n');
  put(root, 'patches/0001.patch', MAIL);
  base = {
    name: '7.3',
    hash: 'abc',
    origin: 'a tree',
    pristine: join(root, 'source'),
    patches: [readPatch(join(root, 'patches/0001.patch'))],
    exceptions: [],
  };
  series = await makeSeries(base.pristine, base.patches, [ADDITION]);
  await made();
});

const where = () => ({ folder, base, documents, part: 'series' as const });

test('the series is numbered, has nobody’s sign-off, and is the same every time', async () => {
  expect(series.mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1])).toEqual([
    '[PATCH 1/2] syscalls: wire up valid()',
    '[PATCH 2/2] selftests: valid: test it',
  ]);
  expect(series.mails.join('')).not.toContain('Signed-off-by:');
  expect(series.mails[1]).toContain('+TARGETS += valid\n TARGETS += zram');
  expect(series.statistics).toContain('3 files changed, 3 insertions(+)');
  expect(await makeSeries(base.pristine, base.patches, [ADDITION])).toEqual(series);
});

test('all that is there holds', async () => {
  const lines = [
    ...(await pageLines(folder, documents)),
    await sphinxLine(folder, SLUG),
    formLine(where()),
    await amLine(where(), process.env),
    await b4Line(where(), process.env),
    onDiskLine(folder, documents),
  ];
  expect(lines.map(({ check, state, details }) => [check, state, details])).toEqual(
    ['mandoc', 'man', 'sphinx', 'messages 7.3', 'git am 7.3', 'b4 7.3', 'files'].map((check) => [
      check,
      'holds',
      [],
    ]),
  );
});

test('programs that are run elsewhere find a folder that is named from here', async () => {
  const here = { ...where(), folder: relative(process.cwd(), folder) };
  const lines = [await amLine(here, process.env), await b4Line(here, process.env)];
  expect(lines.map(({ state, details }) => [state, details])).toEqual(lines.map(() => ['holds', []]));
});

describe('what is planted is found:', () => {
  const rewrite = (file: string, edit: (text: string) => string) =>
    writeFileSync(join(folder, SLUG, file), edit(readFileSync(join(folder, SLUG, file), 'utf8')));

  test('a macro that there is not, by mandoc; it is not what is generated either', async () => {
    rewrite(`man2/${SLUG}.2`, (text) => text.replace('.SH LIBRARY', '.XX\n.SH LIBRARY'));
    const [lint] = await pageLines(folder, documents);
    expect(lint).toMatchObject({
      state: 'fails',
      details: [expect.stringMatching(/valid\.2:8:2: ERROR: skipping unknown macro: \.XX$/)],
    });
    expect(onDiskLine(folder, documents).details).toEqual([
      expect.stringMatching(/man2\/valid\.2:8 is not what is generated$/),
    ]);
  });

  test('a title that is not underlined, by sphinx', async () => {
    rewrite(`Documentation/userspace-api/${SLUG}.rst`, (text) =>
      text.replace('========\n\nTwo', '=====\n\nTwo'),
    );
    const { state, details } = await sphinxLine(folder, SLUG);
    expect([state, details.join()]).toEqual(['fails', expect.stringContaining('Title underline too short')]);
  });

  test('a source that has changed, by git am', async () => {
    put(root, 'source/scripts/syscall.tbl', '# SPDX\n471\tcommon\tother\tsys_other\n');
    const { state, details } = await amLine(where(), process.env);
    expect([state, details.join()]).toEqual(['fails', expect.stringContaining('scripts/syscall.tbl')]);
  });

  test('a patch that git does not take', async () => {
    put(root, 'source/scripts/syscall.tbl', '# other\n');
    await expect(makeSeries(base.pristine, base.patches, [])).rejects.toMatchObject({
      code: 'KERNEL_PATCH',
      message: expect.stringContaining('0001.patch'),
    });
  });

  test('a copy below tools/ is left out of a series', async () => {
    put(root, 'source/tools/perf/syscall.tbl', '# SPDX\n462\tcommon\tmseal\tsys_mseal\n');
    put(root, 'patches/0002.patch', MAIL.replaceAll('scripts/', 'tools/perf/'));
    const patches = [...base.patches, readPatch(join(root, 'patches/0002.patch'))];
    expect((await makeSeries(base.pristine, patches, [])).mails).toHaveLength(1);
  });

  test('a table that the newest call is in, by the wiring', () => {
    for (const file of ['arch/x86/entry/syscalls/syscall_64.tbl', 'include/linux/syscalls.h'])
      put(root, `source/${file}`, '462\tcommon\tmseal\tsys_mseal\n');
    expect(wiringLine(where()).details).toEqual([
      'arch/x86/entry/syscalls/syscall_64.tbl has mseal() and not valid()',
      'include/linux/syscalls.h has mseal() and not valid()',
    ]);
  });

  test('a mail that is lost, by b4', async () => {
    await made(new Map([['series-7.3.mbox', documents.series.get('7.3')!.mails[0]!]]));
    expect((await b4Line(where(), process.env)).state).toBe('fails');
  });

  test('mails that are no thread, by their form: b4 makes ids of its own for those', async () => {
    const letter = coverLetter(documents.material, {
      ...{ evidence: documents.evidence, series, page: '', base },
    });
    await made(
      new Map([
        ['letter-7.3.mbox', letter],
        ['series-7.3.mbox', series.mails.join('')],
      ]),
    );
    expect(formLine(where()).details).toContain('letter-7.3.mbox: it has no Message-ID');
  });

  test('b4 is given what lies there, and its command makes that again', async () => {
    const { command } = await b4Line(where(), process.env);
    const own = join(folder, SLUG);
    const [cat] = command.split(' && ');
    expect(cat).toBe(`cat ${own}/letter-7.3.mbox ${own}/series-7.3.mbox > ${own}/.b4/whole.mbox`);
    const lies = ['letter-7.3.mbox', 'series-7.3.mbox'].map((file) => readFileSync(join(own, file), 'utf8'));
    expect(readFileSync(join(own, '.b4/whole.mbox'), 'utf8')).toBe(lies.join(''));
  });

  test('an id in a page, and a long subject', async () => {
    const { files } = documents;
    const page = files.get(`man2/${SLUG}.2`)!.replace('One caller', 'By R1 one caller');
    await made(new Map([[`man2/${SLUG}.2`, page]]));
    expect(proseLine(documents).details).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^man2\/valid\.2:\d+: names R1, which no reader of it knows/),
      ]),
    );
    series = {
      ...series,
      mails: series.mails.map((mail) => mail.replace('wire up', `wire ${'up '.repeat(30)}`)),
    };
    await made();
    expect(formLine(where()).details).toEqual([expect.stringContaining('the subject has')]);
  });

  test('what is left for a person', () => {
    const line = editmeLine(folder, documents);
    expect([line.state, line.details]).toEqual([
      'open',
      ['man2/valid.2: 1 line', 'letter-7.3.mbox: 5 lines', 'series-7.3.mbox: 6 lines'],
    ]);
    const clean = { ...documents, files: new Map([['a', 'done\n']]) };
    expect(editmeLine(folder, clean).state).toBe('holds');
  });

  test('a tool that is not installed is no pass', async () => {
    await expect(sphinxLine(folder, SLUG, { PATH: '' })).rejects.toMatchObject({
      code: 'TOOL_MISSING',
      exitCode: 3,
    });
    await expect(pageLines(folder, documents, { PATH: '' })).rejects.toMatchObject({ code: 'TOOL_MISSING' });
    await expect(b4Line(where(), { PATH: '' })).rejects.toMatchObject({ code: 'TOOL_MISSING' });
  });

  test('files that are missing', () => {
    rmSync(join(folder, SLUG, 'letter-7.3.mbox'));
    expect(onDiskLine(folder, documents).details).toEqual([
      expect.stringMatching(/letter-7\.3\.mbox is missing$/),
    ]);
  });
});
