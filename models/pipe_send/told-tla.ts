// SPDX-License-Identifier: MIT
// A scenario as the TLA+ has it, so that it can be told in the words of the document. It is no model: nothing runs it.
import { actorsOf, type Fields, inOrder, type TlaActors } from '../kernel/told-tla.ts';
import { type Arg, FLAGS } from './names.ts';
import { SCENARIOS, type Scenario, type Slots, WORLD } from './scenarios.ts';

/** What PipeSendWorld reads of a scenario. */
interface TlaWorld extends TlaActors<Arg> {
  readonly ring: number;
  readonly slots: readonly Slots[];
  readonly ends: readonly (readonly string[])[];
  readonly nonblock: string;
  readonly fifo: boolean;
  readonly direct: boolean;
  readonly copiesFirst: boolean;
}

const argKey = ({ op, fd, buf, n, flags, addr }: Arg): string =>
  [op, fd, buf, n, flags.join(' '), addr].join(', ');

const slotsKey = (slots: Slots): string =>
  slots.map(({ off, data, kind }) => `${off} ${data.join(' ')} ${kind}`).join(', ');

/** It may name what no scenario of the model has. */
export function scenarioOfTla(name: string, fields: Fields): Scenario {
  const world = fields as unknown as TlaWorld;
  const model = SCENARIOS.find((each) => each.name === name) ?? { ...WORLD, name, rivals: [] };
  const ends = world.ends.map((each) => inOrder(each, ['read', 'write']));
  const scenario = {
    name,
    ring: world.ring,
    packets: world.direct,
    copiesFirst: world.copiesFirst,
    slots: inOrder(world.slots, model.slots, slotsKey),
    ends: inOrder(ends, model.ends),
    nonblock: world.nonblock,
    nowait: world.fifo ? 'off' : 'on',
    ...actorsOf(world, model, { flags: FLAGS, argText: argKey }),
  };
  return scenario as unknown as Scenario;
}
