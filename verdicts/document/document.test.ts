// SPDX-License-Identifier: MIT
// A document against what repeats it: nothing differs, and each edit is found with both places.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { lease } from '../fixtures/lease.ts';
import { type Comparison, compareDocument, formatDifference, showComparisons } from './index.ts';

const FIXTURE = join(import.meta.dirname, 'fixtures', 'root');
const SERIES = 'conformance/kernel/patches/lease/0001-lease.patch';

const root = folderOfFile();
beforeAll(() => {
  cpSync(FIXTURE, root, { recursive: true });
});

const said = (comparisons: readonly Comparison[]): string[] =>
  comparisons.flatMap(({ differences }) =>
    differences.map((each) =>
      formatDifference(each)
        .replaceAll(`${relative('', FIXTURE)}/`, '')
        .replaceAll(`${root}/`, ''),
    ),
  );

/** What is said after an edit of the document. */
const edited = (from: string | RegExp, to: string): string[] =>
  said(
    compareDocument(
      lease((text) => {
        expect(text).toMatch(from);
        return text.replace(from, to);
      }),
      FIXTURE,
    ),
  );

/** What is said after an edit of another file. */
function elsewhere(file: string, from: string, to: string): string[] {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
  try {
    return said(compareDocument(lease(), root));
  } finally {
    writeFileSync(path, text);
  }
}

test('nothing differs, and what is not compared is told with its reason', () => {
  const comparisons = compareDocument(lease(), FIXTURE);
  expect(said(comparisons)).toEqual([]);
  expect(comparisons.map(({ fact, against, missing }) => `${fact}, ${against}: ${missing}`)).toEqual([
    'errors, the model: null',
    "errors, the TLA+: verdicts/fixtures/manifest.json: the manifest names no 'errors'",
    'errors, the rules: null',
    'flags, the model: null',
    'flags, the conformance code: null',
    'flags, the headers: null',
    'flags, the mask of the series: null',
    'number, the series: null',
    'number, the conformance code: null',
    'prototype, the series: null',
    'state, the model: null',
    'state, the TLA+: null',
    'domains, the model: null',
    'steps, the model: null',
    'steps, the TLA+: null',
    'steps, the points: null',
    'steps, the conformance code: null',
    'kernel functions, the TLA+: no comment on Take',
    'effects of the steps, the model: null',
    'errnos of the steps, the model: null',
    'checks, the model: it says nothing of it in words',
    'outcomes, the model: it says nothing of it in words',
    'specification, the model: it says nothing of it in words',
    'programs, the model: null',
    "programs, the TLA+: verdicts/fixtures/manifest.json: the manifest names no 'programs'",
    'what flags do, the model: it says nothing of it in words',
    'what variants are, the model: it says nothing of it in words',
    'answers, the mutants: none breaks an answer',
    'formulas, the TLA+: the document uses and does not define Caller, Next',
    'formulas, the manifest: null',
    'scenarios, the model: null',
    'scenarios, the manifest: null',
    "scenarios, the manifest's claims: null",
    'scenarios in words, the model: null',
    'worlds, the model: it says nothing of it in words',
    'bounds, the model: null',
    'fairness, the model: null',
    'fairness, the TLA+: null',
  ]);
});

test('a proposal without a series: that is told, and not failed', () => {
  const comparisons = compareDocument(lease(), join(FIXTURE, 'nowhere'));
  expect(said(comparisons)).toEqual([]);
  const text = showComparisons('lease', comparisons, true);
  expect(text).toContain('   prototype, the series: no series that defines a system call\n');
  expect(text).toMatch(/\nlease: \d+ facts of the document compared, 0 differences\n$/);
  expect(showComparisons('lease', comparisons, false)).toMatch(
    /^lease: .*\n {3}a part was left out of \d+ comparisons; --all says why\n$/,
  );
});

