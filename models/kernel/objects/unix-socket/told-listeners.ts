// SPDX-License-Identifier: MIT
// Listeners in the words of a document: all of them, and what differs from others.
import { numberWord, wordsForAll } from '../../told-words.ts';
import type { ListenerSpec } from './listener.ts';

type AnyListener = ListenerSpec<string, string>;

const queueText = (queued: number): string => Array(queued).fill('x').join(', ');

/** What a listener is beside one of type stream that listens, with an empty queue. */
function beside({ name: _, inode: __, type, state, queued, ...rest }: AnyListener): string[] {
  wordsForAll(rest);
  return [
    ...(type === 'stream' ? [] : [type]),
    ...(state === 'listening' ? [] : [state]),
    ...(queued === 0 ? [] : [`its queue holds ${queueText(queued)}`]),
  ];
}

/** A phrase for each. */
export const toldListeners = (listeners: readonly AnyListener[]): readonly string[] =>
  listeners.map((each) => [`${each.name} bound to ${each.inode}`, ...beside(each)].join(', '));

/** The backlog, of listeners of which each admits `fullAt` connections. */
export const backlogText = (fullAt: number): string => numberWord(fullAt);

function listenerDiffers(base: AnyListener, now: AnyListener): string[] {
  const { name } = now;
  return [
    ...(base.inode === now.inode ? [] : [`${name} is bound to ${now.inode}`]),
    ...(base.type === now.type ? [] : [`${name} is of type ${now.type}`]),
    ...(base.state === now.state ? [] : [`${name} is ${now.state}`]),
    ...(base.queued === now.queued
      ? []
      : [now.queued === 0 ? `queue of ${name} is empty` : `queue of ${name} holds ${queueText(now.queued)}`]),
  ];
}

/** What is other than in `base`. */
export function listenersDiffer(
  base: readonly AnyListener[],
  now: readonly AnyListener[],
): readonly string[] {
  const before = new Map(base.map((each) => [each.name, each]));
  const left = new Set(now.map(({ name }) => name));
  const added = now.filter(({ name }) => !before.has(name));
  return [
    ...now.flatMap((each) => listenerDiffers(before.get(each.name) ?? each, each)),
    ...toldListeners(added).map((text) => `a listener ${text}`),
    ...base.filter(({ name }) => !left.has(name)).map(({ name }) => `no listener ${name}`),
  ];
}
