// SPDX-License-Identifier: MIT
// Options that would do nothing: each is refused, and not passed over.
import { expect, test } from 'vitest';
import { captured } from './fixtures/captured.ts';

test.each([
  [
    'check --listed',
    '--listed does nothing without faults made by machine',
    'Add --model-mutants or --tla-mutants.',
  ],
  ['check --listed --mutant x', '--listed does nothing with --mutant'],
  ['check --only Next', '--only does nothing without --tla-mutants', 'Add --tla-mutants.'],
  ['check --list --engine both', '--list does nothing without --tla-mutants'],
  ['check --max-states 5', '--max-states does nothing without TLC', 'Add --engine both, or --tla-mutants.'],
  [
    'check --share 5',
    '--share does nothing without TLC or --model-mutants',
    'Add --engine both, or --model-mutants.',
  ],
  [
    'check --coverage --share 5',
    '--share does nothing without TLC or --model-mutants',
    'Add --engine both or --model-mutants, or give --share recorded.',
  ],
  ['check --agree 5', '--agree does nothing without TLC', 'Add --engine both.'],
  ['check --tla-mutants --mutants', '--mutants does nothing with --tla-mutants'],
  ['check --tla-mutants --list --max-states 5', '--max-states does nothing with --list'],
  ['check --tla-coverage --all --claim C1', '--claim, --all do nothing with --tla-coverage'],
  ['check --bounds --ktap x', '--ktap does nothing with --bounds', 'Leave out --ktap.'],
  ['check --bounds --claim C1', '--claim does nothing with --bounds'],
  ['check --mutant x --engine tlc', '--engine does nothing with --mutant'],
  ['check --model-mutants --claim C1', '--claim does nothing with --model-mutants'],
  ['check --model x.ts --max-states 5', '--model is about one file, and not about --max-states'],
  ['check --coverage --claim C1', '--claim does nothing with --coverage, which is about all faults'],
  ['check --watch --listed', '--listed does nothing'],
  ['explain fconnectat naive --base 7.3', '--base does nothing without --kernel', 'Add --kernel.'],
  ['explain fconnectat naive --source tree', '--source does nothing without --kernel', 'Add --kernel.'],
  ['explain fconnectat naive --kernel --short', '--short does nothing with --kernel'],
  [
    'explain --model x.ts',
    "explain has no option '--model'",
    "A model of your own .* 'syspec check --model x.ts'",
  ],
  [
    'explain fconnectat naive --html --claim C1',
    '--html has no value: the next word is --claim',
    'Write --html <file>',
  ],
  ['check --ktap --claim C1', '--ktap has no value: the next word is --claim', 'Write --ktap <file>'],
  ['check --ktap -h', '--ktap has no value: the next word is -h', 'Write --ktap <file>'],
  ['kernel boot --kernel --base 7.3', '--kernel has no value: the next word is --base', 'Write --kernel'],
  ['kernel boot --kernel x --flavour fast --base 7.3', '--flavour, --base do nothing with --kernel'],
  ['kernel boot fconnectat --kernel x', 'fconnectat does nothing with --kernel'],
  ['replay x --c y --times 3', '--times does nothing with --c'],
  ['mutants --list --all-lanes', '--all-lanes does nothing with --list'],
  ['docs --only x', '--only does nothing without --boot', 'Add --check --boot.'],
])('%s', async (line, message, hint = 'Leave') => {
  const { exit, out, err } = await captured(...line.split(' '));
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(`syspec: ${message}`);
  expect(err).toMatch(new RegExp(`\\n {2}${hint === 'Leave' ? '(?:Leave|Give|Add)' : hint}`));
});

test('what is recorded may stand for a search of branches, and is not refused', async () => {
  const { exit, err } = await captured('check', 'no_such', '--coverage', '--share', 'recorded');
  expect([exit, err]).toEqual([2, expect.stringContaining("syspec: no proposal 'no_such'")]);
});

test('explain --json is the whole, in one form', async () => {
  const { exit, out } = await captured('explain', 'fconnectat', 'naive', '--json', '--short', '--ascii');
  expect([exit, JSON.parse(out).error.message]).toEqual([2, '--short, --ascii do nothing with --json']);
});
