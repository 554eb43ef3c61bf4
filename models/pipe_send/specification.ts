// SPDX-License-Identifier: MIT
// The document's Specification: every call atomic, over what an outsider sees. No code of the model's steps is used.
import { same } from '../kernel/same.ts';
import type { Specification } from '../kit/index.ts';
import { type Caller, dataOf, type End, PAGE, SPLICED } from './names.ts';
import type { CallerSeen, Observed } from './observation.ts';
import { expectedAnswer, TABLE } from './oracle.ts';
import type { Scenario, Slots, Switch } from './scenarios.ts';
import { frontOf, mergedOf, roomIn, takenFrom, withBytes, withoutEmpty } from './specified-queue.ts';

/** Who has waited for bytes or room since its call began; nobody sees it. */
export type Hidden = { readonly [p in Caller]?: 'yes' };

/** What is seen, and what is not. */
export interface Instant {
  readonly seen: Observed;
  readonly hidden: Hidden;
}

/** What a specification is made for. */
export interface SpecificationOptions {
  /** Whether the program has several calls, with ends between them. */
  readonly severalCalls?: boolean;
}

const isInside = ({ is }: CallerSeen): boolean => is === 'inside' || is === 'faults';

/** The steps of callers and rivals. */
export class Queue {
  private readonly scenario: Scenario;
  private readonly severalCalls: boolean;

  constructor(scenario: Scenario, { severalCalls = false }: SpecificationOptions) {
    this.scenario = scenario;
    this.severalCalls = severalCalls;
  }

  /** Where a step of `actor` may lead. */
  moves(now: Instant, actor: string): readonly Instant[] {
    const { callers } = this.scenario;
    if (!callers.includes(actor as Caller)) return this.rivalMoves(now, actor);
    if (now.seen.nonblock !== undefined) return this.callerMoves(now, actor as Caller);
    // What the program sets itself is not seen.
    return this.nonblocks().flatMap((nonblock) =>
      this.callerMoves({ ...now, seen: { ...now.seen, nonblock } }, actor as Caller).map(
        ({ seen: { nonblock: _, ...seen }, hidden }) => ({ seen, hidden }),
      ),
    );
  }

  private callerMoves(now: Instant, p: Caller): readonly Instant[] {
    const me = now.seen.caller[p];
    switch (me.is) {
      case 'outside':
        return this.begin(now, p);
      case 'inside':
        return [
          ...(this.isTaken(now.seen, p) ? [] : this.withThePipe(now, p)),
          ...this.giveWay(now, p),
          ...this.killed(now, p),
          ...this.betweenCalls(now, p),
        ];
      case 'faults':
        return this.killed(now.seen.caller[p].arg.op === 'send' ? this.unread(now, p) : now, p);
      case 'waits':
        return this.wake(now, p);
      default:
        return [];
    }
  }

  private withThePipe(now: Instant, p: Caller): readonly Instant[] {
    return [
      ...this.put(now, p),
      ...this.take(now, p),
      ...this.refuse(now, p),
      ...this.sleep(now, p),
      ...this.fault(now, p),
      ...this.interrupt(now, p),
    ];
  }

  /** No signal but SIGKILL ends a wait for the pipe itself. */
  private wake(now: Instant, p: Caller): readonly Instant[] {
    const hasSlept = now.hidden[p] === 'yes';
    return [
      ...(hasSlept || !this.isTaken(now.seen, p) ? [change(now, p, { is: 'inside' })] : []),
      ...(hasSlept ? this.interrupt(now, p) : []),
      ...this.killed(now, p),
    ];
  }

  private begin(now: Instant, p: Caller): readonly Instant[] {
    const { arg } = now.seen.caller[p];
    const { [p]: _, ...hidden } = now.hidden;
    const begun = change({ ...now, hidden }, p, { is: 'inside' });
    const found: Instant[] = [];
    const { slots, ends } = now.seen;
    const answer = expectedAnswer({ slots, ends, ring: this.scenario.ring, page: PAGE }, arg);
    if (['E1', 'E2', 'E3', 'E4', 'E5', 'E6'].includes(answer))
      found.push(this.end(begun, p, { ret: TABLE[answer as 'E1'] }));
    else if (arg.fd !== 'pipe' || arg.n === 0) {
      const count = arg.fd === 'null' && arg.op === 'send' ? arg.n : 0;
      found.push(this.end(begun, p, { ret: 'OK', count }));
    }
    // What never comes to the pipe is not inside, but between the calls of a program.
    return found.length === 0 || this.severalCalls ? [begun, ...found] : found;
  }

