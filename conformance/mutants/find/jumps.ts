// SPDX-License-Identifier: MIT
// Jumps that a condition leads to after something else: each is deleted.
import type { Statement } from '../c/statements.ts';
import type { Found } from './found.ts';

/** The jumps at the end of an if's blocks. A jump that is alone there goes with its condition. */
export function jumps(found: Found, statement: Statement, isLastIf: boolean): void {
  if (statement.kind !== 'if') return;
  for (const { kind, parts } of statement.parts) {
    const last = parts.at(-1);
    if (kind !== 'block' || parts.length < 2 || last?.kind !== 'jump' || !found.isAdded(last)) continue;
    const text = found.text({ from: last.from, to: last.to - 1 });
    if (isLastIf) found.skip(last, 'the function would end without a value');
    else if (found.hasDirective(last)) found.skip(last, 'a preprocessor line is in it');
    else {
      const change = `delete '${text}' under '${found.text(statement.condition!)}'`;
      found.mutate(last, change, found.wrap(last, 'skip'));
    }
  }
}
