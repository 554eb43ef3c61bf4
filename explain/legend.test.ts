// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { lease } from '../verdicts/fixtures/lease.ts';
import { counterexamples } from './counterexamples.ts';
import { storyHtml } from './html.ts';
import { legendOf } from './legend.ts';
import { tell } from './story.ts';
import { showStory } from './text.ts';

const { proposal } = lease();
const rival = {
  variable: 'at',
  domain: '[Rival -> 1..3]',
  initially: '1',
  meaning: 'the next operation',
  line: 1,
};
const formula = { name: 'Named', tokens: ['(', 'p', ')', '==', 'x'], line: 7 };
const known = {
  ...proposal,
  state: [...proposal.state, rival],
  formulas: [...proposal.formulas, formula],
  prose: { ...proposal.prose, Claims: 'Something.\n\nNamed(p) is what\np names. More.' },
};
const AT = 'at: the next operation; a rival is a task that disturbs the callers.';

test('the variables that it begins with, and the formulas that a claim calls', () => {
  expect(legendOf(known, ['at: mover = 1'], '`x` is in Named(p)')).toEqual([AT, 'Named(p) is what p names.']);
  expect(legendOf({ ...known, prose: {} }, [], 'Named(p)')).toEqual([
    `Named is a formula: spec/lease.md, line 7.`,
  ]);
  expect(legendOf(known, ['pc: c1 = enter', 'att = 1'], 'Other(p), and Named')).toEqual([
    "pc: the caller's next step.",
  ]);
  expect(legendOf(known, ['at = 1', 'at mover: 1'], '')).toEqual([AT]);
});

test('it stands below what it begins with, on a terminal and on a page', () => {
  const story = { ...tell(counterexamples(lease(), 'today-look', {})[0]!), legend: [AT] };
  expect(story.legend).toEqual([AT]);
  expect(showStory(story, { columns: 100, colors: false })).toContain(`c2 = enter\n${AT}\n\n`);
  expect(storyHtml(story, 'x.html')).toContain(`<p class="quiet">${AT}</p>`);
});
