// SPDX-License-Identifier: MIT
// A proposal's call by another number, or by another way into the kernel.
import type { CallCodec } from '../harness/lockstep/engine/codec.ts';
import type { Abi } from '../harness/protocol/types.ts';
import type { Conformance } from '../proposal.ts';

/** How a call of the proposal's enters the kernel, where that is not as its codec says. */
export interface Entry {
  readonly nr?: number | undefined;
  readonly abi?: Abi | undefined;
}

/** The same sequences, with every call of the number `own` made so. */
export function entered(conformance: Conformance, own: number, { nr, abi }: Entry): Conformance {
  if (nr === undefined && abi === undefined) return conformance;
  const changed = ({ encode, ...codec }: CallCodec): CallCodec => ({
    ...codec,
    encode(args) {
      const encoded = encode(args);
      if (encoded.nr !== own) return encoded;
      return { ...encoded, nr: nr ?? own, ...(abi === undefined ? {} : { abi }) };
    },
  });
  const codecs = Object.entries(conformance.codecs).map(([name, codec]) => [name, changed(codec)] as const);
  return { ...conformance, codecs: Object.fromEntries(codecs) };
}
