// SPDX-License-Identifier: MIT
// How large the scenarios are, and what is raised by one, in the words of the document.

import { backlogText } from '../kernel/objects/unix-socket/told-listeners.ts';
import { spanText } from '../kernel/told-scenarios.ts';
import type { ToldBounds } from '../told.ts';
import { RAISED } from './bounds.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

/** `one more X` for what `bound` counts; a rival's name stands for its operations. */
function oneMore(bound: string): string {
  if (bound === 'callers') return 'one more caller';
  if (bound === 'links') return 'one more link';
  return 'one more operation of each rival';
}

/** The bounds of all scenarios together. */
export function toldBounds(): ToldBounds {
  const raised = [...new Set(RAISED.map(({ bound }) => bound))].filter((bound) => bound !== 'backlog');
  const above = RAISED.filter(({ bound }) => bound === 'backlog').map(({ from }) => from + 1);
  const of = (count: (scenario: Scenario) => number) => SCENARIOS.map(count);
  return {
    at: [
      `${spanText(of(({ callers }) => callers.length))} callers`,
      `a backlog of ${spanText(
        of(({ fullAt }) => fullAt),
        backlogText,
      )}`,
      `at most ${spanText(
        of(({ fs }) => fs.maxLinks),
        String,
      )} links`,
      'the programs above',
    ],
    above: [...new Set(raised.map(oneMore)), `a backlog of ${spanText(above, backlogText)}`],
  };
}
