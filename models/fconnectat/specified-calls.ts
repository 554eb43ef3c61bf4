// SPDX-License-Identifier: MIT
// The calls of the specification: Begin, Connect, Refuse, Sleep, Leave, Yield, and what moves unseen.
import type { Caller, Listener } from './names.ts';
import type { CallerSeen, Observed } from './observation.ts';
import { beginning, type CallStage, fromInode, fromListener, passes } from './resolution.ts';
import type { Scenario } from './scenarios.ts';

/** What nobody sees of a caller that is inside. */
export interface Inside {
  /** How far its call may have come, as text and in order; nowhere while it stands on a wait queue. */
  readonly stages: readonly string[];
  /** The listener on whose wait queue the call stood last. */
  readonly waited: Listener | 'none';
}

/** What nobody sees: of each caller that is inside. */
export type Hidden = { readonly [p in Caller]?: Inside };

/** An instant: what is seen, and what is not. */
export interface Instant {
  readonly seen: Observed;
  readonly hidden: Hidden;
}

/** The stages have each one text. */
const textOf = (stage: CallStage): string => JSON.stringify(stage);
const stageOf = (text: string): CallStage => JSON.parse(text) as CallStage;

/** Whether a signal is pending: a freezer is none. */
const isInterrupted = ({ sig }: CallerSeen): boolean => sig !== 'none' && sig !== 'freeze';

/** The calls of one scenario. */
export class Calls {
  private readonly scenario: Scenario;
  private readonly severalCalls: boolean;
  private readonly pathsAtOnce: boolean;

  constructor(scenario: Scenario, options: { severalCalls?: boolean; pathsAtOnce?: boolean }) {
    this.scenario = scenario;
    this.severalCalls = options.severalCalls ?? false;
    this.pathsAtOnce = options.pathsAtOnce ?? false;
  }

  /** What a step of `p` may be. */
  moves(now: Instant, p: Caller): readonly Instant[] {
    const { is } = now.seen.caller[p];
    if (is === 'inside') return this.acts(now, p);
    if (is !== 'outside') return [];
    const begun = this.begin(now, p);
    return [begun, ...this.acts(begun, p)];
  }

  /** Whether `p` is inside, has not waited, and so may be between two calls of its program. */
  mayBeBetweenCalls({ seen, hidden }: Instant, p: Caller): boolean {
    return this.severalCalls && seen.caller[p].is === 'inside' && hidden[p]?.waited === 'none';
  }

  /** All that the calls may have come to unseen, when this is what is seen. */
  advanced({ seen, hidden }: Instant): Hidden {
    const inside = Object.entries(hidden).filter(([p]) => seen.caller[p as Caller].is === 'inside');
    return Object.fromEntries(
      inside.map(([p, { stages, waited }]) => [
        p,
        { stages: this.closure(seen, p as Caller, stages, waited), waited },
      ]),
    );
  }

  private begin({ seen, hidden }: Instant, p: Caller): Instant {
    const stages = [textOf(beginning(this.scenario, seen.caller[p].arg))];
    const begun = withCaller({ seen, hidden }, p, { is: 'inside' }, { stages, waited: 'none' });
    return { seen: begun.seen, hidden: this.advanced(begun) };
  }

  private acts(now: Instant, p: Caller): readonly Instant[] {
    const { seen, hidden } = now;
    if (this.waitsOn(seen, p) !== undefined) return seen.caller[p].sig === 'none' ? [] : [this.leave(now, p)];
    const acted = hidden[p]!.stages.flatMap((text) => this.act(now, p, stageOf(text)));
    const found = [...acted, ...this.yields(now, p)];
    if (!this.mayBeBetweenCalls(now, p) || seen.caller[p].sig === 'none') return found;
    const handled = seen.caller[p].sig === 'kill' ? this.die(now, p) : withCaller(now, p, { sig: 'none' });
    return [...found, handled];
  }

  private act(now: Instant, p: Caller, stage: CallStage): readonly Instant[] {
    if ('errno' in stage) return this.refuse(now, p, stage.errno);
    if (!('listener' in stage)) return [];
    const { listener: k } = stage;
    const { sock, queue, waiters, caller } = now.seen;
    const { sockfd } = caller[p].arg;
    if (sock[k] !== 'listening' && sock[k] !== 'unhashed') return [];
    if (queue[k].length >= this.scenario.fullAt) {
      if (sockfd === 'nonblock') return [];
      const seen = { ...now.seen, waiters: { ...waiters, [k]: [...waiters[k], p] } };
      return [{ seen, hidden: { ...now.hidden, [p]: { stages: [], waited: k } } }];
    }
    if (sockfd !== 'ok' && sockfd !== 'nonblock') return [];
    const seen = { ...now.seen, queue: { ...queue, [k]: [...queue[k], p] } };
    return [this.end({ ...now, seen }, p, { ret: 'OK', peer: this.inodeOf(k) })];
  }

