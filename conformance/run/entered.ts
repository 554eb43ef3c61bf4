// SPDX-License-Identifier: MIT
// A proposal's calls by other numbers, or by another way into the kernel.
import type { CallCodec } from '../harness/lockstep/engine/codec.ts';
import type { Numbers } from '../harness/numbers.ts';
import type { Abi } from '../harness/protocol/types.ts';
import type { Interface } from '../interface.ts';
import type { Conformance } from '../proposal.ts';

/** How calls of the proposal's enter the kernel, where that is not as their codecs say. */
export interface Entry {
  /** Of new calls. */
  readonly numbers?: Numbers | undefined;
  readonly abi?: Abi | undefined;
}

/**
 * The same sequences, with every call of the proposal's made so.
 * @throws Error for another way of a call that is changed: its number there is another one, and nobody has said which
 */
export function entered(
  conformance: Conformance,
  { numbers: own, added }: Pick<Interface, 'numbers' | 'added'>,
  { numbers, abi }: Entry,
): Conformance {
  if (numbers === undefined && abi === undefined) return conformance;
  const changedCall = Object.keys(own).find((name) => !added.includes(name));
  if (abi !== undefined && changedCall !== undefined)
    throw new Error(
      `${conformance.slug} cannot be entered by ${abi}: ${changedCall} has another number there`,
    );
  const names = new Map(added.map((name) => [own[name], name]));
  const changed = ({ encode, ...codec }: CallCodec): CallCodec => ({
    ...codec,
    encode(args) {
      const encoded = encode(args);
      const name = names.get(encoded.nr);
      if (name === undefined) return encoded;
      return { ...encoded, nr: numbers?.[name] ?? encoded.nr, ...(abi === undefined ? {} : { abi }) };
    },
  });
  const codecs = Object.entries(conformance.codecs).map(([name, codec]) => [name, changed(codec)] as const);
  return { ...conformance, codecs: Object.fromEntries(codecs) };
}
