// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { showDifference } from './show.ts';

const variables = ['owner', 'pc'];

test('the path by what changes, and both sets of next states', () => {
  const text = showDifference(
    {
      kind: 'steps',
      variables,
      path: [
        { action: undefined, state: '"none"\n"enter"' },
        { action: 'SysEnter', state: '"none"\n"take"' },
      ],
      onlyLeft: [{ action: 'Take', state: '"c1"\n"done"' }],
      onlyRight: [],
      both: [{ action: 'Stay', state: '"none"\n"take"' }],
    },
    'model',
    'TLA+',
  );
  expect(text).toBe(
    `initially
    owner = "none"
    pc = "enter"
1. SysEnter
    pc = "take"
here the next states differ
only in the model:
  Take
    owner = "c1"
    pc = "done"
only in the TLA+: none
in both:
  Stay`,
  );
});

test('the variables of each side', () => {
  const difference = { kind: 'variables', left: ['a', 'b'], right: ['a'] } as const;
  expect(showDifference(difference, 'model', 'TLA+')).toBe('the variables differ\nmodel: a, b\nTLA+: a');
});

test('the initial states that only one side has, each with its variables', () => {
  const onlyLeft = ['"none"\n"enter"', '"c1"\n"enter"'];
  const difference = { kind: 'initial', variables, onlyLeft, onlyRight: ['"c2"\n"enter"'] } as const;
  expect(showDifference(difference, 'model', 'TLA+')).toBe(
    `the initial states differ
only in the model:
    owner = "none"
    pc = "enter"
only in the model:
    owner = "c1"
    pc = "enter"
only in the TLA+:
    owner = "c2"
    pc = "enter"`,
  );
});

test.each([
  ['left', 'model'],
  ['right', 'TLA+'],
] as const)('two states with one text, on the %s', (side, name) => {
  const difference = { kind: 'not injective', variables, side, state: '"none"\n"enter"' } as const;
  expect(showDifference(difference, 'model', 'TLA+')).toBe(
    `two states of the ${name} have the same text:\n    owner = "none"\n    pc = "enter"`,
  );
});
