// SPDX-License-Identifier: MIT
// The selftest and the page below Documentation/ as patches: what they add, and why.
import { counted, listed } from '../../base/plural.ts';
import { filled, filledItem } from '../marks.ts';
import type { Material } from '../material.ts';
import { changesOf } from '../prose.ts';
import { SEQUENCES } from '../selftest/harness.ts';
import type { Race } from '../selftest/races.ts';
import { SELFTESTS, type Selftest } from '../selftest/selftest.ts';
import { type Addition, insertSorted } from './series.ts';

/** Columns of a commit message. */
const MESSAGE = 75;

const paragraphs = (...all: readonly string[]): string => all.map((one) => filled(one, MESSAGE)).join('\n\n');

/** What the calls are called in a subject, and in a message: of those that are changed a subject says what for, which is shorter. */
function saidOf({ slug, kind, calls, title }: Material['proposal']) {
  const names = listed(calls.map(({ name }) => `${name}()`));
  // What stands behind a comma is in the body.
  const [what = ''] = title.split(',');
  const isChange = kind === 'changed-syscall';
  return { names, isChange, what, subject: isChange ? `how to ${what}` : `${slug}()` };
}

/** A program that shows a race, and what should be. */
function raceItem({ name, args, what }: Race): string {
  return filledItem(`${[name, ...args].join(' ')}: ${what}.`, MESSAGE);
}

function selftestAddition(
  { proposal, prose }: Material,
  { folder, files, tests, rows }: Selftest,
  races: readonly Race[],
): Addition {
  const { names, subject, isChange, what } = saidOf(proposal);
  const sequences = tests.filter(({ words }) => words[0] === SEQUENCES);
  const said = changesOf(prose).selftest;
  const lacking = isChange ? `where these calls do not ${what}` : `without ${names}`;
  const items =
    races.length === 0
      ? []
      : [
          [
            filled(
              'The others are programs of their own, which can also be run alone. What has to hold:',
              MESSAGE,
            ),
            ...races.map(raceItem),
          ].join('\n'),
        ];
  return {
    subject: `selftests: ${folder.replaceAll('/', ': ')}: Test ${subject}`,
    body: [
      paragraphs(
        said ??
          `Nothing in the tree tests ${names} for what ${proposal.calls.length > 1 ? 'they promise' : 'it promises'}: ${proposal.title}.`,
        `Add ${counted(tests.length, 'test')}. ${counted(sequences.length, 'is a sequence', 'are sequences')} of calls, with what may be seen after each: what has returned, what was written, who sleeps and who is woken. Among that ${rows.length === 1 ? 'is' : 'are'} ${counted(rows.length, 'error')} of the man page${proposal.calls.length > 1 ? 's' : ''}, and which of two errors comes first.`,
        'The sequences were generated from an executable model. Between two steps nothing runs, so that their order is known. They are for x86-64.',
        'EDITME: where the model and the generator can be had, and their version.',
        `The tests need root. A sequence runs in processes of its own, on one CPU under SCHED_FIFO, where the order of wake-ups can be seen, and on a tmpfs in a mount namespace of its own, so that nothing propagates or stays. On a kernel ${lacking} all tests are skipped, and so is a test that cannot be made.`,
      ),
      ...items,
    ].join('\n\n'),
    files: new Map([...files].map(([name, text]) => [`${SELFTESTS}/${folder}/${name}`, text])),
    list: {
      file: `${SELFTESTS}/Makefile`,
      insert: (text) => insertSorted(text, 'TARGETS += ', folder),
    },
  };
}

function pageAddition({ proposal, prose }: Material, page: string): Addition {
  const { names, subject } = saidOf(proposal);
  const { slug, title } = proposal;
  return {
    subject: `Documentation: userspace-api: Describe ${subject}`,
    body: paragraphs(
      changesOf(prose).documentation ?? `Nothing in the tree says what ${names} can be used for: ${title}.`,
      'Add a page: the problem without it, the interface, its errors, and the alternatives.',
    ),
    files: new Map([[`Documentation/userspace-api/${slug}.rst`, page]]),
    list: {
      file: 'Documentation/userspace-api/index.rst',
      insert: (text) =>
        text.replace(
          /^System calls\n=+\n\n\.\. toctree::\n(?: {3}:.*\n)+\n(?: {3}\S.*\n)+/m,
          (list) => `${list}   ${slug}\n`,
        ),
    },
  };
}

/** Both, the selftest first. @param made.races those that are tests of the series */
export function additions(
  material: Material,
  selftest: Selftest,
  { races, page }: { readonly races: readonly Race[]; readonly page: string },
): Addition[] {
  return [selftestAddition(material, selftest, races), pageAddition(material, page)];
}
