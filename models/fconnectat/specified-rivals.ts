// SPDX-License-Identifier: MIT
// The rivals of the specification: what each operation does, and to whom.
import type { Caller, Dir, Inode, Listener, Name } from './names.ts';
import type { CallerSeen, Observed } from './observation.ts';
import type { Scenario } from './scenarios.ts';
import { type Calls, type Instant, withCaller } from './specified-calls.ts';

type Operation = Scenario['rivals'][number]['program'][number];

const operationAt = (seen: Observed, { name, program }: Scenario['rivals'][number]): Operation | undefined =>
  program[seen.at[name]! - 1];

/** What a step of the rival may be. */
export function rivalMoves(
  scenario: Scenario,
  calls: Calls,
  { seen, hidden }: Instant,
  name: string,
): readonly Instant[] {
  const rival = scenario.rivals.find((one) => one.name === name)!;
  const operation = operationAt(seen, rival);
  if (operation === undefined) return [];
  const at = seen.at[name]!;
  const next = rival.loops && at === rival.program.length ? 1 : at + 1;
  const now = { seen: { ...seen, at: { ...seen.at, [name]: next } }, hidden };
  switch (operation.step) {
    case 'RenameExchange':
      return [exchanged(now, operation.a, operation.b)];
    case 'Chmod':
      return [withRights(scenario, now, operation.inode, operation.denies)];
    case 'AcceptDequeue':
      return dequeued(now, operation.on);
    case 'AcceptWake':
      return [seen.waiters[operation.on].slice(0, 1).reduce((then, q) => calls.leave(then, q), now)];
    case 'ReleaseUnhash': {
      // accept(2) holds the listener's file until it returns.
      const isHeld = scenario.rivals.some((one) => {
        const other = operationAt(seen, one);
        return other?.step === 'AcceptWake' && other.on === operation.on;
      });
      return isHeld ? [] : [withSock(now, operation.on, 'unhashed')];
    }
    case 'ReleaseDead':
      return [closed(calls, now, operation.on)];
    case 'SendSignal':
      return sent(calls, now, operation.to, operation.signal);
    case 'Freeze':
      return frozen(calls, now, operation.to);
    case 'Thaw': {
      const { sig } = seen.caller[operation.to];
      return [sig === 'freeze' ? withCaller(now, operation.to, { sig: 'none' }) : now];
    }
  }
}

function exchanged({ seen, hidden }: Instant, a: readonly [Dir, Name], b: readonly [Dir, Name]): Instant {
  const entry = structuredClone(seen.entry) as Record<Dir, Record<Name, Inode | 'none'>>;
  entry[a[0]][a[1]] = seen.entry[b[0]][b[1]];
  entry[b[0]][b[1]] = seen.entry[a[0]][a[1]];
  return { seen: { ...seen, entry }, hidden };
}

/** In the order in which the observation has them. */
function withRights({ fs }: Scenario, { seen, hidden }: Instant, inode: Inode, denies: boolean): Instant {
  const nowrite = fs.inodes.filter((one) => (one === inode ? denies : seen.nowrite.includes(one)));
  return { seen: { ...seen, nowrite }, hidden };
}

function withSock({ seen, hidden }: Instant, k: Listener, state: Observed['sock'][Listener]): Instant {
  return { seen: { ...seen, sock: { ...seen.sock, [k]: state } }, hidden };
}

function withQueue({ seen, hidden }: Instant, k: Listener, queue: readonly (Caller | 'x')[]): Instant {
  return { seen: { ...seen, queue: { ...seen.queue, [k]: queue } }, hidden };
}

function dequeued(now: Instant, k: Listener): readonly Instant[] {
  const { sock, queue } = now.seen;
  if (sock[k] !== 'listening' || queue[k].length === 0) return [];
  return [withQueue(now, k, queue[k].slice(1))];
}

function closed(calls: Calls, now: Instant, k: Listener): Instant {
  const dead = withQueue(withSock(now, k, 'dead'), k, []);
  return now.seen.waiters[k].reduce((then, q) => calls.leave(then, q), dead);
}

function sent(calls: Calls, now: Instant, p: Caller, signal: CallerSeen['sig']): readonly Instant[] {
  const { is, sig } = now.seen.caller[p];
  if (is === 'done' || is === 'dead') return [now];
  if (is === 'outside') return [signal === 'kill' ? calls.die(now, p) : now];
  const pending = withCaller(now, p, { sig: sig === 'kill' ? 'kill' : signal });
  if (calls.waitsOn(now.seen, p) !== undefined) return [calls.leave(pending, p)];
  if (!calls.mayBeBetweenCalls(now, p)) return [pending];
  return [pending, signal === 'kill' ? calls.die(now, p) : now];
}

function frozen(calls: Calls, now: Instant, p: Caller): readonly Instant[] {
  const { is, sig } = now.seen.caller[p];
  if (is !== 'inside') return [now];
  const pending = sig === 'none' ? withCaller(now, p, { sig: 'freeze' }) : now;
  if (calls.waitsOn(now.seen, p) !== undefined) return [calls.leave(pending, p)];
  return calls.mayBeBetweenCalls(now, p) ? [pending, now] : [pending];
}
