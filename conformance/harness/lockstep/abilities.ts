// SPDX-License-Identifier: MIT
// Whether a kernel, and whoever runs here, can do what sequences are made of: asked before any is judged.
import { SyspecError } from '../../../base/errors.ts';
import { CLONE_VM } from '../protocol/clone.ts';
import type { CallOp, Op, SequenceResult } from '../protocol/types.ts';
import { decodeValue } from '../registers.ts';
import { type Crash, type Target, whyNotRun } from '../target.ts';

/** A call that answers so where the kernel was built without an option (kernel/sys_ni.c, net/socket.c, Linux 6.12). */
export interface Need {
  readonly option: string;
  readonly call: Pick<CallOp, 'nr' | 'args'>;
  readonly without: string;
}

/** Calls that a task of root may not make everywhere: not without a capability, or in a user namespace. */
export interface Privilege {
  readonly calls: readonly string[];
  /** What they take, for people: `CAP_SYS_ADMIN`. */
  readonly capability: string;
  /** Made by a task of root; the answer to the last one tells. */
  readonly probe: readonly Pick<CallOp, 'nr' | 'args'>[];
}

/** What a task of another user takes, for people. */
export const OF_OTHERS = 'CAP_SETUID and CAP_SETGID';

/** What can be done on a target. */
export interface Abilities {
  /** Whether a task can be of another user than root. */
  readonly otherUsers: boolean;
  /** Calls that are not permitted, with what they take; absent when all are. */
  readonly denied?: readonly Pick<Privilege, 'calls' | 'capability'>[];
}

const settledOf = (result: SequenceResult | Crash | undefined): SequenceResult | undefined =>
  result !== undefined && 'settled' in result ? result : undefined;

/**
 * Asks a target.
 * @param needs what the objects need of the kernel
 * @param privileges what the calls of the objects take
 * @param user one that tasks of sequences have, and root is not
 * @throws SyspecError KERNEL_CONFIG with the options that the kernel lacks; NOT_PERMITTED where a task cannot have a root
 *   directory of its own, which every sequence needs
 */
export async function abilitiesOf(
  target: Target,
  needs: readonly Need[],
  user: number,
  privileges: readonly Privilege[] = [],
): Promise<Abilities> {
  const spawn = { op: 'spawn', task: 0, flags: CLONE_VM } as const;
  const calls: Op[] = [spawn, ...needs.map(({ call }) => ({ op: 'call', task: 0, ...call }) as const)];
  const results = await target.run([
    { ops: calls },
    { ops: [{ ...spawn, root: '.' }] },
    { ops: [{ ...spawn, uid: user, gid: user }] },
    ...privileges.map(({ probe }) => ({
      ops: [
        { ...spawn, uid: 0, gid: 0, root: '.' },
        ...probe.map((call) => ({ op: 'call', task: 0, ...call }) as const),
      ],
    })),
  ]);
  const notRun = whyNotRun(results[0]!);
  if (notRun !== undefined) throw new SyspecError('GUEST_DIED', notRun);
  requireOptions(needs, settledOf(results[0]));
  if (isSetupFault(results[1])) {
    throw new SyspecError(
      'NOT_PERMITTED',
      'a task may not change its root directory here',
      'Run this as root, or where user namespaces are allowed.',
    );
  }
  const denied = privileges
    .filter((_, at) => isRefused(results[at + 3]))
    .map(({ calls, capability }) => ({ calls, capability }));
  return { otherUsers: !isSetupFault(results[2]), ...(denied.length === 0 ? {} : { denied }) };
}

/** Whether the last call of a probe came to an error, or to nothing. */
function isRefused(result: SequenceResult | Crash | undefined): boolean {
  const last = settledOf(result)?.settled.at(-1)?.returned.at(-1);
  return last === undefined || typeof decodeValue(last.value) === 'string';
}

function isSetupFault(result: SequenceResult | Crash | undefined): boolean {
  return settledOf(result)?.fault?.startsWith('setup') === true;
}

function requireOptions(needs: readonly Need[], result: SequenceResult | undefined): void {
  const returned = (result?.settled ?? []).flatMap((settled) => settled.returned);
  const missing = needs.filter(({ without }, i) => {
    const answer = returned.find(({ op }) => op === i + 1);
    return answer !== undefined && decodeValue(answer.value) === without;
  });
  if (missing.length === 0) return;
  const names = missing.map(({ option }) => option).join(', ');
  throw new SyspecError('KERNEL_CONFIG', `the kernel lacks ${names}`, 'Build it with what is missing.');
}
