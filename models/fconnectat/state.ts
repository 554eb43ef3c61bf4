// SPDX-License-Identifier: MIT
// The variables of the document's State section, and how they begin.
import { ERRNOS } from '../kernel/errno.ts';
import { atSchema } from '../kernel/rival.ts';
import { SIGNALS } from '../kernel/signal.ts';
import { initSockets, socketSchemas } from '../kernel/unix-socket.ts';
import { entrySchema, initEntries } from '../kernel/vfs.ts';
import {
  bool,
  type Choose,
  type DraftState,
  enumOf,
  int,
  mapOf,
  type PlainState,
  record,
  seqOf,
  setOf,
} from '../kit/index.ts';
import { ADDRS, type Arg, CALLS, FLAGS, PCS, SOCKFDS } from './names.ts';
import { startProgram } from './reset.ts';
import type { Scenario } from './scenarios.ts';
import type { Behaviour } from './variants.ts';

/** Longest path of a scenario, with the target of a link put before what is left. */
const MAX_REST = 3;

/** The state's fields for one scenario. */
export function connectState(scenario: Scenario) {
  const { fs, callers } = scenario;
  const listeners = scenario.listeners.map((l) => l.name);
  const inode = enumOf('none', ...fs.inodes);
  const name = enumOf(...fs.names);
  return {
    entry: entrySchema(fs),
    ...socketSchemas(listeners, callers),
    cwd: enumOf(...fs.dirs),
    at: atSchema(scenario.rivals),
    arg: mapOf(
      callers,
      record({
        sockfd: enumOf(...SOCKFDS),
        addr: enumOf(...ADDRS),
        dirfd: enumOf('bad', ...fs.inodes),
        path: seqOf(2, name),
        flags: setOf(...FLAGS),
      }),
    ),
    call: mapOf(callers, enumOf('none', ...CALLS)),
    pc: mapOf(callers, enumOf(...PCS)),
    nd: mapOf(callers, enumOf('none', ...fs.dirs)),
    rest: mapOf(callers, seqOf(MAX_REST, name)),
    links: mapOf(callers, int(0, fs.maxLinks)),
    ino: mapOf(callers, inode),
    fd: mapOf(callers, inode),
    other: mapOf(callers, enumOf('none', ...listeners)),
    sig: mapOf(callers, enumOf('none', ...SIGNALS)),
    ret: mapOf(callers, enumOf('none', 'OK', 'refused', ...ERRNOS)),
    named: mapOf(callers, inode),
    first: mapOf(callers, inode),
    base: mapOf(callers, enumOf('none', 'bad', ...fs.inodes)),
    via: mapOf(callers, bool),
    slept: mapOf(callers, inode),
    peer: mapOf(callers, inode),
  };
}

/** The state as the steps change it. */
export type State = DraftState<ReturnType<typeof connectState>>;

/** The state as the claims read it. */
export type Seen = PlainState<ReturnType<typeof connectState>>;

/** One of the scenario's initial states. */
export function initState(s: State, scenario: Scenario, behaviour: Behaviour, choose: Choose): void {
  initEntries(scenario.fs, s.entry);
  initSockets(scenario.listeners, s);
  s.cwd = scenario.fs.root;
  for (const { name } of scenario.rivals) s.at[name] = 1;
  for (const p of scenario.callers) {
    const arg: Arg = choose(scenario.args[p]!);
    s.arg[p] = { ...arg, path: [...arg.path], flags: new Set(arg.flags) };
    startProgram(s, p, behaviour);
  }
}
