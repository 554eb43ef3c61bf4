// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { MarkReader } from './marks.ts';

const read = (line: string) => new MarkReader().read(line);

test('the lines that TLC prints of a wrapper, as recorded', () => {
  expect(read('"<<0, <<TRUE, FALSE>>>>"')).toEqual({ kind: 'state', values: [true, false] });
  expect(read('"<<2, <<TRUE>>>>"')).toEqual({ kind: 'initial', values: [true] });
  expect(read('"<<1, <<FALSE>>, {}>>"')).toEqual({ kind: 'step', values: [false], taken: [] });
  expect(read('"<<1, <<>>, {<<\\"Enter\\", \\"c1\\">>, <<\\"Tick\\">>, <<\\"Send\\", 3>>}>>"')).toEqual({
    ...{ kind: 'step', values: [] },
    taken: [
      { action: 'Enter', actor: '"c1"' },
      { action: 'Tick', actor: undefined },
      { action: 'Send', actor: '3' },
    ],
  });
});

test.each(['', '"<<0>>"', '<<0, <<TRUE>>>>', '"a text of the specification\'s own"', '42'])(
  '%j is none of them',
  (line) => {
    expect(read(line)).toBeUndefined();
  },
);

test.each(['"<<0, <<TRUE, 7>>>>"', '"<<1, <<\\"yes\\">>, {}>>"', '"<<0, <<TRUE"'])(
  '%s is no value of formulas',
  (line) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  },
);

test('one reader gives equal lines equal marks', () => {
  const reader = new MarkReader();
  const line = '"<<0, <<TRUE>>>>"';
  expect(reader.read(line)).toBe(reader.read(line));
});
