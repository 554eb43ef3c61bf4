// SPDX-License-Identifier: MIT
// Those who act beside the callers, each by a program. One operation is one step; which there are, the objects say.
import { BLOCKED, int, record } from '../kit/index.ts';

/** One step of a rival, named as the step in the documents. */
export interface AnyOperation {
  readonly step: string;
}

/** A program of operations; one that loops starts again at its end. */
export interface Rival<Op extends AnyOperation> {
  readonly name: string;
  readonly loops: boolean;
  readonly program: readonly Op[];
}

/** Where each rival is: its next operation, from 1. */
export interface RivalsAt {
  readonly at: Readonly<Record<string, number>>;
}

/** What the operations of one kind are. `S` is the state as it is read, `D` as it is changed. */
export interface OperationKind<S, D, Op extends AnyOperation> {
  /** Whether the rival can go on; always where it is not there. */
  isEnabled?(s: S, operation: Op, rival: string): boolean;
  apply(s: D, operation: Op, rival: string): void;
}

/** A kind for each step. */
export type OperationKinds<S, D, Op extends AnyOperation> = {
  readonly [K in Op['step']]: OperationKind<S, D, Extract<Op, { readonly step: K }>>;
};

/** The schema of `at`. */
export function atSchema(rivals: readonly { name: string; program: readonly unknown[] }[]) {
  return record(Object.fromEntries(rivals.map(({ name, program }) => [name, int(1, program.length + 1)])));
}

/** The rival's next operation, unless it is at the end of its program. */
export const nextOf = <Op extends AnyOperation>(
  s: RivalsAt,
  { name, program }: Pick<Rival<Op>, 'name' | 'program'>,
): Op | undefined => program[s.at[name]! - 1];

function kindOf<S, D, Op extends AnyOperation>(
  kinds: OperationKinds<S, D, Op>,
  { step }: Op,
): OperationKind<S, D, Op> {
  return kinds[step as Op['step']] as unknown as OperationKind<S, D, Op>;
}

/** Whether the operation can be done now. */
function canDo<S, D, Op extends AnyOperation>(
  kinds: OperationKinds<S, D, Op>,
  s: S,
  operation: Op,
  rival: string,
): boolean {
  return kindOf(kinds, operation).isEnabled?.(s, operation, rival) ?? true;
}

/** The steps of all rivals, one action for each kind, with the rival as its parameter. */
export function rivalActions<
  S,
  D extends S & { readonly at: Record<string, number> },
  Op extends AnyOperation,
>(rivals: readonly Rival<Op>[], kinds: OperationKinds<S, D, Op>) {
  const names = rivals.map((r) => r.name);
  const byName = new Map(rivals.map((r) => [r.name, r]));
  const action = (step: string) => ({
    params: [names] as const,
    run(s: D, name: string) {
      const rival = byName.get(name)!;
      const at = s.at[name]!;
      const operation = nextOf(s, rival);
      if (operation?.step !== step || !canDo(kinds, s, operation, name)) return BLOCKED;
      kindOf(kinds, operation).apply(s, operation, name);
      s.at[name] = rival.loops && at === rival.program.length ? 1 : at + 1;
      return undefined;
    },
  });
  return Object.fromEntries(Object.keys(kinds).map((step) => [step, action(step)])) as Record<
    Op['step'],
    ReturnType<typeof action>
  >;
}

/** Whether no rival can go on: each is at the end of its program, or waits. */
export function areIdle<S extends RivalsAt, D, Op extends AnyOperation>(
  s: S,
  rivals: readonly Rival<Op>[],
  kinds: OperationKinds<S, D, Op>,
): boolean {
  return rivals.every((rival) => {
    const next = nextOf(s, rival);
    return next === undefined || !canDo(kinds, s, next, rival.name);
  });
}
