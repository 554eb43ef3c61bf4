// SPDX-License-Identifier: MIT
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  buildReports,
  checkpatchReports,
  EXCEPTIONS,
  newReports,
  type Report,
  readExceptions,
  unsettled,
} from './reports.ts';

/** As checkpatch.pl of Linux 6.12 prints it. */
const CHECKPATCH = `WARNING:LONG_LINE: line length of 101 exceeds 100 columns
#33: FILE: fs/namei.c:2772:
+ * @dfd: a long line

ERROR:TRAILING_WHITESPACE: trailing whitespace
#40: FILE: fs/namei.c:2779:
+int i; $

total: 1 errors, 1 warnings, 0 checks, 40 lines checked

NOTE: For some of the reported defects, checkpatch may be able to
      mechanically convert to the typical style using --fix or --fix-inplace.
`;

/** As make C=2 W=1 prints it. */
const MAKE = `  CHECK   /k/src/fs/namei.c
  CC      net/unix/af_unix.o
/k/src/fs/namei.c:685:13: warning: context imbalance in 'leave_rcu' - unexpected unlock
/k/src/net/unix/af_unix.c: In function 'f':
/k/src/net/unix/af_unix.c:12:9: warning: unused variable ‘x’ [-Wunused-variable]
   12 |     int x;
      |         ^
/k/src/net/unix/af_unix.c:40: warning: Function parameter or struct member 'y' not described in 'f'
/k/src/net/unix/af_unix.c:1525:9: error: undefined identifier 'other'
`;

describe('checkpatch', () => {
  test('its reports, without their lines', () => {
    expect(checkpatchReports('0001-a.patch', CHECKPATCH)).toEqual([
      {
        tool: 'checkpatch',
        where: '0001-a.patch',
        says: 'WARNING:LONG_LINE: line length of 101 exceeds 100 columns',
      },
      { tool: 'checkpatch', where: '0001-a.patch', says: 'ERROR:TRAILING_WHITESPACE: trailing whitespace' },
    ]);
  });

  test('nothing to report', () => {
    expect(checkpatchReports('p', 'total: 0 errors, 0 warnings, 0 checks, 40 lines checked\n')).toEqual([]);
  });

  test.each([
    ['nothing at all', ''],
    ['no total', CHECKPATCH.slice(0, CHECKPATCH.indexOf('total'))],
    ['a report that is missing', CHECKPATCH.slice(CHECKPATCH.indexOf('ERROR'))],
  ])('output that was cut short is no output: %s', (_, output) => {
    expect(() => checkpatchReports('p', output)).toThrow('checkpatch of p was cut short');
  });
});

const report = (says: string, where = 'a.c'): Report => ({ tool: 'build', where, says });

test('reports of a build: the compiler, kernel-doc, sparse', () => {
  expect(buildReports('/k/src', MAKE)).toEqual([
    report("warning: context imbalance in 'leave_rcu' - unexpected unlock", 'fs/namei.c'),
    report("warning: unused variable 'x' [-Wunused-variable]", 'net/unix/af_unix.c'),
    report("warning: Function parameter or struct member 'y' not described in 'f'", 'net/unix/af_unix.c'),
    report("error: undefined identifier 'other'", 'net/unix/af_unix.c'),
  ]);
});

describe('new reports', () => {
  test('more of one than there were is new, once', () => {
    const [a, b] = [report('warning: a'), report('warning: b')];
    expect(newReports([a, b], [b, a])).toEqual([]);
    expect(newReports([a], [a, a, a, b])).toEqual([a, b]);
  });

  test('the same in another file is new', () => {
    expect(newReports([report('warning: a')], [report('warning: a', 'b.c')])).toHaveLength(1);
  });

  test('an error is never old: sparse looks at no locks after one', () => {
    const error = report('error: undefined identifier');
    expect(newReports([error], [error])).toEqual([error]);
  });
});

describe('exceptions', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'syspec-reports-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (text: string) => writeFileSync(join(folder, EXCEPTIONS), text);

  test('there need be none', () => {
    expect(readExceptions(folder)).toEqual([]);
  });

  test.each([
    ['no JSON', '['],
    ['no reason', '[{"tool":"build","where":"a.c","says":"warning: a"}]'],
    ['an empty reason', '[{"tool":"build","where":"a.c","says":"warning: a","why":""}]'],
    ['another tool', '[{"tool":"lint","where":"a.c","says":"warning: a","why":"b"}]'],
  ])('%s is refused', (_, text) => {
    write(text);
    expect(() => readExceptions(folder)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  test('what is listed and reported is settled; the rest is not, either way', () => {
    write('[{"tool":"build","where":"a.c","says":"warning: a","why":"because"}]');
    const listed = readExceptions(folder);
    expect(unsettled([report('warning: a'), report('warning: a')], listed)).toEqual([]);
    expect(unsettled([report('warning: b')], listed)).toEqual([
      'new: build: a.c: warning: b',
      'gone: build: a.c: warning: a',
    ]);
  });
});
