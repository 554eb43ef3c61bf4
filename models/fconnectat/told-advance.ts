// SPDX-License-Identifier: MIT
// Where the Specification lets a call get unseen, from each kind of stage, by asking it.

import type { SockState } from '../kernel/objects/unix-socket/listener.ts';
import { same } from '../kernel/same.ts';
import { factor, factorOf } from '../kernel/told-words.ts';
import { type Decision, decisions } from '../kit/index.ts';
import type { Flag, Sockfd } from './names.ts';
import type { Observed } from './observation.ts';
import { type CallStage, type LookupPlace, passes } from './resolution.ts';
import type { Scenario } from './scenarios.ts';
import { Calls } from './specified-calls.ts';
import { BOUND, QUEUE, SOCK, TYPE } from './told-made.ts';
import { sockfdsAtLock } from './told-refusals.ts';
import { article, calls, first, STAGES, scenario } from './told-stages.ts';

/** The words for a stage to which the call may get. */
function stageText(from: CallStage, to: CallStage): string {
  if ('errno' in to) return `the errno ${to.errno}`;
  if ('inode' in to && 'listener' in from && to.inode === 'iA') return 'the inode to which k is bound';
  if ('listener' in to && 'inode' in from && to.listener === 'A') return 'that listener';
  return JSON.stringify(to);
}

function text(from: CallStage, found: readonly CallStage[]): string {
  return found.map((to) => `\`stage\` may become ${stageText(from, to)}`).join(', or: ') || 'nothing';
}

/** What is seen at first, with something else of c1, and of the listener A. */
function seenWith(
  c1: { sockfd?: Sockfd; flags?: readonly Flag[] },
  change: Partial<Observed> = {},
): Observed {
  const { caller } = first();
  const arg = { ...caller.c1.arg, ...c1 };
  return { ...first(), ...change, caller: { ...caller, c1: { ...caller.c1, is: 'inside', arg } } };
}

/** A name that is the last, names before it, a link, and one that leads nowhere. */
const PLACES: readonly LookupPlace[] = [
  { dir: 'D1', names: ['s'], links: 0 },
  { dir: 'D1', names: ['t'], links: 0 },
  { dir: 'R', names: ['d1', 't'], links: 0 },
  { dir: 'R', names: ['s', 's'], links: 0 },
];

function fromPlace(): readonly Decision[] {
  const flags: readonly (readonly Flag[])[] = [[], ['NOFOLLOW']];
  const passed = PLACES.every((place) =>
    flags.every((given) => {
      const seen = seenWith({ flags: given });
      const all = passes(scenario, seen.entry, place, seen.caller.c1.arg);
      return same(calls.advance(seen, 'c1', { place }), all);
    }),
  );
  const outcome = passed ? '`stage` may become anything that the place passes' : 'something else';
  return [{ when: [], outcome }];
}

const LINK = factorOf(['yes', 'no'], (one) => `it is ${one === 'yes' ? 'a' : 'no'} symbolic link`);
const NOWRITE = factorOf(['yes', 'no'], (one) => `it is ${one === 'yes' ? '' : 'not '}in \`nowrite\``);

function fromInode(): readonly Decision[] {
  return decisions([LINK, NOWRITE, BOUND, TYPE], ([link, nowrite, bound, type]) => {
    const { fs, listeners } = scenario;
    const own = { ...listeners.find(({ name }) => name === 'A')!, type: type as 'stream' | 'dgram' };
    const others = listeners.filter(({ name }) => name !== 'A');
    const made: Scenario = {
      ...scenario,
      fs: { ...fs, links: link === 'yes' ? { iA: ['d2', 's'] } : {} },
      listeners: bound === 'none' ? others : [own, ...others],
    };
    const sock = bound === 'none' ? 'listening' : (bound as SockState);
    const seen = seenWith(
      {},
      { nowrite: nowrite === 'yes' ? ['iA'] : ['iB'], sock: { ...first().sock, A: sock } },
    );
    return text(STAGES.inode, new Calls(made, {}).advance(seen, 'c1', STAGES.inode));
  });
}

function fromListener(): readonly Decision[] {
  const sockfds = factor('`sockfd`', sockfdsAtLock());
  return decisions([SOCK, QUEUE, sockfds], ([sock, queue, sockfd]) => {
    const seen = seenWith(
      { sockfd: sockfd as Sockfd },
      {
        sock: { ...first().sock, A: sock as SockState },
        queue: { ...first().queue, A: queue === 'full' ? ['x'] : [] },
      },
    );
    return text(STAGES.listener, calls.advance(seen, 'c1', STAGES.listener));
  });
}

const fromErrno = (): readonly Decision[] =>
  decisions([SOCK, QUEUE], ([sock, queue]) => {
    const seen = seenWith(
      {},
      {
        sock: { ...first().sock, A: sock as SockState },
        queue: { ...first().queue, A: queue === 'full' ? ['x'] : [] },
      },
    );
    return text(STAGES.errno, calls.advance(seen, 'c1', STAGES.errno));
  });

/** The table. */
export const advanceOutcomes = (): readonly Decision[] =>
  Object.entries({
    place: fromPlace(),
    inode: fromInode(),
    listener: fromListener(),
    errno: fromErrno(),
  }).flatMap(([kind, lines]) => {
    const is = `\`stage\` is ${article(kind)}${kind === 'listener' ? ' k' : ''}`;
    return lines.map((line) => ({ ...line, when: [is, ...line.when] }));
  });
