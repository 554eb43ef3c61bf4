// SPDX-License-Identifier: MIT
// A scenario as the TLA+ has it, so that it can be told in the words of the document. It is no model: nothing runs it.
import type { Arg, Flag } from './names.ts';
import { SCENARIOS, type Scenario, type Slots, WORLD } from './scenarios.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What PipeSendWorld reads of a scenario. */
interface TlaWorld {
  readonly ring: number;
  readonly slots: readonly Slots[];
  readonly ends: readonly (readonly string[])[];
  readonly nonblock: string;
  readonly fifo: boolean;
  readonly direct: boolean;
  readonly caller: readonly string[];
  readonly arg: readonly Readonly<Record<string, Arg>>[];
  readonly script: Readonly<Record<string, readonly Fields[]>>;
  readonly loopingCaller: readonly string[];
  readonly loopingRival: readonly string[];
}

/** A set has no order: as `known` has it, what is not in that behind. */
function inOrder<T>(found: readonly T[], known: readonly T[], textOf: (each: T) => string): readonly T[] {
  const places = new Map(known.map((each, at) => [textOf(each), at]));
  const placeOf = (each: T) => places.get(textOf(each)) ?? known.length;
  const once = new Map(found.map((each) => [textOf(each), each]));
  return [...once.values()].sort((a, b) => placeOf(a) - placeOf(b));
}

const FLAGS: readonly Flag[] = ['DONTWAIT', 'NOSIGNAL', 'UNKNOWN'];

const argKey = ({ op, fd, buf, n, flags, addr }: Arg): string =>
  [op, fd, buf, n, flags.join(' '), addr].join(', ');

const slotsKey = (slots: Slots): string =>
  slots.map(({ off, data, kind }) => `${off} ${data.join(' ')} ${kind}`).join(', ');

/** The TLA+ calls a step `op`, and a signal its kind. */
const operationOf = ({ op, kind, ...rest }: Fields) => ({
  step: op,
  ...(kind === undefined ? {} : { signal: kind }),
  ...rest,
});

function argsOf({ arg }: TlaWorld, model: Pick<Scenario, 'args'>, p: string): readonly Arg[] {
  const given = arg.map((each) => ({ ...each[p]!, flags: inOrder(each[p]!.flags, FLAGS, String) }));
  return inOrder(given, model.args[p as keyof Scenario['args']] ?? [], argKey);
}

/** It may name what no scenario of the model has. */
export function scenarioOfTla(name: string, fields: Fields): Scenario {
  const world = fields as unknown as TlaWorld;
  const model = SCENARIOS.find((each) => each.name === name) ?? { ...WORLD, name, rivals: [] };
  const callers = inOrder(world.caller, model.callers, String);
  const ends = world.ends.map((each) => inOrder(each, ['read', 'write'], String));
  const scenario = {
    name,
    ring: world.ring,
    packets: world.direct,
    slots: inOrder(world.slots, model.slots, slotsKey),
    ends: inOrder(ends, model.ends, String),
    nonblock: world.nonblock,
    nowait: world.fifo ? 'off' : 'on',
    callers,
    loopers: world.loopingCaller,
    args: Object.fromEntries(callers.map((p) => [p, argsOf(world, model, p)])),
    rivals: Object.entries(world.script).map(([rival, program]) => ({
      name: rival,
      loops: world.loopingRival.includes(rival),
      program: program.map(operationOf),
    })),
  };
  return scenario as unknown as Scenario;
}
