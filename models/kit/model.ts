// SPDX-License-Identifier: MIT
// How a model is written down, and what can be asked of it.
import type { Choose } from './choice.ts';
import type { BLOCKED, Definition } from './definition.ts';
import { Machine } from './machine.ts';
import type { DraftState, Fields, PlainState } from './schema.ts';
import { type Step, stepAt } from './trace.ts';

/** The finite domain of each parameter of an action. */
export type Domains = readonly (readonly unknown[])[];

type Arguments<D extends Domains> = {
  -readonly [I in keyof D]: D[I] extends readonly (infer T)[] ? T : never;
};

/** What a body returns: not enabled, or done, possibly with a word for what the caller would see. */
export type BodyResult = typeof BLOCKED | string | undefined;

/** One atomic step. The body changes the draft it is given; `choose` is always its last argument. */
export interface Action<D, P extends Domains> {
  readonly params: P;
  // biome-ignore lint/suspicious/noConfusingVoidType: a body without a return statement is the usual case.
  run(state: D, ...rest: [...Arguments<P>, Choose]): typeof BLOCKED | string | void;
}

/** A model; `A` maps each action's name to the domains of its parameters. */
export interface ModelDefinition<F extends Fields, A extends Readonly<Record<string, Domains>>> {
  readonly name: string;
  readonly state: F;
  /** Sets the initial state from each field's first value; `choose` gives several, BLOCKED drops one. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a body without a return statement is the usual case.
  init(state: DraftState<F>, choose: Choose): typeof BLOCKED | void;
  readonly actions: { readonly [K in keyof A]: Action<DraftState<F>, A[K]> };
  /** States in which the model is rightly at its end: they have no successors, and are no deadlocks. */
  terminal?(state: PlainState<F>): boolean;
}

/** A model over states of type `S`. To get a variant, write a function from parameters to a model. */
export interface Model<S> {
  readonly name: string;
  /** Names of the actions, in the order of declaration. */
  readonly actions: readonly string[];
  /** The distinct initial states. */
  initials(): readonly S[];
  /** Every step out of `state`, in the order of action instances and choices. Throws BAD_MODEL for no such state. */
  successors(state: S): readonly Step<S>[];
  /** A packed state as plain data. */
  plain(words: Int32Array): S;
  /** A plain state packed; equal states have equal words. Throws SyspecError BAD_MODEL outside the schema. */
  load(plain: S): Int32Array;
  /** For the explorer: the compiled model. */
  readonly machine: Machine;
}

/** The states of a model, as properties read them: `StateOf<typeof model>`. */
export type StateOf<M> = M extends Model<infer S> ? S : never;

/** Compiles a model. Throws SyspecError BAD_MODEL when its schema or parameters cannot be used. */
export function defineModel<F extends Fields, const A extends Readonly<Record<string, Domains>>>(
  definition: ModelDefinition<F, A>,
): Model<PlainState<F>> {
  // Inside, states are untyped words; the signature above is what makes that safe.
  return new CompiledModel<PlainState<F>>(new Machine(definition as unknown as Definition));
}

class CompiledModel<S> implements Model<S> {
  readonly machine: Machine;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  get name(): string {
    return this.machine.name;
  }

  get actions(): readonly string[] {
    return this.machine.actions;
  }

  initials(): readonly S[] {
    const { machine } = this;
    return machine.exclusively(() => {
      machine.initials();
      const { out } = machine;
      const packed = Array.from({ length: out.count }, (_, i) =>
        out.words.slice(i * out.width, (i + 1) * out.width),
      );
      return [...new Map(packed.map((words) => [words.join(), words])).values()].map((words) =>
        this.plain(words),
      );
    });
  }

  successors(state: S): readonly Step<S>[] {
    const { machine } = this;
    return machine.exclusively(() => {
      machine.workspace.load(this.load(state), 0);
      machine.out.keepResults = true;
      machine.expand();
      return Array.from({ length: machine.out.count }, (_, i) => stepAt<S>(machine, i));
    });
  }

  plain(words: Int32Array): S {
    return this.machine.workspace.unpack(words) as S;
  }

  load(plain: S): Int32Array {
    return this.machine.pack(plain);
  }
}
