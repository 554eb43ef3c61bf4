// SPDX-License-Identifier: MIT
// A text that a person has filled in: where it is another one than what was generated, though nothing was to be filled in there.

/** Where a paragraph ends: an empty line, a macro of roff, the end of a message, the next part of a patch. */
const END = /^(?:\+?\s*$|\+?\.[A-Z]|---$|diff --git |@@ |From 0{40} )/;

const isOpen = (line: string): boolean => line.includes('EDITME');

/**
 * The runs of lines between the places that are a person's: an EDITME and what follows it in its paragraph. Before the first place
 * and behind the last one is a run too, which may be empty.
 */
function fixedRuns(lines: readonly string[]): string[][] {
  const runs: string[][] = [[]];
  let place: string | undefined;
  for (const line of lines) {
    // What a patch adds ends with it.
    const isIn = place !== undefined && !END.test(line) && !(place.startsWith('+') && !line.startsWith('+'));
    if (isOpen(line)) {
      if (!isIn) runs.push([]);
      place = isIn ? place : line;
    } else if (!isIn) {
      place = undefined;
      runs.at(-1)?.push(line);
    }
  }
  return runs;
}

/** How many of these lines stand there. */
function agreeing(lines: readonly string[], at: number, run: readonly string[]): number {
  const first = run.findIndex((line, i) => lines[at + i] !== line);
  return first < 0 ? run.length : first;
}

/**
 * The line, counted from 1, at which a text is not what was generated; undefined where it is that, but for what stands in the place
 * of an EDITME.
 */
export function strayLine(text: string, generated: string): number | undefined {
  const lines = text.split('\n');
  const runs = fixedRuns(generated.split('\n'));
  let at = 0;
  for (const [index, run] of runs.entries()) {
    const isLast = index === runs.length - 1;
    let best = { at, length: -1 };
    for (let from = at; from <= (index === 0 ? 0 : lines.length - run.length); from++) {
      const length = agreeing(lines, from, run);
      if (length > best.length) best = { at: from, length };
      // A place may be empty, and the first one that fits leaves most for those that follow.
      if (length === run.length && (!isLast || from + length === lines.length)) {
        best = { at: from, length };
        break;
      }
    }
    const end = best.at + Math.max(best.length, 0);
    if (best.length < run.length || (isLast && end < lines.length)) return end + 1;
    at = end;
  }
  return undefined;
}
