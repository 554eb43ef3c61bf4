// SPDX-License-Identifier: MIT
// What the README shows as printed is what is printed.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../base/root.ts';
import { captured } from './fixtures/captured.ts';

const PRINTED = /<!-- printed by: (.+) -->\n\n```text\n([\s\S]*?)```/g;

const shown = [...readFileSync(inRoot('README.md'), 'utf8').matchAll(PRINTED)].map(
  ([, command = '', text = '']) => [command, text] as const,
);

/** Times differ from run to run, and each change of the document adds facts. */
const timeless = (text: string) =>
  text.replace(/searched in .*/g, 'searched in TIME').replace(/\d+ facts.*/g, 'FACTS');

test('there are two outputs', () => {
  expect(shown.map(([command]) => command.split(' ')[0])).toEqual(['explain', 'check']);
});

test.each(shown)('%s', async (command, text) => {
  const { exit, out } = await captured(...command.split(' '));
  expect(exit).toBe(0);
  expect(timeless(out)).toBe(timeless(text));
});
