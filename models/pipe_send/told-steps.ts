// SPDX-License-Identifier: MIT
// What the steps do to what others see, and which of them repeat: by exploring the scenarios, which are small.
import { stepsIn } from '../kernel/told-steps.ts';
import { transitionsOf } from '../kit/index.ts';
import type { ToldCheck, ToldStep } from '../told.ts';
import { checks } from './enter.ts';
import { pipeSend } from './model.ts';
import { SCENARIOS } from './scenarios.ts';
import { pipeState } from './state.ts';
import { VARIANTS, type VariantName } from './variants.ts';

/** Today's flag is set and revoked, and what is proposed does all else. */
const EXPLORED: readonly (readonly [VariantName, readonly string[]])[] = [
  ['today-nonblock', ['share', 'splice']],
  ['naive', ['splice', 'fault']],
  ['proposed', ['share', 'spliced', 'gone', 'fault', 'unmapped', 'broken', 'signal', 'death']],
];

/** A row for each action. Of another caller it is seen what is pending for it, and that its page is there. */
export function toldSteps(): readonly ToldStep[] {
  const graphs = EXPLORED.flatMap(([variant, names]) =>
    SCENARIOS.filter(({ name }) => names.includes(name)).map((scenario) =>
      transitionsOf(pipeSend(scenario, VARIANTS[variant], {})),
    ),
  );
  const shared = Object.keys(pipeState(SCENARIOS[0]!)).filter((name) => name !== 'at' && name !== 'task');
  return stepsIn(graphs, [...shared, 'sig', 'pc']);
}

/** What each check is about, in their order. */
const WHEN = [
  'buf outside, of a call that looks at it first',
  'fd bad',
  'fd path',
  'flags UNKNOWN or addr given',
  'fd wrong',
  'fd epoll',
  'buf outside, of a call that looks at it last',
  'fd tty, with DONTWAIT, n not 0',
  'fd tty, with DONTWAIT',
  'fd pipe, with DONTWAIT, n not 0, nowait off',
];

/** What SysEnter checks, in its order. */
export const toldChecks = (): readonly ToldCheck[] =>
  checks().map(({ errnos }, at) => ({ action: 'SysEnter', when: WHEN[at] ?? 'no words', errnos }));
