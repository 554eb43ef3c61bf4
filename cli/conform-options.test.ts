// SPDX-License-Identifier: MIT
// Options of `syspec conform` that would do nothing are refused before anything is built.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfTest } from '../base/fixtures/folder.ts';
import { inRoot } from '../base/root.ts';
import { CONFORMANCE } from '../conformance/index.ts';
import { refuseIdleWithLane } from './conform-lane.ts';
import { captured } from './fixtures/captured.ts';
import { requireRoom } from './written.ts';

test.each([
  [['--lane', 'zz'], "no lane 'zz'", 'lockstep'],
  [['--host', '--lane', 'schedule'], "no lane with --host 'schedule'", 'random'],
  [['--lane', 'randon'], "no lane 'randon'", 'Did you mean random?'],
  [['--variant', 'propose'], "no lane tests the variant 'propose'", 'Did you mean proposed?'],
  [['--host', '--variant', 'today-lock'], "'today-lock' has no lane with --host", 'These have: '],
  [['--host', '--flavour', 'fast'], '--flavour does nothing with --host', 'Leave out --flavour'],
  [['--host', '--guests', '2'], '--guests does nothing with --host', 'one host'],
  [['--host', '--base', '7.3'], '--base does nothing with --host', 'Leave out --base'],
  [
    ['--kernel', 'x', '--base', '7.3'],
    '--base does nothing with --kernel and without --record',
    'Leave it out',
  ],
  [['--lane', 'cases', '--runs', '5'], '--runs does nothing with --lane cases', '--lane random'],
  [
    ['--lane', 'small', '--runs', '2', '--time', '9'],
    '--runs, --time do nothing with --lane small',
    'random',
  ],
  [
    ['--lane', 'cases', '--seed', '7'],
    '--seed does nothing with --lane cases',
    'random, lockstep, schedule and attack',
  ],
  [['--lane', 'errors', '--share'], '--share does nothing with --lane errors', 'schedule has one for each'],
  [
    ['--lane', 'atomicity', '--share'],
    '--share does nothing with --lane atomicity',
    'schedule has one for each',
  ],
  [
    ['--lane', 'cases', '--host', '--share', '--seed', '2', '--time', '3'],
    '--time, --seed, --share do nothing with --lane cases',
    'with --host are random',
  ],
  [['--host', '--source', 'x', '--patch', 'y'], '--source, --patch do nothing with --host', 'Leave out'],
])('%j', async (argv, message, hint) => {
  const { exit, out, err } = await captured('conform', ...argv);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(message);
  expect(err).toContain(hint);
});

test.each([
  ['random', 'seed'],
  ['lockstep', 'share'],
  ['schedule', 'share'],
  ['attack', 'seed'],
  ['swap', 'seed'],
])('with --lane %s --%s is not refused', (lane, option) => {
  const all = Object.values(CONFORMANCE);
  refuseIdleWithLane(all, { lane, host: false }, (name) => name === option);
});

test.each([
  [['--patch', 'nowhere.patch'], 'there is no patch nowhere.patch'],
  [['--patch', inRoot('README.md', 'x.patch')], `there is no patch ${inRoot('README.md', 'x.patch')}`],
  [['--patch', inRoot('spec')], `${inRoot('spec')} is no file`],
  [['--failures', inRoot('README.md', 'found')], `${inRoot('README.md')} is no folder`],
])('files are looked at before anything is built: %j', async (argv, message) => {
  const { exit, out, err } = await captured('conform', '--lane', 'cases', ...argv);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(`syspec: ${message}\n  Name `);
});

test.each([
  [['--record', 'fconnectat'], 'fconnectat: that is a proposal', 'Write: conform fconnectat --record.'],
  [['--record', 'mine on fast'], "'mine on fast': that is no name of a kernel", 'Use letters'],
  [['--record', 'mine, a share'], "'mine, a share': that is no name of a kernel", 'Use letters'],
  [['--record='], "'': that is no name of a kernel", 'Use letters'],
])('what is no name of a kernel is not recorded as one: %j', async (argv, message, hint) => {
  const { exit, out, err } = await captured('conform', ...argv);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(`syspec: --record ${message}`);
  expect(err).toContain(`\n  ${hint}`);
});

test('a folder for failures is not made before there is one', () => {
  const folder = join(folderOfTest(), 'a', 'b');
  requireRoom(folder);
  expect(existsSync(dirname(folder))).toBe(false);
});

test('the help says how long a share takes', async () => {
  const { out } = await captured('conform', '--help');
  expect(out.replace(/\s+/g, ' ')).toContain('about 2 minutes a variant on two cores without KVM');
});
