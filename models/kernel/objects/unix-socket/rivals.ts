// SPDX-License-Identifier: MIT
// Those who act beside callers that connect: movers of names, servers, senders of signals.
import { nextOf, type OperationKinds, type Rival } from '../../rival.ts';
import type { Signal } from '../../signal.ts';
import { type PathOperation, type PathRivalState, pathOperations } from '../path/rivals.ts';
import { type Sockets, type SockState, takeWaiter } from './listener.ts';

/** One step of a rival, named as the step in the documents. */
export type SocketOperation<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
> =
  | PathOperation<D, N, I>
  | { readonly step: 'AcceptDequeue'; readonly on: K }
  | { readonly step: 'AcceptWake'; readonly on: K }
  | { readonly step: 'ReleaseUnhash'; readonly on: K }
  | { readonly step: 'ReleaseDead'; readonly on: K }
  | { readonly step: 'SendSignal'; readonly signal: Signal; readonly to: P }
  | { readonly step: 'Freeze'; readonly to: P }
  | { readonly step: 'Thaw'; readonly to: P };

/** The state that these rivals act on. */
export interface SocketRivalState<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
> extends Sockets<K, P>,
    PathRivalState<D, N, I> {
  readonly at: Record<string, number>;
}

/** What happens to a caller that a rival's step reaches. */
export interface Reached<S, P extends string> {
  woken(s: S, p: P): void;
  signalled(s: S, p: P, signal: Signal): void;
  /** By the freezer of suspend or of cgroup v1. */
  frozen(s: S, p: P): void;
  thawed(s: S, p: P): void;
}

/** What decides whether a rival can go on. */
export interface SocketRivalView<K extends string> {
  readonly at: Readonly<Record<string, number>>;
  readonly sock: Readonly<Record<K, SockState>>;
  readonly queue: Readonly<Record<K, readonly string[]>>;
}

/** The operations of rivals, by the callers whom they reach. */
export function socketOperations<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
>(
  rivals: readonly Rival<SocketOperation<D, N, I, K, P>>[],
  reached: Reached<SocketRivalState<D, N, I, K, P>, P>,
): OperationKinds<SocketRivalView<K>, SocketRivalState<D, N, I, K, P>, SocketOperation<D, N, I, K, P>> {
  return {
    ...pathOperations<D, N, I>(),
    // accept(2) sleeps while there is nothing to accept.
    AcceptDequeue: {
      isEnabled: (s, { on }) => s.sock[on] === 'listening' && s.queue[on].length > 0,
      apply(s, { on }) {
        s.queue[on].shift();
      },
    },
    AcceptWake: {
      apply(s, { on }) {
        const p = takeWaiter(s, on);
        if (p !== undefined) reached.woken(s, p);
      },
    },
    // accept(2) holds the listener's file until it returns: a close by another is no release until then.
    ReleaseUnhash: {
      isEnabled: (s, { on }) =>
        rivals.every((rival) => {
          const next = nextOf(s, rival);
          return next?.step !== 'AcceptWake' || next.on !== on;
        }),
      apply(s, { on }) {
        s.sock[on] = 'unhashed';
      },
    },
    ReleaseDead: {
      apply(s, { on }) {
        s.sock[on] = 'dead';
        s.queue[on] = [];
        for (let p = takeWaiter(s, on); p !== undefined; p = takeWaiter(s, on)) reached.woken(s, p);
      },
    },
    SendSignal: { apply: (s, { to, signal }) => reached.signalled(s, to, signal) },
    Freeze: { apply: (s, { to }) => reached.frozen(s, to) },
    Thaw: { apply: (s, { to }) => reached.thawed(s, to) },
  };
}
