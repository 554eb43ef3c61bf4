// SPDX-License-Identifier: MIT
import { expect, test } from 'vitest';
import { BLOCKED, defineModel, int } from '../../../models/kit/index.ts';
import type { Scene } from './scene.ts';
import { separation } from './separation.ts';
import { Walk } from './walk.ts';

interface Two {
  readonly left: number;
  readonly right: number;
  readonly told: number;
}

const NAMES = ['left', 'right', 'told'] as const;

/** Two numbers that grow to 1, and one that nobody but the model has. */
const model = defineModel({
  name: 'two',
  state: { left: int(0, 1), right: int(0, 1), told: int(0, 1) },
  init: () => undefined,
  actions: {
    Grow: {
      params: [NAMES],
      run(s, name) {
        if (s[name] === 1) return BLOCKED;
        s[name] = 1;
        return undefined;
      },
    },
  },
});

const sceneOf = (sees: readonly (keyof Two)[], more: Partial<Scene<Two>> = {}): Scene<Two> => ({
  model,
  tasks: {},
  setUp: () => [],
  act: () => ({ ops: [], events: [] }),
  show: () => ({}),
  probe: (state) => [
    { name: 'look', ops: [], events: sees.map((name) => `${name} is ${state[name]}`), show: {} },
  ],
  read: () => undefined,
  isOneOnKernel: () => false,
  isAttackers: () => false,
  observed: (state) => state,
  ...more,
});

test('what no probe shows is told apart from its neighbours by none', () => {
  const all = separation(new Walk(sceneOf(NAMES)));
  expect(all.separated).toBe(all.pairs);
  const blind = separation(new Walk(sceneOf(['left'])));
  expect(blind.pairs).toBe(all.pairs);
  expect(blind.separated).toBeLessThan(blind.pairs);
});

test('states that are one to a kernel are no pair', () => {
  const isOneOnKernel = (a: Two, b: Two) => a.left === b.left && a.right === b.right;
  const { pairs, separated } = separation(new Walk(sceneOf(['left', 'right'], { isOneOnKernel })));
  expect(pairs).toBeGreaterThan(0);
  expect(separated).toBe(pairs);
});
