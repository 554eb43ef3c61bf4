// SPDX-License-Identifier: MIT
// A story for a terminal: the claim, the steps, the rules, and the guard that was missing.
import pc from 'picocolors';
import { wrap, wrapIndented } from '../base/wrap.ts';
import { diagram, laneWidth } from './diagram.ts';
import { listing } from './listing.ts';
import { headline, lackingGuard, type Story } from './story.ts';

/** How many characters a line may have, and whether text may have colours. */
export interface Paper {
  readonly columns: number;
  readonly colors: boolean;
}

/** The story in lines that fit on the paper; it ends in a newline. */
export function showStory(story: Story, paper: Paper): string {
  const { columns } = paper;
  const colors = pc.createColors(paper.colors);
  const { claim, rules } = story;
  const width = laneWidth(story, columns);
  return [
    ...wrap(headline(story), columns).map(colors.bold),
    ...wrap(`${claim.id}: ${claim.title}`, columns),
    '',
    ...(width === undefined ? listing(story, columns, colors) : diagram(story, width, colors)),
    '',
    ...wrap(`Violated: ${story.claimed}`, columns),
    ...wrap(story.ending ?? '', columns),
    ...rules.flatMap(({ id, text }) => wrapIndented(`${id}: ${text}`, columns, '  ')),
    ...wrap(lackingGuard(story) ?? '', columns),
    '',
  ].join('\n');
}
