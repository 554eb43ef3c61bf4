// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Coverage } from './coverage.ts';
import type { Span } from './events.ts';
import { parseLog } from './output.ts';
import { Sources } from './source-text.ts';

/** TLC's messages for one action: each line is `|`s, a place on one line of M, and a count. */
function log(lines: readonly string[]): string {
  const message = (code: number, text: string) =>
    `@!@!@STARTMSG ${code}:0 @!@!@\n${text}\n@!@!@ENDMSG ${code} @!@!@\n`;
  const spans = lines.map((text) => {
    const [, bars, line, from, to, count] = /^(\|*)(\d+) (\d+)-(\d+): (\d+)$/.exec(text)!;
    return message(
      2221,
      `  ${bars}line ${line}, col ${from} to line ${line}, col ${to} of module M: ${count}`,
    );
  });
  const head = message(2772, '<Take line 1, col 1 to line 1, col 4 of module M>: 3:7');
  return [head, ...spans, message(2186, 'Finished in 5ms at (now)')].join('');
}

function uncovered(...runs: (readonly string[])[]): string[] {
  const coverage = new Coverage();
  for (const lines of runs) for (const event of parseLog(log(lines))) coverage.add(event);
  return coverage
    .uncovered(new Sources([]))
    .map(({ line, column, endColumn }) => `${line} ${column}-${endColumn}`);
}

test('what was never evaluated, by its outermost expressions', () => {
  expect(uncovered(['2 3-20: 5', '|2 3-9: 5', '|2 12-20: 0', '||2 14-20: 0'])).toEqual(['2 12-20']);
  expect(uncovered(['2 3-20: 5'])).toEqual([]);
});

test('another run may have evaluated it', () => {
  const without = ['2 3-20: 5', '|2 3-9: 5', '|2 12-20: 0'];
  expect(uncovered(without, without)).toEqual(['2 12-20']);
  expect(uncovered(without, ['2 3-20: 6', '|2 3-9: 6', '|2 12-20: 1'])).toEqual([]);
  // Listed whole, because all in it was evaluated as often.
  expect(uncovered(without, ['2 3-20: 6'])).toEqual([]);
  expect(uncovered(['2 3-20: 6'], without)).toEqual([]);
});

test('one that is not whole says nothing of what stands in it', () => {
  expect(uncovered(['2 3-20: 5', '|2 3-9: 5', '|2 12-20: 0'], ['2 3-20: 6', '|2 3-9: 3'])).toEqual([
    '2 12-20',
  ]);
});

test('the same place in another action counts', () => {
  expect(uncovered(['9 1-9: 0', '2 3-20: 5'], ['2 3-20: 5', '|9 1-9: 4'])).toEqual([]);
});

test('a place is named by its module, its definition and its text', () => {
  const sources = new Sources(['/nowhere', join(import.meta.dirname, 'fixtures')]);
  const at = (module: string, line: number, column: number, endLine: number, endColumn: number): Span => ({
    ...{ module, line, column, endLine, endColumn },
  });
  expect(sources.nameOf(at('Safety', 10, 49, 10, 61))).toBe('Safety!Check: seen\' = "yes"');
  expect(sources.nameOf(at('Safety', 5, 1, 5, 14))).toBe('Safety!: VARIABLES file');
  const bodies = (span: Span) => sources.mentioned(span).map(({ line, column }) => `${line} ${column}`);
  expect(bodies(at('Safety', 14, 9, 14, 21))).toEqual(['10 9', '11 8']);
  expect(bodies(at('Gone', 1, 1, 1, 9))).toEqual([]);
  expect(sources.nameOf(at('Gone', 5, 3, 5, 9))).toBe('Gone!line 5, column 3');
});
