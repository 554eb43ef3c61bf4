// SPDX-License-Identifier: MIT
// What the calls are to be seen to do, by the rows of the document's table of errors.
import { chosenItems } from '../harness/lockstep/engine/choices.ts';
import type { Outcomes } from '../harness/lockstep/engine/coverage.ts';
import { NOWAIT_MOVES, SEND_MOVES } from './moves.ts';
import { ALL_OBJECTS, OBJECTS } from './objects.ts';

const of = (call: string, whats: readonly string[]) => whats.map((what) => `${call} ${what}`);

/** Those who sleep in today's calls, and whom the calls of another variant wake. */
const WAKES = ['read', 'write', 'preadv2', 'pwritev2', 'sendto', 'recvfrom', 'sendmsg', 'recvmsg'];
const WOKEN = [...WAKES, 'close', 'dup2', 'splice', 'resize'];
const everyWaking = WAKES.flatMap((call) => [
  `${call} restarted, ended`,
  ...WOKEN.map((by) => `${call} woken by ${by}`),
]);

/** Today's. */
export const TODAY_OUTCOMES: Outcomes = { expected: OBJECTS.outcomes, gaps: [], elsewhere: everyWaking };

const SLEEPS = ['sleeps', 'signalled', 'restarted', 'killed', 'EINTR', 'EAGAIN'];
const NOWAIT = [
  ...of('preadv2', ['OK', 'EBADF', 'EOPNOTSUPP', ...SLEEPS]),
  ...of('pwritev2', ['OK', 'EBADF', 'EOPNOTSUPP', 'EPIPE', ...SLEEPS]),
  ...chosenItems(NOWAIT_MOVES),
];

/** Those of RWF_NOWAIT. */
export const NOWAIT_OUTCOMES: Outcomes = {
  expected: [...OBJECTS.outcomes, ...NOWAIT],
  gaps: [],
  elsewhere: everyWaking,
};

const ROWS = ['E2', 'E3', 'E4', 'E5', 'E6', 'E11', 'E12'];
const OF_MESSAGE = ['E2a', 'E2e', 'E2g'];
const ERRNOS = ['OK', 'EFAULT', 'EBADF', 'EINVAL', 'EOPNOTSUPP'];
const SENDING = ['E9', 'EPIPE', 'EISCONN'];
const RECEIVING = ['ECONNRESET', 'EISDIR'];

/** Decided by an LSM, and by who holds the mutex. */
const gapsOf = (call: string) => [
  { item: `${call} E7`, why: 'needs a hook' } as const,
  { item: `${call} E8`, why: 'needs a moment' } as const,
];

/** The proposal's. */
export const PROPOSED_OUTCOMES: Outcomes = {
  expected: [
    ...ALL_OBJECTS.outcomes,
    ...['read EINVAL', 'write EINVAL'],
    // A case has them: what the series makes of RWF_NOWAIT.
    ...['preadv2', 'pwritev2'].flatMap((call) => of(call, ['OK', 'EAGAIN', 'nowait'])),
    ...['sendto', 'sendmsg'].flatMap((call) => of(call, [...ERRNOS, ...SENDING, ...ROWS, ...SLEEPS])),
    ...['sendto', 'recvfrom'].flatMap((call) => of(call, ['E1'])),
    ...['sendmsg', 'recvmsg'].flatMap((call) => of(call, OF_MESSAGE)),
    ...['recvfrom', 'recvmsg'].flatMap((call) => of(call, [...ERRNOS, ...RECEIVING, ...ROWS, ...SLEEPS])),
    ...['sendto', 'sendmsg'].flatMap((call) => ['recvfrom', 'close'].map((by) => `${call} woken by ${by}`)),
    ...['recvfrom', 'recvmsg'].flatMap((call) => ['sendto', 'close'].map((by) => `${call} woken by ${by}`)),
    ...chosenItems(SEND_MOVES),
  ],
  gaps: [
    ...['sendto', 'recvfrom', 'sendmsg', 'recvmsg'].flatMap(gapsOf),
    // The lane `faults` sees it where there is failslab.
    ...['sendmsg', 'recvmsg'].map((call) => ({ item: `${call} E2d`, why: 'needs a fault' }) as const),
    // Pages are no slab: own-kernel.full.test.ts has a cgroup that has no more of them.
    ...['sendto', 'sendmsg'].map((call) => ({ item: `${call} E10`, why: 'needs a fault' }) as const),
  ],
  elsewhere: everyWaking,
};
