// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { BLOCKED } from './definition.ts';
import { explore } from './explore.ts';
import { graphModel } from './fixtures/graph-model.ts';
import {
  againAndAgain,
  eventually,
  type Fairness,
  leadsTo,
  liveness,
  settles,
  strongly,
  weakly,
} from './liveness.ts';
import { defineModel, type Model } from './model.ts';
import type { Property } from './property.ts';
import { arrayOf, enumOf, int } from './schema.ts';

type At = { readonly at: number };

/** The verdict, and the states of a lasso: those of the way, then those of the loop, which begins with `|`. */
function judge<S>(model: Model<S>, property: Property<NoInfer<S>>, show: (s: S) => unknown) {
  const [verdict] = explore(model, { properties: [property] }).verdicts;
  if (verdict?.kind !== 'violated') return verdict?.kind;
  const { initial, steps, loop } = verdict.trace;
  const states = [initial, ...steps.map(({ state }) => state)].map(show);
  expect(loop).toBeDefined();
  // What closes the loop is shown twice: as its beginning and as its end.
  expect(states[loop!]).toEqual(states.at(-1));
  return [...states.slice(0, loop), '|', ...states.slice(loop)].join(' ');
}

const at = (...numbers: number[]) => {
  return (s: At) => numbers.includes(s.at);
};
const named = (name: string) => (step: { params: readonly unknown[] }) => step.params[0] === name;
const weak = (name: string): Fairness => weakly(name, named(name));
const strong = (name: string): Fairness => strongly(name, named(name));
const all = weakly('all', () => true);

/** 0 -a-> 1 -a-> 2 */
const chain = graphModel([
  [0, 'a', 1],
  [1, 'a', 2],
]);
const run = (model: Model<At>, property: Property<At>) => judge(model, property, ({ at }) => at);

describe('stopping', () => {
  const end = (fairness: Fairness[]) => liveness<At>('end', { anyOf: [eventually(at(2))], fairness });

  it('is allowed anywhere without fairness', () => {
    expect(run(chain, end([]))).toBe('| 0');
  });

  it('is allowed nowhere but at the end with it', () => {
    expect(run(chain, end([all]))).toBe('holds');
    expect(run(chain, liveness('beyond', { anyOf: [eventually(at(3))], fairness: [all] }))).toBe('0 1 | 2');
  });

  it('is allowed where nobody fair can go on', () => {
    const mixed = graphModel([
      [0, 'a', 1],
      [1, 'b', 2],
    ]);
    expect(run(mixed, end([weak('a')]))).toBe('0 | 1');
    expect(run(mixed, end([strong('a'), weak('b')]))).toBe('holds');
  });

  it('is no step: what changes nothing does not count as going on', () => {
    const idle = graphModel([
      [0, 'a', 1],
      [1, 'b', 1],
    ]);
    expect(run(idle, end([all]))).toBe('0 | 1');
    // b is unable to change anything, and owes nothing.
    expect(run(idle, end([strong('b'), weak('a')]))).toBe('0 | 1');
  });
});

/** A lock that `a` and `b` take in turn from 0; 3 is what is to come, reached by `c` from 0 only, or from both 1 and 2. */
const busy = (more: readonly (readonly [number, string, number])[]) =>
  graphModel([[0, 'a', 1], [1, 'a', 0], [0, 'b', 2], [2, 'b', 0], [0, 'c', 3], ...more]);

