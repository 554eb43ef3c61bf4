// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { asSpecification } from './as-specification.ts';
import { BLOCKED } from './definition.ts';
import { explore } from './explore.ts';
import { graphModel } from './fixtures/graph-model.ts';
import type { Taken } from './instance.ts';
import { defineModel, type Model } from './model.ts';
import type { Property } from './property.ts';
import { refines, type Specification } from './refinement.ts';
import { arrayOf, bool, enumOf, int, mapOf, seqOf, setOf } from './schema.ts';

function verdictOf<S>(model: Model<S>, property: Property<NoInfer<S>>) {
  return explore(model, { properties: [property] }).verdicts[0]!;
}

/** The actions of a violated verdict's trace. */
function actions<S>(model: Model<S>, property: Property<NoInfer<S>>): readonly string[] {
  const verdict = verdictOf(model, property);
  if (verdict.kind !== 'violated') throw new Error(`it ${verdict.kind}`);
  return verdict.trace.steps.map(({ action, params }) => [action, ...params].join(' '));
}

const byFirst = ({ params }: Taken) => params[0] as string;

/** A counter that goes up by one, in two steps when `lazy`; `slip` lets it skip. */
function counter({ lazy = false, slip = false }: { lazy?: boolean; slip?: boolean }) {
  return defineModel({
    name: 'counter',
    state: { n: int(0, 6), next: int(0, 6) },
    init() {},
    actions: {
      add: {
        params: [['p', 'q']],
        run(s) {
          if (s.next !== s.n || s.n > 4) return BLOCKED;
          s.next = s.n + (slip && s.n === 2 ? 2 : 1);
          if (!lazy) s.n = s.next;
          return undefined;
        },
      },
      show: {
        params: [['p', 'q']],
        run(s) {
          if (s.next === s.n) return BLOCKED;
          s.n = s.next;
          return undefined;
        },
      },
    },
  });
}

const counts: Specification<number, null> = {
  initial: (n) => (n === 0 ? [null] : []),
  next: (_, before, _actor, after) => (after === before + 1 ? [null] : []),
};

describe('a counter', () => {
  const property = refines('counts', {
    observe: (s: { n: number }) => s.n,
    actor: byFirst,
    specification: counts,
  });

  it('refines counting, also with steps that nobody sees', () => {
    expect(verdictOf(counter({}), property).kind).toBe('holds');
    expect(verdictOf(counter({ lazy: true }), property).kind).toBe('holds');
  });

  it('that skips a number is told by the step that skips', () => {
    expect(verdictOf(counter({ slip: true, lazy: true }), property)).toMatchObject({
      kind: 'violated',
      trace: { steps: { length: 6, 4: { state: { n: 2 } }, 5: { state: { n: 4 } } } },
      unexplained: { actor: 'p', before: 2, after: 4, specification: [null] },
    });
  });

  it('that begins elsewhere is told without a step', () => {
    const starts = refines('starts', {
      observe: (s: { n: number }) => s.n + 1,
      actor: byFirst,
      specification: counts,
    });
    expect(verdictOf(counter({}), starts)).toMatchObject({
      kind: 'violated',
      trace: { steps: [] },
      unexplained: { actor: null, after: 1 },
    });
  });

  it('is judged by who counts', () => {
    const onlyP = refines('only p counts', {
      observe: (s: { n: number }) => s.n,
      actor: byFirst,
      specification: {
        ...counts,
        next: (_: null, before: number, actor: string, after: number) =>
          actor === 'p' && after === before + 1 ? [null] : [],
      },
    });
    expect(actions(counter({}), onlyP)).toEqual(['add q']);
  });
});

/** Sends 0 or 1 and later delivers what was sent; `early` shows the choice when it is made. */
const lottery = (delivers: (drawn: number) => number) =>
  defineModel({
    name: 'lottery',
    state: { phase: enumOf('start', 'drawn', 'shown'), drawn: int(0, 3), shown: int(0, 3) },
    init() {},
    actions: {
      begin: {
        params: [],
        run(s) {
          if (s.phase !== 'start') return BLOCKED;
          s.phase = 'drawn';
          return undefined;
        },
      },
      show: {
        params: [],
        run(s, choose) {
          if (s.phase !== 'drawn') return BLOCKED;
          s.drawn = choose(2);
          s.phase = 'shown';
          s.shown = delivers(s.drawn);
          return undefined;
        },
      },
    },
  });

