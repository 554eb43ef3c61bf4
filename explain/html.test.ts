// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { lease } from '../verdicts/fixtures/lease.ts';
import { counterexamples } from './counterexamples.ts';
import { COLOURS, prose, storyHtml } from './html.ts';
import { type Story, tell } from './story.ts';

const STORY = tell(counterexamples(lease(), 'today-look', {})[0]!);
const HTML = storyHtml(STORY, 'lease.html');

/** Elements that HTML never closes. */
const VOID = ['meta'];

/** The tags that are left open, or are closed out of turn. */
function unbalanced(html: string): string[] {
  const open: string[] = [];
  for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/g)) {
    if (VOID.includes(tag)) continue;
    if (slash === '') open.push(tag);
    else if (open.pop() !== tag) return [...open, tag];
  }
  return open;
}

/** What a reader sees. */
const visible = (html: string) => html.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^>]*>/g, '');

test('it needs nothing but itself: no script, no address, nothing to load', () => {
  expect(HTML).toMatch(/^<!doctype html>\n<html lang="en">\n<meta charset="utf-8">/);
  expect(HTML).not.toMatch(/<script|<link|<img|<iframe|https?:|\bsrc=|\bhref=|@import|url\(|\son[a-z]+=/i);
});

test('its elements are closed in turn', () => {
  expect(unbalanced(HTML)).toEqual([]);
  expect(unbalanced('<p><b></p></b>')).not.toEqual([]);
});

test('it says what the diagram says', () => {
  const text = visible(HTML);
  expect(text).toContain('lease today-look: C1 is violated in pair, after 4 steps');
  expect(text).toContain('C1: one caller has the lease');
  expect(HTML).toContain('Violated: no two callers have <code>ret</code> OK.');
  expect(HTML).toContain('<dt>R1</dt><dd>The lease is looked at and taken under one lock');
  expect(text).toContain('✗ R1: the lease is taken already');
  expect(text).toContain(
    'What would have stopped it: at step 4, in lease_take, R1: the lease is taken already.',
  );
  expect(text).toContain('◀ c2 reaches c1');
});

test('each step stands in its own row, in the column of its lane', () => {
  const placed = [
    ...HTML.matchAll(
      /<div class="step(?: stopped)?" data-step="\d+" style="grid-area: (\d+) \/ (\d+)" data-lane="c\d"><code>([^<]*)</g,
    ),
  ];
  expect(placed.map(([, row, column, kernel]) => `${row}/${column} ${kernel}`)).toEqual([
    '2/2 __do_sys_lease',
    '3/3 __do_sys_lease',
    '4/2 lease_take',
    '5/3 lease_take',
  ]);
  expect([...HTML.matchAll(/class="step stopped"/g)]).toHaveLength(1);
});

test.each([
  ['to the right', 'a', 'c', 'grid-area: 2 / 3 / 3 / 5', 'a reaches c ▶'],
  ['to the left', 'c', 'a', 'grid-area: 2 / 2 / 3 / 4', '◀ c reaches a'],
])('what is reached %s is spanned up to its lane', (_, lane, reaches, area, text) => {
  const step = { ...STORY.steps[0]!, lane, reaches };
  const html = storyHtml({ ...STORY, lanes: ['a', 'b', 'c'], steps: [step] }, 'x.html');
  expect(html).toContain(`<div class="reach" style="${area}">${text}</div>`);
});

test('a star in code is no emphasis, and code may be emphasised', () => {
  expect(prose('`int *p` and `char *q`')).toBe('<code>int *p</code> and <code>char *q</code>');
  expect(prose('*first `a`* and `b`, *then*')).toBe(
    '<em>first <code>a</code></em> and <code>b</code>, <em>then</em>',
  );
});

test('whatever stands in the document or the model is text', () => {
  const bad = '<b>&"x"';
  const guard = { rule: bad, text: bad, stops: () => true };
  const steps = STORY.steps.map((step) => ({
    ...step,
    lane: bad,
    kernel: bad,
    text: bad,
    reaches: undefined,
    guard,
  }));
  const claim = { ...STORY.claim, id: bad, title: bad, safety: bad };
  const story: Story = {
    ...{ slug: bad, variant: bad, scenario: bad, lanes: [bad], rules: [{ id: bad, text: bad }] },
    ...{
      claim,
      steps,
      claimed: bad,
      ending: bad,
      motivation: bad,
      beginning: [bad],
      cast: { callers: [bad], rivals: [{ name: bad, program: bad }] },
      legend: [bad],
      values: [bad],
      after: bad,
    },
  };
  const html = storyHtml(story, 'x.html');
  expect(html).not.toContain('<b>');
  expect(html).not.toContain('&"');
  expect(unbalanced(html)).toEqual([]);
});

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test('the contrast is that of black on white, and of the red that was too dark', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 1);
  expect(contrast('#c62828', '#121212')).toBeLessThan(4.5);
});

test.each(['light', 'dark'] as const)('%s: all text can be read on what it stands on', (mode) => {
  const { page, step, text, quiet, bad } = COLOURS[mode];
  for (const colour of [text, quiet, bad])
    for (const ground of [page, step]) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5);
  for (const colour of Object.values(COLOURS[mode])) expect(HTML).toContain(colour);
});

test('it says why, how to read it, how it begins, what it ends in, and how it is made again', () => {
  const text = visible(HTML);
  expect(STORY.motivation).not.toBe('');
  for (const part of [STORY.motivation.split('`')[0]!, ...STORY.beginning, ...STORY.values, STORY.after])
    expect(text).toContain(part);
  expect(text).toContain('Each column is a task');
  expect(text).toMatch(
    /Made by syspec \d+\.\d+\.\d+: syspec explain lease today-look --claim C1 --scenario pair --html lease\.html/,
  );
});

test('on a phone it stacks, and each step names its lane', () => {
  expect(HTML).toMatch(/@media \(max-width: 44rem\) \{\n {2}\.lanes \{ display: block; \}/);
  expect([...HTML.matchAll(/data-lane="(c\d)"/g)].map(([, lane]) => lane)).toEqual(['c1', 'c2', 'c1', 'c2']);
});
