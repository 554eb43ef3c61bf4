// SPDX-License-Identifier: MIT
// What the two calls are to be seen to do, by the rows of the document's table of errors.
import { chosenItems } from '../harness/lockstep/engine/choices.ts';
import type { Gap, Outcomes } from '../harness/lockstep/engine/coverage.ts';
import { CONNECT_MOVES } from '../objects/unix-socket/moves.ts';
import { CONNECTING } from '../objects/unix-socket/outcomes.ts';
import { FCONNECTAT_MOVES } from './moves.ts';
import { OBJECTS } from './objects.ts';

/** Rows that both calls have. */
const ROWS = 'E2 E3 E4 E5 E6 E7 E10 E13 E14 E15 E16 E17 E20 E21 E22 E23 E24 E25 E26 E27 E28'.split(' ');

const of = (call: string, whats: readonly string[]) => whats.map((what) => `${call} ${what}`);

/** Of either call: only a kernel with hooks, or one that lacks memory or names, answers so. */
const gapsOf = (call: string): readonly Gap[] => [
  { item: `${call} E8`, why: 'needs a hook' },
  // There are 2^20 names, each held by a socket.
  { item: `${call} E8a`, why: 'needs too many' },
  // The lock of a bind, which is held over nothing at which a task could stand still.
  { item: `${call} E8b`, why: 'needs a moment' },
  { item: `${call} E9`, why: 'needs a fault' },
  { item: `${call} E19`, why: 'needs a hook' },
  { item: `${call} E22a`, why: 'needs a hook', since: '7.3' },
  { item: `${call} E29`, why: 'needs a hook' },
];

/** connect(2); only it is restarted after a signal. */
const CONNECT = [
  'accept woken by connect',
  ...of('connect', [...CONNECTING, ...ROWS, 'restarted']),
  ...chosenItems(CONNECT_MOVES),
];

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
    ...chosenItems(FCONNECTAT_MOVES),
  ],
  gaps: gapsOf('fconnectat'),
  elsewhere: [...CONNECT, 'connect woken by fconnectat', ...gapsOf('connect').map(({ item }) => item)],
};