describe('a choice that the specification makes before anybody can see it', () => {
  type Seen = { phase: string; shown: number };
  // It draws with the first step: only the set of both draws explains an implementation that draws with the second.
  const draws: Specification<Seen, number> = {
    initial: () => [-1],
    next: (h, before, _, after) => {
      if (before.phase === 'start') return [0, 1];
      return after.shown === h ? [h] : [];
    },
  };
  const property = refines('draws', {
    observe: ({ phase, shown }: { phase: string; shown: number }) => ({ phase, shown }),
    actor: () => 'it',
    specification: draws,
  });

  it('makes no right implementation wrong', () => {
    expect(
      verdictOf(
        lottery((drawn) => drawn),
        property,
      ).kind,
    ).toBe('holds');
  });

  it('and no wrong one right', () => {
    expect(
      verdictOf(
        lottery((drawn) => drawn * 2),
        property,
      ),
    ).toMatchObject({
      kind: 'violated',
      trace: { steps: [{ action: 'begin' }, { action: 'show', state: { shown: 2 } }] },
      unexplained: { specification: [0, 1] },
    });
  });

  it('that it makes by a hidden step is followed through all of them', () => {
    const hides: Specification<Seen, string> = {
      initial: () => ['idle'],
      next: (h, before, _, after) => {
        if (before.phase === 'start') return ['thinking'];
        return h === `draws ${after.shown}` ? ['done'] : [];
      },
      hidden: (h) => (h === 'thinking' ? ['nearly'] : h === 'nearly' ? ['draws 0', 'draws 1'] : []),
    };
    const hidden = (deliver: (drawn: number) => number) =>
      verdictOf(
        lottery(deliver),
        refines('hides', {
          observe: ({ phase, shown }: Seen) => ({ phase, shown }),
          actor: () => 'it',
          specification: hides,
        }),
      ).kind;
    expect(hidden((drawn) => drawn)).toBe('holds');
    expect(hidden((drawn) => drawn + 1)).toBe('violated');
  });
});

describe('two ways to one state', () => {
  // By the short way the specification may be in p or q, by the long one in q only, and only from p can it go on.
  const edges = [
    [0, 'a', 1],
    [0, 'b', 2],
    [2, 'a', 1],
    [1, 'end', 3],
  ] as const;
  const judged = (shortWay: string[], longWay: string[]) =>
    verdictOf(
      graphModel(edges),
      refines('ways', {
        observe: ({ at }: { at: number }) => at,
        actor: byFirst,
        specification: {
          initial: () => ['start'],
          next: (h: string, before: number, _, after: number) => {
            if (after === 1) return before === 0 ? shortWay : longWay;
            return after === 2 || h === 'p' ? [h] : [];
          },
        },
      }),
    );

  it('are told apart where the later one explains less', () => {
    expect(judged(['p', 'q'], ['q'])).toMatchObject({
      kind: 'violated',
      trace: { steps: { length: 3 } },
      unexplained: { specification: ['q'] },
    });
  });

  it('both hold where each explains enough', () => {
    expect(judged(['p', 'q'], ['p']).kind).toBe('holds');
    expect(judged(['p'], ['p', 'q']).kind).toBe('holds');
  });
});

/** A queue of two; the fine one moves items in one step and frees the slot in another. */
function queue(fine: boolean, fault?: 'swaps' | 'loses') {
  return defineModel({
    name: 'queue',
    state: { items: seqOf(2, int(0, 1)), out: seqOf(2, int(0, 1)), held: seqOf(1, int(0, 1)) },
    init() {},
    actions: {
      put: {
        params: [['a', 'b']],
        run(s, _, choose) {
          if (s.items.length + s.held.length === 2 || s.out.length === 2) return BLOCKED;
          const item = choose(2);
          if (fault === 'swaps') s.items.unshift(item);
          else s.items.push(item);
          return undefined;
        },
      },
      get: {
        params: [['a', 'b']],
        run(s) {
          if (s.items.length === 0 || s.held.length > 0 || s.out.length === 2) return BLOCKED;
          const item = s.items.shift()!;
          if (fine) s.held.push(item);
          else s.out.push(item);
          return undefined;
        },
      },
      give: {
        params: [],
        run(s) {
          if (s.held.length === 0) return BLOCKED;
          const item = s.held.shift()!;
          if (fault !== 'loses') s.out.push(item);
          return undefined;
        },
      },
    },
  });
}