  /** Of a program of several calls, whose first one has been refused or gone over. */
  private betweenCalls(now: Instant, p: Caller): readonly Instant[] {
    const me = now.seen.caller[p];
    if (!this.severalCalls || me.count > 0) return [];
    const answers = this.begin(now, p).filter(({ seen }) => seen.caller[p].is !== 'inside');
    if (me.sig === 'none') return answers;
    return [...answers, me.sig === 'kill' ? this.die(now, p) : change(now, p, { sig: 'none' })];
  }

  /** What O_NONBLOCK may be: as it was at first, or what a rival has made of it. */
  private nonblocks(): readonly Switch[] {
    const { nonblock, rivals } = this.scenario;
    const isCleared = rivals.some(({ program }) => program.some(({ step }) => step === 'SetFlags'));
    return isCleared ? [nonblock, 'off'] : [nonblock];
  }

  private mayNotWait({ caller, nonblock }: Observed, p: Caller): boolean {
    return caller[p].arg.flags.includes('DONTWAIT') || nonblock === 'on';
  }

  private otherIsInside(seen: Observed, p: Caller): boolean {
    return (
      this.scenario.callers.some((q) => q !== p && isInside(seen.caller[q])) || this.rivalHasThePipe(seen)
    );
  }

  /** Somebody sleeps who has the pipe: a rival, or one who is at its fault and is not `p`. */
  private isTaken(seen: Observed, p?: Caller): boolean {
    const { callers } = this.scenario;
    return callers.some((q) => q !== p && seen.caller[q].is === 'faults') || this.rivalHasThePipe(seen);
  }

  private rivalHasThePipe({ at }: Observed): boolean {
    return this.scenario.rivals.some(({ name, program, loops }) => {
      const before = at[name]! - 1;
      const last = before > 0 ? program[before - 1] : loops ? program.at(-1) : undefined;
      return last?.step === 'SpliceLock';
    });
  }

  private room({ seen, hidden }: Instant, p: Caller): number {
    const { arg, count } = seen.caller[p];
    return roomIn(this.scenario, seen.slots, arg, count, hidden[p] === 'yes');
  }

  private findsRoomOrBytes(now: Instant, p: Caller): boolean {
    return now.seen.caller[p].arg.op === 'send' ? this.room(now, p) > 0 : frontOf(now.seen.slots) === 'bytes';
  }

  private findsSomething(now: Instant, p: Caller): boolean {
    const { op } = now.seen.caller[p].arg;
    const other: End = op === 'send' ? 'read' : 'write';
    if (op === 'recv' && frontOf(now.seen.slots) === 'empty packet') return true;
    return this.findsRoomOrBytes(now, p) || !now.seen.ends.includes(other);
  }

  private put(now: Instant, p: Caller): readonly Instant[] {
    const { arg, count, sig } = now.seen.caller[p];
    const { slots, ends } = now.seen;
    const room = this.room(now, p);
    if (arg.op !== 'send' || arg.buf === 'unmapped' || !ends.includes('read') || room === 0) return [];
    const merged = mergedOf(slots, arg, count, now.hidden[p] === 'yes');
    const moved = count + room;
    const then = slotted(now, withBytes(this.scenario, slots, dataOf(p).slice(count, moved), merged));
    if (moved === arg.n || this.mayNotWait(now.seen, p) || sig !== 'none')
      return [this.end(then, p, { ret: 'OK', count: moved })];
    return [asleep(change(then, p, { count: moved, is: 'waits' }), p)];
  }

  private take(now: Instant, p: Caller): readonly Instant[] {
    const { arg } = now.seen.caller[p];
    const { slots, ends } = now.seen;
    if (arg.op !== 'recv') return [];
    const front = frontOf(slots);
    if (front === 'bytes' && arg.buf === 'unmapped') return [];
    if (front === 'nothing' && ends.includes('write')) return [];
    const taken = takenFrom(slots, arg.n);
    return [
      this.end(slotted(now, taken.slots), p, { ret: 'OK', count: taken.bytes.length, got: taken.bytes }),
    ];
  }

