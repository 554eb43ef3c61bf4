// SPDX-License-Identifier: MIT
// Random schemas, values and models: the packed explorer against one that keeps objects and compares their JSON.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCKED } from './definition.ts';
import { explore } from './explore.ts';
import { walkGraph } from './graph.ts';
import { defineModel } from './model.ts';
import { arrayOf, bool, enumOf, int, mapOf, opt, record, type Schema, seqOf, setOf } from './schema.ts';

/** A schema and the values it has. */
interface Kind {
  // biome-ignore lint/suspicious/noExplicitAny: the schema is random, and so are its types.
  readonly schema: Schema<any, any>;
  readonly values: fc.Arbitrary<unknown>;
  /** Where a body may assign below this node: paths of keys, with the kind of what is there. */
  readonly sites: readonly { readonly path: readonly (string | number)[]; readonly kind: Kind }[];
  readonly role: 'scalar' | 'set' | 'seq' | 'other';
}

const NAMES = ['a', 'b', 'it is', '"q"'];

function leaf(schema: Kind['schema'], values: fc.Arbitrary<unknown>, role: Kind['role'] = 'scalar'): Kind {
  return { schema, values, sites: [], role };
}

const scalars: fc.Arbitrary<Kind> = fc.oneof(
  fc.constant(leaf(bool, fc.boolean())),
  fc.subarray(NAMES, { minLength: 1 }).map((names) => leaf(enumOf(...names), fc.constantFrom(...names))),
  fc
    .subarray(NAMES, { minLength: 1 })
    .map((names) => leaf(opt(enumOf(...names)), fc.constantFrom(null, ...names))),
  fc
    .tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, 1, 6, 70, 2 ** 20, 2 ** 31 - 1))
    .map(([lo, span]) => leaf(int(lo, lo + span), fc.integer({ min: lo, max: lo + span }))),
  fc.constant(leaf(opt(int(0, 2)), fc.constantFrom(null, 0, 1, 2))),
);

const sets: fc.Arbitrary<Kind> = fc.constantFrom(1, 5, 32, 40).map((n) => {
  const elements = fc.uniqueArray(fc.nat(n - 1), { maxLength: 4 });
  return leaf(
    setOf(n),
    elements.map((list) => new Set(list)),
    'set',
  );
});

/** Sets of composite values: elements of these few domains, chosen by value. */
const structuredSets: fc.Arbitrary<Kind> = fc
  .constantFrom<readonly [Kind['schema'], fc.Arbitrary<unknown>]>(
    [enumOf('p', 'q'), fc.constantFrom('p', 'q')],
    [int(-1, 40), fc.integer({ min: -1, max: 40 })],
    [opt(bool), fc.constantFrom(null, true, false)],
    [
      record({ n: int(0, 2), who: enumOf('p', 'q') }),
      fc.record({ n: fc.nat(2), who: fc.constantFrom('p', 'q') }),
    ],
    [
      arrayOf(2, opt(record({ b: bool }))),
      fc.array(fc.option(fc.record({ b: fc.boolean() })), { minLength: 2, maxLength: 2 }),
    ],
    [seqOf(2, int(0, 2)), fc.array(fc.nat(2), { maxLength: 2 })],
    [setOf(3), fc.uniqueArray(fc.nat(2)).map((list) => new Set(list.sort()))],
  )
  .map(([element, values]) => {
    const elements = fc.uniqueArray(values, { maxLength: 4, selector: canon });
    return leaf(
      setOf(element),
      elements.map((list) => new Set(list)),
      'other',
    );
  });

function optKind(item: Kind): Kind {
  return { schema: opt(item.schema), values: fc.option(item.values), sites: [], role: 'other' };
}

function below(keys: readonly (string | number)[], kinds: readonly Kind[]): Kind['sites'] {
  return keys.flatMap((key, i) => {
    const kind = kinds[i] as Kind;
    return [{ path: [key], kind }, ...kind.sites.map((site) => ({ ...site, path: [key, ...site.path] }))];
  });
}

function arrayKind(n: number, item: Kind): Kind {
  const sites = below([...Array(n).keys()], Array(n).fill(item));
  const values = fc.array(item.values, { minLength: n, maxLength: n });
  return { schema: arrayOf(n, item.schema), values, sites, role: 'other' };
}

function seqKind(max: number, item: Kind): Kind {
  return {
    schema: seqOf(max, item.schema),
    values: fc.array(item.values, { maxLength: max }),
    sites: [],
    role: 'seq',
  };
}