  /** Who is woken when `p` leaves the listener for which it has waited: nobody, or the first who waits beside a slot. */
  private handsOnTo({ hidden, seen }: Instant, p: Caller): Caller | undefined {
    const { waited } = hidden[p]!;
    const { sock, queue, waiters } = seen;
    if (waited === 'none' || sock[waited] === 'dead') return undefined;
    return queue[waited].length < this.scenario.fullAt ? waiters[waited][0] : undefined;
  }

  /** Before it freezes. */
  private yields(now: Instant, p: Caller): readonly Instant[] {
    const first = now.seen.caller[p].sig === 'freeze' ? this.handsOnTo(now, p) : undefined;
    return first === undefined ? [] : [this.leave(now, first)];
  }

  private refuse(now: Instant, p: Caller, errno: CallerSeen['ret']): readonly Instant[] {
    const first = this.handsOnTo(now, p);
    const then = first === undefined ? now : this.leave(now, first);
    const words = this.severalCalls ? [errno, 'refused' as const] : [errno];
    return words.map((ret) => this.end(then, p, { ret }));
  }

  private end(now: Instant, p: Caller, result: Partial<CallerSeen>): Instant {
    if (now.seen.caller[p].sig === 'kill') return this.die(now, p);
    const loops = this.scenario.loopers.includes(p);
    const ended = loops ? ({ is: 'outside', ret: 'none', peer: 'none' } as const) : result;
    return withCaller(now, p, { is: 'done', sig: 'none', ...ended });
  }

  /** What is seen of the dead: nothing but that they are. */
  die(now: Instant, p: Caller): Instant {
    return withCaller(now, p, { is: 'dead', sig: 'none', ret: 'none', peer: 'none' });
  }

  /** The listener on whose wait queue `p` stands. */
  waitsOn({ waiters }: Observed, p: Caller): Listener | undefined {
    return this.scenario.listeners.find(({ name }) => waiters[name].includes(p))?.name;
  }

  /** `p` leaves the wait queue on which it stands, by whomever. */
  leave(now: Instant, p: Caller): Instant {
    const { seen, hidden } = now;
    const k = this.waitsOn(seen, p)!;
    const stage: CallStage = isInterrupted(seen.caller[p]) ? { errno: 'EINTR' } : { inode: this.inodeOf(k) };
    return {
      seen: { ...seen, waiters: { ...seen.waiters, [k]: seen.waiters[k].filter((q) => q !== p) } },
      hidden: { ...hidden, [p]: { stages: [textOf(stage)], waited: k } },
    };
  }

  private inodeOf(k: Listener) {
    return this.scenario.listeners.find(({ name }) => name === k)!.inode;
  }

  private closure(seen: Observed, p: Caller, stages: readonly string[], waited: Inside['waited']) {
    const found = new Set(stages);
    if (found.size > 0 && waited !== 'none' && isInterrupted(seen.caller[p]))
      found.add(textOf({ errno: 'EINTR' }));
    for (const text of found)
      for (const next of this.advance(seen, p, stageOf(text))) found.add(textOf(next));
    return [...found].sort();
  }

  /** Where the call of `p` may get from a stage by looking at the world once; nowhere where it stays. */
  advance(seen: Observed, p: Caller, stage: CallStage): readonly CallStage[] {
    const { arg } = seen.caller[p];
    if ('errno' in stage) return [];
    if ('inode' in stage) return [fromInode(this.scenario, seen, stage.inode)];
    if ('place' in stage) {
      const passed = passes(this.scenario, seen.entry, stage.place, arg);
      return this.pathsAtOnce ? passed.filter((one) => !('place' in one)) : passed;
    }
    const next = fromListener(this.scenario, seen, stage.listener, arg);
    return next === undefined ? [] : [next];
  }
}

/** The instant with something else seen of one caller, and something else unseen. */
export function withCaller(
  { seen, hidden }: Instant,
  p: Caller,
  change: Partial<CallerSeen>,
  inside: Inside | undefined = hidden[p],
): Instant {
  return {
    seen: { ...seen, caller: { ...seen.caller, [p]: { ...seen.caller[p], ...change } } },
    hidden: inside === undefined ? hidden : { ...hidden, [p]: inside },
  };
}
