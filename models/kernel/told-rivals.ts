// SPDX-License-Identifier: MIT
// Rivals in the words of a document.
import type { AnyOperation, Rival } from './rival.ts';

/** A phrase for each; `none` without any. */
export function toldRivals<Op extends AnyOperation>(
  rivals: readonly Rival<Op>[],
  textsOf: (program: readonly Op[]) => readonly string[],
): readonly string[] {
  if (rivals.length === 0) return ['none'];
  return rivals.map(
    ({ name, loops, program }) => `${name}${loops ? ', loops' : ''}: ${textsOf(program).join(', ')}`,
  );
}
