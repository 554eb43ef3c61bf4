// SPDX-License-Identifier: MIT
// What sentences cite: outcomes of steps, and cases.
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../base/root.ts';
import { PROPOSALS } from '../../models/index.ts';
import { type Proposal, readProposal } from '../../spec/index.ts';
import { compareCited } from './cited.ts';
import type { Repeaters } from './fact.ts';
import { type SourceLine, sourceLines } from './sources.ts';

function differences(proposal: Proposal, conformance: readonly SourceLine[]): readonly string[] {
  return compareCited({ proposal, conformance } as Partial<Repeaters> as Repeaters).flatMap((each) =>
    each.differences.map(
      ({ of, document, other }) => `${of}: ${document.says}, and ${other.says} in ${other.line}`,
    ),
  );
}

const row = (line: number, when: string, what: string) => ({ action: 'Woken', when, what, line });

const OUTCOMES = [
  row(1, '`sig` is none', 'the call goes round'),
  row(2, '`sig` is freeze; the variant is old', 'the call hands on; `pc` becomes enter'),
  row(3, '`sig` is freeze; the variant is new', 'the call hands on; `pc` becomes frozen'),
];

const CASES = ["goOn(one, 'R9: all are woken', []),", "goOn(two, 'R9: one is', []),"].map((text, at) => ({
  ...{ text, file: 'cases.ts', line: at + 1, target: '' },
}));

const said = (sentence: string): readonly string[] =>
  differences(
    { file: 'x.md', prose: { Steps: sentence }, outcomes: OUTCOMES } as Partial<Proposal> as Proposal,
    CASES,
  );

describe('an outcome', () => {
  test.each<readonly [sentence: string, differences: readonly string[]]>([
    ['It goes on (*Woken where `sig` is none: the call goes round*).', []],
    ['It does so (*Woken where `sig` is freeze: the call\nhands on*).', []],
    [
      'It waits (*Woken where `sig` is freeze; the variant is new: `pc` becomes frozen; the call hands on*).',
      [],
    ],
    [
      'It waits (*Woken where `sig` is freeze: `pc` becomes frozen*).',
      [
        'what is cited of Woken where `sig` is freeze: `pc` becomes frozen, and the call hands on; `pc` becomes enter in 2',
      ],
    ],
    [
      'It does so (*Woken: the call hands on*).',
      ['what is cited of Woken: the call hands on, and the call goes round in 1'],
    ],
    [
      'It ends (*Woken where `sig` is kill: p dies*).',
      ['what is cited of Woken where `sig` is kill: p dies, and no such line in 1'],
    ],
    ['It ends (*Slept: p dies*).', ['what is cited of Slept: p dies, and no such line in 0']],
    ['*One test.* It is **Woken: told** by none.', []],
  ])('%s', (sentence, expected) => {
    expect(said(sentence)).toEqual(expected);
  });
});

describe('a case', () => {
  test.each<readonly [sentence: string, differences: readonly string[]]>([
    ['It wakes them (case `R9: all are woken`).', []],
    ['It wakes them (cases `R9: all are woken`, `R9: one\nis`).', []],
    [
      'It wakes them (case `R9: one is woken`).',
      ['a case that is cited: R9: one is woken, and no such case in 0'],
    ],
    [
      'It wakes them (cases `R9: one is` and `R9: all`).',
      ['a case that is cited: R9: all, and no such case in 0'],
    ],
    ['It is the case `isconn`.', []],
    ['The case `of what is odd` has it.', ['a case that is cited: of what is odd, and no such case in 0']],
  ])('%s', (sentence, expected) => {
    expect(said(sentence)).toEqual(expected);
  });
});

describe.each(Object.values(PROPOSALS))('$slug', ({ slug }) => {
  const proposal = readProposal(inRoot('spec', `${slug}.md`));
  const conformance = sourceLines(inRoot('conformance', slug));

  /** The document after an edit of all that it cites. */
  const edited = (edit: (text: string) => string): Proposal => ({
    ...proposal,
    prose: Object.fromEntries(
      Object.entries(proposal.prose).map(([name, text]) => [name, edit((text ?? '').replace(/\s+/g, ' '))]),
    ),
  });

  test('whatever is cited in another way differs', () => {
    expect(differences(proposal, conformance)).toEqual([]);
    const all = compareCited({ proposal, conformance } as Partial<Repeaters> as Repeaters);
    const other = edited((text) =>
      text
        .replace(/(\*[A-Z]\w+(?: where [^*:]+)?: )(?=[^*])/g, '$1not ')
        .replace(/\bcases? (?:`[^` ]+ [^`]*`(?:, | and )?)+/g, (cited) =>
          cited.replace(/`([^`]+)`/g, '`not $1`'),
        ),
    );
    expect(differences(other, conformance)).toHaveLength(
      all.reduce((sum, { compared }) => sum + compared, 0),
    );
  });
});
