// SPDX-License-Identifier: MIT
// A variant with the oracle of the Linux that it is run on.
import { onLinux } from '../../models/kernel/system/index.ts';
import type { Conformance } from '../proposal.ts';

/**
 * The same sequences, judged by what that Linux does where releases differ.
 * @param release as `6.12`, or uname's
 */
export function judgedAs(conformance: Conformance, release: string): Conformance {
  const { alphabet } = conformance;
  return { ...conformance, alphabet: { ...alphabet, system: onLinux(alphabet.system, release) } };
}
