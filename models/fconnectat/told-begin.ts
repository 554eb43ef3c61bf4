// SPDX-License-Identifier: MIT
// How a call of the Specification begins, in the words of the document.
import type { Arg } from './names.ts';
import type { CallerSeen, Observed } from './observation.ts';
import { expectedAnswer } from './oracle.ts';
import { beginning } from './resolution.ts';
import { scenarioNamed } from './scenarios.ts';
import type { Calls } from './specified-calls.ts';

const NOTHING_SEEN: readonly (keyof CallerSeen)[] = ['arg', 'sig', 'ret', 'peer'];

/** Which of those who are outside, inside, done or dead can begin, and what they are then. */
function beginners(calls: Calls, first: Observed): readonly string[] {
  const all = ['outside', 'inside', 'done', 'dead'] as const;
  return all.flatMap((is) => {
    const before = { ...first.caller.c1, is };
    const hidden = is === 'inside' ? { c1: { stages: [], waited: 'none' } as const } : {};
    const moves = calls.moves({ seen: { ...first, caller: { ...first.caller, c1: before } }, hidden }, 'c1');
    return moves
      .filter(({ seen: { caller } }) => NOTHING_SEEN.every((field) => caller.c1[field] === before[field]))
      .filter(({ seen: { caller } }) => caller.c1.is !== is)
      .filter(({ seen: { waiters } }) => JSON.stringify(waiters) === JSON.stringify(first.waiters))
      .flatMap(({ seen: { caller }, hidden: { c1 } }) => [
        `p is ${is}`,
        `p becomes ${caller.c1.is}`,
        `\`waited\` becomes ${c1?.waited}`,
      ]);
  });
}

const isNameless = ({ addr, flags }: Arg): boolean => addr === 'unnamed' && flags.includes('EMPTY');

/** Where the call is then, by its arguments. */
function stageText(): string {
  const errors = scenarioNamed('errors');
  const texts = errors.args.c1!.map((arg) => {
    const stage = beginning(errors, arg);
    const answer = expectedAnswer(errors, arg);
    const row = 'failure' in answer ? Number(answer.failure.slice(1)) : 0;
    if ('errno' in stage) return { row, text: 'the errno' };
    if ('inode' in stage)
      return {
        row: 0,
        text: stage.inode === arg.dirfd && isNameless(arg) ? 'the inode `dirfd`' : 'an inode',
      };
    if (!('place' in stage)) return { row: 0, text: 'a listener' };
    const { dir, names, links } = stage.place;
    const isOwn = dir === arg.dirfd && names.join('/') === arg.path.join('/') && links === 0;
    return { row: 0, text: isOwn && !isNameless(arg) ? 'the place (`dirfd`, `path`, no links)' : 'a place' };
  });
  const rows = texts.flatMap(({ row, text }) => (text === 'the errno' ? [row] : []));
  const others = new Set(texts.map(({ text }) => text).filter((text) => text !== 'the errno'));
  const inode = [...others].filter((text) => text.includes('inode'));
  const places = [...others].filter((text) => !text.includes('inode'));
  return [
    `\`stage\` becomes the errno of the first of E${Math.min(...rows)} to E${Math.max(...rows)} that applies to \`arg[p]\``,
    ...inode.map((text) => `${text} where EMPTY is in the flags and \`addr\` is unnamed`),
    ...places,
  ].join(', else ');
}

/** The phrases of Begin. */
export const beginText = (calls: Calls, first: Observed): readonly string[] => [
  ...beginners(calls, first),
  stageText(),
];
