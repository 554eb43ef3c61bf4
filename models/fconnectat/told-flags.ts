// SPDX-License-Identifier: MIT
// What a flag changes of a lookup: in which components a symbolic link is followed.
import { fconnectat } from './model.ts';
import { scenarioNamed } from './scenarios.ts';
import { after } from './told-made.ts';
import { VARIANTS } from './variants.ts';

/** A walk at a link, by where in the path that is. */
const AT = {
  'an earlier component': { nd: 'R', rest: ['a', 's'] },
  'the final component': { nd: 'D1', rest: ['t'] },
} as const;

/** Where links are followed. */
function followedIn(flags: ReadonlySet<'NOFOLLOW'>): readonly string[] {
  const model = fconnectat(scenarioNamed('links'), VARIANTS.proposed);
  const first = model.initials()[0]!;
  const { c1 } = first.task;
  return Object.entries(AT)
    .filter(([, { nd, rest }]) => {
      const task = { ...c1, call: 'fconnectat', pc: 'walk', nd, rest, arg: { ...c1.arg, flags } } as const;
      const is = after(model, { ...first, task: { ...first.task, c1: task } }, 'WalkComponent', 'c1');
      return is.task.c1.links > c1.links;
    })
    .map(([where]) => where);
}

/** What is not followed under the flag, and is without it. */
export function toldFlags(): Readonly<Record<string, string>> {
  const under = followedIn(new Set(['NOFOLLOW']));
  const where = followedIn(new Set()).filter((each) => !under.includes(each));
  return { AT_SYMLINK_NOFOLLOW: `do not follow a symbolic link in ${where.join(' or ')}` };
}
