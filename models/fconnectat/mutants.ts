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
  [claim, part, scenario]: readonly [string, Part, string],
  change: Partial<Behaviour>,
): SeededFault {
  const killedBy: Kill = { claim, part, scenario };
  return { name, what, killedBy, behaviour: { ...VARIANTS.proposed, ...change } };
}

const BY_HAND: readonly SeededFault[] = [
  seed('resolve-again', 'the wait goes back to the path', ['C2', 'safety', 'backlog'], {
    goesRoundTo: 'path',
  }),
  seed('restart-on-signal', 'SA_RESTART starts the call again', ['C2', 'safety', 'backlog'], {
    restartable: true,
  }),
  seed('ignore-nofollow', 'AT_SYMLINK_NOFOLLOW is accepted and ignored', ['C3', 'safety', 'swap'], {
    followsFinal: 'always',
  }),
  seed('never-follow', 'a final link is refused also without the flag', ['C7', 'progress', 'errors'], {
    followsFinal: 'never',
  }),
  seed('caller-cwd', 'the path starts at the working directory', ['C4', 'safety', 'cwd'], {
    startsAt: 'cwd',
  }),
  seed('skip-may-write', 'the inode is not asked for write permission', ['C5', 'safety', 'held'], {
    lacks: ['E20'],
  }),
  seed('no-empty-path', 'AT_EMPTY_PATH is accepted and ignored', ['C5', 'progress', 'held'], {
    emptyPath: false,
  }),
  seed('always-refused', 'every call is ECONNREFUSED', ['C1', 'progress', 'swap'], { refusesAll: true }),
  seed('always-refused-blames', 'the same, seen by the claim on causes', ['C6', 'safety', 'backlog'], {
    refusesAll: true,
  }),
  seed('never-returns', 'a waiter that was woken does not run again', ['C9', 'safety', 'isconn'], {
    returnsFromWait: false,
  }),
  seed('swallow-on-signal', 'an interrupted waiter keeps its wake-up', ['C8', 'safety', 'signal'], {
    handsOn: ['failed'],
  }),
  seed('swallow-on-failure', 'a waiter that fails keeps its wake-up', ['C8', 'safety', 'isconn'], {
    handsOn: ['interrupted'],
  }),
  seed('ignore-backlog', 'a full queue takes one more', ['C10', 'safety', 'backlog'], {
    keepsBacklog: false,
  }),
  seed('queue-on-dead', 'SOCK_DEAD is not looked at', ['C10', 'safety', 'backlog'], { noticesDeath: false }),
  seed(
    'death-resolves-again',
    'a listener found dead sends a call that has not slept back to the path',
    ['C11', 'safety', 'backlog'],
    { goesRoundTo: 'path until it sleeps' },
  ),
  seed('state-first', 'EISCONN is checked before the path', ['C7', 'safety', 'errors'], { stateFirst: true }),
  seed('socket-first', 'ECONNREFUSED is checked before EACCES', ['C7', 'safety', 'errors'], {
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
  seed(`lacks-${id}`, `${id} of the table of errors is not checked`, ['C7', 'safety', 'errors'], {
    lacks: [id],
  }),
);

/** All of them. */
export const MUTANTS: readonly SeededFault[] = [...BY_HAND, ...MECHANICAL];