function recordKind(fields: Readonly<Record<string, Kind>>): Kind {
  const schemas = Object.fromEntries(Object.entries(fields).map(([key, { schema }]) => [key, schema]));
  const values = fc.record(
    Object.fromEntries(Object.entries(fields).map(([key, kind]) => [key, kind.values])),
  );
  return {
    schema: record(schemas),
    values,
    sites: below(Object.keys(fields), Object.values(fields)),
    role: 'other',
  };
}

function mapKind(keys: readonly string[], item: Kind): Kind {
  const values = fc.record(Object.fromEntries(keys.map((key) => [key, item.values])));
  return {
    schema: mapOf(keys, item.schema),
    values,
    sites: below(
      keys,
      keys.map(() => item),
    ),
    role: 'other',
  };
}

function canBeNull({ schema: { shape } }: Kind): boolean {
  return shape.kind === 'scalar' ? shape.encode(null) < 0 : shape.kind !== 'opt';
}

const { kind: kinds } = fc.letrec<{ kind: Kind }>((tie) => ({
  kind: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    sets,
    structuredSets,
    tie('kind').filter(canBeNull).map(optKind),
    fc.tuple(fc.integer({ min: 1, max: 3 }), tie('kind')).map(([n, item]) => arrayKind(n, item)),
    fc.tuple(fc.integer({ min: 1, max: 3 }), tie('kind')).map(([n, item]) => seqKind(n, item)),
    fc
      .dictionary(fc.constantFrom('x', 'y', 'z'), tie('kind'), { minKeys: 1, noNullPrototype: true })
      .map(recordKind),
    tie('kind').map((item) => mapKind(['k', 'a key'], item)),
  ),
}));

const states = fc
  .dictionary(fc.constantFrom('u', 'v', 'w'), kinds, { minKeys: 1, noNullPrototype: true })
  .map(recordKind);

