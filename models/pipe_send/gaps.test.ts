// SPDX-License-Identifier: MIT
// What docs/finds.md counts among its known gaps is what there is.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listed } from '../../base/plural.ts';
import { inRoot } from '../../base/root.ts';
import { readAnswer, readProposal } from '../../spec/index.ts';

const [, gaps = ''] = readFileSync(inRoot('docs', 'finds.md'), 'utf8')
  .replace(/\s+/g, ' ')
  .split('## Known gaps ');

test('the answers that a seeded fault breaks', () => {
  const { ambiguities } = readProposal(inRoot('spec', 'pipe_send.md'));
  const broken = ambiguities.filter(({ one, other }) =>
    [one, other].some((cell) => readAnswer(cell).brokenBy.length > 0),
  );
  expect(gaps).toContain(`in \`pipe_send\` all but ${listed(broken.map(({ id }) => id))}.`);
});

test('the listed faults that are about the calls of today alone', () => {
  const text = readFileSync(inRoot('models', 'pipe_send', 'equivalent.json'), 'utf8');
  const { equivalent } = JSON.parse(text) as { readonly equivalent: readonly { readonly reason: string }[] };
  const ofToday = equivalent.filter(({ reason }) => reason.includes('that a program of today alone makes'));
  expect(gaps).toContain(
    `In \`pipe_send\` ${ofToday.length} of the ${equivalent.length} listed faults are about the calls of today alone,`,
  );
});