describe('weak and strong fairness', () => {
  const comes = (fairness: Fairness[]) => liveness<At>('comes', { anyOf: [eventually(at(3))], fairness });

  it('weak: who is again and again unable to go on need not', () => {
    expect(run(busy([]), comes([weak('a'), weak('b'), weak('c')]))).toBe('| 0 1 0');
  });

  it('weak: who can always go on must', () => {
    const always = busy([
      [1, 'c', 3],
      [2, 'c', 3],
    ]);
    expect(run(always, comes([weak('c')]))).toBe('holds');
    expect(run(always, comes([weak('a')]))).toBe('0 | 2');
  });

  it('strong: who can go on again and again must', () => {
    expect(run(busy([]), comes([weak('a'), weak('b'), strong('c')]))).toBe('holds');
    expect(run(busy([]), comes([weak('a'), strong('c')]))).toBe('0 | 2');
  });

  it('strong: a loop that avoids where it is able is left, and found', () => {
    // From 1 there is a loop 1 4 1 in which c cannot go on: only by leaving state 0 out is it found.
    const aside = busy([
      [1, 'a', 4],
      [4, 'a', 1],
    ]);
    expect(run(aside, comes([weak('a'), weak('b'), strong('c')]))).toBe('0 | 1 4 1');
    // Unless b, too, is able there and nowhere takes a step.
    const both = busy([
      [1, 'a', 4],
      [4, 'a', 1],
      [4, 'b', 0],
    ]);
    expect(run(both, comes([weak('a'), strong('b'), strong('c')]))).toBe('holds');
    expect(run(both, comes([weak('a'), weak('b'), strong('c')]))).toBe('0 | 1 4 1');
  });

  it('makes a cycle visit what fairness asks for', () => {
    // Both must take steps: the cycle goes through 1 and 2.
    const never = liveness<At>('three', { anyOf: [eventually(at(9))], fairness: [strong('a'), strong('b')] });
    const loop = run(
      graphModel([
        [0, 'a', 1],
        [1, 'a', 0],
        [0, 'b', 2],
        [2, 'b', 0],
      ]),
      never,
    );
    expect(loop).toBe('| 0 1 0 2 0');
  });
});

describe('what is claimed', () => {
  const ring = graphModel([
    [0, 'a', 1],
    [1, 'a', 2],
    [2, 'a', 1],
    [2, 'b', 3],
  ]);
  const claim = (anyOf: Parameters<typeof liveness<At>>[1]['anyOf'], fairness = [weak('a')]) =>
    run(ring, liveness('claim', { anyOf, fairness }));

  it('<>p', () => {
    expect(claim([eventually(at(2))])).toBe('holds');
    expect(claim([eventually(at(3))])).toBe('0 | 1 2 1');
  });

  it('[]<>p', () => {
    expect(claim([againAndAgain(at(1))])).toBe('0 1 2 | 3');
    expect(claim([againAndAgain(at(1, 3))])).toBe('holds');
    expect(claim([againAndAgain(at(0))])).toBe('0 1 2 | 3');
    expect(claim([againAndAgain(at(0, 3))])).toBe('0 | 1 2 1');
  });

  it('<>[]p', () => {
    expect(claim([settles(at(1, 2, 3))])).toBe('holds');
    // It must leave 1 time and again.
    expect(claim([settles(at(1))])).toBe('0 1 2 | 3');
    expect(claim([settles(at(1, 3))])).toBe('0 | 1 2 1');
  });

  it('any of several', () => {
    expect(claim([settles(at(3)), againAndAgain(at(2))])).toBe('holds');
    expect(claim([settles(at(3)), againAndAgain(at(0))])).toBe('0 | 1 2 1');
    expect(claim([eventually(at(3)), againAndAgain(at(2))])).toBe('holds');
    expect(claim([eventually(at(3)), settles(at(2))])).toBe('0 | 1 2 1');
    expect(claim([])).toBe('0 1 2 | 3');
  });

  it('p ~> q', () => {
    const leads = (from: number[], to: number[], fairness: Fairness[] = [weak('a')]) =>
      run(ring, leadsTo('leads', at(...from), at(...to), fairness));
    expect(leads([1], [2])).toBe('holds');
    expect(leads([1], [2], [])).toBe('0 | 1');
    expect(leads([2], [1])).toBe('0 1 2 | 3');
    expect(leads([2], [1, 3])).toBe('holds');
    expect(leads([3], [1])).toBe('0 1 2 | 3');
    expect(leads([0], [0])).toBe('holds');
    expect(leads([7], [8])).toBe('holds');
    expect(leads([1], [3])).toBe('0 | 1 2 1');
  });

  it('the way there may pass by what is to come, before it is asked for', () => {
    // 2 has been at 1, which does not count: what is asked for from 2 on never comes.
    const passed = graphModel([
      [0, 'a', 1],
      [1, 'a', 2],
    ]);
    expect(run(passed, leadsTo('leads', at(2), at(1), [all]))).toBe('0 1 | 2');
  });
});

