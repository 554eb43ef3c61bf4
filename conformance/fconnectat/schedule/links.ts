// SPDX-License-Identifier: MIT
// The kernel follows more symbolic links than the models before it says ELOOP.
import type { Caller, Dir, Name } from '../../../models/fconnectat/names.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import type { Seen } from '../../../models/fconnectat/state.ts';
import { type Lookup, walkComponent } from '../../../models/kernel/objects/path/vfs.ts';

/** include/linux/namei.h, Linux 6.12. */
const MAXSYMLINKS = 40;

/** Whether the next component is a link that the model refuses to follow. */
export function isAtBound({ fs }: Scenario, s: Seen, p: Caller): boolean {
  if (s.task[p].links < fs.maxLinks) return false;
  const follows = s.task[p].call === 'connect' || !s.task[p].arg.flags.has('NOFOLLOW');
  const at = { dir: s.task[p].nd as Dir, rest: s.task[p].rest, links: s.task[p].links };
  const walked = walkComponent(fs, s.entry, at, follows, (_, applies) => applies);
  return walked.kind === 'error' && walked.errno === 'ELOOP';
}

/**
 * The components that the kernel still looks up where the model is at its bound: it goes round in a loop of links.
 * Undefined when it would come out of it, as names have been changed under the lookup.
 */
export function componentsInLoop({ fs }: Scenario, s: Seen, p: Caller): number | undefined {
  const kernel = { ...fs, maxLinks: MAXSYMLINKS };
  let at: Lookup<Dir, Name> = { dir: s.task[p].nd as Dir, rest: s.task[p].rest, links: s.task[p].links };
  for (let components = 0; ; components++) {
    const walked = walkComponent(kernel, s.entry, at, true, (_, applies) => applies);
    if (walked.kind !== 'on') {
      return walked.kind === 'error' && walked.errno === 'ELOOP' ? components : undefined;
    }
    at = walked.at;
  }
}
