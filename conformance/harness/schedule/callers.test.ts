// SPDX-License-Identifier: MIT
// Two callers who read from a pipe, state by state.
import { expect, test } from 'vitest';
import type { CallerSeen, CallersSeen } from '../../../models/kernel/callers.ts';
import { SIGNUMS } from '../signums.ts';
import { Callers, type CallersOf, numbered, SHARED } from './callers.ts';

type Reader = 'a' | 'b';

const KEEPER = 0;
const TASKS = numbered(KEEPER, ['a', 'b']);
const OUT: CallerSeen = { pc: 'enter', call: 'read', sig: 'none', ret: 'none' };

const OF: CallersOf<CallersSeen<Reader>, Reader> = {
  ...{ callers: ['a', 'b'], tasks: TASKS },
  ...{ points: { take: 'pipe.take', woken: 'pipe.woken' }, refusedSleep: 'pipe.refused' },
  // Here `again` is a call that has slept before.
  restarted: { point: 'kernel.enter', is: ({ task }, p) => task[p].call === 'again' },
  signals: [
    { to: 'a', signal: 'interrupt' },
    { to: 'a', signal: 'restart' },
    { to: 'b', signal: 'kill' },
  ],
  forgotten: () => 'EPIPE',
};
const callers = new Callers(OF);

/** A state in which a is so, and b is in front of its call. */
const state = (a: Partial<CallerSeen>): CallersSeen<Reader> => ({ task: { a: { ...OUT, ...a }, b: OUT } });

test('callers are made by the keeper, the first as whose they are, and park at each point', () => {
  expect(callers.make(KEEPER, 1000)).toEqual([
    { op: 'spawn', task: 1, parent: 0, flags: SHARED, uid: 1000, gid: 1000 },
    { op: 'spawn', task: 2, parent: 1, flags: expect.any(Number) },
    { op: 'handler', task: 1, signal: SIGNUMS.interrupt, restart: false },
    { op: 'handler', task: 1, signal: SIGNUMS.restart, restart: true },
    { op: 'arm', task: 1, point: 'pipe.take' },
    { op: 'arm', task: 1, point: 'pipe.woken' },
    // One that is killed parks until it is released.
    { op: 'arm', task: 2, point: 'pipe.take', stays: true },
    { op: 'arm', task: 2, point: 'pipe.woken', stays: true },
  ]);
  expect(callers.make(KEEPER)[0]).not.toHaveProperty('uid');
});

test.each([
  [{}, 'idle'],
  [{ call: 'again' }, 'parked at kernel.enter'],
  [{ pc: 'take' }, 'parked at pipe.take'],
  [{ pc: 'asleep' }, 'asleep'],
  [{ pc: 'asleep', sig: 'interrupt' }, 'parked at pipe.refused'],
  [{ pc: 'done' }, 'idle'],
  [{ pc: 'dead' }, 'dead'],
] as const)('of %j is seen: %s', (a, shown) => {
  expect(callers.show(state(a), 'a')).toBe(shown);
});

test('a step is a release, past points of which the model has none; an arm comes before a park that is not usual', () => {
  const release = { op: 'release', task: 1 };
  expect(callers.step(state({ pc: 'take' }), state({ pc: 'done' }), 'a')).toEqual([release]);
  expect(callers.step(state({ pc: 'take' }), state({ pc: 'done' }), 'a', 2)).toEqual([
    release,
    release,
    release,
  ]);
  const asleep = state({ pc: 'asleep', sig: 'restart' });
  expect(callers.step(state({ pc: 'take', sig: 'restart' }), asleep, 'a')).toEqual([
    ...[{ op: 'arm', task: 1, point: 'pipe.refused', nth: 1 }, release],
  ]);
  expect(callers.step(asleep, state({ pc: 'woken', sig: 'restart' }), 'a')).toEqual([release]);
  expect(callers.step(state({ pc: 'woken' }), state({ call: 'again' }), 'a')).toEqual([
    ...[{ op: 'arm', task: 1, point: 'kernel.enter', nth: 1 }, release],
  ]);
});

