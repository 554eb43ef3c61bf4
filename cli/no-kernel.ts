// SPDX-License-Identifier: MIT
// What is said of a proposal that cannot be run on a kernel: there is none of that name, or its part for kernels is not there.
import { SyspecError } from '../base/errors.ts';
import { ROOT } from '../base/root.ts';
import { documentNames } from '../base/slug.ts';
import { unknownName } from '../base/suggest.ts';

/** `known` are the proposals that can be run. */
export function noKernel(slug: string, known: readonly string[], root: string = ROOT): SyspecError {
  if (!documentNames(root).includes(slug)) return unknownName('proposal', slug, known);
  const message = `${slug}: its kernel part is not there: conformance/${slug}`;
  return new SyspecError('BAD_INPUT', message, `Write it. There are: ${known.join(', ')}.`);
}
