// SPDX-License-Identifier: MIT
// What models share, with a toy: readers of a well.
import { expect, test } from 'vitest';
import { rival, scenariosIn, subsets } from './actors.ts';
import type { CallersSeen } from './callers.ts';
import { allGoOn, isOver, quantified } from './claim.ts';
import { ofEach, standingOf } from './observed.ts';
import { raisedBounds } from './raised.ts';
import type { Rival } from './rival.ts';
import { lacking, seedIn } from './seeded-fault.ts';
import { flagsText, wordsOf } from './told-arguments.ts';
import { refusalsByStep, refusalsOf } from './told-refusals.ts';
import { callersDiffer, spanText, toldScenarios } from './told-scenarios.ts';
import { actorsOf, inOrder } from './told-tla.ts';
import { numberWord } from './told-words.ts';

type Reader = 'a' | 'b' | 'c';
interface Op {
  readonly step: 'Fill';
}
interface World {
  readonly callers: readonly Reader[];
  readonly loopers: readonly Reader[];
  readonly args: { readonly [p in Reader]?: readonly number[] };
  readonly depth: number;
}

const WORLD: World = { callers: ['a', 'b'], loopers: [], args: { a: [1], b: [1] }, depth: 2 };
const scenario = scenariosIn<World, Op>(WORLD);
const SCENARIOS: readonly (World & { readonly name: string; readonly rivals: readonly Rival<Op>[] })[] = [
  scenario({ name: 'plain' }),
  scenario({
    name: 'deep',
    depth: 3,
    args: { b: [2] },
    rivals: [rival('filler', { step: 'Fill' } as const)],
  }),
  scenario({ name: 'all', callers: ['a'], args: { a: [1, 2] } }),
];

test('a scenario is the world, and what it has of its own', () => {
  expect(SCENARIOS[1]).toMatchObject({
    name: 'deep',
    callers: ['a', 'b'],
    args: { a: [1], b: [2] },
    depth: 3,
  });
});

test('each bound is raised by one, of callers where they have one kind of arguments', () => {
  const made: unknown[] = [];
  const raised = raisedBounds(SCENARIOS, {
    names: ['a', 'b', 'c'],
    others: (one) => [['depth', one.depth, { ...one, depth: one.depth + 1 }]],
    again: ({ program }) => program,
    because: { 'deep depth': { naive: 'it is deep' } },
    instance: (variant: string, one) => made.push([variant, one]) as never,
  });
  expect(raised.map(({ scenario: of, bound, from }) => `${of} ${bound} ${from}`)).toEqual([
    ...['plain callers 2', 'plain depth 2', 'deep callers 2', 'deep depth 3', 'deep filler 1', 'all depth 2'],
  ]);
  expect(raised.filter(({ because }) => because?.naive).map(({ bound }) => bound)).toEqual(['depth']);
  for (const each of raised) each.instance('naive');
  expect(made[2]).toMatchObject(['naive', { callers: ['a', 'b', 'c'], args: { b: [2], c: [2] } }]);
  expect(made[4]).toMatchObject(['naive', { rivals: [{ program: [{ step: 'Fill' }, { step: 'Fill' }] }] }]);
});

test('scenarios are told by what differs, and those with a world of their own by its parts', () => {
  const told = toldScenarios<Op, (typeof SCENARIOS)[number]>({
    ...{ scenarios: SCENARIOS, world: WORLD, own: ['all'] },
    parts: ({ depth, callers }) => [
      ['depth', [numberWord(depth)]],
      ['callers', callers],
    ],
    differs: ({ depth, callers }) => [
      ...callersDiffer(WORLD.callers, callers),
      ...(depth === WORLD.depth ? [] : [`depth ${numberWord(depth)}`]),
    ],
    programTexts: (program) => program.map(({ step }) => step),
    sets: ({ callers }) => ({ Reader: callers }),
    ofTla: (name, world) => ({ ...WORLD, ...world, name, rivals: [] }),
  });
  expect(told.scenarios?.map(({ differs, rivals }) => [...differs, ...rivals].join('; '))).toEqual([
    ...['nothing; none', 'depth three; filler: Fill', 'see above; none'],
  ]);
  expect(told.worlds?.map(({ of, part }) => `${of} ${part}`)).toEqual([
    ...['null depth', 'null callers', 'all callers'],
  ]);
  expect(told.tlaScenario?.('deep', { depth: 4 })).toMatchObject({ differs: ['depth four'], parts: [] });
  expect(told.tlaScenario?.('all', { depth: 4 }).parts).toEqual([
    { of: 'all', part: 'depth', says: ['four'] },
  ]);
  expect(told.processes?.('deep')).toHaveLength(3);
  expect(told.vocabulary?.('deep').limits).toEqual({ 'length of its program + 1': { filler: 2 } });
});

test('what the TLA+ has as a set is in the order of the model, each once, and what the model does not know behind', () => {
  expect(inOrder(['x', 'b', 'a', 'b'], ['a', 'b', 'c'])).toEqual(['a', 'b', 'x']);
  const [one, two] = [{ n: 1 }, { n: 2 }];
  const textOf = ({ n }: { n: number }) => String(n);
  expect(inOrder([two, { n: 1 }, { n: 3 }], [one, two], textOf)).toEqual([one, two, { n: 3 }]);
});

