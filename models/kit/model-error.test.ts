// SPDX-License-Identifier: MIT
// A broken rule comes with the way to the state in which it is broken.
import { describe, expect, it } from 'vitest';
import { BLOCKED } from './definition.ts';
import { explore } from './explore.ts';
import { againAndAgain, liveness, weakly } from './liveness.ts';
import { defineModel } from './model.ts';
import { ModelError } from './model-error.ts';
import { always, alwaysStep, type Property } from './property.ts';
import { refines } from './refinement.ts';
import { enumOf, int } from './schema.ts';

type Seen = { readonly n: number; readonly last: string };

/** Counts up to `most`, by one or by two; its domain ends at 3. */
function counter(most: number) {
  return defineModel({
    name: 'counter',
    state: { n: int(0, 3), last: enumOf('-', 'p', 'q') },
    init() {},
    actions: {
      add: {
        params: [
          ['p', 'q'],
          [1, 2],
        ],
        run(s, who, much) {
          if (s.n + much > most) return BLOCKED;
          s.last = who;
          s.n += much;
          return undefined;
        },
      },
    },
  });
}

function failure(most: number, ...properties: Property<Seen>[]): ModelError {
  try {
    explore(counter(most), { properties });
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error('nothing was detected');
}

const actions = ({ trace }: ModelError) => trace.steps.map(({ params }) => params.join(' '));

describe('a value that leaves its range', () => {
  const error = failure(4);

  it('keeps its message and its code', () => {
    expect(error.message).toBe('counter: add(p, 2): n = 4 is outside its domain 0..3');
    expect([error.code, error.exitCode]).toEqual(['BAD_MODEL', 2]);
  });

  it('comes with the shortest way there, the step that leaves last, and the state', () => {
    expect(error.hint).toBe(`The shortest way there:
    init
    add(p, 2)
    add(p, 2): n = 4 is outside its domain 0..3
  The state there: {"n":2,"last":"p"}
  Correct the write, or widen the domain in the schema.`);
    expect(error.trace).toMatchObject({ initial: { n: 0 }, steps: [{ params: ['p', 2], state: { n: 2 } }] });
  });
});

describe('a property that throws', () => {
  const oops = (name: string) => {
    throw new TypeError(`${name} is not iterable`);
  };

  it('is named, with the way to the state, and no word about frozen ones', () => {
    const error = failure(
      3,
      always('sums', (s) => (s.n === 3 ? oops('it') : true)),
    );
    expect(error.message).toBe('counter: property "sums": TypeError: it is not iterable');
    expect(error.hint).toMatch(
      /^The shortest way there:\n {4}init\n {4}add\(p, 1\)\n {4}add\(p, 2\)\n {4}property "sums"/,
    );
    expect(error.hint).not.toContain('frozen');
    expect(actions(error)).toEqual(['p 1', 'p 2']);
  });

  it('is told about frozen states when it writes to one', () => {
    const writes = always<Seen>('writes', (s) => Object.assign(s, { m: 1 }).n === 0);
    expect(failure(3, writes).hint).toContain('frozen');
  });

  it('of steps: with the step', () => {
    const error = failure(
      3,
      alwaysStep('sums', (before, _, after) => (before.n + after.n === 5 ? oops('it') : true)),
    );
    expect(error.message).toBe('counter: property "sums": TypeError: it is not iterable');
    expect(actions(error)).toEqual(['p 2', 'p 1']);
  });

  it('of the whole graph: with the way to the state, where there is one', () => {
    const specification = { initial: () => [0], next: () => [0] };
    const seen = refines('seen', {
      observe: (s: Seen) => (s.n === 2 ? oops('it') : s.n),
      actor: () => 'it',
      specification,
    });
    expect(failure(3, seen).message).toBe('counter: property "seen": observe: TypeError: it is not iterable');
    expect(actions(failure(3, seen))).toEqual(['p 2']);
    const asks = refines('asks', {
      observe: (s: Seen) => s.n,
      actor: () => 'it',
      specification: {
        initial: () => [0],
        next: (_, before, __, after) => (before === 2 ? oops(`${after}`) : [0]),
      },
    });
    const asked = failure(3, asks);
    expect(asked.message).toBe('counter: property "asks": specification: TypeError: 3 is not iterable');
    expect(actions(asked)).toEqual(['p 2', 'p 1']);
    const live = liveness<Seen>('live', {
      anyOf: [againAndAgain((s) => (s.n === 2 ? oops('it') : false))],
      fairness: [],
    });
    expect(actions(failure(3, live))).toEqual(['p 2']);
    const fair = liveness<Seen>('fair', { anyOf: [], fairness: [weakly('it', () => oops('it'))] });
    expect(() => explore(counter(3), { properties: [fair] })).toThrow(
      'counter: property "fair": fairness: TypeError: it is not iterable',
    );
  });
});

it('terminal() that throws, and a terminal state that goes on, come with the way', () => {
  const stops = (terminal: (s: Seen) => boolean) => () =>
    explore(
      defineModel({
        name: 'stops',
        state: { n: int(0, 3), last: enumOf('-', 'p') },
        init() {},
        actions: {
          add: {
            params: [],
            run(s) {
              if (s.n === 3) return BLOCKED;
              s.n += 1;
              return undefined;
            },
          },
        },
        terminal,
      }),
      { properties: [] },
    );
  expect(stops((s) => s.n === 1)).toThrow(ModelError);
  expect(stops((s) => s.n === 1)).toThrow('stops: a state is declared terminal but `add` is enabled');
  expect(stops((s) => s.n > 0 && s.last.at(9)!.length > 0)).toThrow(ModelError);
});

it('a body that does not go the same way twice is still told what it did first', () => {
  let calls = 0;
  const fickle = defineModel({
    name: 'fickle',
    state: { n: int(0, 3) },
    init() {},
    actions: { go: { params: [], run: (s) => void Object.assign(s, { n: calls++ === 0 ? 1 : 9 }) } },
  });
  expect(() => explore(fickle, { properties: [], audit: false })).toThrow('fickle: go: n = 9 is outside');
});
