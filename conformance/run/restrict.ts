// SPDX-License-Identifier: MIT
// A proposal's sequences without those that cannot be run where this runs; what is left out is said in each row.
import type { Abilities } from '../harness/lockstep/abilities.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import type { Conformance } from '../proposal.ts';

/** What can be run, and why a lane is not whole, by scenario. */
export interface Restricted {
  readonly conformance: Conformance;
  readonly leftOut: ReadonlyMap<string, string>;
}

const isOfRoot = (ops: readonly SeqOp[]): boolean =>
  ops.every((op) => op.op !== 'spawn' || (op.uid === 0 && op.gid === 0));

/** Leaves out what has a task of another user where there can be none. */
export function restrict(conformance: Conformance, { otherUsers }: Abilities): Restricted {
  if (otherUsers) return { conformance, leftOut: new Map() };
  const { cases, small, alphabet } = conformance;
  const cause = 'no task can be of another user here';
  const possible = cases.filter(({ ops }) => isOfRoot(ops));
  const users = alphabet.users.filter((uid) => uid === 0);
  const leftOut = new Map<string, string>();
  if (possible.length < cases.length) {
    leftOut.set('cases', `${cases.length - possible.length} of ${cases.length} left out: ${cause}`);
  }
  if (users.length < alphabet.users.length) leftOut.set('random', `users other than root left out: ${cause}`);
  const isSmallPossible = isOfRoot(small.opening);
  if (!isSmallPossible) leftOut.set('small', `all left out: ${cause}`);
  return {
    conformance: {
      ...conformance,
      cases: possible,
      alphabet: { ...alphabet, users: users.length === 0 ? [0] : users },
      small: isSmallPossible ? small : { ...small, depth: 0 },
    },
    leftOut,
  };
}
