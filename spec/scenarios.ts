// SPDX-License-Identifier: MIT
// The scenarios: a table of them, one for each world that they begin with, and how far they go.
import { takeIntroduced } from './introduced.ts';
import type { Proposal, Sentence } from './proposal.ts';
import { oneLine, requireParagraph } from './prose.ts';
import { SCENARIOS, SHORTHANDS, WORLDS } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { readRows } from './table.ts';

const INTRODUCTION = /(?:^|\n)The world of (?:each scenario|`([a-z][a-z0-9-]*)`)[^`:]*:\s*$/;

/** The scenario whose world a table is, null for that of each; undefined where it is no world's. */
function ownerOf(paragraph: string): string | null | undefined {
  const match = INTRODUCTION.exec(paragraph.replace(/\n(?!The world)/g, ' '));
  return match === null ? undefined : (match[1] ?? null);
}

/** Whether the table behind it says what the words of programs stand for. */
const isOfPrograms = (paragraph: string): true | undefined =>
  /(?:^|\n)The words of programs:\s*$/.test(paragraph) || undefined;

/** What the paragraph that begins with `word:` goes on to say. */
function sentence({ blocks }: Region, word: string): Sentence | null {
  const found = blocks.find((block) => block.kind === 'paragraph' && block.text.startsWith(`${word}:`));
  return found?.kind === 'paragraph'
    ? { text: oneLine(found.text.slice(word.length + 1)), line: found.line }
    : null;
}

/** The section's tables are told apart by the line before them: 'The world of `x`:', or none for the scenarios. */
export function readScenarios(
  region: Region,
  problems: Complaints,
): Pick<Proposal, 'scenarios' | 'worlds' | 'shorthands' | 'bounds' | 'above'> {
  const complaint = {
    message: 'the scenarios have no bounds',
    expected: "a paragraph that begins with 'Bounds:'",
    hint: 'say how many of each there are: a verdict is only worth what it was bounded by',
  };
  requireParagraph(region, /^Bounds:\s*\S/, complaint, problems);
  const { introduced, rest } = takeIntroduced(
    region,
    ownerOf,
    (of) => `the world of ${of ?? 'each scenario'}`,
  );
  const worlds = introduced.flatMap(({ owner: of, region: own }) =>
    readRows(own, WORLDS, problems).map((row) => ({ of, ...row })),
  );
  const words = takeIntroduced(rest, isOfPrograms, () => 'the words of programs');
  return {
    scenarios: readRows(words.rest, SCENARIOS, problems),
    worlds,
    shorthands: words.introduced.flatMap((table) => readRows(table.region, SHORTHANDS, problems)),
    bounds: sentence(region, 'Bounds') ?? { text: '', line: region.line },
    above: sentence(region, 'One above'),
  };
}
