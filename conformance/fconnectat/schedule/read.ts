// SPDX-License-Identifier: MIT
// What a call returned, as the end of an event.
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { CallOp, Returned } from '../../harness/protocol/types.ts';
import { decodeValue } from '../../harness/registers.ts';
import { ST_MODE } from './calls.ts';
import { boundAt, inodeOf, isSocketMode, KEEPER } from './files.ts';

/** Where the socket of a caller that is connected already leads. */
export const ELSEWHERE = '/elsewhere';

const modeOf = (out: Uint8Array): number => Buffer.from(out).readUInt32LE(ST_MODE);

/** The inode that the peer was bound to. */
function peerOf(scenario: Scenario, out: readonly Uint8Array[]): string {
  const length = Buffer.from(out[1]!).readUInt32LE(0);
  const path = Buffer.from(out[0]!).toString('utf8', 2, Math.max(2, length - 1));
  if (path === ELSEWHERE) return 'elsewhere';
  return scenario.listeners.find(({ inode }) => boundAt(scenario, inode) === path)?.inode ?? path;
}

/** By the keeper, who looks at the state. */
function looked(
  scenario: Scenario,
  nr: number,
  value: number | string,
  out: readonly Uint8Array[],
  pids: ReadonlyMap<number, string>,
): string {
  switch (nr) {
    case NR.newfstatat:
      return typeof value === 'string' ? value : `found ${inodeOf(scenario, modeOf(out[0]!))}`;
    case NR.getpeername:
      return `peer ${typeof value === 'string' ? value : peerOf(scenario, out)}`;
    case NR.getsockopt: {
      const pid = Buffer.from(out[0]!).readInt32LE(0);
      return typeof value === 'string' ? value : `credentials of ${pids.get(pid) ?? `pid ${pid}`}`;
    }
    default:
      return typeof value === 'string' ? value : 'accepted';
  }
}

/** Calls of the keeper that change something: they are to succeed, and say no more. */
const CHANGES: readonly number[] = [NR.renameat2, NR.chmod, NR.socket];

/** See `Scene.read`. */
export function read(
  scenario: Scenario,
  call: CallOp,
  { value, out }: Returned,
  pids: ReadonlyMap<number, string>,
): string | undefined {
  const result = decodeValue(value);
  if (call.task === KEEPER) {
    if (!CHANGES.includes(call.nr)) return looked(scenario, call.nr, result, out, pids);
    return typeof result === 'string' ? result : undefined;
  }
  if (typeof result === 'string') return `returned ${result}`;
  // A descriptor has its number: the program goes on.
  if (call.nr === NR.dup2) return undefined;
  // The program's own decision.
  if (call.nr === NR.newfstatat && !isSocketMode(modeOf(out[0]!))) return 'returned refused';
  return 'returned OK';
}
