// SPDX-License-Identifier: MIT
// The proposals that can be run on a kernel, and what is said of another: there is none of that name, or its part for kernels is not there.
import { SyspecError } from '../base/errors.ts';
import { ROOT } from '../base/root.ts';
import { documentNames } from '../base/slug.ts';
import { unknownName } from '../base/suggest.ts';
import { CONFORMANCE } from '../conformance/index.ts';

/** `known` are the proposals that can be run. */
export function noKernel(slug: string, known: readonly string[], root: string = ROOT): SyspecError {
  if (!documentNames(root).includes(slug)) return unknownName('proposal', slug, known);
  const message = `${slug}: its kernel part is not there: conformance/${slug}`;
  return new SyspecError('BAD_INPUT', message, `Write it. There are: ${known.join(', ')}.`);
}

/** Those that are asked for; all where none is. @throws what `noKernel` makes, for the first that cannot be run */
export function withKernel(
  slugs: readonly string[],
  known: readonly string[] = Object.keys(CONFORMANCE),
): readonly string[] {
  const unknown = slugs.find((slug) => !known.includes(slug));
  if (unknown !== undefined) throw noKernel(unknown, known);
  return slugs.length === 0 ? known : slugs;
}
