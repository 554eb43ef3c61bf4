// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { lease } from '../verdicts/fixtures/lease.ts';
import { castOf, castText } from './cast.ts';
import { counterexamples } from './counterexamples.ts';
import { showShort } from './short.ts';
import { tell } from './story.ts';
import { showStory } from './text.ts';

const RIVALS = 'mover, loops: D1.s <-> D1.t, R.d1 <-> R.d2; server: accept A';

test('who is no rival is a caller; in short the programs are left out', () => {
  const cast = castOf({ rivals: RIVALS }, ['c2', 'mover', 'c1', 'c2']);
  expect(castText(cast, false)).toBe(
    'Callers c1 and c2, disturbed by mover (D1.s <-> D1.t, R.d1 <-> R.d2, again and again) and server (accept A).',
  );
  expect(castText(cast, true)).toBe('Callers c1 and c2, disturbed by mover and server.');
});

test('one caller alone; and nothing where nobody is known', () => {
  expect(castText(castOf({ rivals: 'none' }, ['c1']), true)).toBe('Caller c1, and nobody disturbs it.');
  expect(castText(castOf({ rivals: 'none' }, []), true)).toBe('');
});

test('a story begins with who takes part, and says what was claimed', () => {
  const story = tell(counterexamples(lease(), 'today-look', {})[0]!);
  const paper = { columns: 200, colors: false };
  for (const text of [showShort(story, paper), showStory(story, paper)]) {
    expect(text.split('\n')).toContain('Callers c1 and c2, and nobody disturbs them.');
    expect(text).toContain(`\nViolated: ${story.claimed}\n`);
  }
});
