// SPDX-License-Identifier: MIT
// The steps of a story as a sequence diagram: a lane a process, a row a step.

import { type Colors, GAP, GUTTER, laneRow, type Painter, widthOfLanes } from '../base/lanes.ts';
import { wrap } from '../base/wrap.ts';
import type { Story, StoryStep } from './story.ts';

/** What of a story is drawn. */
export type Drawn = Pick<Story, 'lanes' | 'steps'>;

/** Characters of a lane; undefined when the lanes do not fit beside each other into `columns`. */
export function laneWidth({ lanes, steps }: Drawn, columns: number): number | undefined {
  return widthOfLanes(lanes.length, [...lanes, ...steps.map(({ kernel }) => `● ${kernel}`)], columns);
}

/** An arrow from the lane of a step to the lane that it reaches. */
function arrow({ lanes }: Drawn, { lane, reaches }: StoryStep, width: number): string[] {
  if (reaches === undefined) return [];
  const column = (name: string) => GUTTER + lanes.indexOf(name) * (width + GAP);
  const line = [...' '.repeat(column(lanes.at(-1)!) + 1)];
  for (const name of lanes) line[column(name)] = '│';
  const [from, to] = [column(lane), column(reaches)];
  for (let at = Math.min(from, to); at <= Math.max(from, to); at++) line[at] = '─';
  line[from] = from < to ? '└' : '┘';
  line[to] = from < to ? '▶' : '◀';
  return [line.join('')];
}

function stepRows(story: Drawn, step: StoryStep, width: number, colors: Colors): string[] {
  const wrong = [
    ...(step.note === undefined ? [] : wrap(`✗ ${step.note}`, width)),
    ...(step.guard === undefined ? [] : wrap(`✗ ${step.guard.rule}: ${step.guard.text}`, width)),
  ];
  const changed = wrap(step.changes.join(', '), width - 4).map((line) => `    ${line}`);
  const told = [`● ${step.kernel}`, ...wrap(step.text, width - 2).map((line) => `  ${line}`)];
  const own = [...told, ...changed, ...wrong];
  const firstWrong = told.length + changed.length;
  const cells = story.lanes.map((lane) => (lane === step.lane ? own : []));
  const paint: Painter = (padded, line) => {
    if (line >= firstWrong) return colors.red(padded);
    if (line >= told.length) return colors.dim(padded);
    return line === 0 ? colors.bold(padded) : padded;
  };
  return [...laneRow(String(step.number), cells, width, paint), ...arrow(story, step, width)];
}

/** The diagram's lines, for lanes of a width that `laneWidth` gave. */
export function diagram(story: Drawn, width: number, colors: Colors): string[] {
  const names = story.lanes.map((lane) => [lane]);
  return [
    ...laneRow('', names, width, colors.cyan),
    ...story.steps.flatMap((step) => stepRows(story, step, width, colors)),
  ];
}