describe('an edit of the document', () => {
  test.each<readonly [kind: string, from: string | RegExp, to: string, differences: readonly string[]]>([
    [
      'an errno',
      '| E1 | EAGAIN |',
      '| E1 | EBUSY |',
      ["lease.md:46: the errno of E1: it says 'EBUSY', and models/lease/model.ts:2 says 'EAGAIN'"],
    ],
    [
      'a value of a flag',
      '| LEASE_CLOEXEC | 0x1 |',
      '| LEASE_CLOEXEC | 0x2 |',
      [
        "lease.md:31: the flag LEASE_CLOEXEC: it says '0x2', and models/lease/model.ts:3 says '0x1'",
        "lease.md:31: the flag LEASE_CLOEXEC: it says '0x2', and conformance/lease/index.ts:3 says '0x1'",
        "lease.md:31: the flag LEASE_CLOEXEC: it says '0x2', and conformance/kernel/patches/lease/0001-lease.patch:14 says '0x1'",
      ],
    ],
    [
      'an invented flag',
      '\n## Rules',
      '| LEASE_NEW | 0x2 | new | R2 |\n\n## Rules',
      [
        "lease.md:32: the flag LEASE_NEW: it says '0x2', and models/lease says 'no such flag'",
        "lease.md:32: the flag LEASE_NEW: it says '0x2', and conformance/kernel/patches/lease/0001-lease.patch says 'no #define, and spec/uapi.ts has none'",
        "lease.md:31: the flags that are not refused: it says 'LEASE_CLOEXEC | LEASE_NEW', and conformance/kernel/patches/lease/0001-lease.patch:29 says 'LEASE_CLOEXEC'",
      ],
    ],
    [
      'a number',
      '| number | 500 |',
      '| number | 501 |',
      [
        "lease.md:9: the number of lease: it says '611', and conformance/kernel/patches/lease/0001-lease.patch:8 says '610'",
        "lease.md:9: the number of lease: it says '501', and conformance/kernel/patches/lease/0001-lease.patch:13 says '500'",
        "lease.md:9: the number of lease: it says '501', and conformance/lease/index.ts:2 says '500'",
      ],
    ],
    [
      'a number beside others',
      '| number | 500 |',
      '| calls | close, lease 501 |',
      [
        "lease.md:9: the number of lease: it says '611', and conformance/kernel/patches/lease/0001-lease.patch:8 says '610'",
        "lease.md:9: the number of lease: it says '501', and conformance/kernel/patches/lease/0001-lease.patch:13 says '500'",
        "lease.md:9: the number of lease: it says '501', and conformance/lease/index.ts:2 says '500'",
      ],
    ],
    [
      'an argument',
      'int fd, unsigned int flags',
      'unsigned int fd, int flags',
      [
        "lease.md:22: the arguments of lease: it says 'unsigned int fd, int flags', and conformance/kernel/patches/lease/0001-lease.patch:20 says 'int fd, unsigned int flags'",
        "lease.md:22: the arguments of lease: it says 'unsigned int fd, int flags', and conformance/kernel/patches/lease/0001-lease.patch:26 says 'int fd, unsigned int flags'",
      ],
    ],
    [
      'the order of arguments',
      'int fd, unsigned int flags',
      'unsigned int flags, int fd',
      [
        "lease.md:22: the arguments of lease: it says 'unsigned int flags, int fd', and conformance/kernel/patches/lease/0001-lease.patch:20 says 'int fd, unsigned int flags'",
        "lease.md:22: the arguments of lease: it says 'unsigned int flags, int fd', and conformance/kernel/patches/lease/0001-lease.patch:26 says 'int ufd, unsigned int flags'",
      ],
    ],
    [
      'a call of another name',
      /(int lease\(.*\n)/,
      '$1int leased(int fd);\n',
      [
        "lease.md:23: the arguments of leased: it says 'int fd', and conformance/kernel/patches/lease/0001-lease.patch:20 says 'no call of that name, but lease'",
      ],
    ],
    [
      'a program',
      '| today-look | look, take |',
      '| today-look | take |',
      [
        "lease.md:85: the program of today-look: it says 'take', and models/lease/model.ts:6 says 'look, take'",
      ],
    ],
    [
      'a formula',
      '\\A p, q \\in Caller : ret',
      '~\\A p, q \\in Caller : ret',
      [
        'lease.md:121: C1_OneOwner: it says \'~ \\A p , q \\in Caller : ret [ p ] = "OK" /\\ ret [ q ] = "OK" => p = q\', and verdicts/fixtures/Lease.tla:55 says \'\\A p , q \\in Caller : ret [ p ] = "OK" /\\ ret [ q ] = "OK" => p = q\'',
      ],
    ],
    [
      'a scenario list',
      'violated in pair | holds |',
      'violated in alone | holds |',
      [
        "lease.md:93: what is violated of today-look in alone: it says 'C1', and verdicts/fixtures/manifest.json:25 says 'nothing'",
        "lease.md:94: what is violated of today-look in pair: it says 'nothing', and verdicts/fixtures/manifest.json:26 says 'C1'",
      ],
    ],
    [
      'a mutant',
      '- Broken by: stays',
      '- Broken by: takes-twice',
      ["lease.md:131: what the mutant takes-twice breaks: it says 'C2', and models/lease says 'C1'"],
    ],
    [
      'rules of a claim',
      '- Rules: R1',
      '- Rules: R1, R2',
      ["lease.md:110: the rules of C1: it says 'R1, R2', and verdicts/fixtures/manifest.json:10 says 'R1'"],
    ],
    [
      'an errno in a rule',
      'or is refused.',
      'or is refused with EBUSY.',
      ["lease.md:46: the errno of R2: it says 'EAGAIN', and lease.md:36 says 'EBUSY'"],
    ],
    [
      'a step of the specification',
      '| Return(p) |',
      '| Comes(p) |',
      [
        "lease.md:79: the step Comes: it says 'a step', and verdicts/fixtures/Lease.tla says 'no such operator'",
      ],
    ],
    [
      'a variable',
      '| ret | [Caller',
      '| result | [Caller',
      [
        "lease.md:54: the variable result: it says 'a variable', and models/lease says 'no such variable'",
        "lease.md:52: the variable ret: it says 'no such variable', and models/lease says 'a variable'",
        "lease.md:54: the variable result: it says 'a variable', and verdicts/fixtures/Lease.tla says 'no such variable'",
        "lease.md:52: the variable ret: it says 'no such variable', and verdicts/fixtures/Lease.tla:7 says 'a variable'",
      ],
    ],
    [
      'what a scenario differs in',
      '| alone | one caller; nobody else | none |',
      '| alone | nobody else; three callers | a rival |',
      [
        "lease.md:93: what alone differs in: it says 'three callers', and models/lease says 'one caller'",
        "lease.md:93: the rivals of alone: it says 'a rival', and models/lease says 'none'",
      ],
    ],
    [
      'a phrase more',
      '| pair | two callers |',
      '| pair | two callers; a third |',
      ["lease.md:94: what pair differs in: it says 'a third', and models/lease says 'nothing more'"],
    ],
    [
      'a bound',
      'Bounds: at most two callers;',
      'Bounds: at most three callers;',
      [
        "lease.md:96: the bounds: it says 'at most three callers', and models/lease says 'at most two callers'",
      ],
    ],
    [
      'a kernel function',
      '`__do_sys_lease`',
      '`do_lease`',
      [
        "lease.md:60: the kernel functions of SysEnter: it says 'do_lease', and verdicts/fixtures/Lease.tla:27 says '__do_sys_lease'",
      ],
    ],
    [
      'what others see of a step, and that it repeats',
      '`lease->lock` | yes | no | owner |',
      '`lease->lock` | yes | yes | owner, ret |',
      [
        "lease.md:61: what is visible after Take: it says 'owner, ret', and models/lease/model.ts:9 says 'owner'",
        "lease.md:61: whether Take repeats: it says 'yes', and models/lease/model.ts:9 says 'no'",
      ],
    ],
    [
      'an errno of a step',
      'Otherwise `ret` EAGAIN',
      'Otherwise `ret` EBUSY',
      [
        "lease.md:65: the errnos of Take: it says 'EBUSY', and models/lease/model.ts:9 says 'EAGAIN'",
        "lease.md:65: the order of the errnos of Take: it says '', and models/lease/model.ts:9 says 'EAGAIN'",
      ],
    ],
    [
      'fairness',
      'weak, for the steps of each caller. Without fairness, it is assumed only of c1.',
      'strong, for the steps of each caller. Without fairness, it is assumed only that somebody goes on.',
      [
        "lease.md:131: what the fairness of C2 is: it says 'strong, for the steps of each caller', and models/lease says 'weak, for the steps of each caller'",
        "lease.md:131: what the lesser fairness of C2 is: it says 'it is assumed only that somebody goes on', and models/lease says 'it is assumed only of c1'",
        "lease.md:131: what the fairness of C2 is: it says 'strong, for the steps of each caller', and verdicts/fixtures/manifest.json:16 says 'weak, for the steps of each caller'",
        "lease.md:131: what the lesser fairness of C2 is: it says 'it is assumed only that somebody goes on', and verdicts/fixtures/manifest.json:16 says 'it is assumed only of c1'",
      ],
    ],
    [
      'a domain',
      '[Caller -> enter, take, done]',
      '[Caller -> enter, done]',
      [
        "lease.md:53: the domain of pc: it says '[Caller -> enter, done]', and models/lease says '[Caller -> enter, take, done]'",
      ],
    ],
    [
      'a first value',
      'take, done] | enter |',
      'take, done] | take |',
      ["lease.md:53: what pc is initially: it says 'take', and models/lease says 'enter'"],
    ],
    [
      'where a claim is judged',
      '- Safety in: alone, pair',
      '- Safety in: pair',
      [
        "lease.md:110: where the safety of C1 is judged: it says 'pair', and verdicts/fixtures/manifest.json:10 says 'alone, pair'",
      ],
    ],
  ])('%s', (_, from, to, differences) => {
    expect(edited(from, to)).toEqual(differences);
  });
});

test('a variable of the specification that its module lacks', () => {
  expect(edited('| owner | Caller + none | who has', '| holder | Caller + none | who has')).toEqual([
    expect.stringMatching(
      /the variable holder of the specification: it says .*Lease\.tla says 'no such variable'/,
    ),
  ]);
});

describe('an edit of the series', () => {
  test.each<readonly [kind: string, from: string, to: string, differences: readonly string[]]>([
    [
      'a number',
      '+610\t',
      '+500\t',
      [
        "lease.md:9: the number of lease: it says '610', and conformance/kernel/patches/lease/0001-lease.patch:8 says '500'",
      ],
    ],
    [
      'a value',
      '(1U << 0)',
      '(1U << 1)',
      [
        "lease.md:31: the flag LEASE_CLOEXEC: it says '0x1', and conformance/kernel/patches/lease/0001-lease.patch:14 says '0x2'",
      ],
    ],
    [
      'a mask',
      'flags & ~LEASE_CLOEXEC',
      'flags & ~(LEASE_CLOEXEC | LEASE_NEW)',
      [
        "lease.md:31: the flags that are not refused: it says 'LEASE_CLOEXEC', and conformance/kernel/patches/lease/0001-lease.patch:29 says 'LEASE_CLOEXEC | LEASE_NEW'",
      ],
    ],
    [
      'a prototype',
      'sys_lease(int fd,',
      'sys_lease(long fd,',
      [
        "lease.md:22: the arguments of lease: it says 'int fd, unsigned int flags', and conformance/kernel/patches/lease/0001-lease.patch:20 says 'long fd, unsigned int flags'",
      ],
    ],
  ])('%s', (_, from, to, differences) => {
    expect(elsewhere(SERIES, from, to)).toEqual(differences);
  });

  test('a series that does not define a call that is only changed', () => {
    const calls = '| calls | lease 500, leased |';
    expect(
      edited(/\| number \| 500 \|([\s\S]*)(int lease\(.*\n)/, `${calls}$1$2int leased(int fd);\n`),
    ).toEqual([]);
  });

  test('a point in the conformance code', () => {
    expect(elsewhere('conformance/lease/index.ts', "'lease.take'", "'lease.took'")).toEqual([
      "lease.md:60: the point lease.took: it says 'no such step', and conformance/lease/index.ts:4 says 'a step'",
    ]);
  });

  test('a point', () => {
    const patch = 'conformance/kernel/test-only/lease/series.patch';
    expect(elsewhere(patch, '"lease.take"', '"lease.took"')).toEqual([
      "lease.md:60: the point lease.took: it says 'no such step', and conformance/kernel/test-only/lease/series.patch:6 says 'a step'",
      "lease.md:61: the point of Take: it says 'a point', and conformance/kernel/test-only/lease/series.patch says 'no such point'",
    ]);
  });

  test('a mask is what the last patch leaves', () => {
    const later = join(root, SERIES.replace('0001-lease', '0002-mask'));
    const lines = [
      ...['--- a/kernel/lease.c', '+++ b/kernel/lease.c', '@@ -5,1 +5,1 @@'],
      ...['-\tif (flags & ~LEASE_CLOEXEC)', '+\tif (flags & ~(LEASE_CLOEXEC | LEASE_NEW))'],
    ];
    writeFileSync(later, lines.join('\n'));
    try {
      expect(said(compareDocument(lease(), root))).toEqual([
        "lease.md:31: the flags that are not refused: it says 'LEASE_CLOEXEC', and conformance/kernel/patches/lease/0002-mask.patch:5 says 'LEASE_CLOEXEC | LEASE_NEW'",
      ]);
    } finally {
      rmSync(later);
    }
  });

  test('a mask in a variable is all that is put into it', () => {
    const later = join(root, SERIES.replace('0001-lease', '0002-mask'));
    const lines = [
      ...[
        '--- a/kernel/lease.c',
        '+++ b/kernel/lease.c',
        '@@ -5,1 +5,3 @@',
        '-\tif (flags & ~LEASE_CLOEXEC)',
      ],
      ...['+\tunsigned int known = LEASE_CLOEXEC;', '+\tknown |= LEASE_NEW;', '+\tif (flags & ~known)'],
    ];
    writeFileSync(later, lines.join('\n'));
    try {
      expect(said(compareDocument(lease(), root))).toEqual([
        "lease.md:31: the flags that are not refused: it says 'LEASE_CLOEXEC', and conformance/kernel/patches/lease/0002-mask.patch:6 says 'LEASE_CLOEXEC | LEASE_NEW'",
      ]);
    } finally {
      rmSync(later);
    }
  });

  test('a step in front of which nobody is parked has no point', () => {
    const point = "conformance/kernel/test-only/lease/series.patch:6 says 'a point'";
    const from = '**Take(p)**, `pc` take';
    expect(edited(from, `No task is parked in front of Take.\n\n${from}`)).toEqual([
      `lease.md:61: the point of Take: it says 'no such point', and ${point}`,
    ]);
  });
});
