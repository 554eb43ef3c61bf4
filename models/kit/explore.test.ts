// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { BLOCKED } from './definition.ts';
import { type Exploration, explore } from './explore.ts';
import { graphModel as graph } from './fixtures/graph-model.ts';
import { range } from './instance.ts';
import { defineModel } from './model.ts';
import { always, noDeadlock, type Property, reachable } from './property.ts';
import { arrayOf, bool, int } from './schema.ts';

interface At {
  readonly at: number;
}

const numbers = <S>({ distinct, generated, transitions, depth }: Exploration<S>) => ({
  distinct,
  generated,
  transitions,
  depth,
});

const CHAIN = [
  [0, 'a', 1],
  [1, 'a', 2],
  [2, 'a', 3],
] as const;

const DIAMOND = [
  [0, 'left', 1],
  [0, 'right', 2],
  [1, 'join', 3],
  [2, 'join', 3],
] as const;

describe('counting', () => {
  it('counts a chain', () => {
    expect(numbers(explore(graph(CHAIN), { properties: [] }))).toEqual({
      distinct: 4,
      generated: 4,
      transitions: 3,
      depth: 4,
    });
  });

  it('counts a diamond: the join is generated twice', () => {
    expect(numbers(explore(graph(DIAMOND), { properties: [] }))).toEqual({
      distinct: 4,
      generated: 5,
      transitions: 4,
      depth: 3,
    });
  });

  it('counts a cycle and a self-loop', () => {
    const cycle = graph([
      [0, 'a', 1],
      [1, 'a', 0],
      [1, 'stay', 1],
    ]);
    expect(numbers(explore(cycle, { properties: [] }))).toEqual({
      distinct: 2,
      generated: 4,
      transitions: 3,
      depth: 2,
    });
  });

  it('counts initial states that were given twice as generated twice', () => {
    expect(numbers(explore(graph(CHAIN, [0, 2, 2]), { properties: [] }))).toEqual({
      distinct: 4,
      generated: 6,
      transitions: 3,
      depth: 2,
    });
  });

  it('counts two parameters of one action that lead the same way as one transition', () => {
    const model = defineModel({
      name: 'same way',
      state: { done: bool },
      init() {},
      actions: {
        finish: {
          params: [range(3)],
          run(s) {
            if (s.done) return BLOCKED;
            s.done = true;
          },
        },
      },
    });
    expect(numbers(explore(model, { properties: [] }))).toEqual({
      distinct: 2,
      generated: 4,
      transitions: 1,
      depth: 2,
    });
  });

  it('runs a body again for each combination of its choices, in order', () => {
    const model = defineModel({
      name: 'choices',
      state: { pair: arrayOf(2, int(0, 3)), done: bool },
      init() {},
      actions: {
        pick: {
          params: [],
          run(s, choose) {
            if (s.done) return BLOCKED;
            s.done = true;
            s.pair[0] = choose([1, 2]);
            if (s.pair[0] === 2) s.pair[1] = choose(3);
          },
        },
      },
    });
    const states = model.successors({ pair: [0, 0], done: false }).map(({ state }) => state.pair);
    expect(states).toEqual([
      [1, 0],
      [2, 0],
      [2, 1],
      [2, 2],
    ]);
    expect(numbers(explore(model, { properties: [] })).distinct).toBe(5);
  });
});

it('goes on with the next choice when a body is blocked after the first', () => {
  const model = defineModel({
    name: 'blocked choices',
    state: { n: int(0, 9) },
    init() {},
    actions: {
      even: {
        params: [],
        run(s, choose) {
          const n = choose(10);
          if (n % 2 === 1 || n === 0 || n === s.n) return BLOCKED;
          s.n = n;
        },
      },
    },
  });
  expect(model.successors({ n: 0 }).map(({ state }) => state.n)).toEqual([2, 4, 6, 8]);
  expect(numbers(explore(model, { properties: [] }))).toMatchObject({
    distinct: 5,
    generated: 17,
    transitions: 16,
  });
});

