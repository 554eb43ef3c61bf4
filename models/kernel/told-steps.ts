// SPDX-License-Identifier: MIT
// What the steps of callers and rivals do to what others see, and which of them repeat.
import { changesSeen, repeatable, type Standing, type Transitions } from '../kit/index.ts';
import type { ToldStep } from '../told.ts';
import type { CallersSeen } from './callers.ts';

/** In which call each caller is, and where in it. */
function standings<P extends string>({
  task,
}: CallersSeen<P>): Readonly<Record<string, Standing | undefined>> {
  const of = (p: P): Standing | undefined =>
    task[p].call === 'none' ? undefined : { call: task[p].call, at: task[p].pc };
  return Object.fromEntries((Object.keys(task) as P[]).map((p) => [p, of(p)]));
}

/** A row for each action of these graphs; `outside` is all that others see. */
export function stepsIn<S extends CallersSeen<string>>(
  graphs: readonly Transitions<S>[],
  outside: readonly string[],
): readonly ToldStep[] {
  const repeats = repeatable(graphs, standings);
  return [...changesSeen(graphs)].map(([action, changes]) => ({
    action,
    visible: outside.filter((name) => changes.has(name)),
    repeats: repeats.has(action),
  }));
}