  /** Without the hollow slots that a receiver comes to first. */
  private cleaned(now: Instant, p: Caller): Instant {
    return now.seen.caller[p].arg.op === 'send' ? now : slotted(now, withoutEmpty(now.seen.slots));
  }

  /** After a call whose buffer was not there: a sender's slot is there before its bytes are, where the kernel does not copy first. */
  private unread(now: Instant, p: Caller): Instant {
    const { arg, count } = now.seen.caller[p];
    const { slots } = now.seen;
    if (arg.op === 'recv') return this.cleaned(now, p);
    if (this.scenario.copiesFirst) return now;
    if (mergedOf(slots, arg, count, now.hidden[p] === 'yes') > 0) return now;
    return slotted(now, [...slots, { off: 0, data: [], kind: this.scenario.packets ? 'packet' : 'merge' }]);
  }

  private refuse(now: Instant, p: Caller): readonly Instant[] {
    const { arg, count, sigpipe } = now.seen.caller[p];
    const { ends } = now.seen;
    const hasReader = arg.op === 'recv' || ends.includes('read');
    const orMoved = (errno: 'EPIPE' | 'EAGAIN') => (count > 0 ? 'OK' : errno);
    const found: Instant[] = [];
    if (!hasReader) {
      const told = arg.flags.includes('NOSIGNAL') ? sigpipe : 'sent';
      found.push(this.end(now, p, { ret: orMoved('EPIPE'), count, sigpipe: told }));
    } else if (arg.buf === 'unmapped' && this.findsRoomOrBytes(now, p)) {
      found.push(this.end(this.unread(now, p), p, { ret: 'EFAULT' }));
    }
    if (this.mayNotWait(now.seen, p) && !this.findsSomething(now, p))
      found.push(this.end(this.cleaned(now, p), p, { ret: orMoved('EAGAIN'), count }));
    return found;
  }

  /** Another one is inside: who may wait does, and who may not is refused. */
  private giveWay(now: Instant, p: Caller): readonly Instant[] {
    if (!this.otherIsInside(now.seen, p)) return [];
    const isRefused = now.seen.caller[p].arg.flags.includes('DONTWAIT');
    return [isRefused ? this.end(now, p, { ret: 'EAGAIN' }) : change(now, p, { is: 'waits' })];
  }

  private sleep(now: Instant, p: Caller): readonly Instant[] {
    if (this.mayNotWait(now.seen, p) || this.findsSomething(now, p)) return [];
    return [asleep(this.cleaned(change(now, p, { is: 'waits' }), p), p)];
  }

  private fault(now: Instant, p: Caller): readonly Instant[] {
    const { buf, op } = now.seen.caller[p].arg;
    if (op === 'send' && !now.seen.ends.includes('read')) return [];
    return buf === 'slow' && this.findsRoomOrBytes(now, p) ? [change(now, p, { is: 'faults' })] : [];
  }

  private killed(now: Instant, p: Caller): readonly Instant[] {
    if (now.seen.caller[p].sig !== 'kill') return [];
    return [this.die(now, p), this.die(this.cleaned(now, p), p)];
  }

  private interrupt(now: Instant, p: Caller): readonly Instant[] {
    const { sig, count, is } = now.seen.caller[p];
    if (sig === 'none' || sig === 'kill') return [];
    if (is === 'inside' && this.mayNotWait(now.seen, p)) return [];
    if (this.findsSomething(now, p)) return [];
    const then = is === 'inside' ? this.cleaned(now, p) : now;
    if (count > 0) return [this.end(then, p, { ret: 'OK', count })];
    if (sig === 'interrupt') return [this.end(then, p, { ret: 'EINTR' })];
    return [change(then, p, { is: this.severalCalls ? 'inside' : 'outside', sig: 'none' })].map(
      ({ seen, hidden: { [p]: _, ...hidden } }) => ({ seen, hidden }),
    );
  }

  private end(now: Instant, p: Caller, result: Partial<CallerSeen>): Instant {
    if (now.seen.caller[p].sig === 'kill')
      return this.die(change(now, p, { got: result.got ?? now.seen.caller[p].got }), p);
    if (this.scenario.loopers.includes(p))
      return change(now, p, { is: 'outside', sig: 'none', ret: 'none', count: 0, got: [], sigpipe: 'none' });
    return change(now, p, { is: 'done', sig: 'none', count: 0, ...result });
  }

