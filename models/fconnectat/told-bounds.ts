// SPDX-License-Identifier: MIT
// How large the scenarios are, and what is raised by one, in the words of the document.
import { backlogText } from '../kernel/told-sockets.ts';
import { numberWord } from '../kernel/told-words.ts';
import type { ToldBounds } from '../told.ts';
import { RAISED } from './bounds.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

function span(of: (scenario: Scenario) => number): readonly [least: number, most: number] {
  const found = SCENARIOS.map(of);
  return [Math.min(...found), Math.max(...found)];
}

function spanText([least, most]: readonly [number, number], say: (n: number) => string): string {
  if (least === most) return say(most);
  return most === least + 1 ? `${say(least)} or ${say(most)}` : `${say(least)} to ${say(most)}`;
}

/** `one more X` for what `bound` counts; a rival's name stands for its operations. */
function oneMore(bound: string): string {
  if (bound === 'callers') return 'one more caller';
  if (bound === 'links') return 'one more link';
  return 'one more operation of each rival';
}

/** The bounds of all scenarios together. */
export function toldBounds(): ToldBounds {
  const backlogs = span(({ fullAt }) => fullAt);
  const raised = [...new Set(RAISED.map(({ bound }) => bound))].filter((bound) => bound !== 'backlog');
  const above = RAISED.filter(({ bound }) => bound === 'backlog').map(({ from }) => from + 1);
  return {
    at: [
      `${spanText(
        span(({ callers }) => callers.length),
        numberWord,
      )} callers`,
      `a backlog of ${spanText(backlogs, backlogText)}`,
      `at most ${spanText(
        span(({ fs }) => fs.maxLinks),
        String,
      )} links`,
      'the programs above',
    ],
    above: [
      ...new Set(raised.map(oneMore)),
      `a backlog of ${spanText([Math.min(...above), Math.max(...above)], backlogText)}`,
    ],
  };
}
