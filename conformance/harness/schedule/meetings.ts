// SPDX-License-Identifier: MIT
// Which two steps can meet: in some state either can be taken.
import type { Path } from '../../../models/kit/index.ts';
import { makeView } from './view.ts';
import type { Walk } from './walk.ts';

/** A step, out of a state that the kernel can be led to. */
export interface Step {
  readonly path: Path;
  /** The edge. */
  readonly edge: number;
  /** The name of its task. */
  readonly task: string;
}

/** A step, and another that may be taken in the middle of it. */
export interface Meeting {
  readonly step: Step;
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

/** Shortest paths to all states. */
interface Tree {
  /** The states, the nearest first. */
  readonly order: readonly number[];
  readonly calls: readonly Calls[];
  pathTo(state: number): Path;
}

function treeOf<S>(walk: Walk<S>): Tree {
  const { graph } = walk;
  const by = new Int32Array(graph.states).fill(-1);
  const calls: Calls[] = [];
  const order: number[] = [];
  for (let state = 0; state < graph.initial; state++) {
    calls[state] = new Map();
    order.push(state);
  }
  for (let at = 0; at < order.length; at++) {
    const state = order[at]!;
    for (let edge = graph.first[state]!; edge < graph.first[state + 1]!; edge++) {
      const target = graph.target[edge]!;
      if (calls[target] !== undefined || !walk.isOpen(edge)) continue;
      calls[target] = callsAfter(walk, calls[state]!, edge);
      by[target] = edge;
      order.push(target);
    }
  }
  return {
    ...{ order, calls },
    pathTo(end) {
      const path: number[] = [];
      for (let state = end; by[state]! >= 0; state = walk.source(by[state]!)) path.unshift(by[state]!);
      return path;
    },
  };
}

/** Each two steps of different tasks that can meet: once for each call and for each way in which the tasks are seen to stand. */
export function meetings<S>(walk: Walk<S>): Meeting[] {
  const { graph, scene } = walk;
  const { order, calls, pathTo } = treeOf(walk);
  const found = new Map<string, Meeting>();
  for (const state of order) {
    const edges: number[] = [];
    for (let edge = graph.first[state]!; edge < graph.first[state + 1]!; edge++)
      if (walk.isOpen(edge)) edges.push(edge);
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
        if (!found.has(key)) found.set(key, { step: { path: pathTo(state), edge, task }, other });
      }
    }
  }
  return [...found.values()];
}
