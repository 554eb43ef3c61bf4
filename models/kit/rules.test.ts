// SPDX-License-Identifier: MIT
// Each rule of the explorer, broken: the message names model, action instance and field.
// biome-ignore-all lint/suspicious/noAssignInExpressions: an arrow that assigns is the shortest careless body.
// biome-ignore-all lint/complexity/noCommaOperator: it may also return BLOCKED after its write.
import { describe, expect, it } from 'vitest';
import { SyspecError } from '../../base/errors.ts';
import type { Choose } from './choice.ts';
import { BLOCKED } from './definition.ts';
import { explore } from './explore.ts';
import { type Action, defineModel } from './model.ts';
import { always, type Property } from './property.ts';
import {
  arrayOf,
  bool,
  type DraftState,
  enumOf,
  int,
  mapOf,
  opt,
  type PlainState,
  record,
  seqOf,
  setOf,
} from './schema.ts';

const FIELDS = {
  n: int(0, 3),
  big: int(0, 1_000_000),
  tm: enumOf('init', 'done'),
  rm: arrayOf(2, enumOf('working', 'aborted')),
  owner: opt(int(0, 1)),
  queue: seqOf(2, enumOf('a', 'b')),
  pairs: seqOf(2, record({ x: bool, y: int(0, 3) })),
  bag: setOf(4),
  named: setOf('p', 'q'),
  entry: mapOf(['dir', 'a b'], mapOf(['s', 't'], enumOf('none', 'file'))),
  job: opt(record({ n: int(0, 3), held: seqOf(2, bool) })),
  jobs: arrayOf(2, opt(record({ n: int(0, 3) }))),
  edges: setOf(record({ a: int(0, 1), b: enumOf('p', 'q') })),
  grid: arrayOf(2, arrayOf(2, bool)),
};
type Draft = DraftState<typeof FIELDS>;
type Plain = PlainState<typeof FIELDS>;

/** A body as a careless author might write it, unchecked by types. */
type Body = (s: Draft, choose: Choose) => unknown;

function model(body: Body, extra: { init?: Body; terminal?: (s: Plain) => boolean } = {}) {
  const { init, terminal } = extra;
  return defineModel({
    name: 'careless',
    state: FIELDS,
    init: (s, choose) => init?.(s, choose) as undefined,
    actions: { act: { params: [['x']], run: (s, _, choose) => body(s, choose) as string } },
    ...(terminal && { terminal }),
  });
}

function failure(run: () => unknown): SyspecError {
  try {
    run();
  } catch (error) {
    if (error instanceof SyspecError) return error;
    throw error;
  }
  throw new Error('nothing was detected');
}

const broken = (body: Body, properties: Property<Plain>[] = []) =>
  failure(() => explore(model(body), { properties, audit: false }));

// biome-ignore lint/suspicious/noExplicitAny: these tests do what the types forbid.
const wrong = (value: unknown) => value as any;

