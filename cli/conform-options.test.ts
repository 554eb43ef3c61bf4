// SPDX-License-Identifier: MIT
// Options of `syspec conform` that would do nothing are refused before anything is built.
import { expect, test } from 'vitest';
import { captured } from './fixtures/captured.ts';

test.each([
  [['--lane', 'zz'], "no lane 'zz'", 'lockstep'],
  [['--host', '--lane', 'schedule'], "no lane with --host 'schedule'", 'random'],
  [['--lane', 'randon'], "no lane 'randon'", 'Did you mean random?'],
  [['--variant', 'propose'], "no lane tests the variant 'propose'", 'Did you mean proposed?'],
  [['--host', '--flavour', 'fast'], '--flavour does nothing with --host', 'Leave out --flavour'],
  [['--host', '--guests', '2'], '--guests does nothing with --host', 'one host'],
  [['--host', '--base', '7.3'], '--base does nothing with --host', 'Leave out --base'],
  [['--lane', 'cases', '--runs', '5'], '--runs does nothing with --lane cases', '--lane random'],
  [
    ['--lane', 'small', '--runs', '2', '--time', '9'],
    '--runs, --time do nothing with --lane small',
    'random',
  ],
  [['--host', '--source', 'x', '--patch', 'y'], '--source, --patch do nothing with --host', 'Leave out'],
])('%j', async (argv, message, hint) => {
  const { exit, out, err } = await captured('conform', ...argv);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(message);
  expect(err).toContain(hint);
});

test('the help says how long a share takes', async () => {
  const { out } = await captured('conform', '--help');
  expect(out.replace(/\s+/g, ' ')).toContain('about 2 minutes a variant on two cores without KVM');
});
