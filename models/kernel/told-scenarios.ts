// SPDX-License-Identifier: MIT
// Scenarios with callers and rivals in the words of a document, and what of all models that have such is the same.
import type { Told } from '../told.ts';
import type { AnyOperation, Rival } from './rival.ts';
import { toldRivals } from './told-rivals.ts';
import { beyond, numberWord, ordinalWord } from './told-words.ts';

/** What every scenario has. */
interface AnyScenario<Op extends AnyOperation> {
  readonly name: string;
  readonly callers: readonly string[];
  readonly loopers: readonly string[];
  readonly rivals: readonly Rival<Op>[];
}

/** How the scenarios of a proposal are told. */
interface Telling<Op extends AnyOperation, S extends AnyScenario<Op>> {
  readonly scenarios: readonly S[];
  /** The world with which each begins. */
  readonly world: Omit<S, 'name' | 'rivals'>;
  /** Those that begin in a world of their own. */
  readonly own: readonly string[];
  /** A line for each part of a world. */
  parts(world: Omit<S, 'name' | 'rivals'>): readonly (readonly [part: string, says: readonly string[]])[];
  /** The phrases of a scenario's row; none where nothing differs. */
  differs(scenario: S): readonly string[];
  /** A text for each operation. */
  programTexts(program: readonly Op[]): readonly string[];
  /** The sets that the state is over. */
  sets(scenario: S): Readonly<Record<string, readonly string[]>>;
  /** A scenario as the TLA+ has it: see Told.tlaScenario. */
  ofTla(name: string, world: Readonly<Record<string, unknown>>): S;
}

/** What a model says of its scenarios. */
export function toldScenarios<Op extends AnyOperation, S extends AnyScenario<Op>>({
  scenarios,
  world,
  own,
  parts,
  differs,
  programTexts,
  sets,
  ofTla,
}: Telling<Op, S>): Pick<Told, 'scenarios' | 'worlds' | 'processes' | 'vocabulary' | 'tlaScenario'> {
  const named = (name: string): S => scenarios.find((each) => each.name === name)!;
  const common = new Map(parts(world).map(([part, says]) => [part, says.join('; ')]));
  const ownParts = (scenario: S) =>
    own.includes(scenario.name)
      ? parts(scenario)
          .filter(([part, says]) => common.get(part) !== says.join('; '))
          .map(([part, says]) => ({ of: scenario.name, part, says }))
      : [];
  const differing = (scenario: S) => {
    if (own.includes(scenario.name)) return ['see above'];
    const phrases = differs(scenario);
    return phrases.length === 0 ? ['nothing'] : phrases;
  };
  const told = (scenario: S) => ({
    name: scenario.name,
    differs: differing(scenario),
    rivals: toldRivals(scenario.rivals, programTexts),
  });
  return {
    scenarios: scenarios.map(told),
    worlds: [
      ...parts(world).map(([part, says]) => ({ of: null, part, says })),
      ...own.flatMap((name) => ownParts(named(name))),
    ],
    tlaScenario(name, world) {
      const scenario = ofTla(name, world);
      return { ...told(scenario), parts: ownParts(scenario) };
    },
    processes(name) {
      const { callers, loopers, rivals } = named(name);
      return [
        ...callers.map((each) => ({ kind: 'caller', name: each, loops: loopers.includes(each) })),
        ...rivals.map((each) => ({ kind: 'rival', name: each.name, loops: each.loops })),
      ];
    },
    vocabulary(name) {
      const scenario = named(name);
      const lengths = scenario.rivals.map((each) => [each.name, each.program.length + 1]);
      return {
        sets: sets(scenario),
        limits: { 'length of its program + 1': Object.fromEntries(lengths) },
      };
    },
  };
}

/** The callers that are there beside those of `base`, and those that are left. */
export function callersDiffer(base: readonly string[], now: readonly string[]): readonly string[] {
  const [added, gone] = [beyond(base, now), beyond(now, base)];
  return [
    ...added.map((p) => `a ${ordinalWord(now.indexOf(p) + 1)} caller ${p}`),
    ...(gone.length === 0 ? [] : [`only ${now.join(' and ')}`]),
  ];
}

/** From the least to the most of some numbers. */
export function spanText(numbers: readonly number[], say: (n: number) => string = numberWord): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  if (least === most) return say(most);
  return `${say(least)} ${most === least + 1 ? 'or' : 'to'} ${say(most)}`;
}
