// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { outputFailure } from './failure.ts';

const error = (code: string, text: string) => Object.assign(new Error(`${code}: ${text}, write`), { code });

test('a reader that has seen enough is no failure', () => {
  expect(outputFailure(error('EPIPE', 'broken pipe'))).toBeUndefined();
});

test.each([
  ['ENOSPC', 'no space left on device'],
  ['EIO', 'i/o error'],
])('%s on stdout is trouble with the environment, and no bug', (code, text) => {
  expect(outputFailure(error(code, text))).toEqual({
    code: 'OUTPUT_FAILED',
    message: `cannot write to stdout: ${code}: ${text}, write`,
    hint: 'What was printed is not whole, so that there is no verdict: make room, or print elsewhere.',
    exitCode: 3,
  });
});
