// SPDX-License-Identifier: MIT
// The address argument of a call on sockets.
import type { ArgType } from '../../system/args.ts';

const REFUSED = ['fault', 'huge', 'family', 'abstract', 'nothing', 'short', 'long'] as const;

/** How the bytes of a path lie in a struct sockaddr_un. */
export interface Layout {
  /** Without a NUL at its end. */
  readonly bare?: true;
  /** Slashes and dots that change nothing make the path so many bytes long. */
  readonly stretch?: number;
  /** The length that the call is given: NULs fill it up. */
  readonly size?: number;
  /** What fills it up, after the first NUL, is no NUL. */
  readonly junk?: true;
}

/** An address. */
export type Address =
  | ({ readonly kind: 'path'; readonly path: string } & Layout)
  /** The family alone. */
  | { readonly kind: 'unnamed' }
  /**
   * A pointer that cannot be read; a length out of range; another family; an abstract name; no byte; less than a family;
   * more than a struct sockaddr_un.
   */
  | { readonly kind: (typeof REFUSED)[number]; readonly size?: number }
  /** AF_UNSPEC, which ends the association of a datagram socket. */
  | { readonly kind: 'unspec' };

const UNNAMED: readonly unknown[] = ['unnamed', 'unspec', ...REFUSED];

/** The path as it is written: `./` begins a relative one, as often as it must be longer, and `/` an absolute one. */
export function writtenPath({ path, stretch = 0 }: { readonly path: string } & Layout): string {
  const more = Math.max(0, stretch - path.length);
  if (path.startsWith('/')) return '/'.repeat(more) + path;
  return more < 2 ? path : `./${'/'.repeat(more % 2)}${'./'.repeat((more - 2 - (more % 2)) / 2)}${path}`;
}

/** Whether it is shorter than a struct sockaddr_in, which another family wants. */
export function isShort(address: Address): boolean {
  if (address.kind === 'path') return writtenPath(address).length < 13 && (address.size ?? 0) < 16;
  return address.kind !== 'abstract' || (address.size ?? 0) < 16;
}

/** An argument that is an address. */
export const ADDRESS: ArgType<Address> = {
  is(value): value is Address {
    if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
    if (value.kind === 'path') return 'path' in value && typeof value.path === 'string';
    return UNNAMED.includes(value.kind);
  },
};
