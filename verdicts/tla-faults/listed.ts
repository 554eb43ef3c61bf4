// SPDX-License-Identifier: MIT
// Mutants of a proposal's TLA+ that change nothing that it says, each with a reason.
import { dirname, join } from 'node:path';
import type { TlaMutant } from '../../tla/faults/mutants.ts';
import type { Manifest } from '../../tla/manifest.ts';
import { readAround, readList } from '../faults/listed.ts';

/** Where the list of a proposal is. */
export const listFile = ({ file }: Manifest): string => join(dirname(file), 'equivalent.json');

/**
 * The reasons by the mutants' ids; empty where there is no list.
 * @throws SyspecError BAD_INPUT when it is not of that shape, or has an id twice
 */
export const readEquivalent = (file: string): ReadonlyMap<string, string> => readList(file, 'equivalent');

/**
 * Whether a mutant is listed, and what stands around it is as it was then. Who survives is asked everywhere, which costs more than all
 * others. Throws as `readEquivalent` does.
 */
export function asListed(file: string): (mutant: TlaMutant) => boolean {
  const around = readAround(file, 'equivalent');
  return (mutant) => around.get(mutant.id) === mutant.around;
}
