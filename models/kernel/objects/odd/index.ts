// SPDX-License-Identifier: MIT
// Files that are neither in a directory nor pipes nor sockets.
import { oneOf } from '../../system/args.ts';
import { callOf, opened } from '../../system/calls.ts';
import type { ObjectPlugin } from '../../system/compose.ts';
import { install, lowestFree } from '../../system/fd.ts';
import type { Answer, Task, World } from '../../system/types.ts';
import { stateOf } from '../../system/world.ts';
import { ODD_KINDS, ODDS, type OddId, type OddName } from './kind.ts';

export * from './kind.ts';

export const ODD_NAMES = Object.keys(ODD_KINDS) as readonly OddName[];

function odd(world: World, task: Task, name: OddName): Answer {
  const fd = lowestFree(world, task);
  if (fd === undefined) return 'EMFILE';
  const id: OddId = `x${world.next++}`;
  stateOf(world, ODDS).set(id, { name, count: 0, reading: [] });
  install(world, task, fd, { kind: ODDS, to: id });
  return opened(fd);
}

/** What makes one; how it is read and written is with the kind. */
export const ODD: ObjectPlugin = {
  kind: ODDS,
  calls: { odd: callOf({ name: oneOf(...ODD_NAMES) }, (w, t, { name }) => odd(w, t, name)) },
};
