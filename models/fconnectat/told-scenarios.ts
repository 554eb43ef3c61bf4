// SPDX-License-Identifier: MIT
// Scenarios in the words of the document: the world of each, and what differs from it.
import { filesDiffer, toldFiles } from '../kernel/objects/path/told-files.ts';
import { backlogText, listenersDiffer, toldListeners } from '../kernel/objects/unix-socket/told-listeners.ts';
import { callersDiffer } from '../kernel/told-scenarios.ts';
import { beyond, listOrNone, wordsForAll } from '../kernel/told-words.ts';
import type { Caller } from './names.ts';
import { RACE, type Scenario } from './scenarios.ts';
import { argDiffers, choices, openedText } from './told-arguments.ts';

type World = Omit<Scenario, 'name' | 'rivals'>;

/** The one text for all callers; else one for each that begins with whose it is. */
function ofCallers({ callers }: World, textsOf: (p: Caller) => readonly string[]): readonly string[] {
  const [first = [], ...others] = callers.map(textsOf);
  if (others.every((each) => each.join('; ') === first.join('; '))) return first;
  return callers.flatMap((p) => textsOf(p).map((text) => `${p} has ${text}`));
}

/** A line for each part of a world. */
export function worldParts(world: World): readonly (readonly [part: string, says: readonly string[]])[] {
  const { fs, sockets, listeners, fullAt, hasProc, callers, loopers, args, opened, ...rest } = world;
  wordsForAll(rest);
  return [
    ...toldFiles(fs),
    ['sockets', [listOrNone(sockets)]],
    ['listeners', toldListeners(listeners)],
    ['backlog', [backlogText(fullAt)]],
    ['/proc', [hasProc ? 'there' : 'not there']],
    ['callers', [listOrNone(callers)]],
    ['callers that loop', [listOrNone(loopers)]],
    ['`arg`', ofCallers(world, (p) => choices(args[p]!))],
    ['`opened`', ofCallers(world, (p) => [openedText(opened[p]!)])],
  ];
}

/** What one caller is given that is other than what each is. */
function callerDiffers(base: World, now: World, p: Caller): readonly string[] {
  const [arg] = base.args[p]!;
  const given = now.args[p]!;
  const [only] = given;
  const opened = openedText(now.opened[p]!);
  const other = opened === openedText(base.opened[p]!) ? [] : [`\`opened\` ${opened}`];
  const texts = given.length === 1 ? argDiffers(arg!, only!) : [choices(given).join(' and ')];
  const all = [...texts, ...other];
  return all.length === 0 ? [] : [`${p} has ${all.join(', ')}`];
}

/** The phrases of a scenario's row; none where nothing differs. */
export function differsIn(scenario: Scenario): readonly string[] {
  const { fs, sockets, listeners, fullAt, hasProc, callers, loopers, ...own } = scenario;
  const { name: _, rivals: __, args: ___, opened: ____, ...rest } = own;
  wordsForAll(rest);
  return [
    ...callersDiffer(RACE.callers, callers),
    ...callers.flatMap((p) => callerDiffers(RACE, scenario, p)),
    ...filesDiffer(RACE.fs, fs),
    ...beyond(RACE.sockets, sockets).map((inode) => `${inode} is a socket`),
    ...beyond(sockets, RACE.sockets).map((inode) => `${inode} is no socket`),
    ...listenersDiffer(RACE.listeners, listeners),
    ...(fullAt === RACE.fullAt ? [] : [`a backlog of ${backlogText(fullAt)}`]),
    ...(hasProc === RACE.hasProc ? [] : ['no /proc']),
    ...beyond(RACE.loopers, loopers).map((p) => `${p} loops`),
  ];
}
