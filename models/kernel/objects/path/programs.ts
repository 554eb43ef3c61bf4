// SPDX-License-Identifier: MIT
// What rivals do to names, as scenarios write it, and what it can come to: of scenarios and claims, and no part of how a model behaves.
import type { AnyOperation, Rival } from '../../rival.ts';
import type { PathOperation } from './rivals.ts';
import * as vfs from './vfs.ts';

/** renameat2(2) with RENAME_EXCHANGE. */
export const exchange = <D extends string, N extends string>(a: vfs.Entry<D, N>, b: vfs.Entry<D, N>) =>
  ({ step: 'RenameExchange', a, b }) as const;

/** chmod(2), which takes write permission away, or gives it. */
export const chmod = <I extends string>(inode: I, denies: boolean) =>
  ({ step: 'Chmod', inode, denies }) as const;

const isExchange = <D extends string, N extends string>(
  operation: AnyOperation,
): operation is Extract<PathOperation<D, N, string>, { step: 'RenameExchange' }> =>
  operation.step === 'RenameExchange';

/** The file systems that the rivals' exchanges can make of the first one, in whatever order and as often as they like. */
export function canMake<D extends string, N extends string, I extends string>(
  first: vfs.Entries<D, N, I>,
  rivals: readonly Rival<AnyOperation>[],
): readonly vfs.Entries<D, N, I>[] {
  const made = new Map([[JSON.stringify(first), first]]);
  for (const entry of made.values()) {
    for (const { program } of rivals) {
      for (const operation of program) {
        if (!isExchange<D, N>(operation)) continue;
        const next = structuredClone(entry);
        vfs.exchange(next, operation.a, operation.b);
        made.set(JSON.stringify(next), next);
      }
    }
  }
  return [...made.values()];
}
