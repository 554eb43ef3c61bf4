// SPDX-License-Identifier: MIT
// A proposal's sequences without those that cannot be run where this runs; what is left out is said in each row.
import { counted, listed } from '../../base/plural.ts';
import { withCalls } from '../../models/kernel/system/index.ts';
import { type Abilities, OF_OTHERS } from '../harness/lockstep/abilities.ts';
import type { SeqOp } from '../harness/lockstep/engine/sequence.ts';
import type { Conformance } from '../proposal.ts';

/** What can be run, and why a lane is not whole, by scenario. */
export interface Restricted {
  readonly conformance: Conformance;
  readonly leftOut: ReadonlyMap<string, string>;
}

const isOfRoot = (ops: readonly SeqOp[]): boolean =>
  ops.every((op) => op.op !== 'spawn' || (op.uid === 0 && op.gid === 0));

const hasCall = (ops: readonly SeqOp[], calls: readonly string[]): boolean =>
  ops.some((op) => op.op === 'call' && calls.includes(op.call));

/** The calls without those that are not permitted: a call that the model says nothing of is not made. */
function without({ cases, alphabet, ...rest }: Conformance, denied: readonly string[]): Conformance {
  const { rules } = alphabet.system;
  const silent = denied.flatMap((call) => {
    const rule = rules[call];
    return rule === undefined ? [] : [[call, { ...rule, covers: () => false }] as const];
  });
  return {
    ...rest,
    cases: cases.filter(({ ops }) => !hasCall(ops, denied)),
    alphabet: { ...alphabet, system: withCalls(alphabet.system, Object.fromEntries(silent)) },
  };
}

/** `3 of 9 cases left out: need CAP_SYS_ADMIN`. */
function casesSaid(left: number, all: number, needs: readonly string[]): string {
  return `${left} of ${counted(all, 'case')} left out: ${left === 1 ? 'needs' : 'need'} ${listed(needs)}`;
}

/** Leaves out what may not be done where this runs, and says so. */
export function restrict(whole: Conformance, { denied = [], otherUsers }: Abilities): Restricted {
  const calls = denied.flatMap((one) => one.calls);
  const permitted = calls.length === 0 ? whole : without(whole, calls);
  const possible = otherUsers ? permitted : ofRootAlone(permitted);
  const needs = [
    ...new Set([...denied.map(({ capability }) => capability), ...(otherUsers ? [] : [OF_OTHERS])]),
  ];
  const leftOut = new Map<string, string>();
  const fewer = whole.cases.length - possible.cases.length;
  if (fewer > 0) leftOut.set('cases', casesSaid(fewer, whole.cases.length, needsOf(whole, possible, denied)));
  const others = possible.alphabet.users.length < whole.alphabet.users.length ? ['other users'] : [];
  const never = [...calls, ...others];
  if (never.length > 0)
    leftOut.set(
      'random',
      `left out: ${never.join(', ')}: ${never.length === 1 ? 'needs' : 'need'} ${listed(needs)}`,
    );
  if (possible.small.depth < whole.small.depth) leftOut.set('small', `all left out: needs ${OF_OTHERS}`);
  return { conformance: possible, leftOut };
}

/** What the cases take that are left out. */
function needsOf(
  whole: Conformance,
  possible: Conformance,
  denied: NonNullable<Abilities['denied']>,
): readonly string[] {
  const left = whole.cases.filter((one) => !possible.cases.includes(one));
  const called = denied.filter(({ calls }) => left.some(({ ops }) => hasCall(ops, calls)));
  const every = denied.flatMap(({ calls }) => calls);
  const users = left.some(({ ops }) => !hasCall(ops, every));
  return [...new Set([...called.map(({ capability }) => capability), ...(users ? [OF_OTHERS] : [])])];
}

/** Without what has a task of another user. */
function ofRootAlone(conformance: Conformance): Conformance {
  const { cases, small, alphabet } = conformance;
  const users = alphabet.users.filter((uid) => uid === 0);
  return {
    ...conformance,
    cases: cases.filter(({ ops }) => isOfRoot(ops)),
    alphabet: { ...alphabet, users: users.length === 0 ? [0] : users },
    small: isOfRoot(small.opening) ? small : { ...small, depth: 0 },
  };
}
