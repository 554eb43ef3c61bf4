// SPDX-License-Identifier: MIT
// The fixes of a series as a series of their own: whoever maintains what they fix can take them without the rest.
import { SyspecError } from '../../base/errors.ts';
import { fixesOf, type Patch } from '../../conformance/kernel/source/patch.ts';
import { readMail } from './mail.ts';
import { makeSeries, type Series } from './series.ts';

/** Whether a patch has a line `Fixes:`, wherever it stands in its series. */
const isFix = (patch: Patch): boolean => fixesOf([patch]).length > 0;

/**
 * The fixes among these patches, numbered by themselves; undefined where there are none.
 * @throws SyspecError KERNEL_PATCH where git does not take one without what comes before it
 */
export async function makeFixes(
  pristine: string,
  patches: readonly Patch[],
  env?: NodeJS.ProcessEnv,
): Promise<Series | undefined> {
  const fixes = patches.filter(isFix);
  if (fixes.length === 0) return undefined;
  try {
    return await makeSeries(pristine, fixes, [], env);
  } catch (error) {
    if (!(error instanceof SyspecError) || error.code !== 'KERNEL_PATCH') throw error;
    const hint = 'It has a line Fixes:, and so it is sent without those patches before it that have none.';
    throw new SyspecError(error.code, `alone, as a fix: ${error.message}`, hint);
  }
}

const subjectOf = (mail: string): string => readMail(mail).subject;

/** The places of the fixes in the whole series, counted from 1. */
export function placesOf(fixes: Series, whole: Series): number[] {
  const subjects = new Set(fixes.mails.map(subjectOf));
  return whole.mails.flatMap((mail, at) => (subjects.has(subjectOf(mail)) ? [at + 1] : []));
}

/** The mails of the whole series that are no fixes. */
export function restOf(fixes: Series, whole: Series): string[] {
  const places = new Set(placesOf(fixes, whole));
  return whole.mails.filter((_, at) => !places.has(at + 1));
}