test('callers and rivals of the TLA+ are as the model has them', () => {
  const world = {
    ...{ caller: ['b', 'a'], loopingCaller: ['b'], loopingRival: ['killer'] },
    arg: [
      { a: { n: 2, flags: ['Y', 'X'] }, b: { n: 1, flags: [] } },
      { a: { n: 1, flags: [] }, b: { n: 1, flags: [] } },
    ],
    script: {
      killer: [{ op: 'SendSignal', kind: 'kill', to: 'a' }],
      filler: [{ op: 'Fill', of: 'b' }],
    },
  };
  const model = { callers: ['a', 'b'], args: { a: [{ n: 1, flags: [] }] } };
  const argText = ({ n }: { n: number; flags: readonly string[] }) => String(n);
  const naming = { flags: ['X', 'Y'], argText };
  const operation = ({ of, ...rest }: { of?: unknown }) => (of === undefined ? rest : { ...rest, to: of });
  expect(actorsOf(world, model, naming)).toEqual({
    ...{ callers: ['a', 'b'], loopers: ['b'] },
    args: {
      a: [
        { n: 1, flags: [] },
        { n: 2, flags: ['X', 'Y'] },
      ],
      b: [{ n: 1, flags: [] }],
    },
    rivals: [
      { name: 'killer', loops: true, program: [{ step: 'SendSignal', signal: 'kill', to: 'a' }] },
      { name: 'filler', loops: false, program: [{ step: 'Fill', of: 'b' }] },
    ],
  });
  const { rivals } = actorsOf(world, model, { ...naming, operation });
  expect(rivals.map(({ program }) => program)).toEqual([
    [{ step: 'SendSignal', signal: 'kill', to: 'a' }],
    [{ step: 'Fill', to: 'b' }],
  ]);
});

test.each([
  [[2, 2], 'two'],
  [[1, 2], 'one or two'],
  [[3, 1, 2], 'one to three'],
])('%j spans %s', (numbers, text) => {
  expect(spanText(numbers)).toBe(text);
});

test('callers that come and that are gone', () => {
  expect(callersDiffer(['a', 'b'], ['a', 'b', 'c'])).toEqual(['a third caller c']);
  expect(callersDiffer(['a', 'b'], ['a'])).toEqual(['only a']);
});

test('arguments in words', () => {
  const words = wordsOf(['n', 'flags'] as const, (arg: { n: number; flags: string[] }, field) =>
    field === 'flags' ? flagsText(arg.flags) : String(arg.n),
  );
  const [one, two] = [
    { n: 1, flags: [] },
    { n: 2, flags: [] },
  ];
  expect([words.all(one), words.other(one, two), words.values([one, two, one], 'n')]).toEqual([
    ...['n 1, flags empty', ['n'], 'n 1, 2'],
  ]);
  expect(subsets(['A', 'B'])).toEqual([[], ['A'], ['B'], ['A', 'B']]);
});

const seen = (a: string, b: string): CallersSeen<'a' | 'b'> => {
  const at = (pc: string) => ({ pc, call: 'read', sig: 'none', ret: 'none' }) as const;
  return { task: { a: at(a), b: at(b) } };
};

test('claims speak of every caller, of some, and of each step', () => {
  const { all, some, always, eachStep } = quantified<CallersSeen<'a' | 'b'>, 'a' | 'b'>(['a', 'b']);
  const one = seen('done', 'enter');
  expect([all(isOver)(one), some(isOver)(one), always(isOver).state(one)]).toEqual([false, true, false]);
  const stays = eachStep((before, after, p) => !isOver(before, p) || isOver(after, p));
  expect([stays.step(one, seen('dead', 'x')), stays.step(one, seen('enter', 'x'))]).toEqual([true, false]);
  const rivals = [
    { name: 'r', loops: true },
    { name: 's', loops: false },
  ];
  const who = allGoOn({ callers: ['a'], rivals }, ({ loops }) => !loops);
  expect(who.map(({ name }) => name)).toEqual(['a', 's']);
});

test('a caller is outside before its first call, and then inside to its end', () => {
  const standing = ofEach(seen('enter', 'dead').task, (me) => standingOf(me, { program: ['read'] }));
  expect(standing).toEqual({ a: 'outside', b: 'dead' });
  expect(standingOf({ pc: 'enter', call: 'read' }, { program: ['open', 'read'] })).toBe('inside');
});

test('each row that is deleted is a mutant', () => {
  const seed = seedIn<{ program: string[] }, string>({ program: [] });
  const [only] = lacking(seed, ['E1'], ['C1', 'safety', 'all'], (id) => `no ${id}`);
  expect(only).toMatchObject({ name: 'lacks-E1', breaks: ['E1'], fault: 'no E1' });
  expect(only?.killedBy).toEqual({ claim: 'C1', part: 'safety', scenario: 'all' });
});

test('refusals are seen with their row, and are told in the order of the checks', () => {
  const state = { task: { a: { pc: 'enter', call: 'read', sig: 'none', ret: 'none' } } } as const;
  const step = (row: number, errno: string) => (kernel: Refusing, s: { task: { a: { ret: string } } }) => {
    for (let at = 1; at <= row; at++) kernel.refuses(`E${at}`, at === row);
    s.task.a.ret = errno;
  };
  interface Refusing {
    refuses(row: string, applies: boolean): boolean;
  }
  const steps = {
    Enter: step(2, 'EPIPE'),
    Again: step(1, 'EBADF'),
    Take: step(0, 'EINTR'),
    End: step(0, 'OK'),
  };
  const found = refusalsOf<Refusing, 'a', (typeof state.task)['a'], typeof state>(
    steps as never,
    () => 'none',
    ({ steps: watched, kernel }) => {
      for (const each of Object.values(watched)) each(kernel(), structuredClone(state), 'a');
    },
  );
  const told = refusalsByStep(
    ['Step'],
    found.map((each) => ({ ...each, action: 'Step' })),
  );
  expect(told).toEqual([{ action: 'Step', ordered: ['EBADF', 'EPIPE'], others: ['EINTR'] }]);
});