describe('a model as the specification of a finer one', () => {
  const observe = (s: { out: readonly number[] }) => s.out;
  const actor = ({ action }: Taken) => (action === 'put' ? 'putter' : 'getter');
  const coarse = asSpecification(queue(false), { observe, actor });

  it('explains it', () => {
    const property = refines('coarse', { observe, actor, specification: coarse });
    expect(verdictOf(queue(true), property).kind).toBe('holds');
    expect(verdictOf(queue(false), property).kind).toBe('holds');
  });

  it('does not explain one that the observer can tell from it', () => {
    const whole = (s: { out: readonly number[]; items: readonly number[]; held: readonly number[] }) => [
      s.out,
      [...s.held, ...s.items],
    ];
    const specification = asSpecification(queue(false), { observe: whole, actor });
    const property = refines('coarse', { observe: whole, actor, specification });
    expect(verdictOf(queue(true), property).kind).toBe('holds');
    expect(actions(queue(true, 'swaps'), property)).toEqual(['put a', 'put a']);
    expect(actions(queue(true, 'loses'), property)).toEqual(['put a', 'get a', 'give']);
  });

  it('asks for the same actor', () => {
    const other = refines('coarse', { observe, actor: () => 'nobody', specification: coarse });
    expect(actions(queue(true), other)).toEqual(['put a', 'get a', 'give']);
  });

  it('is refused when a limit cuts its graph', () => {
    expect(() => asSpecification(queue(false), { observe, actor }, { states: 3 })).toThrow(
      'queue: its graph exceeds the limit on states',
    );
  });
});

describe('observations', () => {
  const model = defineModel({
    name: 'seen',
    state: { set: setOf(3), map: mapOf(['x', 'y'], bool), list: arrayOf(2, int(0, 1)) },
    init() {},
    actions: {
      add: {
        params: [[0, 1, 2]],
        run(s, i) {
          if (s.set.has(i)) return BLOCKED;
          s.set.add(i);
          return undefined;
        },
      },
    },
  });
  type Seen = { set: Iterable<number>; map: object };

  it('are compared by value, sets in any order', () => {
    let asked = 0;
    const specification: Specification<unknown, Seen> = {
      initial: (o) => [o as Seen],
      next(h, before, _, after) {
        asked += 1;
        const sizes = [h, before, after].map((o) => [...(o as Seen).set].length);
        // The two objects are written down in other orders, and say the same.
        return sizes[0] === sizes[1] && sizes[2] === sizes[1]! + 1 ? [after as Seen] : [];
      },
    };
    const observe = ({ set, map }: Seen) =>
      [...set].length % 2 === 0 ? { set, map } : { map, set: new Set([...set].reverse()) };
    expect(verdictOf(model, refines('grows', { observe, actor: () => 'it', specification })).kind).toBe(
      'holds',
    );
    // Each step is asked about once: 3 + 6 + 3 edges of the cube.
    expect(asked).toBe(12);
  });

  it('are given to the specification frozen', () => {
    const specification: Specification<{ list: number[] }, null> = {
      initial: (o) => {
        o.list.push(1);
        return [null];
      },
      next: () => [null],
    };
    const property = refines('writes', {
      observe: ({ list }: { list: readonly number[] }) => ({ list: [...list] }),
      actor: () => 'it',
      specification,
    });
    expect(() => verdictOf(model, property)).toThrow('seen: property "writes": specification: TypeError');
  });

  it('must be plain data', () => {
    const property = refines('odd', {
      observe: () => ({ now: Number.NaN }),
      actor: () => 'it',
      specification: { initial: () => [null], next: () => [null] },
    });
    expect(() => verdictOf(model, property)).toThrow('seen: property "odd": observe: TypeError: NaN is not');
  });
});

it('is inconclusive when a limit ended the search, unless the gap was seen', () => {
  const property = refines('counts', {
    observe: (s: { n: number }) => s.n,
    actor: byFirst,
    specification: counts,
  });
  const kindWith = (states: number) =>
    explore(counter({ slip: true }), { properties: [property], limits: { states } }).verdicts[0]!.kind;
  expect(kindWith(3)).toBe('inconclusive');
  expect(kindWith(4)).toBe('violated');
});
