// SPDX-License-Identifier: MIT
// What the model allows after each op of a sequence, as a machine: an outcome leads from one of its states to another.

import { SyspecError } from '../../base/errors.ts';
import type { System } from '../../models/kernel/system/index.ts';
import type { Outcome } from '../harness/lockstep/engine/outcome.ts';
import { Prediction } from '../harness/lockstep/engine/predict.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';

/** An outcome that is allowed in a state, and the state that it leads to. */
export interface Edge {
  readonly outcome: Outcome;
  readonly next: number;
}

/** The edges of each state; those of one level belong to one op. State 0 is the first. */
export type Levels = readonly (readonly { readonly state: number; readonly edges: readonly Edge[] }[])[];

/** Beyond this many ways through a sequence its machine is not built. */
const MAX_VISITS = 20_000;

/** A state before it has a number. */
interface Node {
  readonly edges: readonly { readonly outcome: Outcome; readonly next: Node }[];
}

class Builder {
  readonly #ops: readonly SeqOp[];
  /** For each level, the nodes that behave alike as one. */
  readonly levels: Map<string, Node>[];
  readonly #names = new Map<Node, string>();
  #visits = 0;

  constructor(ops: readonly SeqOp[]) {
    this.#ops = ops;
    this.levels = [...ops, undefined].map(() => new Map());
  }

  visit(prediction: Prediction, at: number): Node {
    this.#visits += 1;
    if (this.#visits > MAX_VISITS) {
      throw new SyspecError(
        'BAD_INPUT',
        'the model allows too many outcomes of this sequence',
        'Shorten it.',
      );
    }
    const op = this.#ops[at];
    return this.#shared(at, op === undefined ? [] : this.#edges(prediction, op, at));
  }

  #edges(prediction: Prediction, op: SeqOp, at: number): Node['edges'] {
    const whole = prediction.copy();
    whole.take(op);
    const outcomes = new Map(whole.steps.at(-1)!.allowed.map((outcome) => [outcome.text, outcome]));
    return [...outcomes.values()].map((outcome) => {
      const next = prediction.copy();
      next.take(op, ({ text }) => text === outcome.text);
      return { outcome, next: this.visit(next, at + 1) };
    });
  }

  #shared(at: number, edges: Node['edges']): Node {
    const level = this.levels[at]!;
    const key = edges.map(({ outcome, next }) => `${outcome.text} -> ${this.#names.get(next)}`).join('\n');
    const known = level.get(key);
    if (known !== undefined) return known;
    const node = { edges };
    level.set(key, node);
    this.#names.set(node, `${at} ${level.size}`);
    return node;
  }
}

/**
 * The machine of a sequence whose descriptors are numbers. After the last op there is one state more.
 * @throws SyspecError BAD_INPUT when the model allows too much
 */
export function statesOf(system: System, ops: readonly SeqOp[]): Levels {
  const builder = new Builder(ops);
  builder.visit(new Prediction(system), 0);
  const numbers = new Map<Node, number>();
  for (const level of builder.levels) for (const node of level.values()) numbers.set(node, numbers.size);
  return builder.levels.slice(0, ops.length).map((level) =>
    [...level.values()].map((node) => ({
      state: numbers.get(node)!,
      edges: node.edges.map(({ outcome, next }) => ({ outcome, next: numbers.get(next)! })),
    })),
  );
}
