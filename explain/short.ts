// SPDX-License-Identifier: MIT
// A story in a few lines: the steps that others see, and how it ends.

import { type Paper, requirePaper, toAscii } from '../base/paper.ts';
import { counted } from '../base/plural.ts';
import { alignedWithin } from '../base/table.ts';
import { wrap } from '../base/wrap.ts';
import { castText } from './cast.ts';
import { headline, lackingGuard, type Story, type StoryStep } from './story.ts';

/** Whether a step is shown: others see it, or it is what went wrong. */
const isShown = ({ isSeen, reaches, guard, note }: StoryStep): boolean =>
  isSeen || reaches !== undefined || guard !== undefined || note !== undefined;

/** The steps that are shown; the beginning of a call that it is about is one, where nothing else but the end tells of the call. */
function shownOf(steps: readonly StoryStep[]): StoryStep[] {
  const inner = steps.slice(0, -1);
  const tellsOf = ({ lane, number }: StoryStep) =>
    inner.some((step) => step.lane === lane && step.number > number && isShown(step));
  return steps.filter(
    (step, at) => isShown(step) || (step.isCall && !tellsOf(step)) || at === steps.length - 1,
  );
}

/** The story in lines that fit on the paper; it ends in a newline. */
export function showShort(story: Story, paper: Paper): string {
  requirePaper(paper);
  const { columns } = paper;
  const { steps, claim } = story;
  const shown = shownOf(steps);
  const hidden = steps.length - shown.length;
  const table = shown.map(({ number, lane, kernel, text }) => [
    ...[String(number).padStart(3), lane, kernel, text],
  ]);
  const text = [
    ...wrap(`${headline(story)}: ${claim.title}`, columns),
    ...wrap(castText(story.cast, true), columns),
    ...alignedWithin(table, columns),
    ...(hidden === 0 ? [] : wrap(`(${counted(hidden, 'step')} that nobody else sees left out)`, columns)),
    ...wrap(`Violated: ${story.claimed}`, columns),
    ...(story.values.length === 0 ? [] : wrap(`At the end: ${story.values.join('; ')}.`, columns)),
    ...wrap([story.ending, story.after].filter((part) => part !== undefined).join(' '), columns),
    ...wrap(lackingGuard(story) ?? '', columns),
    '',
  ].join('\n');
  return paper.ascii === true ? toAscii(text) : text;
}
