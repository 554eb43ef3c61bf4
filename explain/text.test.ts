// SPDX-License-Identifier: MIT
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Paper, requirePaper } from '../base/paper.ts';
import { lease } from '../verdicts/fixtures/lease.ts';
import { counterexamples } from './counterexamples.ts';
import { showExploration } from './own.ts';
import { type Story, type StoryStep, tell } from './story.ts';
import { showStory } from './text.ts';

const STORY = tell(counterexamples(lease(), 'today-look', {})[0]!);

const lines = (story: Story, columns: number) => showStory(story, { columns, colors: false }).split('\n');

test('a diagram where the lanes fit beside each other', () => {
  expect(lines(STORY, 60)).toMatchInlineSnapshot(`
    [
      "lease today-look: C1 is violated in pair, after 4 steps",
      "C1: one caller has the lease",
      "Callers c1 and c2, and nobody disturbs them.",
      "",
      "It begins with:",
      "  pc: c1 = enter, c2 = enter",
      "pc: the caller's next step.",
      "",
      "    c1                           c2",
      "  1 ● __do_sys_lease             │",
      "      looks at <the lease>       │",
      "        pc.c1 = take             │",
      "  2 │                            ● __do_sys_lease",
      "    │                              looks at <the lease>",
      "    │                                pc.c2 = take",
      "  3 ● lease_take                 │",
      "      takes it: OK               │",
      "        owner = c1, pc.c1 =      │",
      "        done, ret.c1 = OK        │",
      "  4 │                            ● lease_take",
      "    │                              takes it: OK",
      "    │                                owner = c2, pc.c2 =",
      "    │                                done, ret.c2 = OK",
      "    │                            ✗ R1: the lease is taken",
      "    │                            already",
      "    ◀────────────────────────────┘",
      "",
      "Violated: no two callers have \`ret\` OK.",
      "  ret: c1 = OK, c2 = OK",
      "After that nothing can happen any more.",
      "What would have stopped it: at step 4, in lease_take, R1:",
      "the lease is taken already.",
      "  R1: The lease is looked at and taken under one lock, so",
      "  that one caller has it.",
      "",
    ]
  `);
});

test('a list where they do not', () => {
  expect(lines(STORY, 32)).toMatchInlineSnapshot(`
    [
      "lease today-look: C1 is violated",
      "in pair, after 4 steps",
      "C1: one caller has the lease",
      "Callers c1 and c2, and nobody",
      "disturbs them.",
      "",
      "It begins with:",
      "  pc: c1 = enter, c2 = enter",
      "pc: the caller's next step.",
      "",
      "  1 c1 ● __do_sys_lease",
      "    looks at <the lease>",
      "      pc.c1 = take",
      "  2 c2 ● __do_sys_lease",
      "    looks at <the lease>",
      "      pc.c2 = take",
      "  3 c1 ● lease_take",
      "    takes it: OK",
      "      owner = c1, pc.c1 = done,",
      "      ret.c1 = OK",
      "  4 c2 ● lease_take",
      "    takes it: OK",
      "      owner = c2, pc.c2 = done,",
      "      ret.c2 = OK",
      "    ▶ c1",
      "    ✗ R1: the lease is taken",
      "    already",
      "",
      "Violated: no two callers have",
      "\`ret\` OK.",
      "  ret: c1 = OK, c2 = OK",
      "After that nothing can happen",
      "any more.",
      "What would have stopped it: at",
      "step 4, in lease_take, R1: the",
      "lease is taken already.",
      "  R1: The lease is looked at and",
      "  taken under one lock, so that",
      "  one caller has it.",
      "",
    ]
  `);
});

test('an arrow goes past the lanes between, to either side', () => {
  const step = (lane: string, reaches: string): StoryStep => ({
    ...{
      number: 1,
      lane,
      reaches,
      kernel: 'k',
      text: 't',
      guard: undefined,
      changes: [],
      isSeen: false,
      isCall: false,
    },
  });
  const story = { ...STORY, lanes: ['a', 'b', 'c'], steps: [step('a', 'c'), step('b', 'a'), step('b', 'c')] };
  expect(lines(story, 62).filter((line) => /[└┘]/.test(line))).toEqual([
    '    └───────────────────────────────────────▶',
    '    ◀───────────────────┘                   │',
    '    │                   └───────────────────▶',
  ]);
});

describe('whatever the names and the width', () => {
  const name = fc.stringMatching(/^[a-z_]{1,30}$/);
  /** In capitals, which nothing else in the steps has. */
  const words = fc.stringMatching(/^[A-Z]{1,40}( [A-Z]{1,9}){0,4}$/);
  const stories = fc
    .record({
      lanes: fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
      told: fc.array(
        fc.record({ lane: fc.nat(), reaches: fc.nat(), kernel: name, text: words, stopped: fc.boolean() }),
      ),
    })
    .map(({ lanes, told }): Story => {
      const steps = told.map(({ lane, reaches, kernel, text, stopped }, i): StoryStep => {
        const [from, to] = [lanes[lane % lanes.length]!, lanes[reaches % lanes.length]!];
        const guard = stopped ? { rule: 'r1', text, stops: () => true } : undefined;
        return {
          number: i + 1,
          lane: from,
          kernel,
          text,
          reaches: from === to ? undefined : to,
          guard,
          changes: ['x'],
          isSeen: true,
          isCall: false,
        };
      });
      return { ...STORY, lanes, steps };
    });
  const width = fc.integer({ min: 20, max: 200 });

  test('no line is wider', () => {
    fc.assert(
      fc.property(stories, width, (story, columns) =>
        lines(story, columns).every((line) => line.length <= columns),
      ),
    );
  });

  test('no word of a step or a guard is cut off, and where there is room no name is broken', () => {
    fc.assert(
      fc.property(stories, width, (story, columns) => {
        const shown = lines(story, columns);
        const start = shown.indexOf('', shown.indexOf('It begins with:')) + 1;
        const steps = shown.slice(start, shown.indexOf('', start));
        const told = story.steps.flatMap(({ text, guard }) => [text, guard?.text ?? '']);
        expect(steps.join('').replace(/[^A-Z]/g, '')).toBe(told.join('').replaceAll(' ', ''));
        if (columns < 70) return;
        for (const { kernel } of story.steps) expect(steps.join('\n')).toContain(`● ${kernel}`);
      }),
    );
  });

  test('colours change nothing but the colour', () => {
    fc.assert(
      fc.property(stories, width, (story, columns) => {
        const painted = stripVTControlCharacters(showStory(story, { columns, colors: true }));
        const trimmed = painted.replace(/ +$/gm, '');
        expect(trimmed).toBe(showStory(story, { columns, colors: false }));
        expect(showStory(story, { columns, colors: true })).toContain('\u001B[');
      }),
    );
  });
});

test.each([undefined, {}, { columns: 0 }, { columns: 40.5 }, { columns: Number.NaN }])(
  'a paper that is none is refused, and does not take all memory: %j',
  (paper) => {
    const exploration = { verdicts: [], distinct: 1, depth: 0 } as unknown as Parameters<
      typeof showExploration
    >[1];
    const refused = expect.objectContaining({
      code: 'BAD_USAGE',
      hint: expect.stringContaining('columns: 80'),
    });
    expect(() => showExploration('lock', exploration, paper as Paper)).toThrow(refused);
    expect(() => requirePaper(paper as Paper)).toThrow(refused);
  },
);