describe('verdicts', () => {
  const first = <S>(found: Exploration<S>) => found.verdicts[0];
  const check = (
    property: Property<At>,
    edges = CHAIN as Parameters<typeof graph>[0],
    terminal: number[] = [],
  ) => first(explore(graph(edges, [0], terminal), { properties: [property] }));

  it('holds', () => {
    expect(check(always('small', ({ at }) => at <= 3))).toEqual({ property: 'small', kind: 'holds' });
  });

  it('finds the shortest violation, and goes on to count everything', () => {
    const found = explore(graph(DIAMOND), { properties: [always('not joined', ({ at }: At) => at !== 3)] });
    expect(found.verdicts).toEqual([
      {
        property: 'not joined',
        kind: 'violated',
        trace: {
          initial: { at: 0 },
          steps: [
            { action: 'step', params: ['left'], state: { at: 1 }, result: 'left' },
            { action: 'step', params: ['join'], state: { at: 3 }, result: 'join' },
          ],
        },
      },
    ]);
    expect(found.distinct).toBe(4);
  });

  it('finds a violation in an initial state', () => {
    expect(check(always('moved', ({ at }) => at > 0))).toEqual({
      property: 'moved',
      kind: 'violated',
      trace: { initial: { at: 0 }, steps: [] },
    });
  });

  it('gives a witness of what is reached, and says what is not', () => {
    expect(check(reachable('one', ({ at }) => at === 1))).toMatchObject({
      kind: 'holds',
      witness: { initial: { at: 0 }, steps: [{ state: { at: 1 } }] },
    });
    expect(check(reachable('nine', ({ at }) => at === 9))).toEqual({ property: 'nine', kind: 'unreached' });
  });

  it('finds a deadlock, unless the state is declared terminal', () => {
    expect(check(noDeadlock('live'))).toMatchObject({ kind: 'violated', trace: { steps: { length: 3 } } });
    expect(check(noDeadlock('live'), CHAIN, [3])).toEqual({ property: 'live', kind: 'holds' });
    expect(check(noDeadlock('live'), [[0, 'a', 0]])).toEqual({ property: 'live', kind: 'holds' });
  });

  it('takes the first of several initial states that leads there soonest', () => {
    const found = explore(graph(CHAIN, [0, 2]), { properties: [always('short', ({ at }: At) => at < 3)] });
    expect(found.verdicts[0]).toMatchObject({ trace: { initial: { at: 2 }, steps: { length: 1 } } });
  });

  it('refuses two properties of one name', () => {
    const twice = [noDeadlock('live'), noDeadlock('live')];
    expect(() => explore(graph(CHAIN), { properties: twice })).toThrow(
      'graph: two properties are called "live"',
    );
  });
});

describe('limits', () => {
  const properties: Property<At>[] = [
    always('below two', ({ at }) => at < 2),
    always('small', ({ at }) => at <= 3),
    reachable('three', ({ at }) => at === 3),
    reachable('zero', ({ at }) => at === 0),
    noDeadlock('live'),
  ];
  const kinds = (limits: { states?: number; depth?: number; seconds?: number }) => {
    const { verdicts, stopped, distinct, depth } = explore(graph(CHAIN), { properties, limits });
    return {
      kinds: verdicts.map((v) => (v.kind === 'inconclusive' ? v.reason : v.kind)),
      stopped,
      distinct,
      depth,
    };
  };

  it('leaves what was found and calls the rest inconclusive: states', () => {
    expect(kinds({ states: 3 })).toEqual({
      kinds: ['violated', 'states', 'states', 'holds', 'states'],
      stopped: 'states',
      distinct: 3,
      depth: 3,
    });
  });

  it('leaves what was found and calls the rest inconclusive: depth', () => {
    expect(kinds({ depth: 2 })).toEqual({
      kinds: ['depth', 'depth', 'depth', 'holds', 'depth'],
      stopped: 'depth',
      distinct: 2,
      depth: 2,
    });
  });

  it('leaves what was found and calls the rest inconclusive: time', () => {
    expect(kinds({ seconds: 0 })).toMatchObject({ stopped: 'time' });
    expect(kinds({ seconds: 0 }).kinds).toEqual(['time', 'time', 'time', 'time', 'time']);
  });

  it('is conclusive when a limit is just large enough', () => {
    expect(kinds({ states: 4, depth: 4 })).toMatchObject({
      kinds: ['violated', 'holds', 'holds', 'holds', 'violated'],
      stopped: undefined,
    });
  });

  it('counts initial states against the limit too', () => {
    const found = explore(graph(CHAIN, [0, 1, 2]), { properties: [], limits: { states: 2 } });
    expect(found).toMatchObject({ distinct: 2, stopped: 'states' });
  });
});

describe('progress', () => {
  it('is reported at most every fifth of a second, with figures that fit', () => {
    const seen: { distinct: number; generated: number; queue: number }[] = [];
    const counter = defineModel({
      name: 'counter',
      state: { digits: arrayOf(6, int(0, 7)) },
      init() {},
      actions: {
        increase: {
          params: [range(6)],
          run(s, i) {
            if (s.digits[i] === 7) return BLOCKED;
            s.digits[i]! += 1;
          },
        },
      },
    });
    const found = explore(counter, { properties: [], onProgress: (progress) => seen.push(progress) });
    expect(found.distinct).toBe(8 ** 6);
    expect(seen.length).toBeLessThanOrEqual(found.seconds / 0.2);
    for (const { distinct, generated, queue } of seen) {
      expect(distinct).toBeLessThanOrEqual(found.distinct);
      expect(generated).toBeGreaterThanOrEqual(distinct);
      expect(queue).toBeLessThanOrEqual(distinct);
    }
  });
});
