// SPDX-License-Identifier: MIT
// The end of a path: what every call that the keeper can make says of the state. Who is connected to whom, what is queued
// and who wakes, and which inode each name that may have moved has.
import type { Caller, Dir, Listener, Name } from '../../../models/fconnectat/names.ts';
import type { Scenario } from '../../../models/fconnectat/scenarios.ts';
import type { Seen } from '../../../models/fconnectat/state.ts';
import { isRefusedSleep } from '../../../models/kernel/callers.ts';
import { SO_PEERCRED, SOL_SOCKET } from '../../harness/protocol/flags.ts';
import { NR } from '../../harness/protocol/nr.ts';
import type { CallOp, Op } from '../../harness/protocol/types.ts';
import { u32 } from '../../harness/registers.ts';
import type { Probe } from '../../harness/schedule/scene.ts';
import type { Show } from '../../harness/schedule/view.ts';
import { SOCKADDR_UN } from '../../objects/unix-socket/codecs.ts';
import type { Calling } from './calling.ts';
import { statOf } from './calls.ts';
import { changedRights, firstName, KEEPER, shown } from './files.ts';
import { show } from './show.ts';

/** A slot that the set-up leaves alone, for what the keeper accepts. */
const ACCEPTED = 60;

/** The name under which the keeper's events are told. */
export const KEEPER_NAME = `t${KEEPER}`;

const call = (nr: number, ...args: CallOp['args']): CallOp => ({ op: 'call', task: KEEPER, nr, args });

/** The entries that a rival may exchange. */
function moved({ rivals }: Scenario): (readonly [Dir, Name])[] {
  const all = rivals.flatMap(({ program }) =>
    program.flatMap((one) => (one.step === 'RenameExchange' ? [one.a, one.b] : [])),
  );
  return all;
}

/** Names of the inodes whose rights a rival changes. */
function changed(scenario: Scenario): (readonly [Dir, Name])[] {
  return changedRights(scenario).map((inode) => firstName(scenario, inode));
}

/** Which inode each name has, and whether that denies write. */
function names({ scenario, files, callers }: Calling, s: Seen): Probe[] {
  const all = [...moved(scenario), ...changed(scenario)];
  const distinct = new Map(all.map((entry) => [entry.join(), entry])).values();
  return [...distinct].map(([dir, name]) => {
    const inode = s.entry[dir]![name]!;
    return {
      name: `fstatat of ${name} in ${dir}`,
      ops: [statOf(files, dir, name, KEEPER)],
      events: [`${KEEPER_NAME} found ${shown(inode, (s.nowrite as ReadonlySet<string>).has(inode))}`],
      show: show(scenario, callers, s),
    };
  });
}

function peerOf(s: Seen, p: Caller): string {
  if (s.task[p].arg.sockfd === 'connected') return 'elsewhere';
  return s.task[p].peer === 'none' ? 'ENOTCONN' : s.task[p].peer;
}

/** To whom each caller that is not dead is connected. */
function peers({ scenario, sockets, callers }: Calling, s: Seen): Probe[] {
  const alive = scenario.callers.filter((p) => s.task[p].pc !== 'dead' && !scenario.loopers.includes(p));
  return alive.map((p) => ({
    name: `getpeername of ${p}`,
    ops: [call(NR.getpeername, sockets.get(p)!, { out: SOCKADDR_UN }, { inout: u32(SOCKADDR_UN) })],
    events: [`${KEEPER_NAME} peer ${peerOf(s, p)}`],
    show: show(scenario, callers, s),
  }));
}

/** What is queued, oldest first, and whom each accept wakes. */
function queues({ scenario, files, callers }: Calling, s: Seen): Probe[] {
  const seen: Record<string, Show> = { ...show(scenario, callers, s) };
  return scenario.listeners.flatMap(({ name: k }) => {
    if (s.sock[k] !== 'listening') return [];
    const waiters = [...s.waiters[k]];
    const accept: Op = { ...call(NR.accept, files.listeners.get(k as Listener)!, 0, 0), save: ACCEPTED };
    const takes = s.queue[k].map((one, i): Probe => {
      const woken = waiters.shift();
      if (woken !== undefined && !isRefusedSleep(s, woken)) seen[woken] = 'parked at fconnectat.woken';
      const credentials = call(
        ...([NR.getsockopt, { slot: ACCEPTED }, SOL_SOCKET, SO_PEERCRED] as const),
        { out: 12 },
        { inout: u32(12) },
      );
      return {
        name: `accept on ${k}, ${i + 1}`,
        ops: [accept, credentials],
        events: [
          `${KEEPER_NAME} accepted`,
          `${KEEPER_NAME} credentials of ${one === 'x' ? KEEPER_NAME : one}`,
        ],
        show: { ...seen },
      };
    });
    const none: Probe = {
      name: `accept on ${k} of no more`,
      ops: [accept],
      events: [`${KEEPER_NAME} EAGAIN`],
      show: { ...seen },
    };
    return [...takes, none];
  });
}

/** All of it; what changes the state comes last. */
export function probe(calling: Calling, s: Seen): Probe[] {
  return [...names(calling, s), ...peers(calling, s), ...queues(calling, s)];
}
