// SPDX-License-Identifier: MIT
// Pages that there are, and what a proposal adds to them.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOfTest } from '../../base/fixtures/folder.ts';
import { checkout, edit, SLUG } from '../fixtures/checkout.ts';
import { proseLine } from '../gate/pages.ts';
import type { Documents } from '../generate.ts';
import { type Material, materialOf } from '../material.ts';
import { withoutFrame } from './man-additions.ts';
import { changedPages } from './man-diff.ts';

const PAGE = `.TH flock 2
.SH NAME
flock \\- apply a lock
.SH DESCRIPTION
It locks.
.TP
.BR LOCK_SH " (since Linux 2)"
Shared.
.TP
.B LOCK_EX
Exclusive.
.\\"
.SS Details
There are some.
.\\" Not all of them.
.SH RETURN VALUE
Zero.
.SH ERRORS
.TP
.B EBADF
It is not open.
.TP
.B EINTR
A signal came.
.SH STANDARDS
BSD.
.SH SEE ALSO
.BR dup (2),
.BR open (2)
`;

let root: string;
let folder: string;
beforeEach(() => {
  root = folderOfTest();
  folder = join(root, 'man');
  checkout(root);
  mkdirSync(join(folder, 'man2'), { recursive: true });
  mkdirSync(join(folder, 'man7'));
  writeFileSync(join(folder, 'man2/flock.2.gz'), gzipSync(PAGE));
  writeFileSync(join(folder, 'man2/other.2'), '.so man2/flock.2\n');
  symlinkSync('flock.2.gz', join(folder, 'man2/third.2.gz'));
  writeFileSync(join(folder, 'man7/locks.7'), PAGE);
});

/** Of calls that are changed, with these sections in the prose. */
function material(sections = '', calls = ['flock', 'other', 'third']): Material {
  if (sections !== '')
    edit(root, `documents/${SLUG}/prose.md`, '## Not on the page', `${sections}\n\n## Not on the page`);
  const one = materialOf(root, SLUG);
  const changed = calls.map((name) => ({ name }));
  return { ...one, proposal: { ...one.proposal, kind: 'changed-syscall', calls: changed } };
}

/** The page that comes of it. */
const edited = (sections: string) => changedPages(material(sections), folder)[0]!.after;

test('without a section of its own it has the description at its end, and all errors by their names', () => {
  const [one, ...more] = changedPages(material(), folder);
  // A page that another one leads to is the same.
  expect(more).toEqual([]);
  expect(one!.name).toBe('flock.2');
  expect(one!.after).toContain(
    'There are some.\n.\\" Not all of them.\n.P\n.BR valid ()\ntakes the token that\n',
  );
  expect(one!.after.match(/^\.B E\w+$/gm)).toEqual(['.B EAGAIN', '.B EBADF', '.B EBADF', '.B EINTR']);
  expect(one!.before).toBe(PAGE);
});

describe('what goes', () => {
  test.each([
    ['to the end of an item', '{in LOCK_SH}\n\nFor some.', 'Shared.\nFor some.\n.TP\n.B LOCK_EX\n'],
    [
      'to the end of the last item',
      '{in LOCK_EX}\n\nA.\n\nB.',
      'Exclusive.\nA.\n.IP\nB.\n.\\"\n.SS Details\n',
    ],
    ['to the end of a section', '{in STANDARDS}\n\nLinux.', 'BSD.\n.P\nLinux.\n.SH SEE ALSO\n'],
    [
      'to the end of a subsection',
      '{in Details}\n\nMore.',
      'Not all of them.\n.P\nMore.\n.SH RETURN VALUE\n',
    ],
    [
      'into a new subsection',
      '{new Other files}\n\nAll.',
      'Not all of them.\n.SS Other files\nAll.\n.SH RETURN',
    ],
    ['among the errors', '**E2** Taken.', '.SH ERRORS\n.TP\n.B EAGAIN\nTaken.\n.TP\n.B EBADF\n'],
    [
      'to the pages that are referred to',
      'As flock(2), mmap(2).',
      '.BR dup (2),\n.BR mmap (2),\n.BR open (2)\n',
    ],
    ['to their end', 'As pipe(7), dup(2).', '.BR dup (2),\n.BR open (2),\n.BR pipe (7)\n'],
  ])('%s', (_, text, expected) => {
    expect(edited(`## Page flock\n\n${text}`)).toContain(expected);
  });

  test.each([
    [
      'among those that are not justified',
      '.ad l\n.nh\n.BR open (2)\n',
      '.ad l\n.nh\n.BR mmap (2),\n.BR open (2)\n',
    ],
    [
      'before a comment',
      '.BR dup (2)\n.\\" .BR write (2)\n',
      '.BR dup (2),\n.BR mmap (2)\n.\\" .BR write (2)\n',
    ],
    ['before a type', '.BR itimerspec (2type)\n', '.BR mmap (2),\n.BR itimerspec (2type)\n'],
    ['before what is no page', '.BR dup (2),\n.I futex.txt\n', '.BR dup (2),\n.BR mmap (2),\n.I futex.txt\n'],
    ['where there was none', '.ad l\n.P\nMore.\n', '.ad l\n.BR mmap (2)\n.P\nMore.\n'],
  ])('to the pages that are referred to, %s', (_, before, after) => {
    const page = PAGE.replace('.BR dup (2),\n.BR open (2)\n', before);
    writeFileSync(join(folder, 'man2/flock.2.gz'), gzipSync(page));
    expect(edited('## Page flock\n\nAs mmap(2).')).toContain(`.SH SEE ALSO\n${after}`);
  });

  test('to an example: a line that begins as a request does is none', () => {
    const example = "## Page flock\n\n{in STANDARDS}\n\n```\nx = {\n.fd = 3\n};\n'a'\n```";
    expect(edited(example)).toContain(".EX\nx = {\n\\&.fd = 3\n};\n\\&'a'\n.EE\n");
  });

  test('to the page of another section', () => {
    const pages = changedPages(material('## Page locks.7\n\n{in Details}\n\nMore.'), folder);
    expect(pages.map(({ name, rows }) => [name, rows])).toEqual([
      ['flock.2', ['E2', 'E1']],
      ['locks.7', []],
    ]);
  });

  test('nowhere: the line is named', () => {
    expect(() => edited('## Page flock\n\n{in LOCK_NB}\n\nX.')).toThrow(
      /documents\/valid\/prose\.md:\d+: flock\.2 has no section and no item LOCK_NB/,
    );
  });

  test('to an error that there is not: it is named', () => {
    expect(() => edited('## Page flock\n\n**E9** X.')).toThrow('flock.2: there is no E9 in');
  });
});