describe('a value outside its domain', () => {
  it.each<[string, Body, string]>([
    ['integer', (s) => (s.n = 4), 'n = 4 is outside its domain 0..3'],
    ['fraction', (s) => (s.n = 0.5), 'n = 0.5 is outside its domain 0..3'],
    ['not a number', (s) => (s.n = Number.NaN), 'n = NaN is outside its domain 0..3'],
    ['large integer', (s) => (s.big = -1), 'big = -1 is outside its domain 0..1000000'],
    ['enum', (s) => (s.tm = wrong('gone')), 'tm = "gone" is outside its domain {init, done}'],
    ['missing', (s) => (s.tm = wrong(undefined)), 'tm = undefined is outside its domain {init, done}'],
    ['optional', (s) => (s.owner = 2), 'owner = 2 is outside its domain null or 0..1'],
    ['array item', (s) => (s.rm[1] = wrong('x')), 'rm[1] = "x" is outside its domain {working, aborted}'],
    ['beyond an array', (s) => (s.rm[2] = 'aborted'), 'rm has 3 items, not 2'],
    ['array of another length', (s) => (s.rm = ['aborted']), 'rm has 1 items, not 2'],
    ['not an array', (s) => (s.queue = wrong('ab')), 'queue = "ab" is not an array'],
    ['sequence item', (s) => s.queue.push(wrong('c')), 'queue[0] = "c" is outside its domain {a, b}'],
    ['a gap in a sequence', (s) => (s.queue[1] = 'a'), 'queue[0] = undefined is outside its domain {a, b}'],
    ['nested item', (s) => (s.grid[1]![0] = wrong(7)), 'grid[1][0] = 7 is outside its domain {false, true}'],
    ['nested array', (s) => (s.grid[1] = [true]), 'grid[1] has 1 items, not 2'],
    ['map', (s) => (s.entry.dir.s = wrong(1)), 'entry.dir.s = 1 is outside its domain {none, file}'],
    [
      'odd key',
      (s) => (s.entry['a b'].t = wrong(1)),
      'entry["a b"].t = 1 is outside its domain {none, file}',
    ],
    ['set element', (s) => s.bag.add(4), "4 is outside bag's domain 0..3"],
    ['set query', (s) => s.bag.has(-1), "-1 is outside bag's domain 0..3"],
    ['named element', (s) => s.named.delete(wrong('r')), '"r" is outside named\'s domain {p, q}'],
    ['set', (s) => (s.bag = new Set([9])), "9 is outside bag's domain 0..3"],
    ['optional record', (s) => (s.job = { n: 9, held: [] }), 'job.n = 9 is outside its domain 0..3'],
    [
      'incomplete optional',
      (s) => (s.job = wrong({ n: 1 })),
      'job = {"n":1} does not have the keys {n, held}',
    ],
    [
      'missing optional',
      (s) => (s.job = wrong(undefined)),
      'job = undefined does not have the keys {n, held}',
    ],
    [
      'overflow in an optional',
      (s) => (s.job = { n: 1, held: [true, true, true] }),
      'job.held overflows: 3 items, at most 2',
    ],
    ['item of optional records', (s) => (s.jobs[1] = { n: -1 }), 'jobs[1].n = -1 is outside its domain 0..3'],
    [
      'composite element',
      (s) => s.edges.add({ a: 2, b: 'p' }),
      '{"a":2,"b":"p"} is outside edges\'s domain [a: 0..1, b: {p, q}]',
    ],
    [
      'element with more fields',
      (s) => s.edges.has(wrong({ a: 1, b: 'p', c: 1 })),
      '{"a":1,"b":"p","c":1} is outside edges\'s domain [a: 0..1, b: {p, q}]',
    ],
    ['not a set', (s) => (s.bag = wrong(3)), 'bag = 3 is not a set'],
    [
      'record in a sequence',
      (s) => s.pairs.push({ x: true, y: 9 }),
      'pairs[0].y = 9 is outside its domain 0..3',
    ],
    [
      'incomplete record',
      (s) => s.pairs.push(wrong({ x: true })),
      'pairs[0] = {"x":true} does not have the keys {x, y}',
    ],
    [
      'incomplete map',
      (s) => (s.entry.dir = wrong({ s: 'file' })),
      'entry.dir = {"s":"file"} does not have the keys {s, t}',
    ],
  ])('%s', (_, body, message) => {
    const error = broken((s, choose) => void body(s, choose));
    expect(error.message).toBe(`careless: act(x): ${message}`);
    expect(error.code).toBe('BAD_MODEL');
    expect(error.hint).toMatch(/\.$/);
  });

  it('is found in init, and in a state given to the oracle', () => {
    const inInit = model(() => BLOCKED, { init: (s) => (s.n = 9) });
    expect(failure(() => inInit.initials()).message).toBe('careless: init: n = 9 is outside its domain 0..3');
    const [initial] = model(() => BLOCKED).initials();
    const bad = { ...initial!, n: 9 };
    expect(failure(() => model(() => BLOCKED).load(bad)).message).toBe(
      'careless: a given state: n = 9 is outside its domain 0..3',
    );
    expect(failure(() => model(() => BLOCKED).successors(wrong({ n: 1 }))).message).toMatch(
      /^careless: a given state: the state = {"n":1} does not have the keys \{n, big, tm/,
    );
  });
});

describe('a body', () => {
  it.each<[string, Body, string]>([
    ['overflows', (s) => void (s.queue = ['a', 'a', 'b']), 'queue overflows: 3 items, at most 2'],
    ['overflows by push', (s) => void s.queue.push('a', 'b', 'a'), 'queue overflows: 3 items, at most 2'],
    [
      'overflows a sequence of records',
      (s) => void (s.pairs = Array(3).fill({ x: true, y: 0 })),
      'pairs overflows: 3 items, at most 2',
    ],
    ['writes a scalar before BLOCKED', (s) => ((s.n = 1), BLOCKED), 'writes n and then returns BLOCKED'],
    [
      'writes an item before BLOCKED',
      (s) => ((s.rm[1] = 'aborted'), BLOCKED),
      'writes rm[1] and then returns BLOCKED',
    ],
    [
      'pushes before BLOCKED',
      (s) => (s.queue.push('b'), BLOCKED),
      'writes queue.length and then returns BLOCKED',
    ],
    [
      'pushes a record before BLOCKED',
      (s) => (s.pairs.push({ x: false, y: 0 }), BLOCKED),
      'writes pairs.length and then returns BLOCKED',
    ],
    [
      'fills an optional before BLOCKED',
      (s) => ((s.job = { n: 0, held: [] }), BLOCKED),
      'writes job and then returns BLOCKED',
    ],
    [
      'adds a record before BLOCKED',
      (s) => (s.edges.add({ a: 0, b: 'q' }), BLOCKED),
      'writes edges and then returns BLOCKED',
    ],
    ['adds before BLOCKED', (s) => (s.bag.add(2), BLOCKED), 'writes bag and then returns BLOCKED'],
    [
      'writes a nested item before BLOCKED',
      (s) => ((s.grid[0]![1] = true), BLOCKED),
      'writes grid[0][1] and then returns BLOCKED',
    ],
    ['returns a promise', async () => {}, 'returned a promise'],
    ['returns something else', () => 7, 'returned 7'],
    ['chooses from nothing', (_, choose) => void choose([]), 'choose() was called with no options'],
    ['chooses from zero', (_, choose) => void choose(0), 'choose() was called with no options'],
    [
      'aliases an array',
      (s) => void (s.grid[0] = s.grid[1]!),
      'grid[0] is assigned another part of the state',
    ],
    [
      'puts a part of the state into an optional',
      (s) => void (s.job = wrong(s.entry.dir)),
      'job is assigned another part of the state',
    ],
    [
      'throws',
      () => {
        throw new RangeError('oops');
      },
      'RangeError: oops',
    ],
  ])('that %s', (_, body, message) => {
    expect(broken(body).message).toBe(`careless: act(x): ${message}`);
  });

  it('that writes an unknown field, or changes its options, is told what may change', () => {
    expect(broken((s) => void (wrong(s).nn = 1)).message).toMatch(/^careless: act\(x\): TypeError: .*nn/);
    const error = broken((_, choose) => {
      const options = [1, 2];
      choose(options);
      options.pop();
    });
    expect(error.message).toMatch(/^careless: act\(x\): TypeError: /);
    expect(error.hint).toContain('parameters and options are frozen');
  });

  it('that changes its parameters finds them frozen', () => {
    const action: Action<{ b: boolean }, [{ list: number[] }[]]> = {
      params: [[{ list: [1] }]],
      run: (_, { list }) => void list.push(2),
    };
    const greedy = defineModel({ name: 'greedy', state: { b: bool }, init() {}, actions: { act: action } });
    expect(failure(() => explore(greedy, { properties: [] })).message).toMatch(
      /^greedy: act\({"list":\[1\]}\): TypeError: /,
    );
  });

  it('may choose from an array of the state, which stays writable', () => {
    const found = explore(
      model(
        (s, choose) => {
          if (s.queue.length < 2) return BLOCKED;
          s.queue = [choose(s.queue)];
        },
        { init: (s) => void (s.queue = ['a', 'b']) },
      ),
      { properties: [] },
    );
    expect(found).toMatchObject({ distinct: 3, generated: 3 });
  });
});

describe('a body with hidden state', () => {
  it('is found by the audit', () => {
    let calls = 0;
    const hidden = model((s) => void (s.n = calls++ % 3));
    expect(failure(() => explore(hidden, { properties: [] })).message).toBe(
      'careless: act(x): is not deterministic: run again from the same state, it gave another successor',
    );
  });

  it('is found by the audit when it is sometimes enabled', () => {
    let calls = 0;
    const hidden = model((s) => (calls++ % 2 === 0 ? BLOCKED : void (s.n = 1)));
    expect(failure(() => explore(hidden, { properties: [] })).message).toBe(
      'careless: act(x): is not deterministic: run again from the same state, it gave another successor',
    );
  });

  it('is found when a trace is rebuilt, without the audit', () => {
    let calls = 0;
    const property = always<Plain>('zero', (s) => s.n === 0);
    const error = broken((s) => void (s.n = calls++ === 0 ? 3 : 1), [property]);
    expect(error.message).toBe(
      'careless: act(x): is not deterministic: run again for the trace, it did not give the state that was found',
    );
  });

  it('is found when it offers other choices the second time', () => {
    let calls = 0;
    expect(broken((_, choose) => void choose(3 + calls++)).message).toBe(
      'careless: act(x): is not deterministic: run again, its choose() was given another number of options',
    );
  });
});

describe('what only reads', () => {
  it.each<[string, (s: Draft) => unknown, string]>([
    ['writes a scalar', (s) => (s.n = 1), 'writes n'],
    ['writes an array', (s) => s.queue.push('a'), 'writes queue.length'],
    ['sorts an array in place', (s) => s.rm.reverse(), 'writes rm[0]'],
    ['returns no boolean', () => 1, 'returned 1, not true or false'],
  ])('a property that %s', (_, holds, message) => {
    const model2 = model(() => BLOCKED, { init: (s) => (s.rm[1] = 'aborted') });
    const property = always<Plain>('p', (s) => {
      const value = holds(s as unknown as Draft);
      return message.startsWith('returned') ? wrong(value) : true;
    });
    expect(failure(() => explore(model2, { properties: [property] })).message).toBe(
      `careless: property "p": ${message}`,
    );
  });

  it('terminal() that writes', () => {
    const writes = model(() => BLOCKED, { terminal: (s) => ((wrong(s).n = 2), true) });
    expect(failure(() => explore(writes, { properties: [] })).message).toBe('careless: terminal: writes n');
  });

  it('a terminal state that has successors', () => {
    const going = model((s) => void (s.n = 1), { terminal: () => true });
    expect(failure(() => explore(going, { properties: [] })).message).toBe(
      'careless: a state is declared terminal but `act(x)` is enabled',
    );
  });

  it('a body that queries its own model', () => {
    const self: { initials(): unknown } = model(() => void self.initials());
    expect(failure(() => explore(self as ReturnType<typeof model>, { properties: [] })).message).toBe(
      'careless: queried by its own body or property',
    );
  });

  it('leaves the model usable', () => {
    const sometimes = model((s) => (s.n === 0 ? void (s.n = 1) : BLOCKED));
    const bad = always<Plain>('p', (s) => wrong(s).queue.push('a') === 0);
    failure(() => explore(sometimes, { properties: [bad] }));
    expect(explore(sometimes, { properties: [] }).distinct).toBe(2);
  });
});

describe('a schema', () => {
  it.each<[string, () => unknown, string]>([
    ['an empty enum', () => enumOf(), 'domain {} is empty or repeats a value'],
    ['a repeated value', () => enumOf('a', 'a'), 'domain {a, a} is empty or repeats a value'],
    ['an empty range', () => int(1, 0), 'int(1, 0) is not a range'],
    ['nested opt', () => opt(opt(bool)), 'opt(opt(...)): null would mean two things'],
    ['an empty array', () => arrayOf(0, bool), 'arrayOf: size 0 is not an integer in 1..4096'],
    ['a repeated key', () => mapOf(['a', 'a'], bool), 'a map names one key twice'],
    ['a numeric key', () => mapOf(['1'], bool), '"1" cannot be a key'],
    [
      'no initial state',
      () => model(() => BLOCKED, { init: () => BLOCKED }).initials(),
      'careless: init: gives no initial state',
    ],
    [
      'an action whose place would not be kept',
      () =>
        defineModel({ name: 'm', state: { b: bool }, init() {}, actions: { '1': { params: [], run() {} } } }),
      'm: action "1" starts with a digit',
    ],
  ])('%s', (_, make, message) => {
    expect(failure(make).message).toBe(message);
  });
});
