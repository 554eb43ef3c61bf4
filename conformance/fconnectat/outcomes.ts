// SPDX-License-Identifier: MIT
// What connect(2) is to be seen to do, by the rows of the document's table of errors.
import type { Gap } from '../harness/lockstep/coverage.ts';
import { SYSTEM_OUTCOMES } from '../harness/lockstep/system-outcomes.ts';

const ROWS = 'E2 E3 E4 E5 E6 E7 E10 E13 E14 E15 E16 E17 E20 E21 E22 E23 E24 E25 E26 E27'.split(' ');

const ERRNOS = [
  ...'EBADF EINVAL EFAULT ENOTSOCK EACCES ENAMETOOLONG ENOENT ELOOP ENOTDIR'.split(' '),
  ...'ECONNREFUSED EPROTOTYPE EAGAIN EINTR EISCONN'.split(' '),
];

const EVENTS = [
  ...['sleeps', 'woken by accept', 'woken by close', 'woken by listen', 'signalled', 'restarted', 'killed'],
  ...['restarted, ended'],
];

const ADDRESSES = ['path', 'unnamed', 'fault', 'huge', 'family', 'abstract'];

const GAPS: readonly Gap[] = [
  { item: 'connect E8', why: 'needs a hook' },
  { item: 'connect E9', why: 'needs a fault' },
  { item: 'connect E19', why: 'needs a hook' },
  { item: 'connect E28', why: 'is another protocol' },
  { item: 'connect E29', why: 'needs a hook' },
];

export const OUTCOMES = {
  expected: [
    ...SYSTEM_OUTCOMES,
    'accept woken by connect',
    ...['OK', ...ROWS, ...ERRNOS, ...EVENTS, ...ADDRESSES].map((what) => `connect ${what}`),
  ],
  gaps: GAPS,
};
