// SPDX-License-Identifier: MIT
// The end of a path: what calls of the keeper say of the pipe, that change nothing of it. Where the mutex is held, only what is
// said without it.
import type { Seen } from '../../../models/pipe_send/state.ts';
import { pollfd, readPollfd } from '../../harness/pollfd.ts';
import {
  F_GETFL,
  FIONREAD,
  O_NONBLOCK,
  POLLERR,
  POLLHUP,
  RWF_NOWAIT,
  SPLICE_F_NONBLOCK,
} from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { Arg, CallOp } from '../../harness/protocol/types.ts';
import { iovecs } from '../../harness/registers.ts';
import type { Probe } from '../../harness/schedule/scene.ts';
import type { Show } from '../../harness/schedule/view.ts';
import { isBringing } from '../../harness/scripted/late-memory.ts';
import { type Calling, UNMAPPED } from './calls.ts';
import { lateOf, shown } from './late.ts';
import { KEEPER, KEEPER_NAME, SPARE, told, UNIT } from './world.ts';

const ALL = 8 * UNIT;
const LONG = 4;
/** A vector of one buffer that is not there. */
const NOWHERE = iovecs({ base: UNMAPPED, length: UNIT });

const call = (nr: number, ...args: Arg[]): CallOp => ({ op: 'call', task: KEEPER, nr, args });

/** All of it. `asksNowait`: whether FMODE_NOWAIT is asked for. */
export function probe(
  { scenario, world }: Calling,
  asksNowait: boolean,
  s: Seen,
  show: Readonly<Record<string, Show>>,
): Probe[] {
  const make = (name: string, ops: readonly CallOp[], ...events: string[]): Probe => {
    return { name, ops, events: events.map((event) => `${KEEPER_NAME} ${event}`), show };
  };
  const end = s.ends.has('read') ? world.read : world.write;
  const flags = make('O_NONBLOCK', [call(NR.fcntl, end, F_GETFL, 0)], `O_NONBLOCK ${s.nonblock}`);
  // Neither takes the mutex.
  const asked = make(
    'who is there',
    [call(NR.poll, { inout: pollfd(0, end) }, 1, 0)],
    `ends ${[...s.ends].sort().join(' ')}`,
  );
  const received = lateOf(scenario).flatMap((p) => {
    const { arg, got, ret } = s.task[p];
    if (arg.op === 'send' || ret !== 'OK' || got.length === 0) return [];
    const length = got.length * UNIT;
    const ops = [shown(p, got.length, SPARE.write), call(NR.read, SPARE.read, { out: length }, length)];
    return [make(`what ${p} has`, ops, `found ${got.join(' ')}`)];
  });
  const free = [flags, asked, ...received];
  if (s.lock !== 'none') return free;
  const stream = s.slots.flatMap(({ data }) => data);
  const counted = call(NR.ioctl, end, FIONREAD, { out: LONG });
  const count = make('how many bytes there are', [counted], `counted ${stream.length}`);
  if (!s.ends.has('read')) return [...free, count];
  // It fails before it looks at the flag, or else at the page or for want of bytes.
  const nowhere = call(NR.preadv2, world.read, NOWHERE, 1, -1, -1, RWF_NOWAIT);
  const nowait = asksNowait ? [make('FMODE_NOWAIT', [nowhere], `FMODE_NOWAIT ${s.nowait}`)] : [];
  if (stream.length === 0) return [...free, count, ...nowait];
  const copy = call(NR.tee, world.read, SPARE.write, ALL, SPLICE_F_NONBLOCK);
  const read = call(NR.read, SPARE.read, { out: ALL }, ALL);
  const parts = readsOf(s.slots);
  const ops = [copy, ...parts.map(() => read)];
  return [
    flags,
    ...received,
    count,
    ...nowait,
    make('which bytes there are', ops, ...parts.map((part) => `found ${part}`)),
  ];
}

/** Whether FMODE_NOWAIT is there, by what the keeper was told last. It is gone only where the kernel has said so. */
export function nowaitSeen(events: readonly string[]): Seen['nowait'] {
  const told = events.findLast((event) => event.startsWith(`${KEEPER_NAME} FMODE_NOWAIT `));
  return told?.endsWith(' off') === true ? 'off' : 'on';
}

/** What each read(2) of all finds, one after the other: a packet ends one. */
function readsOf(slots: Seen['slots']): string[] {
  const ends = slots.flatMap(({ kind }, i) => (kind === 'packet' || i === slots.length - 1 ? [i + 1] : []));
  return ends.map((end, i) =>
    slots
      .slice(ends[i - 1] ?? 0, end)
      .flatMap(({ data }) => data)
      .join(' '),
  );
}

/** What a call of the keeper showed; undefined when it is nobody's business. */
export function readKeeper(
  { scenario, world }: Pick<Calling, 'scenario' | 'world'>,
  call: CallOp,
  result: number | string,
  out: readonly Uint8Array[],
): string | undefined {
  if (isBringing(call)) return `brought pages: ${result}`;
  const { nr, args } = call;
  switch (nr) {
    case NR.fcntl: {
      const isOn = typeof result === 'number' && (result & O_NONBLOCK) !== 0;
      return args[1] === F_GETFL ? `O_NONBLOCK ${isOn ? 'on' : 'off'}` : undefined;
    }
    case NR.poll: {
      const { fd, revents } = readPollfd(out[0]!)!;
      const gone = (revents & (POLLERR | POLLHUP)) !== 0;
      if (!gone) return 'ends read write';
      return `ends ${fd === world.read ? 'read' : 'write'}`;
    }
    case NR.ioctl:
      return args[1] === FIONREAD ? `counted ${Buffer.from(out[0]!).readInt32LE() / UNIT}` : undefined;
    case NR.preadv2:
      return `FMODE_NOWAIT ${result === 'EOPNOTSUPP' ? 'off' : 'on'}`;
    case NR.read:
      return `found ${typeof result === 'number' ? told(scenario, out[0]!, result) : result}`;
    default:
      return undefined;
  }
}
