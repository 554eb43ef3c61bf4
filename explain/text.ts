// SPDX-License-Identifier: MIT
// A story as a sequence diagram for a terminal: a lane a process, a row a step.
import pc from 'picocolors';
import type { Story, StoryStep } from './story.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** How wide the diagram may be, and whether it may have colours. */
export interface Paper {
  readonly columns: number;
  readonly colors: boolean;
}

const NARROWEST = 18;
const GUTTER = 4;

/** Breaks `text` into lines of at most `width`, between words where it can. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    for (let rest = word; rest !== ''; ) {
      const room = line === '' ? width : width - line.length - 1;
      if (rest.length <= room) {
        line = line === '' ? rest : `${line} ${rest}`;
        rest = '';
      } else if (line === '') {
        lines.push(rest.slice(0, width));
        rest = rest.slice(width);
      } else {
        lines.push(line);
        line = '';
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}

function laneWidth({ lanes }: Story, { columns }: Paper): number {
  return Math.max(NARROWEST, Math.floor((columns - GUTTER) / Math.max(1, lanes.length)) - 2);
}

/** The lines of every lane beside each other; a lane with nothing to say shows its lifeline. */
function row(
  number: string,
  cells: readonly (readonly string[])[],
  width: number,
  paint: (i: number) => Painter,
): string[] {
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => {
    const shown = cells.map((cell, i) => {
      const text = cell[line];
      return text === undefined ? pad('│', width) : paint(i)(pad(text, width), line);
    });
    return `${(line === 0 ? number : '').padStart(GUTTER - 1)} ${shown.join('  ')}`.trimEnd();
  });
}

type Painter = (padded: string, line: number) => string;

function pad(text: string, width: number): string {
  return text.slice(0, width).padEnd(width);
}

/** An arrow from the lane of a step to the lane that it reaches. */
function arrow(story: Story, { lane, reaches }: StoryStep, width: number): string[] {
  if (reaches === undefined) return [];
  const [from, to] = [story.lanes.indexOf(lane), story.lanes.indexOf(reaches)];
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  const column = (i: number) => GUTTER + i * (width + 2);
  const line = [...' '.repeat(column(story.lanes.length))];
  for (const i of story.lanes.keys()) line[column(i)] = '│';
  for (let at = column(left); at <= column(right); at++) line[at] = '─';
  line[column(left)] = from < to ? '└' : '◀';
  line[column(right)] = from < to ? '▶' : '┘';
  return [line.join('').trimEnd()];
}

function stepRows(story: Story, step: StoryStep, width: number, colors: Colors): string[] {
  const guard = step.guard === undefined ? [] : wrap(`✗ ${step.guard.rule}: ${step.guard.text}`, width);
  const own = [`● ${step.kernel}`, ...wrap(step.text, width - 2).map((line) => `  ${line}`), ...guard];
  const firstOfGuard = own.length - guard.length;
  const cells = story.lanes.map((lane) => (lane === step.lane ? own : []));
  const painter: Painter = (padded, line) => {
    if (line >= firstOfGuard) return colors.red(padded);
    return line === 0 ? colors.bold(padded) : padded;
  };
  const rows = row(String(step.number), cells, width, () => painter);
  return [...rows, ...arrow(story, step, width)];
}

/** The whole story: the claim, the diagram, the rules, and the guard that was missing. */
export function showStory(story: Story, paper: Paper): string {
  const colors = pc.createColors(paper.colors);
  const width = laneWidth(story, paper);
  const { claim } = story;
  const missing = story.steps.find((step) => step.guard !== undefined);
  return [
    `${colors.bold(`${story.slug} ${story.variant}`)}: ${claim.id} is ${colors.red('violated')} in ${story.scenario}, in ${story.steps.length + 1} states`,
    `${claim.id}: ${claim.title}`,
    '',
    row(
      '',
      story.lanes.map((lane) => [lane]),
      width,
      () => (padded) => colors.cyan(padded),
    ).join('\n'),
    ...story.steps.flatMap((step) => stepRows(story, step, width, colors)),
    '',
    ...wrap(`Violated: ${claim.safety ?? ''}`, paper.columns),
    ...story.rules.flatMap(({ id, text }) =>
      wrap(`${id}: ${text}`, paper.columns - 2).map((line) => `  ${line}`),
    ),
    ...(missing?.guard === undefined
      ? []
      : wrap(
          `What would have stopped it: at step ${missing.number}, in ${missing.kernel}, ${missing.guard.rule}: ${missing.guard.text}.`,
          paper.columns,
        )),
    '',
  ].join('\n');
}
