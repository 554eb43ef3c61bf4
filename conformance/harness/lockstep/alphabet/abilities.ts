// SPDX-License-Identifier: MIT
// Whether a kernel, and whoever runs here, can do what sequences are made of: asked before any is judged.
import { SyspecError } from '../../../../base/errors.ts';
import { CLONE_VM } from '../../protocol/clone.ts';
import { NR } from '../../protocol/nr.ts';
import type { CallOp, Op, SequenceResult } from '../../protocol/types.ts';
import { decodeValue } from '../../registers.ts';
import { type Crash, type Target, whyNotRun } from '../../target.ts';

/** A call that answers so where the kernel was built without an option (kernel/sys_ni.c, net/socket.c, Linux 6.12). */
interface Need {
  readonly option: string;
  readonly call: Pick<CallOp, 'nr' | 'args'>;
  readonly without: string;
}

const [AF_UNIX, AF_INET, SOCK_STREAM] = [1, 2, 1];
const socket = (family: number) => ({ nr: NR.socket, args: [family, SOCK_STREAM, 0] });

/** What the shared calls need. What the shim itself needs it says on the console. */
const NEEDS: readonly Need[] = [
  { option: 'CONFIG_NET', call: socket(AF_UNIX), without: 'ENOSYS' },
  { option: 'CONFIG_UNIX', call: socket(AF_UNIX), without: 'EAFNOSUPPORT' },
  { option: 'CONFIG_INET', call: socket(AF_INET), without: 'EAFNOSUPPORT' },
  { option: 'CONFIG_MULTIUSER', call: { nr: NR.setresuid, args: [-1, -1, -1] }, without: 'ENOSYS' },
];

/** What can be done on a target. */
export interface Abilities {
  /** Whether a task can be of another user than root. */
  readonly otherUsers: boolean;
}

const settledOf = (result: SequenceResult | Crash | undefined): SequenceResult | undefined =>
  result !== undefined && 'settled' in result ? result : undefined;

/**
 * Asks a target.
 * @param user one that tasks of sequences have, and root is not
 * @throws SyspecError KERNEL_CONFIG with the options that the kernel lacks; NOT_PERMITTED where a task cannot have a root
 *   directory of its own, which every sequence needs
 */
export async function abilitiesOf(target: Target, user: number): Promise<Abilities> {
  const spawn = { op: 'spawn', task: 0, flags: CLONE_VM } as const;
  const calls: Op[] = [spawn, ...NEEDS.map(({ call }) => ({ op: 'call', task: 0, ...call }) as const)];
  const results = await target.run([
    { ops: calls },
    { ops: [{ ...spawn, root: '.' }] },
    { ops: [{ ...spawn, uid: user, gid: user }] },
  ]);
  const notRun = whyNotRun(results[0]!);
  if (notRun !== undefined) throw new SyspecError('GUEST_DIED', notRun);
  requireOptions(settledOf(results[0]));
  if (isSetupFault(results[1])) {
    throw new SyspecError(
      'NOT_PERMITTED',
      'a task may not change its root directory here',
      'Run this as root, or where user namespaces are allowed.',
    );
  }
  return { otherUsers: !isSetupFault(results[2]) };
}

function isSetupFault(result: SequenceResult | Crash | undefined): boolean {
  return settledOf(result)?.fault?.startsWith('setup') === true;
}

function requireOptions(result: SequenceResult | undefined): void {
  const returned = (result?.settled ?? []).flatMap((settled) => settled.returned);
  const missing = NEEDS.filter(({ without }, i) => {
    const answer = returned.find(({ op }) => op === i + 1);
    return answer !== undefined && decodeValue(answer.value) === without;
  });
  if (missing.length === 0) return;
  const names = missing.map(({ option }) => option).join(', ');
  throw new SyspecError('KERNEL_CONFIG', `the kernel lacks ${names}`, 'Build it with what is missing.');
}
