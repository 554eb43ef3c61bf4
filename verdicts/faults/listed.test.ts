// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOfFile } from '../../base/fixtures/folder.ts';
import { judge, readAround, readList, unknownIn } from './listed.ts';

const folder = folderOfFile();

function file(content: unknown): string {
  const path = join(folder, 'equivalent.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('reasons by id; none where there is no list', () => {
  const path = file({ equivalent: [{ id: 'a', reason: 'the same graph' }] });
  expect([...readList(path, 'equivalent')]).toEqual([['a', 'the same graph']]);
  expect([...readAround(path, 'equivalent')]).toEqual([['a', undefined]]);
  const pinned = file({ equivalent: [{ id: 'a', around: '0f', reason: 'the same graph' }] });
  expect([...readAround(pinned, 'equivalent')]).toEqual([['a', '0f']]);
  expect(readList(join(folder, 'absent.json'), 'equivalent').size).toBe(0);
});

test.each([
  ['{', /equivalent\.json: /],
  [{ equivalent: [{ id: 'a' }] }, /reason/],
  [{ equivalent: [{ id: 'a', reason: '' }] }, /reason/],
  [{ uncovered: [] }, /equivalent/],
  [{ equivalent: [], owed: [] }, /owed/],
  [
    {
      equivalent: [
        { id: 'a', reason: 'x' },
        { id: 'a', reason: 'y' },
      ],
    },
    /'a' is there twice/,
  ],
])('a list that is none: %j', (content, message) => {
  expect(() => readList(file(content), 'equivalent')).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringMatching(message) }),
  );
});

test('what is listed and no gap is stale, and what is a gap and not listed is not right', () => {
  const reasons = new Map([['a', 'why']]);
  expect(judge('a', true, reasons)).toEqual({ ok: true, reason: 'why', stale: false });
  expect(judge('a', false, reasons)).toEqual({ ok: false, reason: 'why', stale: true });
  expect(judge('b', true, reasons)).toEqual({ ok: false, reason: null, stale: false });
  expect(judge('b', false, reasons)).toEqual({ ok: true, reason: null, stale: false });
  expect(unknownIn(reasons, ['b'])).toEqual(['a']);
});
