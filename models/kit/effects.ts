// SPDX-License-Identifier: MIT
// What actions do to what others see, and which of them a process can take twice in one go: by all edges of a graph.
import { isDeepStrictEqual } from 'node:util';
import type { Label, Transitions } from './transitions.ts';

type Plain = Readonly<Record<string, unknown>>;

/** Who takes an action: its first parameter. */
const actorOf = ({ params }: Label): string => String(params[0]);

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !(Symbol.iterator in value);

const changedKeys = (before: Plain, after: Plain): string[] =>
  Object.keys(before).filter((key) => !isDeepStrictEqual(before[key], after[key]));

/**
 * The variables that an action changes. A variable that has a value for each process counts where another's changes, and
 * a field of another's record under its own name.
 */
function changed(before: Plain, after: Plain, actor: string, processes: ReadonlySet<string>): string[] {
  return changedKeys(before, after).flatMap((variable) => {
    const [was, is] = [before[variable], after[variable]];
    const isOfProcesses = isPlain(was) && Object.keys(was).every((key) => processes.has(key));
    if (!isOfProcesses || !isPlain(is)) return [variable];
    const others = changedKeys(was, is).filter((key) => key !== actor);
    return others.flatMap((key) => {
      const [one, other] = [was[key], is[key]];
      return isPlain(one) && isPlain(other) ? changedKeys(one, other) : [variable];
    });
  });
}

/** By action, what others than who takes it can see changed by it in some of `graphs`. */
export function changesSeen<S>(graphs: Iterable<Transitions<S>>): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const graph of graphs) {
    const processes = new Set(graph.labels.map(actorOf));
    // Many edges of one label change the same fields, and one of them tells which.
    const known = new Set<string>();
    for (const [source, label, target] of edgesOf(graph)) {
      const change = `${label.text} ${graph.difference(source, target)}`;
      if (known.has(change)) continue;
      known.add(change);
      const seen = found.get(label.action) ?? new Set();
      const [before, after] = [graph.state(source) as Plain, graph.state(target) as Plain];
      for (const each of changed(before, after, actorOf(label), processes)) seen.add(each);
      found.set(label.action, seen);
    }
  }
  return found;
}

/** All edges, by the numbers of their states. */
function* edgesOf<S>(
  graph: Transitions<S>,
): Generator<readonly [source: number, label: Label, target: number]> {
  for (let source = 0; source < graph.states; source += 1) {
    for (let edge = graph.first[source]!; edge < graph.first[source + 1]!; edge += 1)
      yield [source, graph.label(edge), graph.target[edge]!];
  }
}

/** Where a process stands in a call. */
export interface Standing {
  readonly call: string;
  readonly at: string;
}

/** Where each process stands that is in a call. */
type Standings<S> = (state: S) => Readonly<Record<string, Standing | undefined>>;

/**
 * The actions that a process can come back to within one call: by the ways from place to place that there are in any of
 * `graphs`, whoever moves it, and whatever else it would need to take them one after another.
 */
export function repeatable<S>(
  graphs: Iterable<Transitions<S>>,
  standings: Standings<S>,
): ReadonlySet<string> {
  const ways = new Map<string, Set<string>>();
  const taken = new Map<string, { readonly action: string; readonly from: string; readonly to: string }>();
  for (const graph of graphs) {
    const stands = Array.from({ length: graph.states }, (_, state) => standings(graph.state(state)));
    for (const [source, label, target] of edgesOf(graph)) {
      const [was, is] = [stands[source]!, stands[target]!];
      for (const [process, from] of Object.entries(was)) {
        const to = is[process];
        if (from === undefined || to?.call !== from.call) continue;
        const isOwn = actorOf(label) === process;
        if (!isOwn && from.at === to.at) continue;
        ways.set(from.at, (ways.get(from.at) ?? new Set()).add(to.at));
        if (isOwn)
          taken.set(`${label.action} ${from.at} ${to.at}`, {
            ...{ action: label.action, from: from.at, to: to.at },
          });
      }
    }
  }
  const reach = (from: string): ReadonlySet<string> => {
    const reached = new Set([from]);
    for (const each of reached) for (const next of ways.get(each) ?? []) reached.add(next);
    return reached;
  };
  return new Set(
    [...taken.values()].flatMap(({ action, from, to }) => (reach(to).has(from) ? [action] : [])),
  );
}
