// SPDX-License-Identifier: MIT
// The bounds of scenarios with callers and rivals, each raised by one.
import type { Instance, RaisedBound } from '../proposal.ts';
import type { AnyOperation, Rival } from './rival.ts';

/** What every scenario has. */
interface AnyScenario<Op extends AnyOperation> {
  readonly name: string;
  readonly callers: readonly string[];
  readonly args: { readonly [p in string]?: readonly unknown[] };
  readonly rivals: readonly Rival<Op>[];
}

/** A bound, what it is in the document's scenario, and the scenario with one more. */
export type Raised<S> = readonly [bound: string, from: number, raised: S];

/** What is raised in a proposal's scenarios, and what comes of it. */
interface Raising<Op extends AnyOperation, S extends AnyScenario<Op>, V extends string> {
  /** Who may come next, in their order. */
  readonly names: readonly S['callers'][number][];
  /** What else the next one is given than the last one's arguments. */
  alike?(scenario: S, next: S['callers'][number], last: S['callers'][number]): Partial<S>;
  /** All bounds but of callers and of programs. */
  others(scenario: S): readonly Raised<S>[];
  /** What a rival may do once more, at its end; nothing where it cannot. */
  again(rival: Rival<Op>): readonly Op[];
  /** Why a verdict is another one above the bound: by scenario and bound, then by variant. */
  readonly because: Readonly<Record<string, Readonly<Record<string, string>>>>;
  instance(variant: V, scenario: S): Instance;
}

/** Whether the scenario begins with arguments of many kinds: then there is one caller of each. */
export const isOfArguments = ({ callers, args }: Pick<AnyScenario<never>, 'callers' | 'args'>): boolean =>
  (args[callers[0]!]?.length ?? 0) > 1;

/** One more caller, which does what the last one does. */
function moreCallers<Op extends AnyOperation, S extends AnyScenario<Op>>(
  scenario: S,
  { names, alike }: Pick<Raising<Op, S, never>, 'names' | 'alike'>,
): S {
  const { callers, args } = scenario;
  const [last, next] = [callers.at(-1)!, names[callers.length]!];
  return {
    ...scenario,
    callers: [...callers, next],
    args: { ...args, [next]: args[last] },
    ...alike?.(scenario, next, last),
  };
}

/** The rival's program with these operations at its end. */
function moreOperations<Op extends AnyOperation, S extends AnyScenario<Op>>(
  scenario: S,
  rival: Rival<Op>,
  again: readonly Op[],
): S {
  const longer = { ...rival, program: [...rival.program, ...again] };
  return { ...scenario, rivals: scenario.rivals.map((one) => (one === rival ? longer : one)) };
}

/** All bounds, by scenario. */
export function raisedBounds<Op extends AnyOperation, S extends AnyScenario<Op>, V extends string>(
  scenarios: readonly S[],
  raising: Raising<Op, S, V>,
): readonly RaisedBound[] {
  return scenarios.flatMap((scenario) => {
    const callers: Raised<S> = ['callers', scenario.callers.length, moreCallers(scenario, raising)];
    const programs = scenario.rivals.flatMap((rival): readonly Raised<S>[] => {
      const again = raising.again(rival);
      if (again.length === 0) return [];
      return [[rival.name, rival.program.length, moreOperations(scenario, rival, again)]];
    });
    const all = [...(isOfArguments(scenario) ? [] : [callers]), ...raising.others(scenario), ...programs];
    return all.map(([bound, from, raised]) => {
      const because = raising.because[`${scenario.name} ${bound}`];
      return {
        ...{ scenario: scenario.name, bound, from },
        ...(because && { because }),
        instance: (variant) => raising.instance(variant as V, raised),
      };
    });
  });
}
