// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asked, isExplained, queue, ran } from './fixtures/queue.ts';
import { beginningOf, drawnHistory, overlappingPairs } from './history.ts';
import { judge } from './judge.ts';
import type { Call, History } from './types.ts';

type Made = Call<Asked, string>;

const call = (
  worker: number,
  begin: number,
  end: number | undefined,
  asked: Asked,
  result?: string,
): Made => ({
  worker,
  begin,
  end,
  asked,
  result,
});
const put = (letter: string): Asked => ({ put: letter });

const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.constantFrom('a', 'b', 'c').map(put),
  fc.constantFrom('xy', 'uv').map((pair) => ({ pair })),
  fc.constant('take' as const),
);
/** Few enough for all orders of their steps. */
const programs = fc.array(fc.array(asked, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 });
const turns = fc.array(fc.nat(5), { minLength: 8, maxLength: 30 });
const atomic = fc.tuple(programs, turns).map(([of, by]) => ran(of, by));

/** A history with another result of one call, which it may have or not. */
const changed = fc
  .tuple(atomic, fc.nat(), fc.constantFrom('a', 'b', 'x', 'y', 'ok', 'full', 'none'))
  .map(([history, which, result]) =>
    history.map((one, i) =>
      i === which % history.length && one.end !== undefined ? { ...one, result } : one,
    ),
  );
/** For who tries everything. */
const stepsOf = (history: History<Asked, string>): number =>
  history.reduce((sum, { asked: of }) => sum + (typeof of === 'object' && 'pair' in of ? 2 : 1), 0);

describe('the judge', () => {
  test('explains what was made of atomic steps', () => {
    fc.assert(
      fc.property(atomic, (history) => judge(history, queue).verdict === 'linearizable'),
      { numRuns: 1000 },
    );
  });

  test('says what one says who tries everything', () => {
    const said = { linearizable: 0, refuted: 0, inconclusive: 0 };
    fc.assert(
      fc.property(
        changed.filter((history) => stepsOf(history) <= 7),
        (history) => {
          const { verdict } = judge(history, queue);
          said[verdict]++;
          expect(verdict).toBe(isExplained(history) ? 'linearizable' : 'refuted');
        },
      ),
      { numRuns: 1000 },
    );
    expect(said.linearizable).toBeGreaterThan(100);
    expect(said.refuted).toBeGreaterThan(100);
  });

  test('names the shortest beginning that is not explained', () => {
    let refuted = 0;
    fc.assert(
      fc.property(
        changed.filter((history) => stepsOf(history) <= 7),
        (history) => {
          const judgement = judge(history, queue);
          if (judgement.verdict !== 'refuted') return;
          refuted++;
          const ends = history.flatMap(({ end }) => end ?? []).sort((a, b) => a - b);
          const first = ends.find((end) => !isExplained(beginningOf(history, end)));
          expect(judgement.beginning).toEqual(beginningOf(history, first!));
        },
      ),
      { numRuns: 500 },
    );
    expect(refuted).toBeGreaterThan(50);
  });

  test('gives an order that the time allows, and different ones', () => {
    fc.assert(
      fc.property(atomic, (history) => {
        const judgement = judge(history, queue, { orders: 3 });
        const orders = judgement.verdict === 'linearizable' ? judgement.orders : [];
        expect(new Set(orders.map((order) => order.map((one) => history.indexOf(one)).join())).size).toBe(
          orders.length,
        );
        for (const order of orders)
          for (const [i, late] of order.entries())
            for (const early of order.slice(0, i))
              expect(late.end ?? early.begin).toBeGreaterThanOrEqual(early.begin);
      }),
    );
  });
});

describe('of a history that somebody wrote', () => {
  test('two that overlap have two orders, and one after the other has one', () => {
    const orders = (secondBegin: number) => {
      const history = [call(0, 1, 5, put('a'), 'ok'), call(1, secondBegin, 9, put('b'), 'ok')];
      const judgement = judge(history, queue, { orders: 9 });
      return judgement.verdict === 'linearizable' ? judgement.orders.length : 0;
    };
    expect([orders(3), orders(7)]).toEqual([2, 1]);
  });

  test('a pending call may have taken effect, or not', () => {
    const pending = call(0, 1, undefined, put('a'));
    expect(judge([pending, call(1, 2, 3, 'take', 'a')], queue).verdict).toBe('linearizable');
    expect(judge([pending, call(1, 2, 3, 'take', 'none')], queue).verdict).toBe('linearizable');
    expect(judge([pending, call(1, 2, 3, 'take', 'b')], queue).verdict).toBe('refuted');
  });

  test('a call of two steps has another one between them, and not one that began later', () => {
    const pair = call(0, 1, 6, { pair: 'xy' }, 'ok');
    const takes = (third: number) => [call(1, 2, 3, 'take', 'x'), call(2, third, third + 1, 'take', 'none')];
    expect(judge([pair, ...takes(4)], queue).verdict).toBe('linearizable');
    expect(judge([pair, ...takes(7)], queue).verdict).toBe('refuted');
  });

  test('a bound that is reached is an answer of its own', () => {
    const history = [...'abcdefgh'].map((letter, i) =>
      call(i, i + 1, 100 + i, put(letter), i < 3 ? 'ok' : 'full'),
    );
    expect(judge(history, queue).verdict).toBe('refuted');
    expect(judge(history, queue, { configurations: 1 })).toEqual({
      verdict: 'inconclusive',
      configurations: 2,
    });
  });

  test('what is no history is refused', () => {
    expect(() => judge([call(0, 2, 2, 'take', 'none')], queue)).toThrow(RangeError);
    expect(() => judge([call(0, 1, 4, 'take'), call(0, 3, 5, 'take')], queue)).toThrow(/two calls at once/);
    expect(() => judge([call(0, 1, undefined, 'take'), call(0, 3, 5, 'take')], queue)).toThrow(RangeError);
  });

  test('it is drawn, and its overlapping pairs are counted', () => {
    const history = [
      call(0, 10, 14, put('a'), 'ok'),
      call(1, 12, undefined, { pair: 'xy' }),
      call(2, 16, 18, 'take', 'a'),
    ];
    expect(overlappingPairs(history)).toBe(2);
    expect(drawnHistory(history, ({ result = 'pending' }) => result)).toBe(
      ['w0 |-|     ok', 'w1  |----  pending', 'w2    ||   a', ''].join('\n'),
    );
  });
});
