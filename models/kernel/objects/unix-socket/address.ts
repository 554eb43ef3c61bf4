// SPDX-License-Identifier: MIT
// The address argument of a call on sockets.
import type { ArgType } from '../../system/args.ts';

const REFUSED = ['fault', 'huge', 'family', 'abstract', 'nothing', 'short', 'long'] as const;

/** An address. */
export type Address =
  /** `bare`: without a NUL at its end. */
  | { readonly kind: 'path'; readonly path: string; readonly bare?: true }
  /** The family alone. */
  | { readonly kind: 'unnamed' }
  /**
   * A pointer that cannot be read; a length out of range; another family; an abstract name; no byte; less than a family;
   * more than a struct sockaddr_un.
   */
  | { readonly kind: (typeof REFUSED)[number] }
  /** AF_UNSPEC, which ends the association of a datagram socket. */
  | { readonly kind: 'unspec' };

const UNNAMED: readonly unknown[] = ['unnamed', 'unspec', ...REFUSED];

/** An argument that is an address. */
export const ADDRESS: ArgType<Address> = {
  is(value): value is Address {
    if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
    if (value.kind === 'path') return 'path' in value && typeof value.path === 'string';
    return UNNAMED.includes(value.kind);
  },
};
