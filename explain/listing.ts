// SPDX-License-Identifier: MIT
// The steps of a story one below the other, for terminals on which the diagram has no room.

import type { Colors } from '../base/lanes.ts';
import { wrapIndented } from '../base/wrap.ts';
import type { Story, StoryStep } from './story.ts';

const INDENT = ' '.repeat(4);

function stepLines(step: StoryStep, columns: number, colors: Colors): string[] {
  const { number, lane, kernel, text, reaches, guard, note, changes } = step;
  const [first, ...more] = wrapIndented(`${lane} ● ${kernel}`, columns, INDENT);
  const heading = [
    `${String(number).padStart(INDENT.length - 1)}${first!.slice(INDENT.length - 1)}`,
    ...more,
  ];
  return [
    ...heading.map(colors.bold),
    ...wrapIndented(text, columns, INDENT),
    ...wrapIndented(changes.join(', '), columns, `${INDENT}  `).map(colors.dim),
    ...(reaches === undefined ? [] : wrapIndented(`▶ ${reaches}`, columns, INDENT)),
    ...(note === undefined ? [] : wrapIndented(`✗ ${note}`, columns, INDENT).map(colors.red)),
    ...(guard === undefined
      ? []
      : wrapIndented(`✗ ${guard.rule}: ${guard.text}`, columns, INDENT).map(colors.red)),
  ];
}

/** The lines, of at most `columns` characters. */
export function listing({ steps }: Pick<Story, 'steps'>, columns: number, colors: Colors): string[] {
  return steps.flatMap((step) => stepLines(step, columns, colors));
}
