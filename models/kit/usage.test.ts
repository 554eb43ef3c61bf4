// SPDX-License-Identifier: MIT
// Arguments that no type checker has seen: each is refused in words, never by a TypeError from inside.
import { describe, expect, it } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import * as kit from './index.ts';

// biome-ignore lint/suspicious/noExplicitAny: these tests do what the types forbid.
const wrong = kit as any;

const { always, explore, int, range } = kit;

const model = kit.defineModel({
  name: 'm',
  state: { n: int(0, 1) },
  init() {},
  actions: { go: { params: [], run: (s) => void (s.n === 0 || s.n) } },
});
const definition = { name: 'd', state: { n: int(0, 1) }, init() {}, actions: {} };
const property = always('p', () => true);
const lives = (given: object) => ({
  properties: [{ kind: 'liveness', name: 'l', anyOf: [], fairness: [], ...given }],
});
const refines = (given: object) => ({
  properties: [{ kind: 'refines', name: 'r', observe() {}, actor() {}, ...given }],
});

describe('an argument that cannot be used', () => {
  it.each<[string, () => unknown]>([
    ['defineModel: undefined is no definition', () => wrong.defineModel()],
    ['defineModel: the name undefined is no string', () => wrong.defineModel({})],
    ['a: 5 is no schema', () => wrong.defineModel({ ...definition, state: { a: 5 } })],
    ['a: null is no schema', () => wrong.defineModel({ ...definition, state: { a: null } })],
    ['the fields undefined are no object', () => wrong.defineModel({ ...definition, state: undefined })],
    ['d: init is undefined, no function', () => wrong.defineModel({ ...definition, init: undefined })],
    ['d: terminal is true, no function', () => wrong.defineModel({ ...definition, terminal: true })],
    ['d: actions is undefined', () => wrong.defineModel({ ...definition, actions: undefined })],
    ['d: action "go" is null', () => wrong.defineModel({ ...definition, actions: { go: null } })],
    [
      'd: action "go": run is undefined, no function',
      () => wrong.defineModel({ ...definition, actions: { go: { params: [] } } }),
    ],
    [
      'd: action "go": params is undefined',
      () => wrong.defineModel({ ...definition, actions: { go: { run() {} } } }),
    ],
    [
      'd: action "go": params is [3]',
      () => wrong.defineModel({ ...definition, actions: { go: { params: [3], run() {} } } }),
    ],
    ['explore: undefined is no model', () => wrong.explore()],
    ['explore: {"name":"d"} is no model', () => wrong.explore({ name: 'd' }, { properties: [] })],
    ['m: explore was given undefined', () => wrong.explore(model)],
    ['m: properties is undefined, no list', () => wrong.explore(model, {})],
    ['m: undefined is no property', () => wrong.explore(model, { properties: [undefined] })],
    [
      'm: {"kind":"never","name":"x"} is no property',
      () => wrong.explore(model, { properties: [{ kind: 'never', name: 'x' }] }),
    ],
    [
      'm: the name 3 is no string',
      () => wrong.explore(model, { properties: [always(3 as never, () => true)] }),
    ],
    [
      'm: property "p": holds is undefined, no function',
      () => wrong.explore(model, { properties: [wrong.always('p')] }),
    ],
    ['m: two properties are called "p"', () => explore(model, { properties: [property, property] })],
    ['m: there is no limit "state"', () => wrong.explore(model, { properties: [], limits: { state: 5 } })],
    ['m: the limit on states is 0', () => explore(model, { properties: [], limits: { states: 0 } })],
    ['m: the limit on depth is 1.5', () => explore(model, { properties: [], limits: { depth: 1.5 } })],
    [
      'm: the limit on seconds is NaN',
      () => explore(model, { properties: [], limits: { seconds: Number.NaN } }),
    ],
    [
      'm: the limit on seconds is "1"',
      () => wrong.explore(model, { properties: [], limits: { seconds: '1' } }),
    ],
    ['m: the limits are 5', () => wrong.explore(model, { properties: [], limits: 5 })],
    ['m: property "l": anyOf is undefined, no list', () => wrong.explore(model, lives({ anyOf: undefined }))],
    ['m: property "l": fairness is 1, no list', () => wrong.explore(model, lives({ fairness: 1 }))],
    ['m: property "l": anyOf has 1', () => wrong.explore(model, lives({ anyOf: [1] }))],
    [
      'm: property "l": anyOf has {"kind":"always"}',
      () => wrong.explore(model, lives({ anyOf: [{ kind: 'always' }] })),
    ],
    [
      'm: property "l": holds is undefined, no function',
      () => wrong.explore(model, lives({ anyOf: [wrong.settles()] })),
    ],
    ['m: property "l": fairness has "all"', () => wrong.explore(model, lives({ fairness: ['all'] }))],
    [
      'm: property "l": fairness has {"kind":"fair"}',
      () => wrong.explore(model, lives({ fairness: [{ kind: 'fair' }] })),
    ],
    [
      'm: property "l": of is undefined, no function',
      () => wrong.explore(model, lives({ fairness: [wrong.weakly('w')] })),
    ],
    ['m: property "r": specification is undefined', () => wrong.explore(model, refines({}))],
    ['m: property "r": observe is 1, no function', () => wrong.explore(model, refines({ observe: 1 }))],
    [
      'm: property "r": specification: next is undefined, no function',
      () => wrong.explore(model, refines({ specification: { initial() {} } })),
    ],
    [
      'm: property "r": specification: TypeError: initial() returned no array',
      () =>
        wrong.explore(model, {
          properties: [
            kit.refines('r', {
              observe: () => 0,
              actor: () => 'a',
              specification: { initial: () => wrong.none, next: () => [] },
            }),
          ],
        }),
    ],
    ['asSpecification: 1 is no model', () => wrong.asSpecification(1)],
    ['asSpecification: observe is undefined, no function', () => wrong.asSpecification(model, {})],
    ['walkGraph: null is no model', () => wrong.walkGraph(null)],
    ['m: the limit on states is -1', () => kit.walkGraph(model, { states: -1 })],
    ['transitionsOf: undefined is no model', () => wrong.transitionsOf()],
    ['m: there is no limit "time"', () => wrong.transitionsOf(model, { time: 1 })],
    ['toTla: {} is no model', () => wrong.toTla({}, {})],
    ['range(-1)', () => range(-1)],
    ['range(undefined)', () => wrong.range()],
    ['enumOf: 1 is no string', () => wrong.enumOf('a', 1)],
    ['int(undefined, undefined) is not a range', () => wrong.int()],
    ['opt: undefined is no schema', () => wrong.opt()],
    ['opt(opt(...)): null would mean two things', () => kit.opt(kit.opt(kit.record({ n: int(0, 1) })))],
    ['arrayOf: undefined is no schema', () => wrong.arrayOf(2)],
    ['seqOf: size undefined is not an integer in 1..4096', () => wrong.seqOf()],
    ['setOf: null is no schema', () => wrong.setOf(null)],
    ['setOf: 7 is no string', () => wrong.setOf('a', 7)],
    ['mapOf: "ab" is no list of strings', () => wrong.mapOf('ab', int(0, 1))],
    ['mapOf: 1 is no string', () => wrong.mapOf([1], int(0, 1))],
    ['mapOf: undefined is no schema', () => wrong.mapOf(['a'])],
    ['the fields undefined are no object', () => wrong.record()],
    [
      'setOf: its domain [a: 0..99, b: 0..99] has 10000 values, at most 4096',
      () => kit.setOf(kit.record({ a: int(0, 99), b: int(0, 99) })),
    ],
    [
      'setOf: its domain {subsets of 0..39} has 1099511627776 values, at most 4096',
      () => kit.setOf(kit.setOf(40)),
    ],
    [
      'm: a given state: the state = undefined does not have the keys {n}',
      () => wrong.explore && model.load(undefined as never),
    ],
    ['m: a given state: n = 7 is outside its domain 0..1', () => model.successors({ n: 7 })],
  ])('%s', (message, run) => {
    let error: unknown;
    try {
      run();
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(SyspecError);
    const { message: said, code, hint } = error as SyspecError;
    expect(said).toBe(message);
    expect(code).toBe('BAD_MODEL');
    expect(hint).toMatch(/\.$/);
  });
});
