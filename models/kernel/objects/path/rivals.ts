// SPDX-License-Identifier: MIT
// Those who move names, and take permissions away, beside callers that look names up.
import type { Subset } from '../../../kit/index.ts';
import type { OperationKinds } from '../../rival.ts';
import { type Entries, type Entry, exchange } from './vfs.ts';

/** One step of a rival, named as the step in the documents. */
export type PathOperation<D extends string, N extends string, I extends string> =
  | { readonly step: 'RenameExchange'; readonly a: Entry<D, N>; readonly b: Entry<D, N> }
  | { readonly step: 'Chmod'; readonly inode: I; readonly denies: boolean };

/** The state that these rivals act on. */
export interface PathRivalState<D extends string, N extends string, I extends string> {
  readonly entry: Entries<D, N, I>;
  readonly nowrite: Subset<I>;
}

/** The operations of rivals; each can always be done. */
export function pathOperations<D extends string, N extends string, I extends string>(): OperationKinds<
  unknown,
  PathRivalState<D, N, I>,
  PathOperation<D, N, I>
> {
  return {
    RenameExchange: { apply: (s, { a, b }) => exchange(s.entry, a, b) },
    Chmod: {
      apply(s, { inode, denies }) {
        if (denies) s.nowrite.add(inode);
        else s.nowrite.delete(inode);
      },
    },
  };
}
