// SPDX-License-Identifier: MIT
// The document of the proposal against its model, its TLA+ and its series: one edit at a time, each red, with both places.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { readProposalText } from '../../spec/index.ts';
import { readManifest } from '../../tla/manifest.ts';
import { compareDocument, formatDifference } from '../../verdicts/document/index.ts';
import { fconnectat } from './index.ts';

const FILE = 'spec/fconnectat.md';
const TEXT = readFileSync(inRoot(FILE), 'utf8');

function differences(text: string): string[] {
  const subject = {
    proposal: readProposalText(text, FILE),
    models: fconnectat,
    manifest: readManifest('fconnectat'),
  };
  return compareDocument(subject).flatMap((each) => each.differences.map(formatDifference));
}

test('nothing differs', () => {
  expect(differences(TEXT)).toEqual([]);
});

const MODEL = String.raw`models/fconnectat/[\w-]+\.ts:\d+`;
const TLA = String.raw`tla/fconnectat/\w+\.tla:\d+`;
const MANIFEST = String.raw`tla/fconnectat/manifest\.json:\d+`;
const PATCHES = String.raw`conformance/kernel/patches/fconnectat/[\w-]+\.patch`;
const PATCH = `${PATCHES}:\\d+`;
const CONFORMANCE = String.raw`conformance/fconnectat/[\w/]+\.ts:\d+`;

type Edit = readonly [
  kind: string,
  from: RegExp,
  to: string,
  /** What must be said of each: the subject, what the document says, the other place, what that says. */
  said: readonly (readonly [of: string, mine: string, place: string, theirs: string])[],
];

const EDITS: readonly Edit[] = [
  [
    'two errnos swapped',
    /^(\| E10 \| )ENOENT( .*\n\| E11 \| )EBADF/m,
    '$1EBADF$2ENOENT',
    [
      ['the errno of E10', 'EBADF', MODEL, 'ENOENT'],
      ['the errno of E10', 'EBADF', TLA, 'ENOENT'],
      ['the errno of E11', 'ENOENT', MODEL, 'EBADF'],
      ['the errno of E11', 'ENOENT', TLA, 'EBADF'],
      ['the errno of R5', 'EBADF', String.raw`spec/fconnectat\.md:\d+`, 'ENOENT'],
    ],
  ],
  [
    "a flag with another's value",
    /^(\| AT_EMPTY_PATH \| )0x1000/m,
    '$10x100',
    [
      ['the flag AT_EMPTY_PATH', '0x100', MODEL, '0x1000'],
      ['the flag AT_EMPTY_PATH', '0x100', CONFORMANCE, '0x1000'],
      ['the flag AT_EMPTY_PATH', '0x100', 'Linux 6.12, include/uapi/linux/fcntl.h', '0x1000'],
    ],
  ],
  [
    'an invented flag',
    /^(\| AT_EMPTY_PATH \| .*\n)/m,
    '$1| AT_INVENTED | 0x2 | nothing | R4 |\n',
    [
      ['the flag AT_INVENTED', '0x2', 'models/fconnectat', 'no such flag'],
      ['the flag AT_INVENTED', '0x2', PATCHES, 'no #define, .*'],
      [
        'the flags that are not refused',
        String.raw`AT_EMPTY_PATH \| AT_INVENTED \| AT_SYMLINK_NOFOLLOW`,
        PATCH,
        String.raw`AT_EMPTY_PATH \| AT_SYMLINK_NOFOLLOW`,
      ],
    ],
  ],
  [
    'another number',
    /^\| number \| 500 \|/m,
    '| number | 463 |',
    [
      ['the number of fconnectat', '463', PATCH, '500'],
      ['the number of fconnectat', '573', PATCH, '610'],
      ['the number of fconnectat', '463', CONFORMANCE, '500'],
    ],
  ],
  [
    'an inverted formula',
    /^(C2_PeerIsSleptOn\s+==\s+)/m,
    '$1~',
    [['C2_PeerIsSleptOn', String.raw`(?:\.\.\. )?~ .*`, TLA, '.*']],
  ],
  [
    'a weakened progress',
    /^(C2_Progress\s+== \\E p \\in Caller : Succeeded\(p\)) .*/m,
    '$1',
    [['C2_Progress', '.*', TLA, '.*slept.*']],
  ],
  [
    'the order of arguments',
    /int dirfd, int sockfd/,
    'int sockfd, int dirfd',
    [['the arguments of fconnectat', '.*', PATCH, '.*dirfd.*']],
  ],
  [
    'the type of an argument',
    /unsigned int flags\);/,
    'int flags);',
    [['the arguments of fconnectat', '.*int flags', PATCH, '.*unsigned int flags']],
  ],
  [
    'a renamed step',
    /fconnectat\.find \| Find \|([\s\S]*?)\*\*Find\(p\)/,
    'fconnectat.seek | Seek |$1**Seek(p)',
    [
      ['the step Seek', 'a step', 'models/fconnectat', 'no such step'],
      ['the step Find', 'no such step', MODEL, 'a step'],
      ['the step Seek', 'a step', String.raw`tla/fconnectat/MCFconnectat\.tla`, 'no such operator'],
      [
        'the point fconnectat.find',
        'no such step',
        String.raw`conformance/kernel/test-only/fconnectat/\w+\.patch:\d+`,
        'a step',
      ],
    ],
  ],
  [
    'a call dropped from a program',
    /^\| today-lstat \| fstatat, fchdir, connect \|/m,
    '| today-lstat | fchdir, connect |',
    [
      ['the program of today-lstat', 'fchdir, connect', MODEL, 'fstatat, fchdir, connect'],
      ['the program of today-lstat', 'fchdir, connect', TLA, 'fstatat, fchdir, connect'],
    ],
  ],
  [
    'a verdict',
    /(### C2:[\s\S]*?\| today-lstat \| violated in swap), backlog/,
    '$1',
    [['what is violated of today-lstat in backlog', '.*', MANIFEST, '.*C2.*']],
  ],
  [
    'an errno in a rule',
    /(- \*\*R1\*\* .*) EINVAL /,
    '$1 EOPNOTSUPP ',
    [['the errno of R1', 'EINVAL', String.raw`spec/fconnectat\.md:\d+`, 'EOPNOTSUPP']],
  ],
  [
    'a mutant of another claim',
    /- Broken by: ignore-backlog, queue-on-dead/,
    '- Broken by: skip-may-write',
    [['what the mutant skip-may-write breaks', 'C10', MODEL, 'C5']],
  ],
];

test.each(EDITS)('%s', (_, from, to, said) => {
  expect(TEXT).toMatch(from);
  const found = differences(TEXT.replace(from, to));
  for (const [of, mine, place, theirs] of said) {
    const line = new RegExp(
      `^spec/fconnectat\\.md:\\d+: ${of}: it says '${mine}', and ${place} says '${theirs}'$`,
    );
    expect(found).toContainEqual(expect.stringMatching(line));
  }
});