/** One text for equal values: sets sorted, keys in the order of the schema. */
function canon(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canon)}]`;
  if (Symbol.iterator in value) return `{${Array.from(value as Iterable<unknown>, canon).sort()}}`;
  return `(${Object.entries(value).map(([key, field]) => `${key}:${canon(field)}`)})`;
}

/** Sorts keys as the schema has them, which is the order that plain states have. */
function shapesOf({ schema }: Kind) {
  const { shape } = schema;
  if (shape.kind !== 'record') throw new TypeError('a state is a record');
  return Object.fromEntries([...shape.fields].map(([key, field]) => [key, { shape: field }]));
}

describe('packing', () => {
  it('gives back every value, and equal words for equal values only', () => {
    const cases = states.chain((kind) => fc.tuple(fc.constant(kind), kind.values, kind.values));
    fc.assert(
      fc.property(cases, ([kind, first, second]) => {
        const model = defineModel({ name: 'random', state: shapesOf(kind), init() {}, actions: {} });
        const [one, two] = [model.load(first as never), model.load(second as never)];
        expect(canon(model.plain(one))).toBe(canon(first));
        expect(one.join() === two.join()).toBe(canon(model.plain(one)) === canon(model.plain(two)));
      }),
      { numRuns: 300 },
    );
  });

  it('writes through views as through plain data', () => {
    const cases = states.chain((kind) => fc.tuple(fc.constant(kind), kind.values, kind.values));
    fc.assert(
      fc.property(cases, ([kind, first, second]) => {
        const model = defineModel({
          name: 'random',
          state: shapesOf(kind),
          init(s) {
            Object.assign(s, first);
          },
          actions: { assign: { params: [], run: (s) => void Object.assign(s, second) } },
        });
        const [initial] = model.initials();
        expect(canon(initial)).toBe(canon(first));
        const [step] = model.successors(initial as never);
        expect(canon(step?.state)).toBe(canon(second));
        expect(canon(model.initials()[0])).toBe(canon(first));
      }),
      { numRuns: 300 },
    );
  });
});

/** What an action's body does: guards, then changes. The same code runs on views and on plain objects. */
interface Rule {
  readonly guards: readonly { readonly path: Path; readonly is: unknown }[];
  readonly changes: readonly { readonly path: Path; readonly role: Kind['role']; readonly value: unknown }[];
  readonly branches: readonly { readonly path: Path; readonly value: unknown }[];
}
type Path = readonly (string | number)[];
// biome-ignore lint/suspicious/noExplicitAny: a state of a random schema.
type State = any;

const at = (state: State, path: Path) => path.reduce((value, key) => value[key], state);
/** Values that are assigned must be copies, or the naive explorer would share them between states. */
const copy = (value: unknown) => structuredClone(value);

function runRule(rule: Rule, s: State, choose: (n: number) => number): typeof BLOCKED | undefined {
  if (rule.guards.some(({ path, is }) => canon(at(s, path)) !== canon(is))) return BLOCKED;
  for (const { path, role, value } of rule.changes) {
    const holder = at(s, path.slice(0, -1));
    const key = path.at(-1) as string;
    if (role === 'set')
      for (const element of value as Set<unknown>) if (!holder[key].delete(element)) holder[key].add(element);
    if (role === 'seq' && holder[key].length > 0) holder[key].shift();
    if (role === 'seq' && (value as unknown[]).length > 0) holder[key].push(copy((value as unknown[])[0]));
    if (role === 'scalar' || role === 'other') holder[key] = copy(value);
  }
  if (rule.branches.length > 0) {
    const { path, value } = rule.branches[choose(rule.branches.length)] as Rule['branches'][number];
    at(s, path.slice(0, -1))[path.at(-1) as string] = copy(value);
  }
  return undefined;
}

function rules(kind: Kind): fc.Arbitrary<Rule> {
  const site = fc.constantFrom(...kind.sites);
  const value = site.chain(({ path, kind: { values, role } }) =>
    values.map((v) => ({ path, role, value: v })),
  );
  return fc.record({
    guards: fc.array(
      value.map(({ path, value: is }) => ({ path, is })),
      { maxLength: 1 },
    ),
    changes: fc.array(value, { minLength: 1, maxLength: 2 }),
    branches: fc.oneof(fc.constant([]), fc.array(value, { minLength: 1, maxLength: 3 })),
  });
}

/** The explorer that anyone would write first. */
function naive(initial: State, all: Readonly<Record<string, readonly Rule[]>>) {
  const numbers = new Map([[canon(initial), 0]]);
  const queue = [{ state: initial, depth: 1 }];
  const edges = new Set<string>();
  let generated = 1;
  let depth = 1;
  for (let from = 0; from < queue.length; from++) {
    const source = queue[from] as (typeof queue)[number];
    for (const [action, instances] of Object.entries(all)) {
      for (const rule of instances) {
        for (let pick = 0; pick < Math.max(1, rule.branches.length); pick++) {
          const state = structuredClone(source.state);
          if (runRule(rule, state, () => pick) === BLOCKED) continue;
          generated += 1;
          if (!numbers.has(canon(state))) {
            numbers.set(canon(state), queue.push({ state, depth: source.depth + 1 }) - 1);
            depth = Math.max(depth, source.depth + 1);
          }
          edges.add(`${canon(source.state)} ${action} ${canon(state)}`);
        }
      }
    }
  }
  return { distinct: queue.length, generated, transitions: edges.size, depth, edges };
}

describe('exploring', () => {
  it('agrees with an explorer of objects', () => {
    const cases = states.chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        initial: kind.values,
        all: fc.record({
          first: fc.array(rules(kind), { minLength: 1, maxLength: 3 }),
          second: fc.array(rules(kind), { minLength: 1, maxLength: 3 }),
        }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ kind, initial, all }) => {
        const model = defineModel({
          name: 'random',
          state: shapesOf(kind),
          init: (s) => void Object.assign(s, copy(initial)),
          actions: {
            first: { params: [all.first], run: (s, rule, choose) => runRule(rule, s, choose) },
            second: { params: [all.second], run: (s, rule, choose) => runRule(rule, s, choose) },
          },
        });
        const { edges, ...counts } = naive(structuredClone(model.initials()[0]), all);
        expect(explore(model, { properties: [] })).toMatchObject(counts);
        const graph = walkGraph(model);
        expect(graph.edges.length).toBe(edges.size);
        expect(new Set(graph.states.map((state) => state.join())).size).toBe(graph.states.length);
        const oracle = new Set<string>();
        const seen = new Map(model.initials().map((state) => [canon(state), state]));
        for (const [text, state] of seen) {
          for (const step of model.successors(state)) {
            oracle.add(`${text} ${step.action} ${canon(step.state)}`);
            seen.set(canon(step.state), step.state);
          }
        }
        expect([...oracle].sort()).toEqual([...edges].sort());
      }),
      { numRuns: 150 },
    );
  });
});
