// SPDX-License-Identifier: MIT
// What is packed, walked and written of a state.
import type { Domain, Scalar } from './scalar.ts';

/** What a schema describes, without its types. A map is a record whose keys are data. */
export type Shape =
  | Scalar
  | { readonly kind: 'opt'; readonly item: Shape }
  | { readonly kind: 'set'; readonly element: Domain; readonly item: Shape }
  | { readonly kind: 'array'; readonly length: number; readonly item: Shape }
  | { readonly kind: 'seq'; readonly max: number; readonly item: Shape }
  | { readonly kind: 'record'; readonly fields: ReadonlyMap<string, Shape> };
