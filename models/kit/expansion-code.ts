// SPDX-License-Identifier: MIT
// The loop over a model's action instances, generated so that each body has a call site of its own to be inlined at.
import { type ActionDefinition, BLOCKED } from './definition.ts';
import type { Instance } from './instance.ts';
import type { Workspace } from './workspace.ts';

/** What the generated loop uses of its machine. */
export interface Expander {
  readonly instances: readonly Instance[];
  readonly workspace: Workspace;
  readonly choice: { readonly used: number; readonly choose: unknown };
  /** The instance that runs. */
  current: number;
  /** Takes what a body returned; true when it must run again with other picks. */
  settle(outcome: unknown): boolean;
}

/** A function that runs every instance, in order, on the state of the machine's workspace. */
export function expansion(machine: Expander, actions: readonly ActionDefinition[]): () => void {
  const { instances, workspace } = machine;
  const unchanged = Array.from(workspace.words, (_, w) => `words[${w}] === source[${w}]`).join(' && ');
  const loops = actions.map(({ params }, k) => {
    const first = instances.findIndex(({ action }) => action === k);
    const count = instances.filter(({ action }) => action === k).length;
    const args = params.map((_, p) => `params[i][${p}], `).join('');
    // Most bodies are not enabled and have touched nothing: they are through with the comparison of a few words.
    return `for (let i = ${first}; i < ${first + count}; i++) {
      machine.current = i;
      do {
        outcome = run${k}(state, ${args}choose);
        if (outcome === BLOCKED && choice.used === 0 && ${unchanged} && workspace.arraysUnchanged()) break;
      } while (machine.settle(outcome));
    }`;
  });
  const source = `'use strict';
    const { workspace, choice } = machine;
    const { words, source, state } = workspace;
    const { choose } = choice;
    const [${actions.map((_, k) => `run${k}`).join(', ')}] = bodies;
    return () => { let outcome; ${loops.join('\n')} };`;
  return new Function('machine', 'params', 'bodies', 'BLOCKED', source)(
    machine,
    instances.map(({ params }) => params),
    actions.map(({ run }) => run),
    BLOCKED,
  );
}
