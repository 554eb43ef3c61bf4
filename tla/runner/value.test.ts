// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseState, parseValue } from './parse-value.ts';
import { canonical, type TlaValue } from './value.ts';

const same = (text: string): string => canonical(parseValue(text));

test.each([
  ['TRUE', 'TRUE'],
  ['-5', '-5'],
  ['none', 'none'],
  ['1p', '1p'],
  ['"a b"', '"a b"'],
  ['{}', '{}'],
  ['<<>>', '<<>>'],
  ['<< >>', '<<>>'],
  ['{3, 1, 2, 1}', '{1, 2, 3}'],
  ['1..3', '{1, 2, 3}'],
  ['-1..1', '{-1, 0, 1}'],
  ['3..1', '{}'],
  ['{10, 9}', '{9, 10}'],
  ['[b |-> 1, a |-> {}]', '[a |-> {}, b |-> 1]'],
  ['("b" :> 1 @@ "a" :> {})', '[a |-> {}, b |-> 1]'],
  ['("k k" :> 1 @@ "a" :> 2)', '("a" :> 2 @@ "k k" :> 1)'],
  ['("1" :> 2)', '("1" :> 2)'],
  ['(1 :> "x" @@ 2 :> "y")', '<<"x", "y">>'],
  ['(2 :> "y" @@ 1 :> "x")', '<<"x", "y">>'],
  ['(0 :> "x" @@ 1 :> "y")', '(0 :> "x" @@ 1 :> "y")'],
  ['(b :> <<>> @@ a :> (1 :> 2))', '(a :> <<2>> @@ b :> <<>>)'],
  ['(5)', '5'],
  ['<< <<1>>,\n   [a |-> mv] >>', '<<<<1>>, [a |-> mv]>>'],
])('%s is %s', (text, expected) => {
  expect(same(text)).toBe(expected);
});

test('strings keep what looks like syntax', () => {
  const value = parseValue(String.raw`"line\nbreak |-> >> /\\ x = \"1\"\t"`);
  expect(value).toEqual({ kind: 'string', value: 'line\nbreak |-> >> /\\ x = "1"\t' });
  expect(canonical(value)).toBe(String.raw`"line\nbreak |-> >> /\\ x = \"1\"\t"`);
});

test.each([
  ['', 'offset 0'],
  ['{1,', 'offset 3'],
  ['{1 2}', 'expected }'],
  ['<<1>', 'expected >>'],
  ['[a -> 1]', 'expected |->'],
  ['(a :> 1 @@ )', 'expected a name'],
  ['"open', 'offset 0'],
  ['1 2', 'expected the end'],
  ['1..9999999', 'interval of 9999999'],
  ['1..x', 'expected an integer'],
  ['{'.repeat(600), 'nested'],
])('%s is refused', (text, message) => {
  expect(() => parseValue(text)).toThrow(message);
});

test('a state has one conjunct a variable, wrapped or not', () => {
  const state = parseState('/\\ a = << 1,\n   2 >>\n/\\ b = "/\\\\ c = 3"\n');
  expect([...state.keys()]).toEqual(['a', 'b']);
  expect(canonical(state.get('a')!)).toBe('<<1, 2>>');
});

test('a state of one variable has no conjunction', () => {
  expect(parseState('n = 0\n')).toEqual(new Map([['n', { kind: 'integer', value: 0 }]]));
});

test.each([['n'], ['n = 0 m = 1'], ['/\\ n = 0 /\\ n = 1'], ['']])('%s is no state', (text) => {
  expect(() => parseState(text)).toThrow();
});

const { value: anyValue } = fc.letrec<{ value: TlaValue; leaf: TlaValue }>((tie) => ({
  leaf: fc.oneof(
    fc.boolean().map((value): TlaValue => ({ kind: 'boolean', value })),
    fc.integer({ min: -20, max: 20 }).map((value): TlaValue => ({ kind: 'integer', value })),
    fc.string({ unit: 'binary-ascii' }).map((value): TlaValue => ({ kind: 'string', value })),
    fc.constantFrom('mv', 'p_1', 'null').map((name): TlaValue => ({ kind: 'model', name })),
  ),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }).map((elements): TlaValue => ({ kind: 'set', elements })),
    fc.array(tie('value'), { maxLength: 4 }).map((elements): TlaValue => ({ kind: 'sequence', elements })),
    fc
      .uniqueArray(fc.tuple(tie('leaf'), tie('value')), { maxLength: 4, selector: ([key]) => canonical(key) })
      .map((entries): TlaValue => ({ kind: 'function', entries })),
  ),
}));

test('canonical text reads back as the same value', () => {
  fc.assert(fc.property(anyValue, (value) => same(canonical(value)) === canonical(value)));
});

test('the order in which a set or function is printed does not matter', () => {
  const reversed = (value: TlaValue): TlaValue => {
    if (value.kind === 'set') return { ...value, elements: value.elements.map(reversed).reverse() };
    if (value.kind === 'sequence') return { ...value, elements: value.elements.map(reversed) };
    if (value.kind !== 'function') return value;
    return { ...value, entries: value.entries.map(([k, v]) => [k, reversed(v)] as const).reverse() };
  };
  fc.assert(fc.property(anyValue, (value) => canonical(reversed(value)) === canonical(value)));
});

test('different values have different texts', () => {
  const texts = [
    '{}',
    '<<>>',
    '""',
    '0',
    'FALSE',
    '{0}',
    '<<0>>',
    '"0"',
    '[a |-> 0]',
    '<<"a">>',
    '{"a"}',
    'a',
    '"a"',
  ];
  expect(new Set(texts.map(same)).size).toBe(texts.length);
});