test('who is woken before it could sleep goes on by itself, unless it is its own step', () => {
  const [before, woken] = [
    state({ pc: 'asleep', sig: 'interrupt' }),
    state({ pc: 'woken', sig: 'interrupt' }),
  ];
  expect(callers.goOn(before, woken, 'b')).toEqual([{ op: 'release', task: 1 }]);
  expect(callers.goOn(before, woken, 'a')).toEqual([]);
  expect(callers.goOn(state({ pc: 'asleep' }), woken, 'b')).toEqual([]);
});

test.each([
  [{ pc: 'take' }, { pc: 'done', ret: 'OK' }, ['a returned OK']],
  [{ pc: 'done', ret: 'OK' }, { pc: 'done', ret: 'OK' }, []],
  // The next call of a program, and the next round of one that loops.
  [{ pc: 'take', call: 'open' }, { call: 'read' }, ['a returned EPIPE']],
  [{ pc: 'take' }, {}, ['a returned EPIPE']],
  [{ pc: 'woken' }, { call: 'again' }, []],
  [
    { pc: 'take', sig: 'interrupt' },
    { pc: 'done', ret: 'EINTR' },
    ['a returned EINTR', 'a handled interrupt'],
  ],
  [{ pc: 'take', sig: 'kill' }, { pc: 'dead' }, ['a died']],
] as const)('from %j to %j is seen as %j', (was, is, events) => {
  expect(callers.events(state(was), state(is), 'a')).toEqual(events);
});

test('a signal is sent to who has not ended, and handled at once in user mode', () => {
  const interrupt = { to: 'a', signal: 'interrupt' } as const;
  expect(callers.signal(state({}), interrupt)).toEqual([{ op: 'kill', task: 1, signal: SIGNUMS.interrupt }]);
  for (const pc of ['done', 'dead']) expect(callers.signal(state({ pc }), interrupt)).toEqual([]);
  expect(callers.signalled(state({}), interrupt)).toEqual(['a handled interrupt']);
  expect(callers.signalled(state({}), { to: 'a', signal: 'kill' })).toEqual([]);
  for (const a of [{ pc: 'take' }, { call: 'again' }])
    expect(callers.signalled(state(a), interrupt)).toEqual([]);
});

test('where the kernel starts a call again by itself, the point is armed with the signal', () => {
  const armed = new Callers({ ...OF, restarted: { ...OF.restarted!, isArmedBySignal: true } });
  const [restart, kill] = [
    { to: 'a', signal: 'restart' } as const,
    { op: 'kill', task: 1, signal: SIGNUMS.restart },
  ];
  const arm = { op: 'arm', task: 1, point: 'kernel.enter', nth: 1 };
  expect(armed.signal(state({ pc: 'take' }), restart)).toEqual([arm, kill]);
  expect(armed.signal(state({}), restart)).toEqual([kill]);
  expect(armed.signal(state({ pc: 'take' }), { to: 'a', signal: 'interrupt' })).toHaveLength(1);
  expect(armed.step(state({ pc: 'woken' }), state({ call: 'again' }), 'a')).toEqual([
    { op: 'release', task: 1 },
  ]);
});

/** A caller whose call lets go of everything before it freezes: it has let go of the name of its call here. */
const leaving = new Callers<CallersSeen<Reader>, Reader>({
  ...OF,
  leaves: ({ task }, p) => task[p].pc === 'woken' && task[p].call === 'left',
});
const [FREEZE, THAW, RELEASE] = (['freeze', 'thaw', 'release'] as const).map((op) => ({ op, task: 1 }));

