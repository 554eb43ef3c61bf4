// SPDX-License-Identifier: MIT
// A proposal's sequences without those that cannot be run where this runs; what is left out is said in each row.
import { withCalls } from '../../models/kernel/system/index.ts';
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

/** The calls without those that are not permitted: a call that the model says nothing of is not made. */
function without({ cases, alphabet, ...rest }: Conformance, denied: readonly string[]): Conformance {
  const { rules } = alphabet.system;
  const silent = denied.flatMap((call) => {
    const rule = rules[call];
    return rule === undefined ? [] : [[call, { ...rule, covers: () => false }] as const];
  });
  return {
    ...rest,
    cases: cases.filter(({ ops }) => !ops.some((op) => op.op === 'call' && denied.includes(op.call))),
    alphabet: { ...alphabet, system: withCalls(alphabet.system, Object.fromEntries(silent)) },
  };
}

/** Leaves out calls that may not be made where this runs, and says so. */
export function restrict(whole: Conformance, { denied, otherUsers }: Abilities): Restricted {
  if (denied === undefined) return restrictUsers(whole, otherUsers);
  const permitted = without(whole, denied);
  const { conformance, leftOut } = restrictUsers(permitted, otherUsers);
  const cause = `not permitted here: ${denied.join(', ')}`;
  const fewer = whole.cases.length - permitted.cases.length;
  const said = [
    ['cases', `${fewer} of ${whole.cases.length} left out: ${cause}`],
    ['random', `left out: ${cause}`],
  ] as const;
  const all = said.map(([lane, why]) => [lane, [why, leftOut.get(lane)].filter(Boolean).join('; ')] as const);
  return { conformance, leftOut: new Map([...leftOut, ...all]) };
}

/** Leaves out what has a task of another user where there can be none. */
function restrictUsers(conformance: Conformance, otherUsers: boolean): Restricted {
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
