// SPDX-License-Identifier: MIT
// A line of the gate: what was looked at, what came of it, and the command that looks again.

/**
 * What came of a check. `open`: a person has to do something; `skipped`: it cannot be about this proposal; `not-there`: what it would be
 * about is still to be written, which is neither a pass nor a failure.
 */
export type State = 'holds' | 'fails' | 'open' | 'skipped' | 'not-there';

/** One line. */
export interface Line {
  readonly slug: string;
  /** What is checked. */
  readonly check: string;
  readonly state: State;
  /** Places and reasons, a line each. */
  readonly details: readonly string[];
  /** The command that repeats it. */
  readonly command: string;
  /** What it says when all is well: numbers, exceptions. */
  readonly note: string;
}

/** A check that found problems, or none. */
export function judged(
  about: Pick<Line, 'slug' | 'check' | 'command'>,
  problems: readonly string[],
  note = '',
): Line {
  return { ...about, state: problems.length === 0 ? 'holds' : 'fails', details: problems, note };
}

/** Whether the gate is open: something holds, nothing fails, and with `ready` nothing is left for a person, or to be written. */
export const isOk = (lines: readonly Line[], ready: boolean): boolean =>
  lines.some(({ state }) => state === 'holds') &&
  lines.every(({ state }) => state !== 'fails' && !(ready && (state === 'open' || state === 'not-there')));

/** The lines as a table, with what is wrong below each. */
export function table(lines: readonly Line[]): string {
  const width = (of: (line: Line) => string) => Math.max(0, ...lines.map((line) => of(line).length));
  const [slugs, checks] = [width(({ slug }) => slug), width(({ check }) => check)];
  return lines
    .map(({ slug, check, state, details, command, note }) => {
      const head = `${slug.padEnd(slugs)}  ${check.padEnd(checks)}  ${state.padEnd(9)}  ${command}${note === '' ? '' : `  (${note})`}`;
      return [head, ...details.map((detail) => `    ${detail}`)].join('\n');
    })
    .map((text) => `${text}\n`)
    .join('');
}
