// SPDX-License-Identifier: MIT
// A story for a terminal: the claim, the steps, the rules, and the guard that was missing.
import pc from 'picocolors';
import { type Paper, requirePaper, toAscii } from '../base/paper.ts';
import { wrap, wrapIndented } from '../base/wrap.ts';
import { castText } from './cast.ts';
import { diagram, laneWidth } from './diagram.ts';
import { listing } from './listing.ts';
import { headline, lackingGuard, type Story } from './story.ts';

/** The story in lines that fit on the paper; it ends in a newline. */
export function showStory(story: Story, paper: Paper): string {
  requirePaper(paper);
  const { columns } = paper;
  const colors = pc.createColors(paper.colors);
  const { claim, rules } = story;
  const width = laneWidth(story, columns);
  const text = [
    ...wrap(headline(story), columns).map(colors.bold),
    ...wrap(`${claim.id}: ${claim.title}`, columns),
    ...wrap(castText(story.cast, false), columns),
    '',
    'It begins with:',
    ...story.beginning.flatMap((line) => wrapIndented(line, columns, '  ')),
    ...story.legend.flatMap((line) => wrap(line, columns)).map(colors.dim),
    '',
    ...(width === undefined ? listing(story, columns, colors) : diagram(story, width, colors)),
    '',
    ...wrap(`Violated: ${story.claimed}`, columns),
    ...story.values.flatMap((line) => wrapIndented(line, columns, '  ')),
    ...wrap([story.ending, story.after].filter((text) => text !== undefined).join(' '), columns),
    ...wrap(lackingGuard(story) ?? '', columns),
    ...rules.flatMap(({ id, text }) => wrapIndented(`${id}: ${text}`, columns, '  ')),
    '',
  ].join('\n');
  return paper.ascii === true ? toAscii(text) : text;
}
