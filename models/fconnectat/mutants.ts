// SPDX-License-Identifier: MIT
// Seeded faults of `proposed`, and the claim that kills each.
import type { Kill, Mutant, Part } from '../proposal.ts';
import { type Behaviour, type ErrorId, VARIANTS } from './variants.ts';

/** A mutant and the behaviour that it changes. */
export interface SeededFault extends Mutant {
  readonly behaviour: Behaviour;
}

function seed(
  name: string,
  what: string,
  breaks: readonly string[],
  [claim, part, scenario]: readonly [string, Part, string],
  change: Partial<Behaviour>,
): SeededFault {
  const killedBy: Kill = { claim, part, scenario };
  return { name, what, breaks, killedBy, behaviour: { ...VARIANTS.proposed, ...change } };
}

const BY_HAND: readonly SeededFault[] = [
  seed('resolve-again', 'the wait goes back to the path', ['R2'], ['C2', 'safety', 'backlog'], {
    goesRoundTo: 'path',
  }),
  seed('restart-on-signal', 'SA_RESTART starts the call again', ['R11'], ['C2', 'safety', 'backlog'], {
    restartable: true,
  }),
  seed('ignore-nofollow', 'AT_SYMLINK_NOFOLLOW is accepted and ignored', ['R4'], ['C3', 'safety', 'swap'], {
    followsFinal: 'always',
  }),
  seed(
    'never-follow',
    'a final link is refused also without the flag',
    ['R4'],
    ['C7', 'progress', 'errors'],
    {
      followsFinal: 'never',
    },
  ),
  seed('caller-cwd', 'the path starts at the working directory', ['R3'], ['C4', 'safety', 'cwd'], {
    startsAt: 'cwd',
  }),
  seed('skip-may-write', 'the inode is not asked for write permission', ['R7'], ['C5', 'safety', 'held'], {
    lacks: ['E20'],
  }),
  seed('no-empty-path', 'AT_EMPTY_PATH is accepted and ignored', ['R5'], ['C5', 'progress', 'held'], {
    emptyPath: false,
  }),
  seed('always-refused', 'every call is ECONNREFUSED', ['R8'], ['C1', 'progress', 'swap'], {
    refusesAll: true,
  }),
  seed(
    'always-refused-blames',
    'the same, seen by the claim on causes',
    ['R8'],
    ['C6', 'safety', 'backlog'],
    {
      refusesAll: true,
    },
  ),
  seed('never-returns', 'a waiter that was woken does not run again', ['R9'], ['C9', 'safety', 'isconn'], {
    returnsFromWait: false,
  }),
  seed('swallow-on-signal', 'an interrupted waiter keeps its wake-up', ['R12'], ['C8', 'safety', 'signal'], {
    handsOn: ['failed'],
  }),
  seed('swallow-on-failure', 'a waiter that fails keeps its wake-up', ['R12'], ['C8', 'safety', 'isconn'], {
    handsOn: ['interrupted'],
  }),
  seed('ignore-backlog', 'a full queue takes one more', ['R9'], ['C10', 'safety', 'backlog'], {
    keepsBacklog: false,
  }),
  seed('queue-on-dead', 'SOCK_DEAD is not looked at', ['R10'], ['C10', 'safety', 'backlog'], {
    noticesDeath: false,
  }),
  seed(
    'death-resolves-again',
    'a listener found dead sends a call that has not slept back to the path',
    ['R2', 'R10'],
    ['C11', 'safety', 'backlog'],
    { goesRoundTo: 'path until it sleeps' },
  ),
  seed('state-first', 'EISCONN is checked before the path', ['R13'], ['C7', 'safety', 'errors'], {
    stateFirst: true,
  }),
  seed('socket-first', 'ECONNREFUSED is checked before EACCES', ['R13'], ['C7', 'safety', 'errors'], {
    socketFirst: true,
  }),
];

/** The rows of the table of errors that the model checks for, each deleted in turn. */
// E16 is missing: without it a lookup goes round for ever, and the state leaves the domain of `links`.
const CHECKED: readonly ErrorId[] = [
  ...[
    'E1',
    'E2',
    'E3',
    'E4',
    'E5',
    'E6',
    'E7',
    'E10',
    'E11',
    'E12',
    'E13',
    'E14',
    'E15',
    'E17',
    'E18',
    'E20',
  ],
  ...['E21', 'E22', 'E23', 'E24', 'E26', 'E27'],
] as ErrorId[];

const MECHANICAL = CHECKED.map((id) =>
  seed(`lacks-${id}`, `${id} of the table of errors is not checked`, [id], ['C7', 'safety', 'errors'], {
    lacks: [id],
  }),
);

/** All of them. */
export const MUTANTS: readonly SeededFault[] = [...BY_HAND, ...MECHANICAL];
