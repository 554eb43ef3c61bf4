// SPDX-License-Identifier: MIT
// Which two steps can meet: in some state either can be taken.
import type { Path } from '../../../models/kit/index.ts';
import { Tree } from './tree.ts';
import { makeView } from './view.ts';
import type { Walk } from './walk.ts';

/** A step, out of a state that the kernel can be led to. */
export interface ReachedStep {
  readonly path: Path;
  /** The edge. */
  readonly edge: number;
  /** The name of its task. */
  readonly task: string;
}

/** A step, and another that may be taken in the middle of it. */
export interface Meeting {
  readonly step: ReachedStep;
  /** The edge of the other one's step, out of the same state. */
  readonly other: number;
}

/** The number of the call that each task is in, or was in last. */
type Calls = ReadonlyMap<string, number>;

/** Those after an edge. */
function callsAfter<S>(walk: Walk<S>, before: Calls, edge: number): Calls {
  const name = String(walk.graph.label(edge).params[0]);
  const task = walk.scene.tasks[name];
  const call = walk.act(edge).ops.findLast((op) => op.op === 'call' && op.task === task);
  return call?.op === 'call' ? new Map(before).set(name, call.nr) : before;
}

/** Each two steps of different tasks that can meet: once for each call and for each way in which the tasks are seen to stand. */
export function meetings<S>(walk: Walk<S>): Meeting[] {
  const { graph, scene } = walk;
  const tree = new Tree(walk);
  const calls: Calls[] = Array.from({ length: graph.initial }, () => new Map());
  const onMet = (state: number, edge: number, target: number) => {
    calls[target] = callsAfter(walk, calls[state]!, edge);
  };
  const found = new Map<string, Meeting>();
  for (const state of tree.states(undefined, onMet)) {
    const edges = walk.open(state);
    const shown = makeView(scene.show(graph.state(state)), []).text;
    for (const edge of edges) {
      const label = graph.label(edge);
      const task = String(label.params[0]);
      // Of those who attack nothing is claimed.
      if (scene.isAttackers(label) || scene.tasks[task] === undefined) continue;
      const call = callsAfter(walk, calls[state]!, edge).get(task);
      for (const other of edges) {
        const { text, params } = graph.label(other);
        if (params[0] === label.params[0] || walk.act(other).ops.length === 0) continue;
        const key = [label.text, call, text, shown].join('\n');
        if (!found.has(key)) found.set(key, { step: { path: tree.pathTo(state), edge, task }, other });
      }
    }
  }
  return [...found.values()];
}
