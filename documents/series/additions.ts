// SPDX-License-Identifier: MIT
// The selftest and the page below Documentation/ as patches: what they add, and why.
import { counted, listed } from '../../base/plural.ts';
import { filled, filledItem } from '../marks.ts';
import type { Material } from '../material.ts';
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
  return { names, subject: kind === 'changed-syscall' ? `how to ${what}` : `${slug}()` };
}

/** A program that shows a race, and what should be. */
function raceItem({ name, args, what }: Race): string {
  return filledItem(`${[name, ...args].join(' ')}: ${what}.`, MESSAGE);
}

function selftestAddition(
  { proposal }: Material,
  { folder, files, tests, rules, rows }: Selftest,
  races: readonly Race[],
): Addition {
  const { names, subject } = saidOf(proposal);
  const items =
    races.length === 0
      ? []
      : [
          [
            filled('The races have programs of their own. What has to hold in each:', MESSAGE),
            ...races.map(raceItem),
          ].join('\n'),
        ];
  return {
    subject: `selftests: ${folder.replaceAll('/', ': ')}: Test ${subject}`,
    body: [
      paragraphs(
        `Nothing in the tree tests ${names} for what ${proposal.calls.length > 1 ? 'they promise' : 'it promises'}: ${proposal.title}.`,
        `Add ${counted(tests.length, 'test')}, of ${counted(rules.length, 'rule')} and ${counted(rows.length, 'error')}. Each runs in processes of its own, as root. On a kernel without what is tested they are skipped.`,
        'The sequences of calls were written out from an executable model, which says after each step what may be seen. Between two steps nothing runs, so that their order is known.',
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

function pageAddition({ proposal }: Material, page: string): Addition {
  const { names, subject } = saidOf(proposal);
  const { slug, title } = proposal;
  return {
    subject: `Documentation: userspace-api: Describe ${subject}`,
    body: paragraphs(
      `Nothing in the tree says what ${names} can be used for: ${title}.`,
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
