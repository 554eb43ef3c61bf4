// SPDX-License-Identifier: MIT
// How a descriptor is chosen for a call.
import { fdsOf, type OpenFile } from '../../../models/kernel/system/index.ts';
import type { Situation } from '../../harness/lockstep/engine/move.ts';
import type { FdArg } from '../../harness/lockstep/engine/sequence.ts';

interface Open {
  readonly fd: number;
  readonly file: OpenFile;
}

function openFds({ world, task }: Situation): Open[] {
  return fdsOf(world, task).flatMap((id, fd) => {
    const file = id === undefined ? undefined : world.files.get(id);
    return file === undefined ? [] : [{ fd, file }];
  });
}

/** A descriptor that fits, nine times in ten if there is one; now and then another, or none that is open. */
export function chooseFd(at: Situation, fits: (file: OpenFile) => boolean = () => true): FdArg | undefined {
  const open = openFds(at);
  const good = open.filter(({ file }) => fits(file));
  if (good.length > 0 && at.dice.percent(90)) return at.nameOf(at.dice.pick(good).fd);
  if (at.dice.percent(65)) return undefined;
  if (open.length > 0 && at.dice.percent(85)) return at.nameOf(at.dice.pick(open).fd);
  return at.dice.pick([0, 1, 2, 3, 7, -1]);
}