/** Peterson's algorithm for two; without the turn each waits for the other. */
function peterson(withTurn: boolean) {
  const other = (i: number) => 1 - i;
  return defineModel({
    name: 'peterson',
    state: { pc: arrayOf(2, enumOf('idle', 'flag', 'wait', 'in')), turn: int(0, 1) },
    init() {},
    actions: {
      want: {
        params: [[0, 1]],
        run(s, i) {
          if (s.pc[i] !== 'idle') return BLOCKED;
          s.pc[i] = 'flag';
          return undefined;
        },
      },
      step: {
        params: [[0, 1]],
        run(s, i) {
          if (s.pc[i] === 'flag') {
            s.pc[i] = 'wait';
            s.turn = other(i);
          } else if (s.pc[i] === 'wait') {
            if (s.pc[other(i)] !== 'idle' && (!withTurn || s.turn !== i)) return BLOCKED;
            s.pc[i] = 'in';
          } else if (s.pc[i] === 'in') {
            s.pc[i] = 'idle';
          } else return BLOCKED;
          return undefined;
        },
      },
    },
  });
}

describe('mutual exclusion', () => {
  const processes = [0, 1].map((i) =>
    weakly(`p${i}`, ({ action, params }) => action === 'step' && params[0] === i),
  );
  type Locks = { readonly pc: readonly string[] };
  const gets = (fairness: Fairness[]) =>
    leadsTo<Locks>(
      'gets in',
      (s) => s.pc[0] === 'wait',
      (s) => s.pc[0] === 'in',
      fairness,
    );
  const show = ({ pc }: Locks) => pc.join('/');

  it('of Peterson lets everybody in who waits', () => {
    expect(judge(peterson(true), gets(processes), show)).toBe('holds');
  });

  it('does not when a process may stop, nor without the turn', () => {
    expect(judge(peterson(true), gets([]), show)).toBe('idle/idle flag/idle | wait/idle');
    expect(judge(peterson(true), gets([processes[0]!]), show)).toBe(
      'idle/idle flag/idle flag/flag | wait/flag',
    );
    expect(judge(peterson(false), gets(processes), show)).toBe(
      'idle/idle flag/idle flag/flag wait/flag | wait/wait',
    );
  });
});

describe('what cannot be judged', () => {
  const end = liveness<At>('end', { anyOf: [eventually(at(9))], fairness: [all] });

  it('is inconclusive: a limit left states unseen', () => {
    for (const limits of [{ states: 2 }, { depth: 2 }]) {
      expect(explore(chain, { properties: [end], limits }).verdicts[0]).toMatchObject({
        kind: 'inconclusive',
      });
    }
  });

  it('is refused: too many processes, or predicates', () => {
    const fairness = Array.from({ length: 32 }, (_, i) => weak(`p${i}`));
    expect(() => explore(chain, { properties: [liveness('many', { anyOf: [], fairness })] })).toThrow(
      'graph: property "many": 32 fair processes, at most 30',
    );
    const anyOf = Array.from({ length: 31 }, () => eventually(at(9)));
    expect(() => explore(chain, { properties: [liveness('many', { anyOf, fairness: [] })] })).toThrow(
      'graph: property "many": any of 31, at most 30',
    );
  });
});
