// SPDX-License-Identifier: MIT
// What SANY writes is read whole or not at all.
import { expect, test } from 'vitest';
import { childOf, readXml, textAt } from './xml.ts';

const TEXT = '<?xml version="1.0"?><modules><a><UID>1</UID><name>&lt;=&gt; &amp;</name><none/></a></modules>';

test('elements, their text, and entities in it', () => {
  const root = readXml(TEXT);
  expect(root.tag).toBe('modules');
  expect(textAt(root, 'a', 'name')).toBe('<=> &');
  expect(childOf(childOf(root, 'a')!, 'none')).toEqual({ tag: 'none', children: [], text: '' });
  expect(textAt(root, 'a', 'other', 'more')).toBe('');
});

test.each([TEXT.slice(0, -10), TEXT.slice(0, 40), '', '<a></b>', '<a/></a>'])('%j is refused', (text) => {
  expect(() => readXml(text)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
});
