// SPDX-License-Identifier: MIT
// Sequences that are always run: each race of the document, each of its errors, and what was found before.
import { type Called, type Case, caseOf, type Done } from '../harness/lockstep/cases.ts';
import { OBJECTS, WITH_LOCKS } from './objects.ts';

type Who = 't0' | 't1' | 't2';
const open = (task: Who, path: string, how: string): Called => ({ task, call: 'open', args: { path, how } });
const flock = (task: Who, how: string): Called => ({ task, call: 'flock', args: { fd: 0, how } });

/** Both have the file open, and t0 has its lock. */
const HELD: readonly Done[] = [open('t0', 'f', 'create'), open('t1', 'f', 'read'), flock('t0', 'ex')];
/** What chance meets too seldom. */
const LIMIT = caseOf('the limit of descriptors', 0, [
  ...[{ call: 'nofile', args: { limit: 1 } }, open('t1', 'f', 'create'), { call: 'dup', args: { fd: 0 } }],
]);

/** Without the call. */
export const TODAY_CASES: readonly Case[] = [
  ...OBJECTS.cases(),
  LIMIT,
  caseOf('C1: both look before either takes it', 0, [
    ...[open('t0', 'a', 'create'), open('t1', 'b', 'create')],
    ...[open('t0', 'lock', 'read'), open('t1', 'lock', 'read')],
    { task: 't0', call: 'rename', args: { from: 'a', to: 'lock', how: 'replace' } },
    { task: 't1', call: 'rename', args: { from: 'b', to: 'lock', how: 'replace' } },
  ]),
];

/** With it. */
export const CASES: readonly Case[] = [
  ...WITH_LOCKS.cases(),
  LIMIT,
  caseOf('C1: one has it, and the other waits', 0, [...HELD, flock('t1', 'ex'), flock('t0', 'un')]),
  caseOf('C2: the last descriptor is closed', 0, [
    ...[...HELD, { from: 't0', fork: 't2' } as const, flock('t1', 'ex')],
    ...(['t0', 't2'] as const).map((task) => ({ task, call: 'close', args: { fd: 0 } })),
  ]),
  caseOf('E2: may not wait', 0, [...HELD, flock('t1', 'ex-nb')]),
  ...(['interrupt', 'restart', 'kill'] as const).map((signal) =>
    caseOf(`${signal} while it waits`, 0, [...HELD, flock('t1', 'ex'), { signal }, flock('t0', 'un')]),
  ),
];
