// SPDX-License-Identifier: MIT
import { Writable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { doingText, startProgress } from './progress.ts';

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['2 of 7: lease proposed pair: 12 states', 'checking 2 of 7: lease proposed pair: 12 states'],
  ['lease: 3 of 9 runs of TLC', 'checking: lease: 3 of 9 runs of TLC'],
  ['booting fast', 'booting fast'],
])('%s says what is being done', (text, shown) => {
  expect(doingText('checking', text)).toBe(shown);
});

/** What is written to a file by what `work` tells; `pass` lets so many milliseconds go by. */
function written(work: (progress: ReturnType<typeof startProgress>, pass: (ms: number) => void) => void) {
  vi.useFakeTimers();
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const progress = startProgress('writing', stream as NodeJS.WriteStream);
  work(progress, (ms) => vi.advanceTimersByTime(ms));
  return text;
}

test('what is told once, before something that takes long, is shown after the silence', () => {
  const text = written((progress, pass) => {
    progress.update('unpacking the source');
    pass(60_000);
  });
  expect(text).toBe('unpacking the source\n');
});

test('of what is told in the silence the last is shown, and nothing when all is done by then', () => {
  const told = (ms: number) =>
    written((progress, pass) => {
      progress.update('1 of 3');
      progress.update('2 of 3');
      pass(ms);
      progress.done();
      pass(60_000);
    });
  expect([told(1000), told(5000)]).toEqual(['', 'writing 2 of 3\n']);
});
