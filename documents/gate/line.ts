// SPDX-License-Identifier: MIT
// A line of the gate: what was looked at, what came of it, and the command that looks again.
import { counted } from '../../base/plural.ts';
import { aligned } from '../../base/table.ts';

/**
 * What came of a check. `open`: a person has to do something; `skipped`: it cannot be about this proposal, or was not asked for;
 * `not-there`: what it would be about is still to be written, which is neither a pass nor a failure.
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

/** The command for what is made of one base: where it was made is removed. @param more.only a fault */
export function checkCommand(
  slug: string,
  base: string,
  { boot = false, only }: { readonly boot?: boolean; readonly only?: string } = {},
): string {
  const words = [
    ...(boot ? ['--boot'] : []),
    '--base',
    base,
    ...(only === undefined ? [] : ['--only', only]),
  ];
  return `./syspec docs ${slug} --check ${words.join(' ')}`;
}

const LEFT_OUT = 'left out: it is made with --boot';

/** What is said of a line, whichever its state. */
const saidOf = ({ note, details }: Line): readonly string[] => [note, ...details];

/** Whether a check was not asked for. */
export const isLeftOut = (line: Line): boolean => saidOf(line).includes(LEFT_OUT);

/** A check that nobody asked for: with `ready` it is still to be made. */
export function leftOut(
  about: Pick<Line, 'slug' | 'check' | 'command'>,
  ready: boolean,
  note = LEFT_OUT,
): Line {
  return ready
    ? { ...about, state: 'open', details: [note], note: '' }
    : { ...about, state: 'skipped', details: [], note };
}

/** Whether the gate is open: something holds, nothing fails, and with `ready` nothing is left for a person, or to be written. */
export const isOk = (lines: readonly Line[], ready: boolean): boolean =>
  lines.some(({ state }) => state === 'holds') &&
  lines.every(({ state }) => state !== 'fails' && !(ready && (state === 'open' || state === 'not-there')));

/** What ends the note of a line on what `--only` leaves out. */
export const BY_ONLY = 'left out by --only';
const isByOnly = (line: Line): boolean => saidOf(line).some((one) => one.endsWith(BY_ONLY));

/** What was asked of nobody: it is no pass, and said where the lines end. */
function notMadeText(lines: readonly Line[]): string {
  const left = lines.filter(isLeftOut).length;
  const parts = [
    ...(left === 0
      ? []
      : [`${counted(left, 'check was', 'checks were')} not made: builds and guests need --boot`]),
    ...(lines.some(isByOnly) ? ['faults were left out by --only'] : []),
  ];
  return parts.map((part) => `; ${part}`).join('');
}

/** One line on all of them. */
export function summary(lines: readonly Line[], ready: boolean): string {
  const are = (state: State) => lines.filter((line) => line.state === state);
  const missing = are('not-there').map(({ slug }) => slug);
  const asked = lines.filter((line) => !isLeftOut(line) && line.state !== 'not-there');
  const skipped = asked.filter(({ state }) => state === 'skipped').length;
  const open = are('open').length;
  const parts = [
    counted(asked.length - skipped, 'check'),
    ...[`${skipped} skipped`, `${are('fails').length} failed`, `${open} open`],
    ...(missing.length === 0 ? [] : [`not there: ${missing.join(', ')}`]),
  ];
  const isHeld = ready && open + missing.length > 0;
  return `${parts.join(', ')}${isHeld ? ': not ready' : ''}${notMadeText(lines)}\n`;
}

/** As JSON: `notMade` names what needs `--boot`. */
export function asJson(lines: readonly Line[], ready: boolean): string {
  const notMade = lines.filter(isLeftOut).map(({ slug, check }) => ({ slug, check }));
  return `${JSON.stringify({ schema: 1, ok: isOk(lines, ready), notMade, lines })}\n`;
}

/** The lines as a table, with what is wrong below each. */
export function table(lines: readonly Line[]): string {
  const heads = aligned(
    lines.map(({ slug, check, state, command, note }) => [
      ...[slug, check, state],
      note === '' ? command : `${command}  (${note})`,
    ]),
  );
  return lines
    .flatMap(({ details }, at) => [heads[at]!, ...details.map((detail) => `    ${detail}`)])
    .map((line) => `${line}\n`)
    .join('');
}
