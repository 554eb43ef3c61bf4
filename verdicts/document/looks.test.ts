// SPDX-License-Identifier: MIT
// A sentence that says in which steps a field is looked at, against a model of two steps.
import { expect, test } from 'vitest';
import { BLOCKED, defineModel, enumOf, mapOf, record } from '../../models/kit/index.ts';
import { LEASE, lease } from '../fixtures/lease.ts';
import type { Repeaters } from './fact.ts';
import { compareLooks } from './looks.ts';

const CALLERS = ['p', 'q'] as const;

/** Each takes SysEnter and then Take; somebody sends it a signal, which Take looks at, and `early` SysEnter too. */
const model = (early: boolean) =>
  defineModel({
    name: 'signalled',
    state: {
      task: mapOf(
        CALLERS,
        record({
          pc: enumOf('enter', 'take', 'done'),
          sig: enumOf('none', 'interrupt', 'restart'),
          ret: enumOf('none', 'OK', 'EINTR'),
        }),
      ),
    },
    init() {},
    actions: {
      SysEnter: {
        params: [CALLERS],
        run({ task }, p) {
          if (task[p].pc !== 'enter') return BLOCKED;
          task[p].pc = early && task[p].sig === 'interrupt' ? 'done' : 'take';
          return undefined;
        },
      },
      Take: {
        params: [CALLERS],
        run({ task }, p) {
          if (task[p].pc !== 'take') return BLOCKED;
          task[p].pc = 'done';
          task[p].ret = task[p].sig === 'interrupt' ? 'EINTR' : 'OK';
          return undefined;
        },
      },
      Send: {
        params: [['r'], CALLERS],
        run({ task }, _, p) {
          if (task[p].sig !== 'none') return BLOCKED;
          task[p].sig = 'interrupt';
          return undefined;
        },
      },
    },
    terminal: ({ task }) => CALLERS.every((p) => task[p].pc === 'done'),
  });

function differences(sentence: string, early = false): readonly string[] {
  const { proposal } = lease((text) => text.replace('**Take(p)**', `${sentence}\n\n**Take(p)**`));
  const models = {
    ...LEASE,
    scenarios: ['pair'],
    told: { processes: () => [{ kind: 'rival', name: 'r', loops: false }] },
    variant: () => ({ model: model(early), property: () => undefined }),
  };
  const found = compareLooks({ proposal, models, model: [] } as Partial<Repeaters> as Repeaters);
  return found.flatMap((each) =>
    each.differences.map(({ of, document, other }) => `${of}: ${document.says}, and ${other.says}`),
  );
}

const OF = 'where it is seen whether sig is none or interrupt';

test.each<readonly [sentence: string, differences: readonly string[]]>([
  ['Whether `sig` is none or interrupt is seen in Take alone.', []],
  ['Whether `sig` is none or\ninterrupt is seen in Take alone.', []],
  [
    'Whether `sig` is none or interrupt is seen in SysEnter and Take alone.',
    [`${OF}: SysEnter, Take, and Take`],
  ],
  ['Whether `sig` is none or interrupt is seen in SysEnter alone.', [`${OF}: SysEnter, and Take`]],
  [
    'Whether `sig` is none or restart is seen in Take alone.',
    ['where it is seen whether sig is none or restart: Take, and no step'],
  ],
  ['Take looks at `sig`.', []],
])('%s', (sentence, expected) => {
  expect(differences(sentence)).toEqual(expected);
});

test('a model that looks at it earlier', () => {
  expect(differences('Whether `sig` is none or interrupt is seen in Take alone.', true)).toEqual([
    `${OF}: Take, and SysEnter, Take`,
  ]);
});
