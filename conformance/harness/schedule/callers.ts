// SPDX-License-Identifier: MIT
// The callers of a model as tasks of a kernel: how they are made, where they park, and what is seen of them.
import { type CallersSeen, isRefusedSleep } from '../../../models/kernel/callers.ts';
import type { Signal } from '../../../models/kernel/signal.ts';
import { CLONE_FILES, CLONE_FS, CLONE_PARENT, CLONE_VM, SIGCHLD } from '../protocol/clone.ts';
import type { Op } from '../protocol/types.ts';
import { SIGNUMS } from '../signums.ts';
import type { Show } from './view.ts';

/** Children of the shim, which is told of their death by wait4; of others' children it has to ask after each step. */
export const SHARED = CLONE_VM | CLONE_FILES | CLONE_PARENT | SIGCHLD;

/** Tasks by name, after the keeper. */
export const numbered = (keeper: number, names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name, i) => [name, keeper + 1 + i]));

/** A signal that somebody sends in a scenario. */
export interface SentSignal<P extends string> {
  readonly to: P;
  readonly signal: Signal;
}

/** What a proposal says of its callers. */
export interface CallersOf<S extends CallersSeen<P>, P extends string> {
  readonly callers: readonly P[];
  readonly tasks: Readonly<Record<string, number>>;
  /** The point at which a caller is parked at each pc of the model's own, in front of its step. */
  readonly points: Readonly<Record<string, string>>;
  /** The point in front of a sleep that a pending signal refuses; absent where no call sleeps. */
  readonly refusedSleep?: string;
  /** The calls that a signal starts again park here, where they begin. That is no end of them. */
  readonly restarted?: {
    readonly point: string;
    /** Whether the caller is in front of such a call. */
    is(s: S, p: P): boolean;
    /**
     * The point is armed with the signal and not with the step that starts the call again, which is the kernel's own. A program has
     * one call then: the next one would park there too.
     */
    readonly isArmedBySignal?: true;
  };
  readonly signals: readonly SentSignal<P>[];
  /**
   * Whether it has frozen on its way to user mode, was thawed, and has a signal to see: the model has it in its call, and the
   * kernel sees the signal where it has frozen.
   */
  leaves?(s: S, p: P): boolean;
  /** What a call returned whose result the model keeps no longer. */
  forgotten(before: S, after: S, p: P): string;
}

/** Whether a freezer has been there, and the caller has not seen it, or is frozen. */
const isToFreeze = <S extends CallersSeen<P>, P extends string>({ task }: S, p: P): boolean =>
  task[p].sig === 'freeze';

/** The callers of one scenario. One whose `pc` is `frozen` has been frozen in its call. */
export class Callers<S extends CallersSeen<P>, P extends string> {
  readonly #of: CallersOf<S, P>;

  constructor(of: CallersOf<S, P>) {
    this.#of = of;
  }

  isRestarted(s: S, p: P): boolean {
    return this.#of.restarted?.is(s, p) === true;
  }

