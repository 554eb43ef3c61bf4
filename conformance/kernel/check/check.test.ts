// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { parseReport } from './check.ts';

test('what the guest says', () => {
  const text =
    'release 6.12.1\ncpus 1\ndevice yes\nunattached 107\nunknown 25\nattach 0\nquiesce 95\npty wrong 3 of 50\nend\n';
  expect(parseReport(text)).toEqual({
    release: '6.12.1',
    cpus: 1,
    device: true,
    answers: { unattached: 'ENOTCONN', unknown: 'ENOTTY', attach: 'ok', quiesce: 'EOPNOTSUPP' },
    wrong: { pty: 3 },
  });
});

test('a kernel without the device, and a number without a name', () => {
  const report = parseReport('release 5.10\ncpus 2\ndevice no\nend\n');
  expect(report).toMatchObject({ device: false, answers: {}, wrong: {} });
  expect(parseReport('quiesce 4000\n').answers).toEqual({ quiesce: 'errno 4000' });
});
