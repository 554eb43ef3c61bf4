// SPDX-License-Identifier: MIT
// What the two calls are to be seen to do, by the rows of the document's table of errors.
import type { Gap, Outcomes } from '../harness/lockstep/engine/coverage.ts';
import { CONNECTING } from '../objects/unix-socket/outcomes.ts';
import { UNKNOWN_BITS } from './codecs.ts';
import { OBJECTS } from './objects.ts';

/** Rows that both calls have. */
const ROWS = 'E2 E3 E4 E5 E6 E7 E10 E13 E14 E15 E16 E17 E20 E21 E22 E23 E24 E25 E26 E27 E28'.split(' ');

const of = (call: string, whats: readonly string[]) => whats.map((what) => `${call} ${what}`);

/** Of either call: only a kernel with hooks, or one that lacks memory, answers so. */
const gapsOf = (call: string): readonly Gap[] => [
  { item: `${call} E8`, why: 'needs a hook' },
  { item: `${call} E9`, why: 'needs a fault' },
  { item: `${call} E19`, why: 'needs a hook' },
  { item: `${call} E29`, why: 'needs a hook' },
];

/** connect(2); only it is restarted after a signal. */
const CONNECT = ['accept woken by connect', ...of('connect', [...CONNECTING, ...ROWS, 'restarted'])];

/** Today's. */
export const CONNECT_OUTCOMES: Outcomes = {
  expected: [...OBJECTS.outcomes, ...CONNECT],
  gaps: gapsOf('connect'),
};

/** The proposal's; what connect(2) does beside it is seen without it. */
export const FCONNECTAT_OUTCOMES: Outcomes = {
  expected: [
    ...OBJECTS.outcomes,
    'accept woken by fconnectat',
    ...of('fconnectat', [...CONNECTING, ...ROWS, 'E1', 'E11', 'E12', 'E18', 'EAFNOSUPPORT']),
    ...of('fconnectat', ['nofollow', 'empty', 'high', ...UNKNOWN_BITS.map((bit) => `bit ${bit}`)]),
  ],
  gaps: gapsOf('fconnectat'),
  elsewhere: [...CONNECT, 'connect woken by fconnectat', ...gapsOf('connect').map(({ item }) => item)],
};