test('a kernel freezes whom the model has to be frozen, and nobody else', () => {
  const toFreeze = state({ pc: 'woken', sig: 'freeze' });
  expect(callers.freeze(state({ pc: 'asleep' }), toFreeze, 'a')).toEqual([FREEZE]);
  // In user mode, and with a signal to see.
  expect(callers.freeze(state({}), state({}), 'a')).toEqual([]);
  const woken = state({ pc: 'woken', sig: 'interrupt' });
  expect(callers.freeze(state({ pc: 'asleep', sig: 'interrupt' }), woken, 'a')).toEqual([]);
  expect(callers.isNoticed(toFreeze, 'a')).toBe(true);
  expect(callers.show(state({ pc: 'frozen', sig: 'freeze' }), 'a')).toBe('asleep');
  const beside = (sig: CallerSeen['sig']) => ({
    task: { a: { ...OUT, pc: 'frozen', sig }, b: { ...OUT, pc: 'done' } },
  });
  expect(callers.areAtRest(beside('freeze'))).toBe(true);
  // Nobody sees whether the signal is there.
  expect(callers.areAtRest(beside('kill'))).toBe(false);
});

test('a thaw has the call go on, or start again; one that was never frozen is left alone', () => {
  const frozen = state({ pc: 'frozen', sig: 'freeze' });
  expect(callers.isNoticed(frozen, 'a')).toBe(false);
  expect(callers.thaw(frozen, state({ pc: 'woken' }), 'a')).toEqual([THAW]);
  expect(callers.thaw(frozen, state({ call: 'again' }), 'a')).toEqual([
    { op: 'arm', task: 1, point: 'kernel.enter', nth: 1 },
    THAW,
  ]);
  expect(callers.thaw(state({ pc: 'asleep' }), state({ pc: 'asleep' }), 'a')).toEqual([]);
  // It is no signal that somebody handles.
  expect(callers.events(frozen, state({ pc: 'woken' }), 'a')).toEqual([]);
});

test('who has frozen on its way to user mode sees a signal there: the thaw waits for that step', () => {
  const frozen = state({ pc: 'frozen', sig: 'restart', call: 'left' });
  const woken = state({ pc: 'woken', sig: 'restart', call: 'left' });
  expect(leaving.thaw(frozen, woken, 'a')).toEqual([]);
  expect(leaving.show(woken, 'a')).toBe('asleep');
  expect(leaving.step(woken, state({ pc: 'done' }), 'a')).toEqual([THAW]);
  const arm = { op: 'arm', task: 1, point: 'kernel.enter', nth: 1 };
  expect(leaving.step(woken, state({ call: 'again' }), 'a')).toEqual([arm, THAW]);
});

test('of a freeze and a signal one is pending, and a call that ends takes no freeze with it', () => {
  const toFreeze = state({ pc: 'take', sig: 'freeze' });
  expect(callers.signal(toFreeze, { to: 'a', signal: 'interrupt' })).toEqual([
    THAW,
    { op: 'kill', task: 1, signal: SIGNUMS.interrupt },
  ]);
  expect(callers.step(toFreeze, state({ pc: 'done' }), 'a')).toEqual([THAW, RELEASE]);
  expect(callers.step(toFreeze, state({ pc: 'frozen', sig: 'freeze' }), 'a')).toEqual([RELEASE]);
});

test('callers are at rest when each has ended, or sleeps with nothing pending', () => {
  const both = (a: Partial<CallerSeen>) => ({ task: { a: { ...OUT, ...a }, b: { ...OUT, pc: 'done' } } });
  for (const pc of ['done', 'dead', 'asleep']) expect(callers.areAtRest(both({ pc }))).toBe(true);
  for (const a of [{}, { pc: 'take' }, { pc: 'asleep', sig: 'kill' } as const])
    expect(callers.areAtRest(both(a))).toBe(false);
});

test('where nobody sleeps and nothing is started again, neither is seen', () => {
  const { refusedSleep: _, restarted: __, ...rest } = OF;
  const plain = new Callers<CallersSeen<Reader>, Reader>(rest);
  expect(plain.show(state({ call: 'again' }), 'a')).toBe('idle');
  expect(plain.show(state({ pc: 'asleep', sig: 'restart' }), 'a')).toBe('asleep');
});
