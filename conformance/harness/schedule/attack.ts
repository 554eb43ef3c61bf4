// SPDX-License-Identifier: MIT
// Counterexamples as attacks: on a kernel on which nobody can be parked, and against another variant.
import type { Path } from '../../../models/kit/index.ts';
import { needsPoints } from './boundaries.ts';
import { Tree } from './tree.ts';
import type { Walk } from './walk.ts';

/** Steps of a path on which attackers and victims take turns. */
const LONGEST = 80;

/** The shortest path to a state in which a claim does not hold; undefined when there is none. */
export function pathToBroken<S>(walk: Walk<S>, holds: (state: S) => boolean): Path | undefined {
  return pathTo(walk, (state) => !holds(walk.graph.state(state)));
}

function pathTo<S>(
  walk: Walk<S>,
  isWanted: (state: number) => boolean,
  mayTake?: (state: number, edge: number) => boolean,
): Path | undefined {
  const tree = new Tree(walk);
  for (const state of tree.states(mayTake)) if (isWanted(state)) return tree.pathTo(state);
  return undefined;
}

/**
 * The shortest path to a state in which a claim does not hold, for a kernel without points: whoever is in the middle of a
 * call goes on, and nobody else acts meanwhile. Who is asleep is at rest. Undefined when points are needed.
 */
export function attackAtBoundaries<S>(walk: Walk<S>, holds: (state: S) => boolean): Path | undefined {
  const rule = new Boundaries(walk);
  const isWanted = (state: number) => rule.isAtRest(state) && !holds(walk.graph.state(state));
  return pathTo(walk, isWanted, (from, edge) => rule.mayTake(from, edge));
}

/** What can be done on a kernel on which nobody is parked: whoever is in the middle of a call goes on first. */
export class Boundaries<S> {
  readonly #walk: Walk<S>;
  readonly #held = new Map<number, readonly number[]>();

  constructor(walk: Walk<S>) {
    this.#walk = walk;
  }

  /** The tasks that stand still in the middle of a call. */
  #heldIn(state: number): readonly number[] {
    const known = this.#held.get(state);
    if (known !== undefined) return known;
    const { graph, scene } = this.#walk;
    const shown = Object.entries(scene.show(graph.state(state)));
    const tasks = shown.flatMap(([name, one]) => (one.startsWith('parked at ') ? scene.tasks[name]! : []));
    this.#held.set(state, tasks);
    return tasks;
  }

  isAtRest(state: number): boolean {
    return this.#heldIn(state).length === 0;
  }

  mayTake(state: number, edge: number): boolean {
    const [task, ...more] = this.#heldIn(state);
    // Of two that run, or wait for the same, nobody can say who comes first.
    if (more.length > 0 || this.#walk.isChoice(edge)) return false;
    const { ops } = this.#walk.act(edge);
    return task === undefined || ops.every((op) => op.task === task && needsPoints(op));
  }
}

/** What the attackers do on a path, in its order. */
export function attackersOn<S>(walk: Walk<S>, path: Path): string[] {
  return path
    .map((edge) => walk.graph.label(edge))
    .filter((label) => walk.scene.isAttackers(label))
    .map(({ text }) => text);
}

/**
 * A path on which the attackers take these steps in this order, at moments that the numbers choose, until nobody can go on.
 * The kernel may be left in the middle of nothing: whoever can act, acts.
 */
export function underAttack<S>(
  walk: Walk<S>,
  attackers: readonly string[],
  numbers: readonly number[],
  mayTake: (state: number, edge: number) => boolean = () => true,
): Path {
  const { graph, scene } = walk;
  const path: number[] = [];
  let state = 0;
  let next = 0;
  while (path.length < LONGEST) {
    const edges = walk.open(state).filter((edge) => {
      const label = graph.label(edge);
      return mayTake(state, edge) && (!scene.isAttackers(label) || label.text === attackers[next]);
    });
    if (edges.length === 0) break;
    const chosen = edges[numbers[path.length % numbers.length]! % edges.length]!;
    if (scene.isAttackers(graph.label(chosen))) next += 1;
    path.push(chosen);
    state = graph.target[chosen]!;
  }
  return path;
}