  #isStartedAgain(before: S, after: S, p: P): boolean {
    return this.isRestarted(after, p) && !this.isRestarted(before, p);
  }

  /** They share descriptors and working directory; `uid` is whose they are, where that is not root. */
  make(keeper: number, uid?: number): Op[] {
    const { callers, tasks } = this.#of;
    const [first] = callers;
    const owner = uid === undefined ? {} : { uid, gid: uid };
    const made = callers.map((p): Op => {
      const task = tasks[p]!;
      if (p === first) return { op: 'spawn', task, parent: keeper, flags: SHARED, ...owner };
      return { op: 'spawn', task, parent: tasks[first!]!, flags: SHARED | CLONE_FS };
    });
    return [...made, ...callers.flatMap((p) => this.#prepare(p))];
  }

  /** Handlers of the signals that it will get, and the points at which it always parks. */
  #prepare(p: P): Op[] {
    const { signals, points, tasks } = this.#of;
    const sent = new Set(signals.flatMap(({ to, signal }) => (to === p ? [signal] : [])));
    sent.delete('kill');
    return [
      ...[...sent].map((signal): Op => {
        return { op: 'handler', task: tasks[p]!, signal: SIGNUMS[signal], restart: signal === 'restart' };
      }),
      ...Object.values(points).map((point) => this.#arm(p, point)),
    ];
  }

  /** One that is killed has to park until it is released, whatever comes. */
  #arm(p: P, point: string, nth?: number): Op {
    const isKilled = this.#of.signals.some(({ to, signal }) => to === p && signal === 'kill');
    const stays = isKilled ? { stays: true as const } : {};
    return { op: 'arm', task: this.#of.tasks[p]!, point, ...stays, ...(nth === undefined ? {} : { nth }) };
  }

  release(name: string): Op {
    return { op: 'release', task: this.#of.tasks[name]! };
  }

  /** A step of a caller that is in a call: it goes on to where it parks next, past so many points. */
  step(before: S, after: S, p: P, past = 0): Op[] {
    const { refusedSleep, restarted } = this.#of;
    if (this.#leaves(before, p)) return this.#goesOnFrom(before, after, p);
    const release = this.release(p);
    if (refusedSleep !== undefined && isRefusedSleep(after, p) && !isRefusedSleep(before, p))
      return [this.#arm(p, refusedSleep, 1), release];
    const isArmed = restarted?.isArmedBySignal === true;
    if (restarted !== undefined && !isArmed && this.#isStartedAgain(before, after, p))
      return [this.#arm(p, restarted.point, 1), release];
    // One that is still to be frozen would be so at the end of its call, before anybody sees that.
    const thaw = isToFreeze(before, p) && this.#hasEnded(before, after, p) ? [this.#thaw(p)] : [];
    return [...thaw, ...Array.from({ length: 1 + past }, () => release)];
  }

  #leaves(s: S, p: P): boolean {
    return this.#of.leaves?.(s, p) === true;
  }

  #thaw(p: P): Op {
    return { op: 'thaw', task: this.#of.tasks[p]! };
  }

  /** The thaw of one that has frozen: its call goes on, or is started again. */
  #goesOnFrom(before: S, after: S, p: P): Op[] {
    const isAgain = this.#isStartedAgain(before, after, p);
    return [...(isAgain ? [this.#arm(p, this.#of.restarted!.point, 1)] : []), this.#thaw(p)];
  }

  /** What has the kernel freeze `p`. Who is in no call, or is about to see a signal, is frozen in no model. */
  freeze(before: S, after: S, p: P): Op[] {
    const isNew = isToFreeze(after, p) && !isToFreeze(before, p);
    return isNew ? [{ op: 'freeze', task: this.#of.tasks[p]! }] : [];
  }

  /** What has the kernel thaw `p`, where it is frozen. */
  thaw(before: S, after: S, p: P): Op[] {
    const isFrozen = before.task[p].pc === 'frozen' && !this.#leaves(after, p);
    return isFrozen ? this.#goesOnFrom(before, after, p) : [];
  }

  /** Whether a kernel takes notice of a freeze that the model lets pass: the wait has ended, and only then came the thaw. */
  isNoticed(s: S, p: P): boolean {
    return isToFreeze(s, p) && s.task[p].pc !== 'frozen';
  }

  /** Those that a step of somebody else's takes off a queue before they could sleep: they go on to where the woken park. */
  goOn(before: S, after: S, by: string): Op[] {
    return this.#of.callers
      .filter((p) => p !== by && isRefusedSleep(before, p) && after.task[p].pc === 'woken')
      .map((p) => this.release(p));
  }

  /** Sends a signal. To a program that has ended nothing happens; the task that made its calls is not sent anything. */
  signal(s: S, { to, signal }: SentSignal<P>): Op[] {
    const { pc } = s.task[to];
    if (pc === 'done' || pc === 'dead') return [];
    const { restarted, tasks } = this.#of;
    const mayRestart = signal === 'restart' && pc !== 'enter' && restarted?.isArmedBySignal;
    return [
      ...(mayRestart ? [this.#arm(to, restarted.point, 1)] : []),
      // In the model one of the two is pending.
      ...(this.isNoticed(s, to) ? [this.#thaw(to)] : []),
      { op: 'kill', task: tasks[to]!, signal: SIGNUMS[signal] },
    ];
  }

  /** What of it is seen at once: in user mode a handler runs. */
  signalled(before: S, { to, signal }: SentSignal<P>): string[] {
    const isIdle = before.task[to].pc === 'enter' && !this.isRestarted(before, to);
    return isIdle && signal !== 'kill' ? [`${to} handled ${signal}`] : [];
  }

  show(s: S, p: P): Show {
    const { points, refusedSleep, restarted } = this.#of;
    const { pc } = s.task[p];
    switch (pc) {
      case 'enter':
        return this.isRestarted(s, p) ? `parked at ${restarted!.point}` : 'idle';
      case 'asleep':
        return refusedSleep !== undefined && isRefusedSleep(s, p) ? `parked at ${refusedSleep}` : 'asleep';
      case 'frozen':
        return 'asleep';
      case 'done':
        return 'idle';
      case 'dead':
        return 'dead';
      default:
        return this.#leaves(s, p) ? 'asleep' : `parked at ${points[pc]}`;
    }
  }

  /** Whether the call that `p` was in, or made, has ended. */
  #hasEnded(before: S, after: S, p: P): boolean {
    const [was, is] = [before.task[p], after.task[p]];
    if (is.pc === 'done') return was.pc !== 'done';
    if (is.pc !== 'enter' || this.#isStartedAgain(before, after, p)) return false;
    return was.pc !== 'enter' || was.call !== is.call;
  }

  /** What happens to `p` in a step that anybody takes. */
  events(before: S, after: S, p: P): string[] {
    const [was, is] = [before.task[p], after.task[p]];
    const died = was.pc !== 'dead' && is.pc === 'dead';
    const handled = was.sig !== 'none' && was.sig !== 'freeze' && is.sig === 'none' && !died;
    const result = is.ret === 'none' ? () => this.#of.forgotten(before, after, p) : () => is.ret;
    return [
      ...(this.#hasEnded(before, after, p) ? [`${p} returned ${result()}`] : []),
      ...(handled ? [`${p} handled ${was.sig}`] : []),
      ...(died ? [`${p} died`] : []),
    ];
  }

  /** Whether each has ended, or sleeps or is frozen without a signal: nobody is in the middle of something. */
  areAtRest(s: S): boolean {
    return this.#of.callers.every((p) => {
      const { pc, sig } = s.task[p];
      const isStill = (pc === 'asleep' && sig === 'none') || (pc === 'frozen' && sig === 'freeze');
      return pc === 'done' || pc === 'dead' || isStill;
    });
  }
}
