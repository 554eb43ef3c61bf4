// SPDX-License-Identifier: MIT
// Those who act beside the callers, as scenarios write them down: `rival('mover', exchange(['D1', 's'], ['D2', 's']))`. What accept
// and close do is in `programs.ts`.
import type { Signal } from './signal.ts';

/** Somebody who takes the operations one after the other. */
export const rival = <Ops extends readonly unknown[]>(name: string, ...program: Ops) => ({
  name,
  loops: false,
  program,
});

/** Somebody who starts again at the end. */
export const looping = <Ops extends readonly unknown[]>(name: string, ...program: Ops) => ({
  name,
  loops: true,
  program,
});

/** renameat2(2) with RENAME_EXCHANGE. */
export const exchange = <D extends string, N extends string>(
  a: readonly [dir: D, name: N],
  b: readonly [dir: D, name: N],
) => ({ step: 'RenameExchange', a, b }) as const;

/** chmod(2), which takes write permission away, or gives it. */
export const chmod = <I extends string>(inode: I, denies: boolean) =>
  ({ step: 'Chmod', inode, denies }) as const;

/** kill(2). */
export const send = <P extends string>(signal: Signal, to: P) =>
  ({ step: 'SendSignal', signal, to }) as const;
