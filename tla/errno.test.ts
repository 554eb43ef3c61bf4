// SPDX-License-Identifier: MIT
// The TLA+ cannot import a list: its errnos are a copy of those of spec/errno.ts.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { ERRNOS } from '../spec/index.ts';
import { modulesOf, operatorsIn } from './text/modules.ts';

/** The strings of the set that the operator is. */
function membersOf(operator: string, file: string): readonly string[] {
  const { tokens = [] } = operatorsIn(modulesOf(file, [])).get(operator) ?? {};
  return tokens.flatMap((token) => /^"(.*)"$/.exec(token)?.[1] ?? []);
}

test('Errno has the names of spec/errno.ts, each once', () => {
  const named = membersOf('Errno', join(inRoot('tla', 'kernel'), 'Errno.tla'));
  const known: readonly string[] = ERRNOS;
  expect({
    missing: known.filter((name) => !named.includes(name)),
    extra: named.filter((name) => !known.includes(name)),
    twice: named.filter((name, at) => named.indexOf(name) !== at),
  }).toEqual({ missing: [], extra: [], twice: [] });
});
