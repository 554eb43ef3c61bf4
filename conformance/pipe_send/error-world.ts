// SPDX-License-Identifier: MIT
// The world in which the calls are made with every combination of arguments.
import { ONE } from '../../models/kernel/objects/odd/index.ts';
import type { Answer, ArgumentChoices } from '../harness/errors/cases.ts';
import { type Called, caseOf } from '../harness/lockstep/cases.ts';
import { piped } from '../objects/pipe/cases.ts';
import { ALL, bytesOf } from '../objects/pipe/choose.ts';
import { type Chosen, everyChoice } from './error-arguments.ts';

const own = (call: string, args: Record<string, unknown>): Called => ({ task: 't1', call, args });
const full = { nonblock: true };

/** What t1 opens; the numbers of its descriptors are those of FDS. */
const MADE: readonly Called[] = [
  ...[piped({}, 't1'), own('write', { fd: 1, data: 'abc' })],
  ...[piped(full, 't1'), own('write', { fd: 3, data: bytesOf('f', ALL) })],
  ...[piped({}, 't1'), piped({}, 't1'), own('close', { fd: 6 })],
  ...[piped(full, 't1'), own('write', { fd: 8, data: bytesOf('g', ALL) }), own('close', { fd: 6 })],
  ...['eventfd', 'signalfd', 'epoll', 'memfd'].map((name) => own('odd', { name })),
  ...[own('open', { path: '/', how: 'read' }), own('open', { path: '/', how: 'path' })],
];

/** By name: 99 is not open. */
const FDS: Readonly<Record<string, number>> = {
  ...{ read: 0, write: 1, full: 3, empty: 4, broken: 7, 'broken-full': 8, closed: 99 },
  ...{ eventfd: 6, signalfd: 9, epoll: 10, memfd: 11, dir: 12, opath: 13 },
};

/** t2 has all of it too. */
const OPENING = caseOf('', 0, [...MADE, { from: 't1', fork: 't2' }]);

function called(choice: Chosen): Called {
  const { call, fd, buffer, extra, bit, isEmpty, dontwait, nosignal } = choice;
  const length = isEmpty ? 0 : 8;
  return own(call, {
    ...{ fd: FDS[fd], dontwait, nosignal },
    ...(call.startsWith('send') ? { data: isEmpty ? '' : ONE } : { count: length }),
    ...(call.endsWith('msg') ? { parts: call === 'sendmsg' ? 1 : 2 } : {}),
    ...(buffer === 'ok' ? {} : { buffer }),
    ...(extra === 'bit' ? { bit } : extra === 'none' ? {} : { [extra]: true }),
  });
}

/** What has become of the one that succeeded or sleeps: what is left, and who is woken. */
function after({ args }: Called, answer: Answer): Called[] {
  const other = (call: string, more: Record<string, unknown>): Called => ({ task: 't2', call, args: more });
  if (answer === 'sleeps') return [other('write', { fd: 5, data: 'z' })];
  return args.fd === FDS.read || args.fd === FDS.write ? [other('read', { fd: 0, count: 99 })] : [];
}

/** The call in that world. */
export const ERROR_CHOICES: ArgumentChoices<Chosen> = {
  opening: OPENING,
  choices: everyChoice,
  called,
  after,
};
