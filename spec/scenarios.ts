// SPDX-License-Identifier: MIT
// The scenarios: a table of them, one for each world that they begin with, and how far they go.
import type { Block } from './outline.ts';
import type { Proposal, Sentence, WorldPart } from './proposal.ts';
import { oneLine, requireParagraph } from './prose.ts';
import { SCENARIOS, WORLDS } from './schema.ts';
import type { Complaints, Region } from './sections.ts';
import { readRows } from './table.ts';

const INTRODUCTION = /(?:^|\n)The world of (?:each scenario|`([a-z][a-z0-9-]*)`)[^`:]*:\s*$/;

/** The scenario whose world the table behind `block` is, null for that of each; undefined where it is no world's. */
function ownerOf(block: Block | undefined): string | null | undefined {
  const match =
    block?.kind === 'paragraph' ? INTRODUCTION.exec(block.text.replace(/\n(?!The world)/g, ' ')) : null;
  return match === null ? undefined : (match[1] ?? null);
}

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
): Pick<Proposal, 'scenarios' | 'worlds' | 'bounds' | 'above'> {
  const complaint = {
    message: 'the scenarios have no bounds',
    expected: "a paragraph that begins with 'Bounds:'",
    hint: 'say how many of each there are: a verdict is only worth what it was bounded by',
  };
  requireParagraph(region, /^Bounds:\s*\S/, complaint, problems);
  const { blocks } = region;
  const worlds: WorldPart[] = [];
  const rest = blocks.filter((block, at) => {
    const of = block.kind === 'table' ? ownerOf(blocks[at - 1]) : undefined;
    if (of === undefined) return true;
    const name = of === null ? 'the world of each scenario' : `the world of ${of}`;
    const own: Region = { ...region, name, line: block.line, blocks: [block] };
    worlds.push(...readRows(own, WORLDS, problems).map((row) => ({ of, ...row })));
    return false;
  });
  return {
    scenarios: readRows({ ...region, blocks: rest }, SCENARIOS, problems),
    worlds,
    bounds: sentence(region, 'Bounds') ?? { text: '', line: region.line },
    above: sentence(region, 'One above'),
  };
}