test('a page that is not installed is trouble with the environment', () => {
  expect(() => changedPages(material('', ['nosuch']), folder)).toThrow(
    expect.objectContaining({ code: 'TOOL_MISSING' }),
  );
});

test('what is added is shown below its headings and its tag, without the pages that are referred to', () => {
  const [one] = changedPages(
    material(
      '## Page flock\n\n{in STANDARDS}\n\nLinux.\n\n{in EINTR}\n\nAlways.\n\n{in LOCK_SH}\n\nFor some.\n\n{new Others}\n\nAs mmap(2).\n\n**E2** Taken.',
    ),
    folder,
  );
  expect(one!.additions).toBe(
    [
      '.TH flock 2',
      '.SH DESCRIPTION',
      '.TP',
      '.BR LOCK_SH " (since Linux 2)"',
      '[...]',
      'For some.',
      '.SS Others',
      'As',
      '.BR mmap (2).',
      '.SH ERRORS',
      '.TP',
      '.B EAGAIN',
      'Taken.',
      '.TP',
      '.B EINTR',
      '[...]',
      'Always.',
      '.SH STANDARDS',
      '.P',
      'Linux.',
      '',
    ].join('\n'),
  );
  expect(
    withoutFrame('\nflock(2)  Manual  flock(2)\n\nERRORS\n  So.\n\n\n\n  No.\n\nLinux  flock(2)\n'),
  ).toBe('ERRORS\n  So.\n\n  No.');
});

test('a sentence makes way for another one; one that is not there is named', () => {
  const [one] = changedPages(
    material('## Page locks.7\n\n{instead It locks.}\n\nIt waits.\n\n{instead A signal came.}\n\nA.\n\nB.'),
    folder,
  ).filter(({ name }) => name === 'locks.7');
  expect(one!.after).toContain('.SH DESCRIPTION\nIt waits.\n.TP\n');
  expect(one!.after).toContain('.B EINTR\nA.\n.IP\nB.\n.SH STANDARDS');
  writeFileSync(
    join(folder, 'man7/locks.7'),
    PAGE.replace('It locks.', 'It is only for\n.BR dup (2),\ntoo.'),
  );
  const sentence = 'It is only for dup(2), too.';
  edit(root, `documents/${SLUG}/prose.md`, '{instead It locks.}', `{instead ${sentence}}`);
  expect(changedPages(material(), folder)[1]!.after).toContain('.SH DESCRIPTION\nIt waits.\n.TP\n');
  edit(root, `documents/${SLUG}/prose.md`, sentence, 'It is for dup(2), too.');
  expect(() => changedPages(material(), folder)).toThrow(
    /prose\.md:\d+: locks\.7 has no sentence 'It is for dup\(2\), too\.'/,
  );
});

/** What the check says of texts: no file but these. */
function said(text: string, files: ReadonlyMap<string, string> = new Map()): readonly string[] {
  const made = material(text);
  const rowsOnPages = new Set(changedPages(made, folder).flatMap(({ rows }) => rows));
  return proseLine({ material: made, files, rowsOnPages } as unknown as Documents).details;
}

test('a row of the table of errors that is on none of the pages is told', () => {
  const [e1, e2] = ['E1 (EBADF)', 'E2 (EAGAIN)'].map((row) =>
    expect.stringContaining(`: ${row} is on no page`),
  );
  // Without a section of its own the page has all of them.
  expect(said('')).toEqual([]);
  expect(said('## Page flock\n\nIt waits.')).toEqual([e1, e2]);
  edit(root, `documents/${SLUG}/prose.md`, '\nIt waits.', '\n**E2** Taken.');
  expect(said('')).toEqual([e1]);
});

test('an id of the document in the selftest is told, with its line', () => {
  const files = new Map([['selftests/x/sequences.c', 'int a;\n/* R12: it is woken */\n']]);
  expect(said('', files)).toEqual([
    'selftests/x/sequences.c:2: names R12, which no reader of it knows; say it in other words in the name of the case',
  ]);
});
