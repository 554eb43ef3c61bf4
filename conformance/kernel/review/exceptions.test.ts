// SPDX-License-Identifier: MIT
// What exceptions.json lists is of patches and files that are there, for each base that it speaks of.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BASE_NAMES } from '../bases.ts';
import type { Patch } from '../source/patch.ts';
import { type Exception, readExceptions } from './reports.ts';
import { allSeries } from './series.ts';

/** What is wrong with an exception of a series: it is of no patch or file of it, or of a commit that its patch does not name. */
function misplaced({ tool, where, says }: Exception, patches: readonly Patch[]): string[] {
  if (tool === 'build')
    return patches.some(({ files }) => files.includes(where)) ? [] : [`${where}: no patch changes it`];
  const patch = patches.find(({ name }) => name === where);
  if (patch === undefined) return [`${where}: no patch of the series`];
  const commit = /Unknown commit id '(\w+)'/.exec(says)?.[1];
  const isNamed = commit === undefined || readFileSync(patch.path, 'utf8').includes(commit);
  return isNamed ? [] : [`${where}: does not name ${commit}`];
}

describe.each(BASE_NAMES)('Linux %s', (base) => {
  test.each(allSeries(base))('the exceptions of $slug are of its series', ({ folder, patches }) => {
    const listed = [folder, join(folder, base)].flatMap(readExceptions);
    expect(listed.flatMap((one) => misplaced(one, patches))).toEqual([]);
  });
});

test('an exception is listed', () => {
  expect(allSeries().flatMap(({ folder }) => readExceptions(folder))).not.toEqual([]);
});

test('what is not there is named', () => {
  const [{ patches }] = allSeries() as [ReturnType<typeof allSeries>[number]];
  const [{ name }] = patches as [Patch];
  const exception = (tool: Exception['tool'], where: string, says = 'WARNING:X: x') =>
    misplaced({ tool, where, says, why: 'because' }, patches);
  expect(exception('checkpatch', name)).toEqual([]);
  expect(exception('checkpatch', '0001-gone.patch')).toEqual(['0001-gone.patch: no patch of the series']);
  expect(exception('build', patches[0]!.files[0]!)).toEqual([]);
  expect(exception('build', 'gone.c')).toEqual(['gone.c: no patch changes it']);
  const unknown = "WARNING:UNKNOWN_COMMIT_ID: Unknown commit id 'ffffffffffff', maybe";
  expect(exception('checkpatch', name, unknown)).toEqual([`${name}: does not name ffffffffffff`]);
});
