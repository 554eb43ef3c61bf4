// SPDX-License-Identifier: MIT
// The variables of the document's State section.
import { entrySchema, nowriteSchema } from '../kernel/objects/path/vfs.ts';
import { socketSchemas } from '../kernel/objects/unix-socket/listener.ts';
import { atSchema } from '../kernel/rival.ts';
import { PENDING } from '../kernel/signal.ts';
import { type DraftState, enumOf, int, mapOf, type PlainState, record, seqOf, setOf } from '../kit/index.ts';
import { ERRNOS } from './errno.ts';
import { ADDRS, CALLS, type Caller, FLAGS, PCS, SOCKFDS } from './names.ts';
import type { Scenario } from './scenarios.ts';

/** Longest path of a scenario, with the target of a link put before what is left. */
const MAX_REST = 3;

/** What the kernel keeps of a caller and of the call that it is in. */
function taskSchema({ fs, listeners }: Scenario) {
  const inode = enumOf('none', ...fs.inodes);
  const name = enumOf(...fs.names);
  const listener = enumOf('none', ...listeners.map((l) => l.name));
  return record({
    arg: record({
      sockfd: enumOf(...SOCKFDS),
      addr: enumOf(...ADDRS),
      dirfd: enumOf('bad', ...fs.inodes),
      path: seqOf(3, name),
      flags: setOf(...FLAGS),
    }),
    call: enumOf('none', ...CALLS),
    pc: enumOf(...PCS),
    nd: enumOf('none', ...fs.dirs),
    rest: seqOf(MAX_REST, name),
    links: int(0, fs.maxLinks),
    ino: inode,
    fd: inode,
    other: listener,
    owes: listener,
    sig: enumOf(...PENDING),
    ret: enumOf('none', 'OK', 'refused', ...ERRNOS),
    slept: inode,
    peer: inode,
  });
}

/** The state's fields for one scenario. */
export function connectState(scenario: Scenario) {
  const { fs, callers, fullAt } = scenario;
  const listeners = scenario.listeners.map((l) => l.name);
  return {
    entry: entrySchema(fs),
    nowrite: nowriteSchema(fs),
    ...socketSchemas(listeners, callers, fullAt),
    cwd: enumOf(...fs.dirs),
    at: atSchema(scenario.rivals),
    task: mapOf(callers, taskSchema(scenario)),
  };
}

/** The state as the steps change it. */
export type State = DraftState<ReturnType<typeof connectState>>;

/** The state as the claims read it. */
export type Seen = PlainState<ReturnType<typeof connectState>>;

/** One caller's record, as the steps change it. */
export type Task = State['task'][Caller];
