// SPDX-License-Identifier: MIT
// Failures that are known, each with a reason and a date: they are shown, and do not fail a run before that date.
import { SyspecError } from '../../base/errors.ts';
import { readInput } from '../../base/input.ts';
import { isSlug } from '../../base/slug.ts';
import { LANES, type LaneName } from './lanes.ts';

/** One line of the file. */
export interface KnownFailure {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly slug: string;
  readonly lane: LaneName;
  /** A failure's title; `*` stands for anything. */
  readonly pattern: string;
  /** The last day on which it counts (UTC), as `2026-01-31`. */
  readonly until: string;
  readonly reason: string;
}

const LINE = /^(\S+)\s+(\S+)\s+(\S.*?)\s+until\s+(\S+)\s+#\s*(\S.*)$/;
const SHAPE = 'SLUG LANE PATTERN until YYYY-MM-DD # reason';

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What is wrong with the parts of a line; undefined when nothing is. */
function complaint(
  [slug, lane, pattern, until]: readonly [string, string, string, string],
  today: string,
): string | undefined {
  if (!isSlug(slug)) return `'${slug}' is no proposal's name`;
  if (!LANES.includes(lane as LaneName)) return `no lane '${lane}'; there are ${LANES.join(', ')}`;
  if (/^[*\s]+$/.test(pattern)) return `the pattern '${pattern}' would hide every failure`;
  if (!isDay(until)) return `'${until}' is no date of the form YYYY-MM-DD`;
  if (until < today) return `expired on ${until}: mend the failure, or give it a new date and say why`;
  return undefined;
}

/**
 * Reads the text of such a file: a line each, `SLUG LANE PATTERN until YYYY-MM-DD # reason`; blank ones and those
 * that begin with `#` are comments. `today` is a day as in the file.
 * @throws SyspecError BAD_INPUT with file and line for a line that is malformed or whose date has passed
 */
export function parseKnownFailures(text: string, file: string, today: string): KnownFailure[] {
  return text.split(/\r?\n/).flatMap((raw, at) => {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) return [];
    const fail = (what: string): never => {
      throw new SyspecError('BAD_INPUT', `${file}:${at + 1}: ${what}`, `A line is: ${SHAPE}`);
    };
    const parts = LINE.exec(content);
    if (parts === null) return fail('this is no known failure');
    const [slug, lane, pattern, until, reason] = parts.slice(1) as [string, string, string, string, string];
    const wrong = complaint([slug, lane, pattern, until], today);
    if (wrong !== undefined) return fail(wrong);
    return [{ file, line: at + 1, slug, lane: lane as LaneName, pattern, until, reason }];
  });
}

/** Reads the file. @throws SyspecError BAD_INPUT, also when it cannot be read */
export function readKnownFailures(
  file: string,
  today = new Date().toISOString().slice(0, 10),
): KnownFailure[] {
  return parseKnownFailures(readInput(file), file, today);
}

function matches(pattern: string, title: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(title);
}

/** The first line that a failure matches. */
export function knownFailureOf(
  known: readonly KnownFailure[],
  { slug, lane, title }: { readonly slug: string; readonly lane: LaneName; readonly title: string },
): KnownFailure | undefined {
  return known.find((one) => one.slug === slug && one.lane === lane && matches(one.pattern, title));
}
