// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { blocksOf, share } from './blocks.ts';

const op = (at: number, seen: string) =>
  `\tstep(1, "dup(0)");\n\tcall(__NR_dup, ARGS(0));\n\tallow(${at}, "${seen}", ${at + 1});\n\tcheck();\n`;

test('what a call alone returns, what is seen besides, and what may be seen in several ways', () => {
  const several = op(2, 'x\\n').replace('\tcheck();', '\tallow(2, "y\\n", 4);\n\tcheck();');
  const jump = op(3, 't1 dup(0) = 1\\n').replace(', 4);', ', 9);');
  const text = [op(0, 't1 dup(0) = -1 EBADF\\n'), op(1, 't1 dup(0) = 1\\nt2 sleeps\\n'), several, jump].join(
    '\n',
  );
  expect(blocksOf(text)).toEqual([
    '\tstep(1, "dup(0)");\n\tcall(__NR_dup, ARGS(0));\n\treturns("-1 EBADF");',
    '\tstep(1, "dup(0)");\n\tcall(__NR_dup, ARGS(0));\n\tsees("t1 dup(0) = 1\\nt2 sleeps\\n");',
    several.trimEnd(),
    jump.trimEnd(),
  ]);
});

test('what sequences begin with alike is there once, and nothing is lost', () => {
  const all = [
    ['a', 'b', 'c', 'd', 'e'],
    ['a', 'b', 'c', 'd', 'f'],
    ['x', 'y'],
    ['a', 'b', 'c', 'd'],
    ['a', 'z'],
  ];
  const { beginnings, bodies } = share(all);
  expect(beginnings).toEqual([{ name: 'begin_1', blocks: ['a', 'b', 'c', 'd'] }]);
  expect(bodies.map(({ begin }) => begin)).toEqual(['begin_1', 'begin_1', null, 'begin_1', null]);
  const whole = bodies.map(({ begin, blocks }) => [
    ...(begin === null ? [] : beginnings[0]!.blocks),
    ...blocks,
  ]);
  expect(whole).toEqual(all);
});
