// SPDX-License-Identifier: MIT
// Callers and rivals of a scenario as the TLA+ has it, so that it can be told in the words of a document. See Told.tlaScenario.

/** A record of the TLA+. */
export type Fields = Readonly<Record<string, unknown>>;

/** Who acts in a scenario. */
export interface TlaActors<A> {
  readonly caller: readonly string[];
  readonly loopingCaller: readonly string[];
  /** What the callers may be given: functions of them. */
  readonly arg: readonly Readonly<Record<string, A>>[];
  readonly script: Readonly<Record<string, readonly Fields[]>>;
  readonly loopingRival: readonly string[];
}

/** The callers of the model's scenario. */
interface ModelCallers<A> {
  readonly callers: readonly string[];
  readonly args: Readonly<Record<string, readonly A[] | undefined>>;
}

/** How the model has what the TLA+ has. */
interface Naming<A, F> {
  /** All flags, in their order. */
  readonly flags: readonly F[];
  /** Tells one argument from another. */
  argText(arg: A): string;
  /** An operation whose step and signal have the model's names already. */
  operation?(operation: Fields): Fields;
}

/** A set has no order: as `known` has it, what is not in that behind. */
export function inOrder<T>(
  found: readonly T[],
  known: readonly T[],
  textOf: (each: T) => string = String,
): readonly T[] {
  const places = new Map(known.map((each, at) => [textOf(each), at]));
  const placeOf = (each: T) => places.get(textOf(each)) ?? known.length;
  const once = new Map(found.map((each) => [textOf(each), each]));
  return [...once.values()].sort((a, b) => placeOf(a) - placeOf(b));
}

/** The TLA+ calls a step `op`, and a signal its kind. */
const operationOf = ({ op, kind, ...rest }: Fields): Fields => ({
  step: op,
  ...(kind === undefined ? {} : { signal: kind }),
  ...rest,
});

/** Callers with their arguments, and rivals with their programs, as a model's scenario has them. */
export function actorsOf<F extends string, A extends { readonly flags: readonly F[] }>(
  { caller, loopingCaller, arg, script, loopingRival }: TlaActors<A>,
  model: ModelCallers<A>,
  { flags, argText, operation = (each) => each }: Naming<A, F>,
) {
  const callers = inOrder(caller, model.callers);
  const argsOf = (p: string): readonly A[] => {
    const given = arg.map((each) => ({ ...each[p]!, flags: inOrder(each[p]!.flags, flags) }));
    return inOrder(given, model.args[p] ?? [], argText);
  };
  return {
    callers,
    loopers: loopingCaller,
    args: Object.fromEntries(callers.map((p) => [p, argsOf(p)])),
    rivals: Object.entries(script).map(([name, program]) => ({
      name,
      loops: loopingRival.includes(name),
      program: program.map((each) => operation(operationOf(each))),
    })),
  };
}
