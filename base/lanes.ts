// SPDX-License-Identifier: MIT
// Lanes beside each other on a terminal: their width, and rows of text with a lifeline where a lane says nothing.
import type pc from 'picocolors';

/** What paints text, or leaves it as it is. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Paints a line of a cell, given its place in the cell. */
export type Painter = (padded: string, line: number) => string;

const NARROWEST = 18;
/** For the number of a row. */
export const GUTTER = 4;
export const GAP = 2;

/**
 * Characters of a lane, so that as many as `lanes` fit beside each other into `columns`; undefined when they do not, or
 * when a lane would be narrower than `words`, texts that cannot be broken.
 */
export function widthOfLanes(lanes: number, words: readonly string[], columns: number): number | undefined {
  const needed = Math.max(NARROWEST, ...words.map((word) => word.length));
  const width = Math.floor((columns - GUTTER + GAP) / lanes) - GAP;
  return width < needed ? undefined : width;
}

/** The lines of every lane beside each other; a lane with nothing to say shows its lifeline. */
export function laneRow(
  number: string,
  cells: readonly (readonly string[])[],
  width: number,
  paint: Painter,
): string[] {
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) => {
    const shown = cells.map((cell) => {
      const text = cell[line];
      return text === undefined ? '│'.padEnd(width) : paint(text.padEnd(width), line);
    });
    return `${(line === 0 ? number : '').padStart(GUTTER - 1)} ${shown.join(' '.repeat(GAP))}`.trimEnd();
  });
}
