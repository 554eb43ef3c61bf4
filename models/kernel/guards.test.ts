// SPDX-License-Identifier: MIT
// Guards and narration of callers, of a call with two errors.
import { describe, expect, test } from 'vitest';
import type { TracedStep } from '../proposal.ts';
import { callerGuard } from './caller-guard.ts';
import type { CallerSeen, CallersSeen } from './callers.ts';
import { errorGuards } from './error-guards.ts';
import { endingOf, narration } from './narrate.ts';
import { operationText } from './objects/unix-socket/narrate.ts';

type Reader = 'a' | 'b';
type Seen = CallersSeen<Reader>;

const OUT: CallerSeen = { pc: 'enter', call: 'read', sig: 'none', ret: 'none' };
const state = (a: Partial<CallerSeen>, b: Partial<CallerSeen> = {}): Seen => ({
  task: { a: { ...OUT, ...a }, b: { ...OUT, ...b } },
});

/** A step of a's from one such place to another. */
function step(action: string, was: Partial<CallerSeen>, is: Partial<CallerSeen>): TracedStep<Seen> {
  const before = state(was);
  return { action, params: ['a'], before, after: state(is), scenario: 'one', trace: [], at: 0 };
}

test('a guard is asked about its own action, with the caller', () => {
  const asked: string[] = [];
  const guard = callerGuard<Seen, Reader>('R1', 'text', 'Take', ({ p, scenario }) => {
    asked.push(`${p} in ${scenario}`);
    return true;
  });
  expect([guard.rule, guard.text]).toEqual(['R1', 'text']);
  expect([guard.stops(step('Take', {}, {})), guard.stops(step('Enter', {}, {}))]).toEqual([true, false]);
  expect(asked).toEqual(['a in one']);
});

describe('of a table of errors', () => {
  const DONE = { pc: 'done', call: 'none' };
  const guardsFor = (
    answer: { failure: 'E1' | 'E2' } | { result: 'OK' } | { result: 'sleeps' },
    blind = false,
  ) =>
    errorGuards<Seen, Reader, 'E1' | 'E2'>({
      ...{ rule: 'R9', table: { E1: 'EBADF', E2: 'EPIPE' }, answer: () => answer },
      checks: [
        ['Enter', ['E1']],
        ['Take', ['E2']],
      ],
      cannotSee: () => blind,
      says: { ok: 'read', sleeps: 'wait' },
    });
  /** The texts of the guards that stop a step. */
  const stopping = (guards: ReturnType<typeof guardsFor>, one: TracedStep<Seen>) =>
    guards.flatMap(({ text, stops }) => (stops(one) ? [text] : []));

  test('each row has a guard where it is checked and at each step before, and each step two more', () => {
    expect(guardsFor({ result: 'OK' }).map(({ rule, text }) => `${rule} ${text}`)).toEqual([
      'R9 E1 comes first: EBADF',
      'R9 E2 comes first: EPIPE',
      'R9 no row of the table applies: read',
      'R9 wait',
      'R9 E2 comes first: EPIPE',
      'R9 no row of the table applies: read',
      'R9 wait',
    ]);
  });

  test.each([
    [{ failure: 'E1' }, 'Enter', { pc: 'take' }, ['E1 comes first: EBADF']],
    [{ failure: 'E1' }, 'Enter', { ...DONE, ret: 'EPIPE' }, ['E1 comes first: EBADF']],
    [{ failure: 'E1' }, 'Enter', { ...DONE, ret: 'EBADF' }, []],
    // Too early.
    [{ failure: 'E2' }, 'Enter', { ...DONE, ret: 'EPIPE' }, ['E2 comes first: EPIPE']],
    [{ failure: 'E2' }, 'Enter', { pc: 'take' }, []],
    [{ failure: 'E2' }, 'Take', { ...DONE, ret: 'OK' }, ['E2 comes first: EPIPE']],
    [{ result: 'OK' }, 'Take', { ...DONE, ret: 'EPIPE' }, ['no row of the table applies: read']],
    [{ result: 'OK' }, 'Take', { ...DONE, ret: 'OK' }, []],
    [{ result: 'sleeps' }, 'Take', { ...DONE, ret: 'OK' }, ['wait']],
    [{ result: 'sleeps' }, 'Take', { pc: 'asleep' }, []],
  ] as const)('where the table says %j, %s to %j is stopped by %j', (answer, action, is, texts) => {
    expect(stopping(guardsFor(answer), step(action, {}, is))).toEqual(texts);
  });

  test('a step that could not see what a row is about is not stopped', () => {
    expect(stopping(guardsFor({ failure: 'E1' }, true), step('Enter', {}, { pc: 'take' }))).toEqual([]);
  });
});

test.each([
  [{ pc: 'take' }, { pc: 'dead', call: 'none' }, 'the task dies'],
  [{ pc: 'take' }, { pc: 'done', call: 'none', ret: 'EPIPE' }, 'returns EPIPE'],
  [{ pc: 'take', call: 'open' }, { call: 'read' }, 'returns OK'],
  [{}, { pc: 'take' }, ''],
] as const)('from %j to %j: %j', (was, is, text) => {
  expect(endingOf(step('Take', was, is), 'a')).toBe(text);
});

test('a narration says whom a step reaches, and not that it reaches its own', () => {
  const wakes = {
    ...step('Give', {}, { pc: 'done' }),
    before: state({}, { pc: 'asleep' }),
    after: state({ pc: 'done' }, { pc: 'woken' }),
  };
  expect(narration(wakes, 'gives')).toEqual({ lane: 'a', text: 'gives', reaches: 'b' });
  expect(narration(step('Take', {}, { pc: 'done' }), 'takes', 'pipe_read')).toEqual({
    ...{ lane: 'a', text: 'takes', kernel: 'pipe_read' },
  });
});

test.each([
  [{ step: 'RenameExchange', a: ['D', 's'], b: ['D', 't'] }, 'D/s <-> D/t'],
  [{ step: 'Chmod', inode: 'i', denies: true }, 'chmod of i: denies write'],
  [{ step: 'SendSignal', signal: 'kill', to: 'a' }, 'SIGKILL to a'],
  [{ step: 'SendSignal', signal: 'restart', to: 'a' }, 'signal (restart) to a'],
  [{ step: 'AcceptWake', on: 'A' }, 'accept on A: wakes a waiter'],
] as const)('%j is: %s', (operation, text) => {
  expect(operationText(operation)).toBe(text);
});