  private die(now: Instant, p: Caller): Instant {
    return change(now, p, { is: 'dead', sig: 'none', ret: 'none', count: 0, sigpipe: 'none' });
  }

  private rivalMoves({ seen, hidden }: Instant, name: string): readonly Instant[] {
    const { rivals, ring } = this.scenario;
    const { program, loops } = rivals.find((one) => one.name === name)!;
    const at = seen.at[name]!;
    const operation = program[at - 1];
    if (operation === undefined) return [];
    const next = loops && at === program.length ? 1 : at + 1;
    const now: Instant = { seen: { ...seen, at: { ...seen.at, [name]: next } }, hidden };
    switch (operation.step) {
      case 'SetFlags':
        return [seen.nonblock === undefined ? now : { hidden, seen: { ...now.seen, nonblock: 'off' } }];
      case 'SpliceLock':
        return !this.isTaken(seen) && seen.slots.length < ring && seen.ends.includes('read') ? [now] : [];
      case 'SpliceRead':
        return [slotted(now, [...seen.slots, { off: 0, data: [SPLICED], kind: 'plain' }])];
      case 'Release':
        if (this.isTaken(seen)) return [];
        return [{ hidden, seen: { ...now.seen, ends: seen.ends.filter((end) => end !== operation.end) } }];
      case 'ResolveFault': {
        const { is } = seen.caller[operation.of];
        if (is === 'faults') return [change(now, operation.of, { is: 'inside' })];
        return is === 'done' || is === 'dead' ? [now] : [];
      }
      case 'SendSignal':
        return this.signal(now, operation.to, operation.signal);
      default:
        return [now];
    }
  }

  private signal(now: Instant, p: Caller, signal: 'interrupt' | 'restart' | 'kill'): readonly Instant[] {
    const { is, sig, count } = now.seen.caller[p];
    if (is === 'done' || is === 'dead') return [now];
    if (is === 'outside') return [signal === 'kill' ? this.die(now, p) : now];
    const sent = change(now, p, { sig: sig === 'kill' ? sig : signal });
    if (!this.severalCalls || is !== 'inside' || count > 0) return [sent];
    return [sent, signal === 'kill' ? this.die(now, p) : now];
  }
}

/** The instant with something else seen of one caller. */
function change({ seen, hidden }: Instant, p: Caller, what: Partial<CallerSeen>): Instant {
  return { hidden, seen: { ...seen, caller: { ...seen.caller, [p]: { ...seen.caller[p], ...what } } } };
}

const slotted = ({ seen, hidden }: Instant, slots: Slots): Instant => ({ seen: { ...seen, slots }, hidden });

const asleep = ({ seen, hidden }: Instant, p: Caller): Instant => ({
  seen,
  hidden: { ...hidden, [p]: 'yes' },
});

/** Whether this is how the scenario says that it begins. */
function beginsAs({ slots, ends, nonblock, callers, args }: Scenario, seen: Observed): boolean {
  const outside = { is: 'outside', sig: 'none', ret: 'none', count: 0, got: [], sigpipe: 'none' };
  return (
    slots.some((some) => same(some, seen.slots)) &&
    ends.some((some) => same([...some].sort(), [...seen.ends].sort())) &&
    (seen.nonblock ?? nonblock) === nonblock &&
    Object.values(seen.at).every((at) => at === 1) &&
    callers.every((p) => {
      const { arg, ...rest } = seen.caller[p];
      const given = { ...arg, flags: [...arg.flags].sort() };
      return (
        same(rest, outside) && args[p]!.some((one) => same({ ...one, flags: [...one.flags].sort() }, given))
      );
    })
  );
}

/** The specification in one scenario. */
export function specification(
  scenario: Scenario,
  options: SpecificationOptions = {},
): Specification<Observed, Hidden> {
  const queue = new Queue(scenario, options);
  return {
    initial: (seen) => (beginsAs(scenario, seen) ? [{}] : []),
    next: (hidden, before, actor, after) =>
      queue
        .moves({ seen: before, hidden }, actor)
        .filter(({ seen }) => same(seen, after))
        .map((moved) => moved.hidden),
  };
}
