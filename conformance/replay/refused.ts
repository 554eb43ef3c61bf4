// SPDX-License-Identifier: MIT
// What is said of a file that is no recorded failure.
import { z } from 'zod';
import { SyspecError } from '../../base/errors.ts';
import { counted } from '../../base/plural.ts';

const HINT =
  'A recorded failure is a JSON file, {"schema": 1, "slug": ..., "variant": ..., ...}. conform writes one where kernel and model differ, and prints "again: syspec replay FILE".';

/** Complaints that are told; more are counted. */
const FEW = 3;

/** An error of this file, at `where` in it. */
export const refused = (where: string, why: string): SyspecError =>
  new SyspecError('BAD_INPUT', `${where}: ${why}`, HINT);

/** The line on which JSON.parse stopped, as far as it says; a truncated text is wrong at its end. */
function lineOf(text: string, { message }: SyntaxError): number | undefined {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  if (/end of JSON input/.test(message)) return text.trimEnd().split('\n').length;
  return text.trimStart().startsWith('{') ? undefined : 1;
}

/** The text as JSON. @throws SyspecError BAD_INPUT with the line, as far as it is known */
export function parsedJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const line = lineOf(text, error as SyntaxError);
    const where = line === undefined ? file : `${file}:${line}`;
    const isBegun = text.trimStart().startsWith('{');
    throw refused(
      where,
      isBegun ? 'the JSON is wrong or ends here' : 'this is no recorded failure, but other text',
    );
  }
}

/** What the schema says against it: where, and what, the first few. */
export function complaints(file: string, parsed: unknown, { issues }: z.ZodError): SyspecError {
  const isOne = typeof parsed === 'object' && parsed !== null && 'slug' in parsed && 'schema' in parsed;
  if (!isOne) return refused(file, 'this is no recorded failure, but other JSON');
  const told = issues.slice(0, FEW).map(({ path, message }) => {
    const at = z.core.toDotPath(path as (string | number)[]);
    return at === '' ? message : `${at}: ${message}`;
  });
  const more = issues.length > FEW ? [`and ${counted(issues.length - FEW, 'complaint')} more`] : [];
  return refused(file, [...told, ...more].join('; '));
}
