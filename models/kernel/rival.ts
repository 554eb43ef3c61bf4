// SPDX-License-Identifier: MIT
// Those who act beside the callers: movers of names, servers, senders of signals. One operation is one step.
import { BLOCKED, int, record, type Subset } from '../kit/index.ts';
import type { Signal } from './signal.ts';
import { type Sockets, type SockState, takeWaiter } from './unix-socket.ts';
import type { Entries } from './vfs.ts';

/** One directory entry. */
export type Entry<D extends string, N extends string> = readonly [dir: D, name: N];

/** One step of a rival, named as the step in the documents. */
export type Operation<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
> =
  | { readonly step: 'RenameExchange'; readonly a: Entry<D, N>; readonly b: Entry<D, N> }
  | { readonly step: 'Chmod'; readonly inode: I; readonly denies: boolean }
  | { readonly step: 'AcceptDequeue' | 'AcceptWake' | 'ReleaseUnhash' | 'ReleaseDead'; readonly on: K }
  | { readonly step: 'SendSignal'; readonly signal: Signal; readonly to: P }
  | { readonly step: 'Freeze' | 'Thaw'; readonly to: P };

/** A program of operations; one that loops starts again at its end. */
export interface Rival<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
> {
  readonly name: string;
  readonly loops: boolean;
  readonly program: readonly Operation<D, N, I, K, P>[];
}

/** The state that rivals act on. */
export interface RivalState<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
> extends Sockets<K, P> {
  readonly entry: Entries<D, N, I>;
  readonly nowrite: Subset<I>;
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

/** The schema of `at`: each rival's next operation, from 1. */
export function atSchema(rivals: readonly { name: string; program: readonly unknown[] }[]) {
  return record(Object.fromEntries(rivals.map(({ name, program }) => [name, int(1, program.length + 1)])));
}

/** Swaps two directory entries. */
export function exchange<D extends string, N extends string, I extends string>(
  entry: Entries<D, N, I>,
  a: Entry<D, N>,
  b: Entry<D, N>,
): void {
  const moved = entry[a[0]][a[1]];
  entry[a[0]][a[1]] = entry[b[0]][b[1]];
  entry[b[0]][b[1]] = moved;
}

function apply<D extends string, N extends string, I extends string, K extends string, P extends string>(
  s: RivalState<D, N, I, K, P>,
  operation: Operation<D, N, I, K, P>,
  reached: Reached<RivalState<D, N, I, K, P>, P>,
): void {
  switch (operation.step) {
    case 'RenameExchange':
      exchange(s.entry, operation.a, operation.b);
      return;
    case 'Chmod':
      if (operation.denies) s.nowrite.add(operation.inode);
      else s.nowrite.delete(operation.inode);
      return;
    case 'AcceptDequeue':
      s.queue[operation.on].shift();
      return;
    case 'AcceptWake': {
      const p = takeWaiter(s, operation.on);
      if (p !== undefined) reached.woken(s, p);
      return;
    }
    case 'ReleaseUnhash':
      s.sock[operation.on] = 'unhashed';
      return;
    case 'ReleaseDead':
      s.sock[operation.on] = 'dead';
      s.queue[operation.on] = [];
      for (let p = takeWaiter(s, operation.on); p !== undefined; p = takeWaiter(s, operation.on))
        reached.woken(s, p);
      return;
    case 'SendSignal':
      reached.signalled(s, operation.to, operation.signal);
      return;
    case 'Freeze':
      reached.frozen(s, operation.to);
      return;
    case 'Thaw':
      reached.thawed(s, operation.to);
  }
}

const STEPS = [
  'RenameExchange',
  'Chmod',
  'AcceptDequeue',
  'AcceptWake',
  'ReleaseUnhash',
  'ReleaseDead',
  'SendSignal',
  'Freeze',
  'Thaw',
] as const;

/** The steps of all rivals, one action for each kind, with the rival as its parameter. */
export function rivalActions<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
>(rivals: readonly Rival<D, N, I, K, P>[], reached: Reached<RivalState<D, N, I, K, P>, P>) {
  type State = RivalState<D, N, I, K, P>;
  const names = rivals.map((r) => r.name);
  const byName = new Map(rivals.map((r) => [r.name, r]));
  const action = (step: (typeof STEPS)[number]) => ({
    params: [names] as const,
    run(s: State, name: string) {
      const rival = byName.get(name)!;
      const at = s.at[name]!;
      const operation = nextOf(s, rival);
      if (operation?.step !== step || !isEnabled(s, rivals, operation)) return BLOCKED;
      apply(s, operation, reached);
      s.at[name] = rival.loops && at === rival.program.length ? 1 : at + 1;
      return undefined;
    },
  });
  return Object.fromEntries(STEPS.map((step) => [step, action(step)])) as Record<
    (typeof STEPS)[number],
    ReturnType<typeof action>
  >;
}

/** What decides whether a rival can go on. */
export interface RivalView<K extends string> {
  readonly at: Readonly<Record<string, number>>;
  readonly sock: Readonly<Record<K, SockState>>;
  readonly queue: Readonly<Record<K, readonly string[]>>;
}

/** The rival's next operation, unless it is at the end of its program. */
export function nextOf<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
>(s: RivalView<K>, rival: Rival<D, N, I, K, P>): Operation<D, N, I, K, P> | undefined {
  return rival.program[s.at[rival.name]! - 1];
}

/**
 * accept(2) sleeps while there is nothing to accept, and holds the listener's file until it returns: a close by another is no
 * release until then. Every other operation can be done at once.
 */
function isEnabled<D extends string, N extends string, I extends string, K extends string, P extends string>(
  s: RivalView<K>,
  rivals: readonly Rival<D, N, I, K, P>[],
  operation: Operation<D, N, I, K, P>,
): boolean {
  if (operation.step === 'AcceptDequeue')
    return s.sock[operation.on] === 'listening' && s.queue[operation.on].length > 0;
  if (operation.step !== 'ReleaseUnhash') return true;
  return rivals.every((rival) => {
    const next = nextOf(s, rival);
    return next?.step !== 'AcceptWake' || next.on !== operation.on;
  });
}

/** Whether no rival can go on: each is at the end of its program, or sleeps in accept. */
export function areIdle<
  D extends string,
  N extends string,
  I extends string,
  K extends string,
  P extends string,
>(s: RivalView<K>, rivals: readonly Rival<D, N, I, K, P>[]): boolean {
  return rivals.every((rival) => {
    const next = nextOf(s, rival);
    return next === undefined || !isEnabled(s, rivals, next);
  });
}
