// SPDX-License-Identifier: MIT
// What a machine runs of a model, apart from what judges it: claims and specifications share functions with the model.
import type { Machine } from '../../models/kit/machine.ts';

const BODIES = ['expand', 'expandInstance', 'initials'] as const;

/** Has `around` run every body of this machine. A specification has a machine of its own. */
export function aroundBodies(machine: Machine, around: <T>(body: () => T) => T): void {
  const open = machine as unknown as Record<string, (...given: unknown[]) => unknown>;
  for (const name of BODIES) {
    const body = open[name]!.bind(machine);
    open[name] = (...given) => around(() => body(...given));
  }
  const read = open.read!.bind(machine);
  open.read = (reader, holds) =>
    reader === 'terminal' ? around(() => read(reader, holds)) : read(reader, holds);
}
