// SPDX-License-Identifier: MIT
// Scenarios in the words of the document: the world of each, and what differs from it.
import { filesDiffer, toldFiles } from '../kernel/told-files.ts';
import { backlogText, listenersDiffer, toldListeners } from '../kernel/told-sockets.ts';
import { beyond, listOrNone, ordinalWord, wordsForAll } from '../kernel/told-words.ts';
import type { Caller } from './names.ts';
import { RACE, type Scenario } from './scenarios.ts';
import { argDiffers, choices, openedText } from './told-arguments.ts';

type World = Omit<Scenario, 'name' | 'rivals'>;

/** The world of each scenario, except as its row says. */
export const WORLD: World = RACE;

/** Scenarios that begin in a world of their own. */
export const OWN_WORLDS: readonly string[] = ['errors'];

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

function callersDiffer(base: readonly Caller[], now: readonly Caller[]): readonly string[] {
  const [added, gone] = [beyond(base, now), beyond(now, base)];
  return [
    ...added.map((p) => `a ${ordinalWord(now.indexOf(p) + 1)} caller ${p}`),
    ...(gone.length === 0 ? [] : [`only ${now.join(' and ')}`]),
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

/** The phrases of a scenario's row. */
export function differsIn(scenario: Scenario): readonly string[] {
  if (OWN_WORLDS.includes(scenario.name)) return ['see above'];
  const { fs, sockets, listeners, fullAt, hasProc, callers, loopers, ...own } = scenario;
  const { name: _, rivals: __, args: ___, opened: ____, ...rest } = own;
  wordsForAll(rest);
  const phrases = [
    ...callersDiffer(WORLD.callers, callers),
    ...callers.flatMap((p) => callerDiffers(WORLD, scenario, p)),
    ...filesDiffer(WORLD.fs, fs),
    ...beyond(WORLD.sockets, sockets).map((inode) => `${inode} is a socket`),
    ...beyond(sockets, WORLD.sockets).map((inode) => `${inode} is no socket`),
    ...listenersDiffer(WORLD.listeners, listeners),
    ...(fullAt === WORLD.fullAt ? [] : [`a backlog of ${backlogText(fullAt)}`]),
    ...(hasProc === WORLD.hasProc ? [] : ['no /proc']),
    ...beyond(WORLD.loopers, loopers).map((p) => `${p} loops`),
  ];
  return phrases.length === 0 ? ['nothing'] : phrases;
}
