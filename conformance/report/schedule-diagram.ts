// SPDX-License-Identifier: MIT
// A schedule for a terminal: a row a step, the model's step beside what the kernel showed.
import pc from 'picocolors';
import type { Paper } from '../../base/paper.ts';
import { wrap } from '../../base/wrap.ts';
import type { ScheduleFailure } from '../harness/schedule/judge.ts';
import type { View } from '../harness/schedule/view.ts';
import { scheduleTitle } from './schedule-title.ts';

/** What a leg is in words; its own name when there is nothing more to say. */
export type Narrate = (leg: number) => string;

const GUTTER = 5;
const BETWEEN = 3;

function row(number: string, left: readonly string[], right: readonly string[], width: number): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const begin = (i === 0 ? number : '').padStart(GUTTER - 2).padEnd(GUTTER);
    return `${begin}${(left[i] ?? '').padEnd(width + BETWEEN)}${right[i] ?? ''}`.trimEnd();
  });
}

/** What is new in a view: its events, and the tasks that are shown otherwise than before. */
function news(view: View, before: View | undefined): string {
  const changed = Object.keys(view.show)
    .sort()
    .filter((task) => view.show[task] !== before?.show[task]);
  const text = [...view.events, ...changed.map((task) => `${task} ${view.show[task]}`)].join(', ');
  return text === '' ? 'nothing changes' : text;
}

/** The legs of a walk, each with what was observed after it; it ends before the one that differs. */
export function showLegs(
  legs: readonly { readonly name: string }[],
  observed: readonly View[],
  narrate: Narrate,
  { columns }: Paper,
): string[] {
  const width = Math.max(12, Math.floor((columns - GUTTER - BETWEEN) / 2));
  return legs.flatMap(({ name }, at) => {
    const said = narrate(at);
    const left = wrap(said === name ? name : `${name}: ${said}`, width);
    const view = observed[at];
    const right = view === undefined ? [] : wrap(news(view, observed[at - 1]), width);
    return row(String(at), left, right, width);
  });
}

/** The failure in lines that fit on the paper: its title, the steps, and the difference; it ends in a newline. */
export function showScheduleFailure(
  failure: ScheduleFailure,
  paper: Paper,
  narrate: Narrate = (at) => failure.legs[at]!.name,
): string {
  const { columns } = paper;
  const colors = pc.createColors(paper.colors);
  const { legs, observed, strayed, crash } = failure;
  const shown = legs.slice(0, strayed === undefined ? undefined : strayed.at + 1);
  const views = strayed?.observed === undefined ? observed : [...observed, strayed.observed];
  const differs =
    strayed === undefined
      ? []
      : [
          ...strayed.allowed.flatMap(({ text }, i) =>
            wrap(`${i === 0 ? 'allowed' : 'or'}: ${text}`, columns).map(colors.green),
          ),
          ...wrap(`observed: ${strayed.observed?.text ?? 'the step was not possible'}`, columns).map(
            colors.red,
          ),
        ];
  return [
    ...wrap(scheduleTitle(failure), columns).map(colors.bold),
    '',
    ...showLegs(shown, views, narrate, paper),
    '',
    ...differs,
    ...(crash?.log === undefined ? [] : [`console: ${crash.log}`]),
    '',
  ].join('\n');
}
